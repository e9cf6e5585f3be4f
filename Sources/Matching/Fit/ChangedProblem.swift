/// What is changed of a problem, by its positions.
package struct ProblemChanges: Equatable, Sendable {
    package var goneTeams: Set<Int32> = []
    package var withdrawnCases: Set<Int32> = []
    /// Places of cases now.
    package var places: [Int32: Int32] = [:]
    /// With how many teams cases run at least.
    package var minimums: [Int32: Int32] = [:]
    /// Takes the place of a pin that the team had.
    package var pins: [Instance.Pair] = []
    package var bans: [Instance.Pair] = []
    package var policy: Instance.Policy?
    package var placement: Instance.Placement?
    package var fairness: FairnessBasis?
    package var skillWeight: Int32?
    package var timeWeight: Int32?

    package init() {}
}

extension FitProblem {
    /// The problem with the changes. Teams and cases that are gone leave the tables, with their pins, exclusions and places in rankings; the
    /// others move up and keep their order.
    package func changed(by changes: ProblemChanges) -> FitProblem {
        let newTeam = Self.positions(teams.count, without: changes.goneTeams)
        let newTarget = Self.positions(cases.count, without: changes.withdrawnCases)
        func moved(_ pair: Instance.Pair) -> Instance.Pair? {
            let (team, target) = (newTeam[Int(pair.team)], newTarget[Int(pair.target)])
            return team < 0 || target < 0 ? nil : Instance.Pair(team: team, target: target)
        }
        var changed = self
        changed.policy = changes.policy ?? policy
        changed.placement = changed.policy == .bestTotal ? changes.placement ?? placement : .fitFirst
        changed.fairness = changed.policy == .fairest ? changes.fairness ?? fairness : .fit
        changed.rules.skillWeight = changes.skillWeight ?? rules.skillWeight
        changed.rules.timeWeight = changes.timeWeight ?? rules.timeWeight
        changed.teams = teams.indices.filter { newTeam[$0] >= 0 }.map { teams[$0] }
        changed.cases = cases.indices.filter { newTarget[$0] >= 0 }.map { target in
            var moved = cases[target]
            moved.capacity = changes.places[Int32(target)] ?? moved.capacity
            moved.minimum = changes.minimums[Int32(target)] ?? moved.minimum
            return moved
        }
        let pinnedAnew = Set(changes.pins.map(\.team))
        changed.pins = (pins.filter { !pinnedAnew.contains($0.team) } + changes.pins).compactMap(moved)
            .sorted { ($0.team, $0.target) < ($1.team, $1.target) }
        let bans = changes.bans.map { Exclusion(team: $0.team, target: $0.target, reason: .ban) }
        changed.exclusions = (exclusions + bans.filter { !exclusions.contains($0) }).compactMap { exclusion in
            moved(Instance.Pair(team: exclusion.team, target: exclusion.target)).map {
                Exclusion(team: $0.team, target: $0.target, reason: exclusion.reason)
            }
        }
        // As in a round, where nothing is frozen that does not count.
        changed.teamRankings = changed.usesTeamRankings ? teamRankings.moved(members: newTeam, others: newTarget) : Rankings()
        changed.caseRankings = changed.policy == .stable ? caseRankings.moved(members: newTarget, others: newTeam) : Rankings()
        return changed
    }

    /// Whether its policy goes by what teams have ranked.
    package var usesTeamRankings: Bool { policy == .stable || policy == .fairest && fairness == .rank }

    /// Whether a team's ranking counts, and leaves a case out: then the team would not take it.
    package func leavesOut(_ target: Int, team: Int) -> Bool {
        guard usesTeamRankings, teamRankings.isGiven(team) else { return false }
        return !teamRankings.ranked[teamRankings.entries(of: team)].contains(Int32(target))
    }

    /// Where each goes, −1 for those that are gone.
    private static func positions(_ count: Int, without gone: Set<Int32>) -> [Int32] {
        var next: Int32 = 0
        return (0..<Int32(count)).map { position in
            guard !gone.contains(position) else { return -1 }
            defer { next += 1 }
            return next
        }
    }
}

extension Rankings {
    /// Of those that are left, over those that are left; a ranking of which nobody is left accepts nobody.
    fileprivate func moved(members: [Int32], others: [Int32]) -> Rankings {
        var moved = Rankings()
        guard anyGiven else { return moved }
        for member in members.indices where members[member] >= 0 {
            moved.append(
                self[member].map { places in
                    places.map { tie in tie.map { others[Int($0)] }.filter { $0 >= 0 } }.filter { !$0.isEmpty }
                })
        }
        return moved
    }
}
