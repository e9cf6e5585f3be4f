/// Finds the best repair in a direction: for one worth of a kept team against weight.
struct FrontierSearch: ~Copyable {
    private let question: RepairQuestion
    private let control: SolverControl
    private let ground: ChangingGround
    private let keepable: Slab<Int32>
    /// The case that each team is asked to keep, −1 for none.
    let asked: [Int32]
    private var network: PlaceNetwork<KeptWeights>
    /// For each gap between neighbours that was found empty, the best point in its direction: its prices prove that no corner lies there.
    private(set) var proofs: [RepairPoint] = []

    private let fitsBefore: [Int32]
    private let absentBefore: [Bool]
    private let changes: Changes

    /// Who leaves and who joins: whoever leaves gives room to others first, then places change.
    private struct Changes {
        var leaving: [Int32]
        var joining: [Int32]
    }

    init(_ question: RepairQuestion, control: SolverControl) {
        self.question = question
        self.control = control
        var watch = CancelWatch(control)
        ground = ChangingGround(question.before, watch: &watch)
        asked = question.keepable
        keepable = Slab(asked)
        network = PlaceNetwork(
            rows: ground.rows,
            weights: KeptWeights(scale: 1, bonus: 0, placementWeight: question.before.placementWeight, kept: keepable.base),
            layout: ground.layout, watch: watch)
        fitsBefore = question.before.fits(of: question.matches)
        absentBefore = question.matches.indices.map { question.absentBefore.contains(Int32($0)) }
        changes = Changes(
            leaving: question.absent.subtracting(question.absentBefore).sorted(),
            joining: question.absentBefore.subtracting(question.absent).sorted())
    }

    /// Whether weights of that size keep every sum within 64 bits.
    func fits(scale: Int64, bonus: Int64) -> Bool {
        let (scaled, overflow) = (question.before.placementWeight + Int64(AssignmentProblem.largestFit)).multipliedReportingOverflow(
            by: scale)
        return !overflow && scaled < 1 << 59 && bonus < 1 << 59
    }

    func weight(_ point: RepairPoint) -> Int64 { point.totalFit + Int64(point.placed) * question.before.placementWeight }

    /// What is settled of teams that are asked to keep a case: whether each stays.
    typealias Settled = [Int32: Bool]

    /// The best point in a direction, nil where cancelled.
    ///
    /// - Parameter settled: of the points that agree with it. Where it leaves no place for who stays there is none: see `hasPlaces`.
    mutating func point(scale: Int64, bonus: Int64, where settled: Settled = [:]) -> RepairPoint? {
        if network.watch.look() { return nil }
        restore(scale: scale, bonus: bonus)
        defer { for team in settled.keys { keepable[team] = asked[Int(team)] } }
        // Who stays is taken out together with the place; who does not stay leaves, and comes back to other cases.
        let (capacities, companyCapacities) = places(besides: settled)
        let decided = settled.keys.sorted()
        for team in changes.leaving + decided.filter({ !absentBefore[Int($0)] }) {
            if control.isCancelled() { return nil }
            network.remove(team, on: ground)
        }
        for company in companyCapacities.indices where companyCapacities[company] != question.before.companyCapacities[company] {
            if control.isCancelled() { return nil }
            network.setPlaces(ofCompany: Int32(company), to: companyCapacities[company], on: ground)
        }
        for target in capacities.indices where capacities[target] != question.before.capacities[target] {
            if control.isCancelled() { return nil }
            let places = min(capacities[target], ground.layout.seatCount(Int32(target)))
            network.setPlaces(of: Int32(target), to: places, on: ground)
        }
        for team in decided where settled[team] == false { keepable[team] = KeptWeights.barred(asked[Int(team)]) }
        for team in changes.joining + decided.filter({ !absentBefore[Int($0)] }) where settled[team] != true {
            if control.isCancelled() { return nil }
            network.add(team, on: ground)
        }
        network.seatTheIndifferent()
        return network.watch.look() ? nil : point(where: settled)
    }

    /// Whether all who are settled to stay have a place.
    func hasPlaces(where settled: Settled) -> Bool {
        let (capacities, companyCapacities) = places(besides: settled)
        return settled.keys.allSatisfy { team in
            let target = Int(asked[Int(team)])
            let company = Int(question.before.companyOfCase[target])
            return capacities[target] >= 0 && (company < 0 || companyCapacities[company] >= 0)
        }
    }

    private func places(besides settled: Settled) -> (ofCases: [Int32], ofCompanies: [Int32]) {
        var (capacities, companyCapacities) = (question.capacities, question.companyCapacities)
        for (team, stays) in settled where stays {
            let target = Int(asked[Int(team)])
            let company = Int(question.before.companyOfCase[target])
            if capacities[target] != .max { capacities[target] -= 1 }
            if company >= 0, companyCapacities[company] != AssignmentProblem.unlimited { companyCapacities[company] -= 1 }
        }
        return (capacities, companyCapacities)
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
                proofs.append(point)
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

    private func point(where settled: Settled) -> RepairPoint {
        var point = RepairPoint(
            caseOfTeam: network.caseOfTeam.array(), kept: 0, placed: 0, totalFit: 0, scale: network.weights.scale,
            bonus: network.weights.bonus, prices: AssignmentPrices(cases: network.ownPrices, companies: network.companyPrices))
        for (team, target) in point.caseOfTeam.enumerated() where target >= 0 {
            point.placed += 1
            let isKept = asked[team] == target
            if isKept { point.kept += 1 }
            let counted = network.profit[team] + network.price[target] - (isKept ? point.bonus : 0)
            point.totalFit += counted / point.scale - question.before.placementWeight
        }
        for (team, stays) in settled where stays {
            point.caseOfTeam[Int(team)] = asked[Int(team)]
            point.kept += 1
            point.placed += 1
            point.totalFit += Int64(question.before.fit(of: Int(team), on: asked[Int(team)]))
        }
        return point
    }
}
