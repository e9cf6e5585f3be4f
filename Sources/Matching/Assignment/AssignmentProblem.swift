/// Teams to be placed on cases over their eligible pairs, all by dense index. Pinned pairs are already taken out, with their places.
///
/// The pairs stand in compressed rows: those of team `t` are `rowStarts[t]..<rowStarts[t + 1]`, each with its case and its fit.
package struct AssignmentProblem: Sendable {
    /// The largest fit of a pair.
    package static let largestFit: Int32 = 10_000
    /// The capacity of a company that states none.
    package static let unlimited = Int32.max

    /// Places of each case, ≥ 0.
    package var capacities: [Int32]
    /// The company of each case, −1 for none.
    package var companyOfCase: [Int32]
    /// Teams that each company takes over all its cases, ≥ 0; `unlimited` where it states nothing.
    package var companyCapacities: [Int32]
    /// Where each team's pairs begin, and after the last team the number of pairs.
    package var rowStarts: [Int]
    /// The case of each pair; a team names a case once.
    package var edgeCases: [Int32]
    /// The fit of each pair, 0…10000.
    package var edgeFits: [Int32]
    /// What placing a team counts beside its fit: 0 is *fit-first*, more than 10000 · min(teams, places) is *everyone-first*.
    package var placementWeight: Int64

    package init(
        capacities: [Int32], companyOfCase: [Int32]? = nil, companyCapacities: [Int32] = [], rowStarts: [Int], edgeCases: [Int32],
        edgeFits: [Int32], placementWeight: Int64 = 0
    ) {
        self.capacities = capacities
        self.companyOfCase = companyOfCase ?? Array(repeating: -1, count: capacities.count)
        self.companyCapacities = companyCapacities
        self.rowStarts = rowStarts
        self.edgeCases = edgeCases
        self.edgeFits = edgeFits
        self.placementWeight = placementWeight
    }

    /// How many teams there are.
    package var teamCount: Int { max(0, rowStarts.count - 1) }
    /// How many cases there are.
    package var caseCount: Int { capacities.count }

    /// The least placement weight under which no sum of fits outweighs one more placed team.
    package static func everyoneFirstWeight(teams: Int, places: Int) -> Int64 {
        Int64(largestFit) * Int64(min(teams, places)) + 1
    }
}

/// Why the solver refuses a problem: it breaks what `AssignmentProblem` states of itself, or its numbers could overflow.
package enum AssignmentDefect: Error, Equatable, Sendable {
    case arraysDisagree
    case negativeCapacity(case: Int)
    case negativeCompanyCapacity(company: Int)
    case unknownCompany(case: Int)
    case unknownCase(pair: Int)
    case repeatedCase(team: Int)
    case fitOutOfRange(pair: Int)
    /// (teams + 1) · (placement weight + 10000) must stay below 2⁶⁰, so that every sum of prices along a path and every total fits 64 bits.
    case weightOutOfRange
}

extension AssignmentProblem {
    /// The first way in which the problem breaks its own promises, nil where it keeps them. One pass over the pairs.
    package func defect() -> AssignmentDefect? {
        var watch = CancelWatch { false }
        return defect(&watch)
    }

    /// The same, of no meaning where it was to end before.
    func defect(_ watch: inout CancelWatch) -> AssignmentDefect? {
        guard rowStarts.first == 0, rowStarts.last == edgeCases.count, edgeFits.count == edgeCases.count,
            companyOfCase.count == caseCount, zip(rowStarts, rowStarts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return .arraysDisagree }
        let (sum, overflow) = (placementWeight &+ 10_000).multipliedReportingOverflow(by: Int64(teamCount) + 1)
        guard placementWeight >= 0, placementWeight < 1 << 60, !overflow, sum < 1 << 60 else { return .weightOutOfRange }
        if let index = capacities.firstIndex(where: { $0 < 0 }) { return .negativeCapacity(case: index) }
        if let index = companyCapacities.firstIndex(where: { $0 < 0 }) { return .negativeCompanyCapacity(company: index) }
        if let index = companyOfCase.firstIndex(where: { $0 < -1 || $0 >= companyCapacities.count }) { return .unknownCompany(case: index) }
        return pairDefect(&watch)
    }

    private func pairDefect(_ watch: inout CancelWatch) -> AssignmentDefect? {
        // Two passes without a branch say whether there is anything to look for.
        let cases = UInt32(caseCount)
        if largest(of: edgeCases, &watch) >= cases,
            let pair = edgeCases.firstIndex(where: { UInt32(bitPattern: $0) >= cases })
        {
            return .unknownCase(pair: pair)
        }
        let limit = UInt32(Self.largestFit)
        if largest(of: edgeFits, &watch) > limit,
            let pair = edgeFits.firstIndex(where: { UInt32(bitPattern: $0) > limit })
        {
            return .fitOutOfRange(pair: pair)
        }
        let lastTeam = Slab<Int32>(repeating: -1, count: caseCount)
        return withRows { rows in
            for team in 0..<Int32(teamCount) {
                let row = rows.pairs(of: Int(team))
                // Indices that were not looked at to the end may be any.
                if watch.isOver(after: 1 + row.count) { return nil }
                for pair in row {
                    if lastTeam[rows.cases[pair]] == team { return .repeatedCase(team: Int(team)) }
                    lastTeam[rows.cases[pair]] = team
                }
            }
            return nil
        }
    }

    /// The largest of the values as bits, among which the negative ones are the largest.
    private func largest(of values: [Int32], _ watch: inout CancelWatch) -> UInt32 {
        values.withUnsafeBufferPointer { values in
            var most: UInt32 = 0
            watch.forEach(in: 0..<values.count) { most = max(most, UInt32(bitPattern: values[$0])) }
            return most
        }
    }
}
