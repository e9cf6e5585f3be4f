import API
import Formats
import Foundation
import Logging
import Postgres
import TestSupport
import Vivier

/// Sixty-four schools with a team each, who all want at once what there is only once.
struct Arena: Sendable {
    static let rivals = 64

    let given: Given
    /// With connections enough that many really are in the database at the same time, and patience for a busy machine.
    let application: Application
    let schools: [Organisation.ID]
    let cohorts: [Cohort.ID]
    let teams: [Team.ID]

    static func lend<T>(_ body: (Arena) async throws -> T) async throws -> T {
        try await Given.house { given in
            let database = given.testDatabase.open(user: "vivier_daemon") { configuration in
                configuration.maximumConnections = 20
                configuration.acquireTimeout = .seconds(300)
                configuration.statementTimeout = .seconds(300)
            }
            let application = Application(database: database, log: Logger(label: "race") { _ in SwiftLogNoOpLogHandler() })
            do {
                let value = try await body(try await furnished(given, application))
                await database.close()
                return value
            } catch {
                await database.close()
                throw error
            }
        }
    }

    private static func furnished(_ given: Given, _ application: Application) async throws -> Arena {
        var (schools, cohorts, teams) = ([Organisation.ID](), [Cohort.ID](), [Team.ID]())
        for number in 1...rivals {
            let school = try await given.school("École \(number)")
            let cohort = try await given.cohort("M\(number)", of: school)
            let student = try await given.student("Ève \(number)", of: school, in: cohort)
            schools.append(school)
            cohorts.append(cohort)
            teams.append(try await given.team("Équipe \(number)", of: [student], in: cohort, school: school))
        }
        return Arena(given: given, application: application, schools: schools, cohorts: cohorts, teams: teams)
    }

    // MARK: Racing

    /// Runs a race again and again: as often as `VIVIER_RACES` says, else for two seconds, and twice at least.
    ///
    /// - Parameter race: is told how often it has been run, this time included.
    /// - Returns: how often it was run.
    static func repeatedly(_ race: (Int) async throws -> Void) async throws -> Int {
        let asked = ProcessInfo.processInfo.environment["VIVIER_RACES"].flatMap { Int($0) }
        let end = ContinuousClock.now + .seconds(2)
        var count = 0
        while asked.map({ count < $0 }) ?? (count < 2 || ContinuousClock.now < end) {
            count += 1
            try await race(count)
        }
        return count
    }

    /// Has everybody do their work at once.
    ///
    /// - Returns: how many it ended for in each way: `done`, or the code of what refused it.
    func rush<Work: UseCase>(_ works: [(Work, Caller)]) async throws -> [String: Int] {
        try await withThrowingTaskGroup(of: String.self) { group in
            for (work, caller) in works { group.addTask { try await outcome(of: work, as: caller) } }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    /// The same of two kinds of work, all of it at once.
    func rush<One: UseCase, Other: UseCase>(
        _ ones: [(One, Caller)], beside others: [(Other, Caller)]
    ) async throws -> (ones: [String: Int], others: [String: Int]) {
        try await withThrowingTaskGroup(of: (Bool, String).self) { group in
            for (work, caller) in ones { group.addTask { (true, try await outcome(of: work, as: caller)) } }
            for (work, caller) in others { group.addTask { (false, try await outcome(of: work, as: caller)) } }
            var (first, second) = ([String: Int](), [String: Int]())
            for try await (isOne, outcome) in group {
                if isOne { first[outcome, default: 0] += 1 } else { second[outcome, default: 0] += 1 }
            }
            return (first, second)
        }
    }

    private func outcome(of work: some UseCase, as caller: Caller) async throws -> String {
        do {
            _ = try await application.perform(work, by: caller)
            return "done"
        } catch let refusal as any Refusal {
            return refusal.reason.fields.first?.code ?? refusal.reason.code
        }
    }

    // MARK: Scenes, written straight into the tables

    /// What a draft run gives to whom.
    struct Draft {
        var round: Round.ID
        /// Of the schools, whose team it is.
        var rival: Int
        var businessCase: BusinessCase.ID
        var company: Organisation.ID
    }

    /// A round for each school, over its cohort.
    func rounds() async throws -> [Round.ID] {
        let rounds = schools.map { _ in Round.ID(UUID()) }
        try await given.database.execute(
            "INSERT INTO round (id, organisation_id, name) SELECT *, 'Printemps' FROM unnest(\(rounds), \(schools))")
        try await given.database.execute(
            "INSERT INTO round_cohort (round_id, cohort_id, school_id) SELECT * FROM unnest(\(rounds), \(cohorts), \(schools))")
        return rounds
    }

    /// Draft runs, each with one match and empty papers, in the order of `drafts`.
    ///
    /// - Parameter origin: the run that all of them are repairs of, where they are.
    func runs(_ drafts: [Draft], repairing origin: Run.ID? = nil) async throws -> [Run.ID] {
        let runs = drafts.map { _ in Run.ID(UUID()) }
        let owners = drafts.map { schools[$0.rival] }
        let numbers = drafts.indices.map { Int32($0 + (origin == nil ? 1 : 1_001)) }
        let (papers, cases, companies) = (Array("{}".utf8), drafts.map(\.businessCase), drafts.map(\.company))
        let digest = SHA256.hash(of: papers)
        try await given.database.batch([
            """
            INSERT INTO run (id, round_id, organisation_id, number, policy, placement, seed, snapshot_sha256, team_count, case_count,
                eligible_count, placed_count, total_fit, compute_milliseconds, branch_of, changes)
            SELECT e.*, 'best-total', 'fit-first', 1, \(digest), 1, 1, 1, 1, 8000, 3, \(origin)::uuid,
                CASE WHEN \(origin)::uuid IS NOT NULL THEN '{}'::jsonb END
            FROM unnest(\(runs), \(drafts.map(\.round)), \(owners), \(numbers)) AS e
            """,
            """
            INSERT INTO run_document (run_id, kind, sha256, bytes)
            SELECT r, k, \(digest), \(papers) FROM unnest(\(runs)) AS r, unnest('{snapshot,result}'::text[]) AS k
            """,
            "INSERT INTO certificate (run_id, kind, bound) SELECT r, 'lp-dual', 8000 FROM unnest(\(runs)) AS r",
            "INSERT INTO case_price (run_id, case_id, company_id, price) SELECT *, 8000 FROM unnest(\(runs), \(cases), \(companies))",
            """
            INSERT INTO match (run_id, team_id, school_id, case_id, company_id, fit)
            SELECT *, 8000 FROM unnest(\(runs), \(drafts.map { teams[$0.rival] }), \(owners), \(cases), \(companies))
            """,
        ])
        return runs
    }

    /// A published case with so many places.
    func businessCase(by company: Organisation.ID, places: Int) async throws -> BusinessCase.ID {
        let id = try await given.businessCase("Vendre", by: company)
        try await given.database.execute("UPDATE business_case SET capacity = \(Int32(places)) WHERE id = \(id)")
        return id
    }

    /// Frees all teams for the next race: in the days of a case that is withdrawn nobody is busy.
    func withdrawAll() async throws {
        try await given.database.execute("UPDATE business_case SET state = 'withdrawn' WHERE state <> 'withdrawn'")
    }

    /// One figure from the database, as it is afterwards.
    func count(_ statement: SQL) async throws -> Int {
        try await given.database.execute(statement)[0].decode(Int.self)
    }
}
