/// Runs the auction phase by phase and turns what it leaves into whole prices.
enum Bidding {
    /// Prices near the optimal ones, and matches that mostly agree with them.
    struct Outcome {
        var prices: AssignmentPrices
        var matches: [Int32]
    }

    /// By how much weights are multiplied: ε can be as small as 1/32 of a unit of fit, or of what all weights are multiples of, which leaves next
    /// to nothing to mend.
    private static let scale = 32
    /// Pairs that may be read for each pair there is. Ordinary problems need fewer than 20; where bidding stalls, the exact method goes on.
    private static let patience = 2000

    /// - Returns: nil where the run was cancelled.
    static func run<Word>(
        _ problem: AssignmentProblem, _ rows: PairRows, _ pairs: PackedPairs<Word>, _ layout: PlaceLayout, _ control: SolverControl
    ) -> Outcome? {
        // Prices, offers and their differences stay below eight times the largest scaled weight.
        let largest = (Int64(AssignmentProblem.largestFit) + rows.placementWeight).multipliedReportingOverflow(by: 8 * Int64(scale))
        if largest.overflow { return Outcome(prices: .zero(for: problem), matches: Array(repeating: -1, count: layout.teamCount)) }
        if largest.partialValue < Int32.max { return run(rows, pairs, layout, control, prices: Int32.self) }
        return run(rows, pairs, layout, control, prices: Int64.self)
    }

    private static func run<Price: FixedWidthInteger & SignedInteger & BitwiseCopyable, Word>(
        _ rows: PairRows, _ pairs: PackedPairs<Word>, _ layout: PlaceLayout, _ control: SolverControl, prices: Price.Type
    ) -> Outcome? {
        let size = rows.starts[layout.teamCount] + layout.teamCount + layout.caseCount
        for plan in BiddingPlan.plans(rows, layout) {
            var auction = Auction<Price, Word>(rows, pairs, layout: layout, scale: Price(scale))
            switch follow(plan, &auction, limit: (plan.isTrial ? 25 : patience) * size, control) {
            case .cancelled: return nil
            case .stalled where plan.isTrial: continue
            case .done, .stalled: return auction.outcome(grain: Price(plan.grain))
            }
        }
        preconditionFailure("the last plan is no trial")
    }

    private enum End { case done, stalled, cancelled }

    private static func follow<Price, Word>(
        _ plan: BiddingPlan, _ auction: inout Auction<Price, Word>, limit: Int, _ control: SolverControl
    ) -> End {
        let fits = Price(AssignmentProblem.largestFit) * Price(scale)
        if plan.fromTheTop { auction.startFromTheTop(fits + auction.placementWeight) }
        let grain = Price(plan.grain)
        var epsilon = max(grain, (plan.fromTheTop ? fits : fits + auction.placementWeight) / Price(plan.first))
        var phase = 0
        var watch = CancelWatch(control)
        while true {
            guard auction.begin(epsilon, &watch) else { return .cancelled }
            let isDone =
                auction.bid(epsilon, limit: limit, control: control) && auction.fillCostlyPlaces(epsilon, limit: limit, control: control)
            if control.isCancelled() { return .cancelled }
            if !isDone { return .stalled }
            phase += 1
            auction.report(phase, control)
            if epsilon == grain { return .done }
            epsilon = max(grain, epsilon / Price(plan.shrink))
        }
    }
}

extension Auction {
    /// Tells the weight of the matches, rounded down, and that nothing is proven yet but what the largest fits allow.
    fileprivate func report(_ phase: Int, _ control: SolverControl) {
        guard let progress = control.progress else { return }
        var total: Int64 = 0
        for target in 0..<layout.caseCount {
            let start = layout.seatStarts[target]
            for seat in start..<start + Int(taken[target]) {
                total += (Int64(profit[seats[seat].team]) + Int64(seats[seat].price)) / Int64(scale)
            }
        }
        let most = (Int64(AssignmentProblem.largestFit) + Int64(placementWeight / scale)) * Int64(layout.teamCount)
        progress(.init(phase: .bidding, done: phase, ahead: 0, bestTotal: total, provenBound: most))
    }

    /// Whole prices and the matches.
    ///
    /// With ε = 1, all being counted in multiples of `grain`, no pair offers a team more than 1 above its match. Then ⌊(price + shift) ÷ scale⌋
    /// keeps every comparison right in which no price sits exactly at a step; the shift is the one with the fewest cases at a step. What is
    /// left is mended exactly.
    fileprivate func outcome(grain: Price) -> Bidding.Outcome {
        var atStep = [Int](repeating: 0, count: Int(scale))
        for target in 0..<layout.caseCount where price[target] > 0 { atStep[Int(price[target] / grain % scale)] += 1 }
        var shift = 1
        for other in 1..<Int(scale) where atStep[Int(scale) - other] < atStep[Int(scale) - shift] { shift = other }

        var prices = AssignmentPrices(cases: [], companies: [])
        for company in 0..<Int32(layout.companyCount) {
            prices.companies.append(Int64((share(of: company) / grain + Price(shift)) / scale * grain))
        }
        for target in 0..<layout.caseCount {
            let whole = Int64((price[target] / grain + Price(shift)) / scale * grain)
            let company = layout.company[target]
            prices.cases.append(company < 0 ? whole : max(0, whole - prices.companies[Int(company)]))
        }
        return Bidding.Outcome(prices: prices, matches: (0..<layout.teamCount).map { targetOf[$0] })
    }
}
