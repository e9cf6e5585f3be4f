/// The frontier between keeping teams where they are and weight: how much total weight each repair of a changed matching reaches, and how
/// many teams keep their case.
///
/// What is found are the *supported* points: those that are best for some exchange rate between a kept team and weight, each exact, from
/// the one that keeps most to the one that weighs most. They are the corners of the convex hull, found by asking for the best point in the
/// direction of each pair of neighbours (Aneja & Nair 1979; Cohon 1978). Points in the dents of the hull, which no rate makes best, are not.
///
/// Every direction is solved from the matching before, not anew: with a bonus for each pair that it holds it stays optimal at the same
/// prices, so that only the changes are to be made good, by a few shortest paths each.
package enum RepairFrontier {
    package enum Outcome: Sendable {
        /// From the one that keeps most to the one that weighs most; at least one.
        case found([RepairPoint])
        case cancelled
        case refused(AssignmentDefect)
        /// The prices do not prove the matching before.
        case notProven
    }

    package static func find(_ question: RepairQuestion, control: SolverControl = .uninterrupted) -> Outcome {
        if let defect = question.defect { return .refused(defect) }
        guard let question = question.repriced(control: control) else { return .cancelled }
        guard RepairProof(question.before, absent: question.absentBefore).holds(matches: question.matches, prices: question.prices) else {
            return .notProven
        }
        let most = question.keepable.reduce(0) { $0 + ($1 < 0 ? 0 : 1) }
        var search = FrontierSearch(question, control: control)
        // Weight first: one unit of it counts more than all teams that could be kept.
        let ahead = Int64(most) + 1
        guard search.fits(scale: ahead, bonus: 1) else { return .refused(.weightOutOfRange) }
        guard let heaviest = search.point(scale: ahead, bonus: 1) else { return .cancelled }
        guard most > 0 else { return .found([heaviest]) }
        // Keeping first: a kept team counts more than all weight there can be, which the heaviest point has.
        let weight = search.weight(heaviest)
        guard search.fits(scale: 1, bonus: weight + 1), search.fits(scale: ahead, bonus: weight) else { return .refused(.weightOutOfRange) }
        guard let keenest = search.point(scale: 1, bonus: weight + 1), let between = search.points(between: keenest, and: heaviest) else {
            return .cancelled
        }
        return .found(keenest.kept == heaviest.kept ? [heaviest] : [keenest] + between + [heaviest])
    }
}

private struct FrontierSearch: ~Copyable {
    private let question: RepairQuestion
    private let control: SolverControl
    private let ground: ChangingGround
    private let keepable: Slab<Int32>
    private var network: PlaceNetwork<KeptWeights>

    private let fitsBefore: [Int32]
    private let absentBefore: [Bool]
    private let changes: Changes

    /// What is made good from the matching before, in this order: whoever leaves gives room to others first.
    private struct Changes {
        var leaving: [Int32]
        var companies: [Int32]
        var cases: [Int32]
        var joining: [Int32]
    }

    init(_ question: RepairQuestion, control: SolverControl) {
        self.question = question
        self.control = control
        ground = ChangingGround(question.before)
        keepable = Slab(question.keepable)
        network = PlaceNetwork(
            rows: ground.rows,
            weights: KeptWeights(scale: 1, bonus: 0, placementWeight: question.before.placementWeight, kept: keepable.base),
            layout: ground.layout)
        fitsBefore = question.before.fits(of: question.matches)
        absentBefore = question.matches.indices.map { question.absentBefore.contains(Int32($0)) }
        changes = Changes(
            leaving: question.absent.subtracting(question.absentBefore).sorted(),
            companies: question.companyCapacities.indices.filter {
                question.companyCapacities[$0] != question.before.companyCapacities[$0]
            }.map(Int32.init),
            cases: question.capacities.indices.filter { question.capacities[$0] != question.before.capacities[$0] }.map(Int32.init),
            joining: question.absentBefore.subtracting(question.absent).sorted())
    }

    /// Whether weights of that size keep every sum within 64 bits.
    func fits(scale: Int64, bonus: Int64) -> Bool {
        let (scaled, overflow) = (question.before.placementWeight + Int64(AssignmentProblem.largestFit)).multipliedReportingOverflow(
            by: scale)
        return !overflow && scaled < 1 << 59 && bonus < 1 << 59
    }

    func weight(_ point: RepairPoint) -> Int64 { point.totalFit + Int64(point.placed) * question.before.placementWeight }

    /// The best point in a direction, nil where cancelled.
    mutating func point(scale: Int64, bonus: Int64) -> RepairPoint? {
        restore(scale: scale, bonus: bonus)
        for team in changes.leaving {
            if control.isCancelled() { return nil }
            network.remove(team, on: ground)
        }
        for company in changes.companies {
            if control.isCancelled() { return nil }
            network.setPlaces(ofCompany: company, to: question.companyCapacities[Int(company)], on: ground)
        }
        for target in changes.cases {
            if control.isCancelled() { return nil }
            let places = min(question.capacities[Int(target)], ground.layout.seatCount(target))
            network.setPlaces(of: target, to: places, on: ground)
        }
        for team in changes.joining {
            if control.isCancelled() { return nil }
            network.add(team, on: ground)
        }
        network.seatTheIndifferent()
        return point()
    }

    /// The corners strictly between two points, in order; nil where cancelled.
    mutating func points(between keener: RepairPoint, and heavier: RepairPoint) -> [RepairPoint]? {
        var found: [RepairPoint] = []
        // The gaps still to be looked at, the next one last: a frontier may have more corners than a stack has room.
        var gaps = [(keener, heavier)]
        while let (keener, heavier) = gaps.popLast() {
            let (scale, bonus) = (Int64(keener.kept - heavier.kept), weight(heavier) - weight(keener))
            if scale > 0, bonus > 0 {
                guard let point = point(scale: scale, bonus: bonus) else { return nil }
                func value(_ point: RepairPoint) -> Int128 {
                    Int128(scale) * Int128(weight(point)) + Int128(bonus) * Int128(point.kept)
                }
                if value(point) > value(keener) {
                    gaps.append((point, heavier))
                    gaps.append((keener, point))
                    continue
                }
            }
            // The gap is empty, and all before it is known.
            found.append(heavier)
        }
        return found.dropLast()
    }

    /// The matching before at its prices, which the bonus leaves optimal.
    private mutating func restore(scale: Int64, bonus: Int64) {
        network.weights.scale = scale
        network.weights.bonus = bonus
        let before = question.before
        for target in 0..<before.caseCount {
            ground.layout.capacity[target] = min(before.capacities[target], ground.layout.seatCount(Int32(target)))
        }
        for company in before.companyCapacities.indices { ground.layout.companyCapacity[company] = before.companyCapacities[company] }
        network.restore(matches: question.matches, fits: fitsBefore, absent: absentBefore, prices: question.prices, scale: scale)
    }

    private func point() -> RepairPoint {
        var point = RepairPoint(
            caseOfTeam: network.caseOfTeam.array(), kept: 0, placed: 0, totalFit: 0, scale: network.weights.scale,
            bonus: network.weights.bonus, prices: AssignmentPrices(cases: network.ownPrices, companies: network.companyPrices))
        for (team, target) in point.caseOfTeam.enumerated() where target >= 0 {
            point.placed += 1
            let isKept = keepable[team] == target
            if isKept { point.kept += 1 }
            let counted = network.profit[team] + network.price[target] - (isKept ? point.bonus : 0)
            point.totalFit += counted / point.scale - question.before.placementWeight
        }
        return point
    }
}
