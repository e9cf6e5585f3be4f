import API
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import Vivier

/// What a use case leaves to be done once it is committed.
struct AfterCommitTests {
    private final class Diary: Sendable {
        private let lines = Mutex<[String]>([])
        private let begun = Mutex(0)
        var all: [String] { lines.withLock { $0 } }
        var runs: Int { begun.withLock { $0 } }

        func begin() -> Int {
            begun.withLock {
                $0 += 1
                return $0
            }
        }

        func write(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private struct Keep: UseCase {
        enum End { case well, refused, dry }

        enum No: Refusal {
            case enough

            var reason: RefusalReason { RefusalReason(.conflict, code: "enough", en: "Enough.", fr: "Assez.") }
        }

        var diary: Diary
        var database: Database
        var end = End.well
        /// How many of the first runs collide with somebody.
        var collisions = 0

        var needs: Permission { .readStudents }
        var audited: Audited? { Audited("keep") }

        func run(in work: UnitOfWork) async throws {
            let (run, diary, database) = (diary.begin(), diary, database)
            work.afterCommit { _ in
                // Read from outside: it is committed.
                let kept = try await database.execute("SELECT count(*) FROM audit_entry WHERE action = 'keep' AND outcome = 'done'")[0]
                    .decode(Int.self)
                diary.write("first of run \(run), \(kept) kept")
            }
            if run <= collisions { _ = try await work.execute("DO $$ BEGIN RAISE 'again' USING ERRCODE = '40001'; END $$") }
            work.afterCommit { _ in diary.write("second of run \(run)") }
            switch end {
            case .well: break
            case .refused: throw No.enough
            case .dry: throw DryRun(answer: ())
            }
        }
    }

    @Test func `it is done in order, once what it follows is committed`() async throws {
        try await Given.house { given in
            let diary = Diary()
            try await given.perform(Keep(diary: diary, database: given.database), as: .root)
            #expect(diary.all == ["first of run 1, 1 kept", "second of run 1"])
        }
    }

    @Test func `what is rolled back is followed by nothing`() async throws {
        try await Given.house { given in
            let diary = Diary()
            await #expect(throws: Keep.No.self) {
                try await given.perform(Keep(diary: diary, database: given.database, end: .refused), as: .root)
            }
            try await given.perform(Keep(diary: diary, database: given.database, end: .dry), as: .root)
            await #expect(throws: PostgresError.self) {
                try await given.perform(Keep(diary: diary, database: given.database, collisions: 100), as: .root)
            }
            #expect(diary.all == [] && diary.runs > 3)
        }
    }

    @Test func `what runs again after a collision is followed once`() async throws {
        try await Given.house { given in
            let diary = Diary()
            try await given.perform(Keep(diary: diary, database: given.database, collisions: 2), as: .root)
            #expect(diary.all == ["first of run 3, 1 kept", "second of run 3"])
        }
    }
}
