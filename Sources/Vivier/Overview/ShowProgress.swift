package import API
import Foundation
import Postgres

/// Where a school stands on its way to a published round: what is done, and the one thing that comes next.
package struct ShowProgress: UseCase {
    package var school: Organisation.ID

    package init(school: Organisation.ID) {
        self.school = school
    }

    package var needs: Permission { .readProgress }
    package static var isolation: Isolation { .readOnly }

    private static let (mostRounds, mostCohorts) = (5, 6)

    package func run(in work: UnitOfWork) async throws -> SchoolProgress {
        let missing = Sentence(en: "The school", fr: "L’école")
        guard work.caller.role == .operator || work.caller.organisation == school else { throw GeneralRefusal.missing(missing) }
        _ = try await work.one("SELECT FROM organisation WHERE id = \(school) AND kind = 'school'", orMissing: missing)
        let rounds = try await self.rounds(work)
        let open = rounds.first { $0.state == "open" }
        let cohorts = try await work.readiness(of: try await self.cohorts(of: open, work))
        let runs = try await self.runs(of: rounds.first, work)
        let run = runs.first { $0.state == "draft" } ?? runs.first { $0.state == "published" }
        let (holder, decidedAt) = try await self.holder(of: rounds.first, work)
        let isOld = run.flatMap { run in rounds.first.map { run.isOlder(thanDecisionsAt: decidedAt, roundIs: $0.state) } } ?? false
        let isPublished = runs.contains { $0.state == "published" }
        let students = cohorts.reduce(0) { $0 + $1.students }
        let placed = cohorts.reduce(0) { $0 + $1.team }
        let ready = cohorts.reduce(0) { $0 + min($1.profile, $1.availability) }
        var done: [SchoolProgress.Step] = []
        if students > 0 { done.append(.enrol) }
        // Nine in ten: a few are always late, and teams are formed without them; once everybody has a team, no teams wait for anybody.
        if students > 0, ready * 10 >= students * 9 || placed == students { done.append(.readiness) }
        if students > 0, placed == students { done.append(.teams) }
        if open != nil || isPublished { done.append(.round) }
        if !runs.isEmpty { done.append(.run) }
        if isPublished { done.append(.publish) }
        return SchoolProgress(
            done: done, next: Self.next(after: done, isPublished: isPublished, students: students), cohorts: cohorts, rounds: rounds,
            run: run, runIsOld: isOld, holder: holder)
    }

    /// The first that is not done. What a published round has used needs nothing more.
    private static func next(after done: [SchoolProgress.Step], isPublished: Bool, students: Int) -> SchoolProgress.Step? {
        if isPublished, students == 0 || done.contains(.teams) { return nil }
        return SchoolProgress.Step.allCases.first { !done.contains($0) }
    }

    private func rounds(_ work: UnitOfWork) async throws -> [RoundLine] {
        try await work.execute(
            """
            SELECT r.id, r.name, r.state, (SELECT count(*) FROM run WHERE run.round_id = r.id), r.created_at
            FROM round r
            WHERE r.organisation_id = \(school) OR EXISTS (SELECT FROM round_cohort c WHERE c.round_id = r.id AND c.school_id = \(school))
            ORDER BY r.state = 'open' DESC, r.id DESC LIMIT \(Self.mostRounds)
            """
        ).decode(Round.ID.self, String.self, String.self, Int.self, Date.self)
            .map { RoundLine(id: $0.0, name: $0.1, state: $0.2, runs: $0.3, createdAt: $0.4) }
    }

    /// Who holds a round, where that is somebody else, and when a pair was last settled or released in it.
    private func holder(of round: RoundLine?, _ work: UnitOfWork) async throws -> (OrganisationReference?, Date?) {
        guard let round else { return (nil, nil) }
        let rows = try await work.execute(
            """
            SELECT o.id, o.kind, o.name, r.decided_at FROM round r JOIN organisation o ON o.id = r.organisation_id WHERE r.id = \(round.id)
            """
        ).decode(Organisation.ID.self, OrganisationKind.self, String.self, Date?.self)
        guard let (id, kind, name, decidedAt) = rows.first else { return (nil, nil) }
        return (id == school ? nil : OrganisationReference(id: id, kind: kind, name: name), decidedAt)
    }

    private func cohorts(of open: RoundLine?, _ work: UnitOfWork) async throws -> [Cohort.ID] {
        let most = Self.mostCohorts
        if let open {
            return try await work.execute(
                """
                SELECT cohort_id FROM round_cohort WHERE round_id = \(open.id) AND school_id = \(school)
                ORDER BY cohort_id DESC LIMIT \(most)
                """
            ).decode(Cohort.ID.self)
        }
        let waiting = try await work.execute(
            """
            SELECT c.id FROM cohort c
            WHERE c.school_id = \(school) AND NOT EXISTS (SELECT FROM round_cohort r WHERE r.cohort_id = c.id)
            ORDER BY c.id DESC LIMIT \(most)
            """
        ).decode(Cohort.ID.self)
        guard waiting.isEmpty else { return waiting }
        return try await work.execute("SELECT id FROM cohort WHERE school_id = \(school) ORDER BY id DESC LIMIT 1").decode(Cohort.ID.self)
    }

    private func runs(of round: RoundLine?, _ work: UnitOfWork) async throws -> [RunLine] {
        guard let round else { return [] }
        return try await work.execute(
            """
            SELECT id, number, state, total_fit, placed_count, created_at FROM run
            WHERE round_id = \(round.id) ORDER BY number DESC LIMIT 50
            """
        ).decode(Run.ID.self, Int.self, String.self, Int.self, Int.self, Date.self)
            .map { RunLine(id: $0.0, number: $0.1, state: $0.2, totalFit: $0.3, placed: $0.4, createdAt: $0.5) }
    }
}
