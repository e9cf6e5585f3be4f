import API
import Logging
import Mail
import Postgres
import Synchronization
import TestSupport
import Testing
import Vivier

/// A letter tells each address that a roster replaces, however many these are.
@Suite(.timeLimit(.minutes(10))) struct ManyAddressesTests {
    private static let count = 1_500

    private func bring(to cohort: Cohort.ID, at host: String, dryRun: Bool = false) -> ImportRoster {
        let rows = (1...Self.count).map { "\($0),Ève,O’Neil,e\($0)@\(host).example\n" }.joined()
        return ImportRoster(
            cohort: cohort, query: RosterImportQuery(name: "r.csv", dryRun: dryRun),
            file: Array("key,given_name,family_name,email\n\(rows)".utf8))
    }

    @Test func `a roster that replaces more addresses than letters wait in memory tells each of them, and its undoing too`() async throws {
        try await Given.house { given in
            let sent = Mutex<[String]>([])
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let postman = Postman(courier: .hand { letter in sent.withLock { $0.append(letter.to) } }, log: log)
            let house = Application(database: given.application.database, log: log, letters: postman)
            try await house.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            #expect(try await house.perform(bring(to: cohort, at: "old"), by: .school(school)).new == Self.count)
            #expect(try await house.perform(bring(to: cohort, at: "new", dryRun: true), by: .school(school)).changed == Self.count)
            func waiting() async throws -> Int {
                try await given.database.execute("SELECT count(*) FROM letter")[0].decode(Int.self)
            }
            // Nothing is told of what was only looked at.
            #expect(try await waiting() == 0)
            let changed = try await house.perform(bring(to: cohort, at: "new"), by: .school(school))
            #expect(changed.changed == Self.count)
            #expect(try await waiting() == Self.count)
            try await withThrowingTaskGroup { group in
                group.addTask { await house.deliverLetters() }
                try await eventually("the first letters do not come") { sent.withLock { $0.count } >= Self.count }
                _ = try await house.perform(UndoImport(import: try #require(changed.import)), by: .school(school))
                try await eventually("the second letters do not come") { sent.withLock { $0.count } >= 2 * Self.count }
                group.cancelAll()
            }
            let told = sent.withLock { $0 }
            #expect(told.count == 2 * Self.count)
            #expect(Set(told.prefix(Self.count)) == Set((1...Self.count).map { "e\($0)@old.example" }))
            #expect(Set(told.suffix(Self.count)) == Set((1...Self.count).map { "e\($0)@new.example" }))
        }
    }
}
