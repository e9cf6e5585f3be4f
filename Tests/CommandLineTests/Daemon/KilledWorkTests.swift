import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

/// An import, a run and a publication are whole or absent, to a second reader at any time, whatever is killed in the middle of them.
@Suite(.timeLimit(.minutes(30))) struct KilledWorkTests {
    /// All that is there by half, in one look: one statement sees the database as it was at one moment.
    private static let halves: SQL = """
        SELECT 'import ' || i.id FROM roster_import i
        WHERE i.new_count <> ANY (ARRAY[
            (SELECT count(*) FROM student s WHERE s.school_id = i.school_id),
            (SELECT count(*) FROM cohort_student s WHERE s.cohort_id = i.cohort_id),
            (SELECT count(*) FROM team_member s WHERE s.cohort_id = i.cohort_id)])
        UNION ALL SELECT 'students of ' || school_id FROM student GROUP BY school_id
            HAVING NOT EXISTS (SELECT FROM roster_import i WHERE i.school_id = student.school_id)
        UNION ALL SELECT 'run ' || r.id FROM run r
            WHERE r.placed_count <> (SELECT count(*) FROM match m WHERE m.run_id = r.id)
                OR (SELECT count(*) FROM run_document d WHERE d.run_id = r.id) <> 2
                OR NOT EXISTS (SELECT FROM certificate c WHERE c.run_id = r.id)
        UNION ALL SELECT 'publication ' || q.id FROM round q
            WHERE (q.state = 'published') <> EXISTS (SELECT FROM run r WHERE r.round_id = q.id AND r.state = 'published')
                OR q.state = 'published' AND EXISTS (
                    SELECT FROM run r JOIN match m ON m.run_id = r.id JOIN business_case c ON c.id = m.case_id
                    WHERE r.round_id = q.id AND r.state = 'published' AND c.state <> 'matched')
        UNION ALL SELECT 'audit of ' || action FROM (VALUES
            ('importRoster', (SELECT count(*) FROM roster_import)), ('runRound', (SELECT count(*) FROM run)),
            ('publishRun', (SELECT count(*) FROM run WHERE state = 'published'))) AS done (action, number)
            WHERE number <> (SELECT count(*) FROM audit_entry e WHERE e.action = done.action AND e.outcome = 'done')
        """

    /// Looks all the time.
    private final class SecondReader: Sendable {
        private let found = Mutex<Set<String>>([])
        private let number = Atomic(0)
        private let isOver = Atomic(false)

        var halves: Set<String> { found.withLock { $0 } }
        var looks: Int { number.load(ordering: .relaxed) }

        func end() { isOver.store(true, ordering: .relaxed) }

        func watch(_ database: Database) async throws {
            while !isOver.load(ordering: .relaxed) {
                if let halves = try await look(at: database) {
                    found.withLock { $0.formUnion(halves) }
                    number.add(1, ordering: .relaxed)
                } else {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }

        /// - Returns: nil while there is no server.
        private func look(at database: Database) async throws -> [String]? {
            do throws(PostgresError) {
                return try await database.execute(KilledWorkTests.halves).decode(String.self)
            } catch {
                guard error.isUnavailable else { throw error }
                return nil
            }
        }
    }

    private struct Scene {
        let service: MortalService
        let owner: Database
        var chance: SeededGenerator
        /// How many kills came before the answer.
        var interrupted = 0

        /// Has something done, kills in the middle of it, and lets it be asked for again under its key.
        mutating func post(
            _ path: String, _ body: String = "", type: String = "application/json", by client: PersistentClient, key: String,
            killing victim: MortalService.Victim, within milliseconds: Int
        ) async throws -> PersistentClient.Answer {
            let isOver = Mutex(false)
            let posting = Task {
                defer { isOver.withLock { $0 = true } }
                return try await client.post(path, body, type: type, key: key)
            }
            // The owner's own look has no number, since it writes nothing. What is written in a moment may be over before any look.
            try await eventually("nothing is written") {
                if isOver.withLock({ $0 }) { return true }
                return
                    (try? await owner.execute(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'vivier_daemon' AND backend_xid IS NOT NULL"
                    )[0].decode(Int.self)) != 0
            }
            try await Task.sleep(for: .microseconds(Int.random(in: 0..<milliseconds * 1_000, using: &chance)))
            try await service.strike(victim, with: &chance)
            try await service.revive()
            let answer = try await posting.value
            if answer.retries > 0 { interrupted += 1 }
            return answer
        }
    }

    private static let students = 900
    private static let roster =
        "key,given_name,family_name,email,team\n"
        + (0..<students).map { "\($0),Ève,O’Neil,e\($0)@example.org,Équipe \($0 / 3)\n" }.joined()

    @Test func `an import, a run and a publication are whole or absent though daemon and PostgreSQL are killed in them`() async throws {
        let seed = ProcessInfo.processInfo.environment["VIVIER_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)
        try await MortalService.lend { service in
            let root = PersistentClient(service: service, token: try await service.token())
            func client(_ role: String, of organisation: String) async throws -> PersistentClient {
                let answer = try await root.post(
                    "/api/v1/tokens", #"{"role": "\#(role)", "organisation": "\#(organisation)", "label": "t"}"#, key: organisation)
                return PersistentClient(service: service, token: try #require(answer["secret"]))
            }
            let company = try #require(try await root.post("/api/v1/companies", #"{"name": "Miel"}"#, key: "k")["id"])
            let maker = try await client("company", of: company)
            for number in 1...4 {
                _ = try await maker.post(
                    "/api/v1/cases",
                    #"{"title": "Cas \#(number)", "window": {"from": "2097-02-01", "until": "2097-04-30"}, "hours_per_week": 4, "capacity": 400}"#,
                    key: "\(number)")
            }
            let owner = service.owner()
            let (reader, watched) = (SecondReader(), service.owner())
            var scene = Scene(service: service, owner: owner, chance: SeededGenerator(state: seed))
            let watching = Task { try await reader.watch(watched) }
            let victims: [MortalService.Victim] = [.daemon, .process, .server]
            for number in 0..<victims.count {
                func victim(_ work: Int) -> MortalService.Victim { victims[(number + work) % victims.count] }
                let school = try #require(try await root.post("/api/v1/schools", #"{"name": "École \#(number)"}"#, key: "s\(number)")["id"])
                let dean = try await client("school-admin", of: school)
                let cohort = try #require(
                    try await dean.post("/api/v1/cohorts", #"{"code": "M", "name": "Master"}"#, key: "m")["id"])
                _ = try await scene.post(
                    "/api/v1/cohorts/\(cohort)/imports?name=r.csv", Self.roster, type: "text/csv", by: dean, key: "i", killing: victim(0),
                    within: 250)
                let round = try #require(
                    try await dean.post("/api/v1/rounds", #"{"name": "Printemps", "cohorts": ["\#(cohort)"]}"#, key: "r")["id"])
                let answer = try await scene.post("/api/v1/rounds/\(round)/runs", by: dean, key: "c", killing: victim(1), within: 150)
                let run = try #require(answer["id"])
                _ = try await scene.post("/api/v1/runs/\(run)/publish", by: dean, key: "p", killing: victim(2), within: 20)
            }
            reader.end()
            try await watching.value
            #expect(reader.halves == [], "seed \(seed)")
            #expect(reader.looks > 20, "seed \(seed)")
            #expect(scene.interrupted > 0, "seed \(seed)")
            let (students, imports, runs, published, matches) = try await owner.execute(
                """
                SELECT (SELECT count(*) FROM student), (SELECT count(*) FROM roster_import), (SELECT count(*) FROM run),
                    (SELECT count(*) FROM run WHERE state = 'published'), (SELECT count(*) FROM match)
                """)[0].decode(Int.self, Int.self, Int.self, Int.self, Int.self)
            #expect(students == victims.count * Self.students && matches == students / 3, "seed \(seed)")
            #expect(imports == victims.count && runs == victims.count && published == victims.count, "seed \(seed)")
            await owner.close()
            await watched.close()
            print("killed works: seed \(seed), \(scene.interrupted) of 9 kills before the answer, \(reader.looks) looks, nothing by half")
        }
    }
}
