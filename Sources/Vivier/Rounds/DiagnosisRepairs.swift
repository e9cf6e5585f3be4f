import Formats
import Matching

/// Looks for what would let a round place more teams. Every figure is found by optimising again, or holds by the cut that bounds the round.
///
/// The work is bounded: the larger the round, the fewer questions are put; what is not looked into then has no figure.
struct DiagnosisRepairs: ~Copyable {
    let book: FitBook
    let instance: Instance
    /// Without the pinned teams and their places.
    let problem: AssignmentProblem
    let limit: PlacementLimit
    let isCancelled: @Sendable () -> Bool
    private var trials: PlaceTrials
    /// Questions that may still be put to the trials.
    private(set) var budget: Int
    /// Pairs that may still be scored in search of a gate to open, and teams still be changed step by step.
    private var pairsLeft = 200_000
    private var openingsLeft = 20_000
    /// Cases in which some shortage has no place left.
    private let tightCases: Set<Int32>
    private let tightCompanies: Set<Int32>

    /// Of a shortage and of a stranded team.
    static let (mostOfShortage, mostOfTeam) = (5, 3)
    /// Teams of a shortage that are held against other cases, and pins that are tried.
    private static let (mostTeams, mostPins) = (20, 3)
    /// Cases of a shortage on which one more place is tried.
    private static let mostUnits = 32
    /// Pairs of a team that are tried step by step.
    private static let mostOpenings = 12
    /// Teams for which common ground is looked for.
    private static let mostInCommon = 5_000

    /// - Returns: nil where cancelled.
    init?(
        _ book: FitBook, _ instance: Instance, _ problem: AssignmentProblem, _ limit: PlacementLimit,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        let pairs = problem.edgeCases.count
        let isOptimised = instance.policy == .bestTotal && !instance.hasMinimums && pairs <= MatchingEngine.mostPairsTried
        guard let trials = PlaceTrials(problem, limit, optimising: isOptimised, control: SolverControl(isCancelled: isCancelled)) else {
            return nil
        }
        self.trials = trials
        (self.book, self.instance, self.problem, self.limit, self.isCancelled) = (book, instance, problem, limit, isCancelled)
        tightCases = Set(limit.shortages.flatMap(\.cases))
        tightCompanies = Set(limit.shortages.flatMap(\.companies))
        budget = min(20_000, 200_000_000 / (pairs + problem.teamCount + problem.caseCount + 1))
    }

    private func mayGoOn() throws {
        if isCancelled() { throw CancellationError() }
    }

    // MARK: Shortages

    mutating func repairs(of shortage: Shortage) throws -> [FoundRepair] {
        let units = shortage.units(in: problem)
        var special: [FoundRepair] = []
        if shortage.missing > 1 {
            let cover = cover(shortage, by: units)
            special.append(cover)
            if cover.isOfSeveral, shortage.teams.count <= Self.mostInCommon, let ground = book.sharedGround(of: shortage.teams) {
                special.append(FoundRepair(change: .newCase(ground, places: shortage.missing), teams: shortage.missing))
            }
        }
        try mayGoOn()
        special += try decisions(about: shortage)
        special += try openings(of: shortage)
        var repairs = Array(special.prefix(Self.mostOfShortage - 1))
        repairs += try singles(units).prefix(Self.mostOfShortage - repairs.count)
        return repairs.sorted { $0.precedes($1) }
    }

    /// Places for all that are missing.
    private mutating func cover(_ shortage: Shortage, by units: [PlaceUnit]) -> FoundRepair {
        let direct = shortage.directCover(in: problem, limit.largest)
        let found = trials.cover(shortage.missing, by: units, budget: &budget) ?? direct
        let change = found.cost <= direct.cost ? found : direct
        guard budget >= change.cost else { return FoundRepair(change: .places(change), teams: shortage.missing) }
        budget -= change.cost
        return FoundRepair(change: .places(change), teams: shortage.missing, best: trials.worth(of: change))
    }

    /// One more place, wherever one places a team more.
    private mutating func singles(_ units: [PlaceUnit]) throws -> [FoundRepair] {
        let byPrice = units.map { (unit: $0, price: trials.price(of: $0)) }.enumerated()
            .sorted { ($0.element.unit.cost, -$0.element.price, $0.offset) < ($1.element.unit.cost, -$1.element.price, $1.offset) }
        var found: [FoundRepair] = []
        for unit in byPrice.prefix(Self.mostUnits).map(\.element.unit) {
            try mayGoOn()
            guard budget > 0 else {
                // The cut says what one more brings, but not what two at once do.
                found.append(FoundRepair(change: .places(PlaceTrials.Change(one: unit)), teams: unit.cost == 1 ? 1 : nil))
                continue
            }
            budget -= 3
            // Where a company is full in one of the assignments that place most, another may leave it room.
            let alone = PlaceTrials.Change(one: PlaceUnit(target: unit.target))
            let change = unit.cost > 1 && trials.teams(with: alone) > 0 ? alone : PlaceTrials.Change(one: unit)
            found.append(FoundRepair(change: .places(change), teams: trials.teams(with: change), best: trials.worth(of: change)))
        }
        return found.sorted { $0.precedes($1) }
    }

    // MARK: Decisions

    /// The ban and the pin without which most is gained.
    private mutating func decisions(about shortage: Shortage) throws -> [FoundRepair] {
        var bans: [FoundRepair] = []
        let teams = Set(shortage.teams)
        for ban in instance.bans where teams.contains(ban.team) && bans.count < Self.mostPins {
            let pair = book.explanation(team: Int(ban.team), target: Int(ban.target))
            guard pair.failures == [.excluded(.ban)], ranks(ban.team, ban.target), isSpare(ban.target) == true else { continue }
            try mayGoOn()
            let wider = problem.adding(ban.target, fit: pair.points, to: ban.team)
            bans.append(FoundRepair(change: .ban(team: ban.team, target: ban.target), teams: 1, best: gain(of: wider)))
        }
        var pins: [FoundRepair] = []
        for pin in instance.pins.filter({ binds(shortage, $0.target) }).prefix(Self.mostPins) {
            try mayGoOn()
            if let lifted = lifted(pin) { pins.append(lifted) }
        }
        return [bans, pins].compactMap { $0.min { $0.precedes($1) } }
    }

    private func binds(_ shortage: Shortage, _ target: Int32) -> Bool {
        shortage.cases.contains(target) || shortage.companies.contains(instance.companyOfCase[Int(target)])
    }

    /// - Returns: nil where it places nobody more, or is not looked into.
    private mutating func lifted(_ pin: Instance.Pair) -> FoundRepair? {
        guard budget > 10, problem.edgeCases.count <= MatchingEngine.mostPairsTried, pairsLeft > 0 else { return nil }
        budget -= 10
        pairsLeft -= instance.cases.count
        let pairs = book.explanations(team: Int(pin.team), targets: 0..<instance.cases.count)
        let row = pairs.filter { $0.isEligible && ranks(pin.team, $0.target) }.map { ($0.target, $0.points) }
        var freed = problem.adding(row, to: pin.team)
        freed.capacities[Int(pin.target)] += 1
        let company = problem.companyOfCase[Int(pin.target)]
        if company >= 0, freed.companyCapacities[Int(company)] != AssignmentProblem.unlimited { freed.companyCapacities[Int(company)] += 1 }
        guard case .found(let wider) = PlacementLimit.of(freed, control: SolverControl(isCancelled: isCancelled)),
            wider.placed > limit.placed + 1
        else { return nil }
        var best = gain(of: freed)
        best?.placed -= 1
        best?.fit -= Int64(pairs[Int(pin.target)].points)
        return FoundRepair(change: .pin(team: pin.team, target: pin.target), teams: wider.placed - limit.placed - 1, best: best)
    }

    /// What a best total of another problem has more.
    private mutating func gain(of problem: AssignmentProblem) -> PlaceWorths.Worth? {
        guard let optimum = trials.optimum, budget > 4 else { return nil }
        budget -= 4
        var problem = problem
        if problem.placementWeight > 0 {
            problem.placementWeight = AssignmentProblem.everyoneFirstWeight(teams: problem.teamCount, places: problem.teamCount)
        }
        let outcome = BestTotal.solve(
            problem, startingPrices: optimum.prices, matches: optimum.caseOfTeam, control: SolverControl(isCancelled: isCancelled))
        guard case .optimal(let solution) = outcome else { return nil }
        return PlaceWorths.Worth(placed: solution.placed - optimum.placed, fit: solution.totalFit - optimum.totalFit)
    }

    // MARK: Gates

    /// The least that makes one of the teams eligible for a case where a place is left.
    private mutating func openings(of shortage: Shortage) throws -> [FoundRepair] {
        var candidates: [FitExplanation] = []
        let targets = (0..<instance.cases.count).filter {
            problem.capacities[$0] > 0 && !tightCases.contains(Int32($0)) && !tightCompanies.contains(problem.companyOfCase[$0])
        }
        guard !targets.isEmpty else { return [] }
        for team in shortage.teams.prefix(Self.mostTeams) where pairsLeft > 0 {
            try mayGoOn()
            pairsLeft -= targets.count
            candidates += book.explanations(team: Int(team), targets: targets).filter { pair in
                !pair.isEligible && pair.failures != [.excluded(.ban)] && pair.leastCostToOpen != nil && ranks(team, pair.target)
            }
        }
        return try openings(among: candidates, most: 1) { $0 == true }
    }

    /// The least that makes a stranded team eligible for a case.
    ///
    /// - Parameter pairs: those of the team.
    mutating func openings(ofStranded pairs: [FitExplanation]) throws -> [FoundRepair] {
        let open = pairs.filter { $0.leastCostToOpen != nil && !$0.failures.isEmpty && ranks($0.team, $0.target) }
        return try openings(among: open, most: Self.mostOfTeam) { _ in true }
    }

    /// - Parameter isWanted: given whether a place is left on the case, where that is known.
    private mutating func openings(
        among pairs: [FitExplanation], most: Int, _ isWanted: (Bool?) -> Bool
    ) throws -> [FoundRepair] {
        let sorted = pairs.map { (pair: $0, least: $0.leastCostToOpen ?? .max) }
            .sorted {
                ($0.least, -$0.pair.points, $0.pair.team, $0.pair.target) < ($1.least, -$1.pair.points, $1.pair.team, $1.pair.target)
            }
        var found: [FoundRepair] = []
        var tried = 0
        for (pair, least) in sorted where problem.capacities[Int(pair.target)] > 0 {
            if tried == Self.mostOpenings || openingsLeft == 0 { break }
            if found.count >= most, found[most - 1].cost < least { break }
            try mayGoOn()
            let isSpare = isSpare(pair.target)
            guard isWanted(isSpare) else { continue }
            tried += 1
            openingsLeft -= 1
            guard let opening = book.opening(of: pair) else { continue }
            let isBan = pair.failures == [.excluded(.ban)]
            let change: FoundRepair.Change =
                isBan
                ? .ban(team: pair.team, target: pair.target) : .opening(team: pair.team, target: pair.target, opening)
            found.append(FoundRepair(change: change, teams: isSpare.map { $0 ? 1 : 0 }))
            found.sort { $0.precedes($1) }
        }
        return Array(found.prefix(most))
    }

    /// What one case would have to ask so that all stranded teams can take it.
    func sharedGroundOfStranded() -> FoundRepair? {
        guard !limit.stranded.isEmpty, limit.stranded.count <= Self.mostInCommon, let ground = book.sharedGround(of: limit.stranded) else {
            return nil
        }
        return FoundRepair(change: .newCase(ground, places: limit.stranded.count), teams: limit.stranded.count)
    }

    /// Gates that alone keep teams from a case, the one that keeps most first.
    ///
    /// - Parameter pairs: of the case, kept apart by one gate each.
    mutating func loneGates(_ pairs: [FitExplanation]) throws -> [FoundLoneGate] {
        var gates: [Gate: FoundLoneGate] = [:]
        for pair in pairs {
            try mayGoOn()
            guard let gate = pair.failures.first?.gate else { continue }
            var found = gates[gate] ?? FoundLoneGate(gate: gate)
            found.teams += 1
            if openingsLeft > 0, let least = pair.leastCostToOpen, least <= found.least?.cost ?? .max {
                openingsLeft -= 1
                if let cost = book.opening(of: pair)?.cost, cost <= found.least?.cost ?? .max {
                    found.least = (cost, cost == found.least?.cost ? (found.least?.teams ?? 0) + 1 : 1)
                }
            }
            gates[gate] = found
        }
        // Where not all could be tried, what was counted is not the whole.
        if openingsLeft == 0 { for gate in gates.keys { gates[gate]?.least = nil } }
        return gates.values.sorted { ($1.teams, $0.gate.rawValue) < ($0.teams, $1.gate.rawValue) }
    }

    // MARK: Questions

    /// Whether the team's ranking, where it counts, has the case.
    private func ranks(_ team: Int32, _ target: Int32) -> Bool {
        !book.problem.leavesOut(Int(target), team: Int(team))
    }

    /// Nil where the round is too large to look.
    private mutating func isSpare(_ target: Int32) -> Bool? {
        guard budget > 0 else { return nil }
        budget -= 1
        return trials.isSpare(target)
    }
}

extension PlaceTrials.Change {
    fileprivate init(one unit: PlaceUnit) {
        self.init(cases: unit.target.map { [$0: 1] } ?? [:], companies: unit.company.map { [$0: 1] } ?? [:])
    }
}
