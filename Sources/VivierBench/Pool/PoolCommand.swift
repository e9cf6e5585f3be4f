import API
import ArgumentParser
import Formats
import Foundation
import Postgres
import Vivier

/// `vivier-bench pool`: what row-level security costs a company's search among students, and how soon a withdrawn consent hides one.
struct PoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool",
        abstract:
            "Search a talent pool with row-level security and, by turns, with it switched off; then withdraw consents and look again.",
        discussion: """
            The students come from a generated cohort, and all of them consent: both search the same rows by the same statement. \
            Goals: a ratio of 1.1 at most; hidden at the next query. The ratio can lie below 1: without the policy, which names the pool, \
            PostgreSQL cannot walk along the index of those who are in it.

            vivier-bench pool --students 20000
            """)

    @Option(help: "Students, with eight skills each.") var students = 50_000
    @Option(help: "Searches in each turn.") var searches = 200
    @Option(help: "Turns of each; the medians count.") var turns = 7
    @Option(help: "The same seed gives the same students.") var seed: UInt64 = 1
    @Option(help: "Where the database is, in libpq's syntax; none starts one.") var databaseURL: String?

    private static let queries = [#"skill:"négociation">=2"#, #"skill:"négociation">=3 language:en"#, "language:fr"]

    func validate() throws {
        guard students > 100, searches > 0, turns > 0 else { throw ValidationError("--students is more than 100, the others at least 1") }
    }

    func run() async throws {
        let server = try await BenchServer.start(url: databaseURL)
        do {
            try await BenchHouse.lend(on: server) { house in try await measure(house) }
            try await server.stop()
        } catch {
            try? await server.stop()
            throw error
        }
    }

    private func measure(_ house: BenchHouse) async throws {
        let company = try await fill(house)
        let recruiter = Caller(role: .recruiter, organisation: company, requestID: "bench")
        var (with, without): ([Double], [Double]) = ([], [])
        _ = try await turn(house, recruiter)
        for _ in 0..<turns {
            with.append(try await turn(house, recruiter))
            try await wall(house, stands: false)
            without.append(try await turn(house, recruiter))
            try await wall(house, stands: true)
        }
        let (one, other) = (median(with), median(without))
        func milliseconds(_ seconds: Double) -> String { (seconds * 1_000).formatted(.number.precision(.fractionLength(3))) }
        print("\(students) students; \(searches) searches in a turn, medians of \(turns) turns each")
        print("with row-level security     \(milliseconds(one)) ms a search")
        print("without it                  \(milliseconds(other)) ms a search")
        let ratio = one / other
        print(
            "ratio \(ratio.formatted(.number.precision(.fractionLength(2)))), goal 1.1: \(ratio <= 1.1 ? "reached" : "missed")")
        try await withdraw(house, recruiter)
    }

    /// Seconds a search.
    private func turn(_ house: BenchHouse, _ caller: Caller) async throws -> Double {
        let start = ContinuousClock.now
        for number in 0..<searches {
            let query = PoolQuery(q: Self.queries[number % Self.queries.count], limit: 20)
            let page = try await house.application.perform(SearchPool(query: query), by: caller)
            guard page.items.count == 20 else { throw ImportBenchmark.Failure(description: "a search found \(page.items.count) students") }
        }
        return start.duration(to: .now) / .seconds(1) / Double(searches)
    }

    private func wall(_ house: BenchHouse, stands: Bool) async throws {
        let tables = try await house.database.execute(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity"
        ).decode(String.self)
        for table in tables {
            try await house.database.execute(
                "ALTER TABLE \(identifier: table) \(unsafelySpliced: stands ? "ENABLE" : "DISABLE") ROW LEVEL SECURITY")
        }
    }

    /// Of people whom a search just showed: withdrawn, and looked for again at once.
    private func withdraw(_ house: BenchHouse, _ recruiter: Caller) async throws {
        var (hidden, slowest, tried) = (0, 0.0, 0)
        let query = PoolQuery(q: "language:fr", limit: 100)
        for person in try await house.application.perform(SearchPool(query: query), by: recruiter).items {
            let (consent, school) = try await house.database.execute(
                "SELECT id, school_id FROM consent WHERE student_id = \(person.id) AND withdrawn_at IS NULL")[0]
                .decode(Consent.ID.self, Organisation.ID.self)
            let student = Caller(role: .student, organisation: school, student: person.id, requestID: "bench")
            _ = try await house.application.perform(WithdrawConsent(consent: consent), by: student)
            let start = ContinuousClock.now
            let found = try await house.application.perform(SearchPool(query: query), by: recruiter).items.contains { $0.id == person.id }
            slowest = max(slowest, start.duration(to: .now) / .seconds(1))
            tried += 1
            if !found { hidden += 1 }
        }
        let milliseconds = (slowest * 1_000).formatted(.number.precision(.fractionLength(1)))
        print("withdrawn consents: \(tried), hidden at the next query: \(hidden) (that query took \(milliseconds) ms at most)")
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    /// - Returns: a company that may find all students.
    private func fill(_ house: BenchHouse) async throws -> Organisation.ID {
        let terminal = Caller.terminal(requestID: "bench")
        let school = try await house.application.perform(CreateSchool(draft: OrganisationDraft(name: "Bench")), by: terminal)
        let company = try await house.application.perform(CreateCompany(draft: OrganisationDraft(name: "Bench & Co")), by: terminal)
        let admin = Caller(role: .schoolAdmin, organisation: school.id, requestID: "bench")
        let cohort = try await house.application.perform(CreateCohort(draft: CohortDraft(code: "bench", name: "Bench")), by: admin)
        let file = try GeneratedCohort(students: students, seed: seed).csv()
        let report = try await house.application.perform(
            ImportRoster(cohort: cohort.id, query: RosterImportQuery(name: "bench.csv"), file: file), by: admin)
        guard report.new == students else { throw ImportBenchmark.Failure(description: "\(report.new) students were stored") }
        // The ledger grows at each commit by all that was agreed to: a statement has time for some hundreds.
        var agreed = 0
        while agreed < students {
            let some = try await house.database.execute(
                """
                INSERT INTO consent (student_id, school_id, purpose, text_version, recorded_by)
                SELECT id, school_id, 'talent-pool', '2026-09', 'student' FROM student
                WHERE NOT EXISTS (SELECT FROM consent WHERE consent.student_id = student.id)
                LIMIT 500
                RETURNING id
                """, timeout: .seconds(300))
            guard !some.isEmpty else { throw ImportBenchmark.Failure(description: "\(agreed) students consented") }
            agreed += some.count
        }
        try await house.database.execute("VACUUM ANALYZE student, pool_skill", timeout: .seconds(120))
        return company.id
    }
}
