/// Why, in a stable matching, a team does not have a case: one of the two would not rather have the other.
package enum StandingReason: String, Sendable, CaseIterable {
    /// A human settled the team's case before the run.
    case teamPinned = "team-pinned"
    /// The team's ranking leaves the case out.
    case teamRefuses = "team-refuses"
    /// The team has a case that it likes at least as much.
    case teamContent = "team-content"
    /// The places of the case are taken by teams that it likes at least as much, or that are pinned to it.
    case caseContent = "case-content"
    /// The case has a place, but its company takes no more teams, and has those that it likes at least as much, or that are pinned.
    case companyContent = "company-content"
}

extension StandingReason {
    /// - Parameters:
    ///   - instance: with the fits of at least this team's pairs.
    ///   - matches: stable, as the verifier has found.
    /// - Returns: nil where the team has the case, or the pair is not eligible for another reason than the team's ranking.
    package init?(of team: Int, and target: Int, in instance: Instance, matches: [Instance.Pair]) {
        let held = matches.first { Int($0.team) == team }?.target
        if held == Int32(target) { return nil }
        if instance.pins.contains(where: { Int($0.team) == team }) {
            self = .teamPinned
            return
        }
        if let ranking = instance.teamRankings[team], !ranking.contains(where: { $0.contains(Int32(target)) }) {
            self = .teamRefuses
            return
        }
        var pairs: [(target: Int32, fit: Int64)] = []
        Acceptance(instance).forEachPair(of: team) { pairs.append(($0, $1)) }
        guard let wanted = pairs.first(where: { Int($0.target) == target }) else { return nil }
        var ranks = StandingRanks(instance)
        ranks.turn(to: team, pairs)
        if let held = pairs.first(where: { $0.target == held }),
            ranks.ofCase(held.target, fit: held.fit) <= ranks.ofCase(wanted.target, fit: wanted.fit)
        {
            self = .teamContent
            return
        }
        // The team would rather have it; since no pair blocks, the other side would not.
        let taken = matches.count { Int($0.target) == target }
        self = taken >= Int(instance.capacities[target]) ? .caseContent : .companyContent
    }
}
