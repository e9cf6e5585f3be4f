package import Matching

extension Snapshot {
    /// The frozen input with some changes: one of its own, with a hash of its own.
    package func changed(by changes: ProblemChanges) -> Snapshot {
        var changed = self
        changed.problem = problem.changed(by: changes)
        let teamsLeft = teams.indices.filter { !changes.goneTeams.contains(Int32($0)) }
        changed.teams = teamsLeft.map { teams[$0] }
        changed.members = teamsLeft.map { members[$0] }
        let casesLeft = cases.indices.filter { !changes.withdrawnCases.contains(Int32($0)) }
        changed.cases = casesLeft.map { cases[$0] }
        changed.caseVersions = casesLeft.map { caseVersions[$0] }
        return changed
    }
}
