import Matching

/// A team as one case sees it, by positions of the problem.
struct DrawnCard: Sendable {
    var team: Int32
    var target: Int32
    var fit: Int32
    var skillFit: Int32
    var timeFit: Int32
    var members: Int32
    /// In the middle one of the window's weeks, by how much is common: half of them have as much or more.
    var commonHalfHours: Int32
    /// Of each need of the case the skill, the level that is there, and what it earns of 10000.
    var skills: [Int32]
    var foundLevels: [Int32]
    var credits: [Int32]

    /// The best teams of every case, computed on a thread of its own. Vetoes are left aside: who vetoed a team may think again.
    ///
    /// - Throws: `MatchingEngine.Fault.contradiction`, or `CancellationError`.
    static func best(_ most: Int, ofEachCaseIn problem: FitProblem) async throws -> [DrawnCard] {
        var problem = problem
        problem.exclusions.removeAll { $0.reason == .veto }
        return try await OwnThread.run("cards") { [problem] isCancelled in
            let book: FitBook
            do throws(FitDefect) {
                book = try FitBook(problem)
            } catch {
                throw MatchingEngine.Fault.contradiction(error)
            }
            guard let best = book.bestTeams(ofEach: most, isCancelled: isCancelled) else { throw CancellationError() }
            var cards: [DrawnCard] = []
            for (target, teams) in best.enumerated() {
                if isCancelled() { throw CancellationError() }
                cards += teams.map { DrawnCard(book.explanation(team: Int($0.team), target: target), in: problem) }
            }
            return cards
        }
    }

    private init(_ found: FitExplanation, in problem: FitProblem) {
        team = found.team
        target = found.target
        fit = found.points
        func points(_ criterion: FitPart.Criterion) -> Int32 { found.parts.first { $0.criterion == criterion }?.points ?? 0 }
        skillFit = points(.skills)
        timeFit = points(.time)
        members = Int32(problem.teams[Int(found.team)].members.count)
        let weeks = found.weeks.map(\.common).sorted()
        commonHalfHours = weeks.isEmpty ? 0 : weeks[(weeks.count - 1) / 2]
        skills = found.skills.map(\.need.skill)
        foundLevels = found.skills.map { $0.found?.level ?? 0 }
        // The whole of the skills is shared out by weight.
        let whole = Int64(found.parts.first { $0.criterion == .skills }?.of ?? 1)
        let weights = Int64(found.skills.reduce(0) { $0 + $1.weight })
        credits = found.skills.map { finding in
            let most = whole * Int64(finding.weight) / max(1, weights)
            return Int32(min(10_000, Int64(finding.units) * 10_000 / max(1, most)))
        }
    }
}
