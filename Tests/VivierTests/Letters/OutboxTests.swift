import API
import Foundation
import Logging
import Mail
import Postgres
import Synchronization
import TestSupport
import Testing
import Vivier

/// Letters that wait in the database. Time is made to pass by moving what was written back.
@Suite(.timeLimit(.minutes(10))) struct OutboxTests {
    /// Where letters arrive, by tries: what `answer` throws at a number of them.
    private final class Box: Sendable {
        private let letters = Mutex<[Letter]>([])
        private let tries = Mutex(0)
        var all: [Letter] { letters.withLock { $0 } }
        var tried: Int { tries.withLock { $0 } }

        func house(_ given: Given, _ answer: @escaping @Sendable (Int) throws -> Void = { _ in }) -> Application {
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let courier = Courier.hand { [self] letter in
                let number = tries.withLock {
                    $0 += 1
                    return $0
                }
                try answer(number)
                letters.withLock { $0.append(letter) }
            }
            return Application(
                database: given.application.database, log: log, letters: Postman(courier: courier, log: log),
                publicURL: "https://vivier.example")
        }
    }

    /// Writes a letter as a use case would.
    private func write(_ given: Given, to address: String, of school: Organisation.ID, saying body: String, kind: String = "recorded")
        async throws
    {
        try await given.database.execute(
            """
            INSERT INTO letter (school_id, kind, email, subject, body, good_until)
            VALUES (\(school), \(kind), \(address), 's', \(body), now() + interval '7 days')
            """)
    }

    private func taken(_ given: Given) async throws -> [String] {
        try await given.application.database.execute("SELECT letter_body FROM take_letters(32)").decode(String.self)
    }

    private func waiting(_ given: Given) async throws -> Int {
        try await given.database.execute("SELECT letters_waiting()")[0].decode(Int.self)
    }

    private func correction(of eve: Student.ID, to address: String, _ given: Given) async throws -> CorrectStudent {
        let student = try await given.perform(ShowStudent(student: eve), as: .root)
        var right = StudentCorrection(student)
        right.email = address
        return CorrectStudent(student: eve, correction: right, replacing: student.version)
    }

    @Test func `letters under way when the service stops are written down as delivered, so that nobody gets one twice`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            for number in 1...8 { try await write(given, to: "\(number)@ecole.example", of: school, saying: "\(number)") }
            let isOpen = Mutex(false)
            let arrived = Mutex(0)
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            // A server that takes its time, and what nobody wants any more too.
            let courier = Courier.hand { _ in
                while !isOpen.withLock({ $0 }) { await Task { try? await Task.sleep(for: .milliseconds(2)) }.value }
                arrived.withLock { $0 += 1 }
            }
            let house = Application(
                database: given.application.database, log: log, letters: Postman(courier: courier, log: log),
                publicURL: "https://vivier.example")
            let delivery = Task { await house.deliverLetters() }
            try await eventually {
                try await given.database.execute("SELECT count(*) FROM letter WHERE tries = 1")[0].decode(Int.self) == 8
            }
            delivery.cancel()
            isOpen.withLock { $0 = true }
            await delivery.value
            #expect(arrived.withLock { $0 } == 8)
            #expect(try await waiting(given) == 0)
        }
    }

    @Test func `a letter is there with the change that it tells of, and not without`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("B"))
            let eve = try await given.student("Ève O’Neil", of: school)
            let old = try await given.database.execute("SELECT email FROM student")[0].decode(String.self)
            var stale = try await correction(of: eve, to: "new@example.org", given)
            stale.version -= 1
            let house = Box().house(given)
            await #expect(throws: GeneralRefusal.self) { try await house.perform(stale, by: .school(school)) }
            #expect(try await waiting(given) == 0)
            let right = try await correction(of: eve, to: "new@example.org", given)
            _ = try await house.perform(right, by: .school(school))
            let rows = try await given.database.execute("SELECT email, kind, school_id FROM letter").decode(
                String.self, String.self, Organisation.ID.self)
            #expect(rows.count == 1 && rows[0] == (old, "address-left", school))
            // By the wall itself a school writes in its own name alone, and nobody reads what waits.
            for (statement, isFine): (SQL, Bool) in [
                (
                    "INSERT INTO letter (school_id, kind, email, subject, body, good_until) VALUES (\(school), 'recorded', 'x@y', '', '', now())",
                    true
                ),
                (
                    "INSERT INTO letter (school_id, kind, email, subject, body, good_until) VALUES (\(other), 'recorded', 'x@y', '', '', now())",
                    false
                ),
                ("SELECT body FROM letter", false), ("UPDATE letter SET body = ''", false), ("DELETE FROM letter", false),
            ] {
                let context: SQL =
                    "SELECT set_config('role', 'vivier_school', true), set_config('app.organisation', \(school.description), true)"
                do {
                    try await given.application.database.batch([context, statement])
                    #expect(isFine, "\(statement)")
                } catch is PostgresError {
                    #expect(!isFine, "\(statement)")
                }
            }
        }
    }

    @Test func `nothing that waits opens anything`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            let house = Box().house(given)
            _ = try await house.perform(RemindStudents(cohort: cohort), by: .school(school))
            let draft = ConsentDraft(purpose: .talentPool, textVersion: "1")
            _ = try await house.perform(GiveConsent(student: eve, draft: draft), by: .school(school))
            _ = try await house.perform(try await correction(of: eve, to: "new@example.org", given), by: .school(school))
            let bodies = try await given.database.execute("SELECT body FROM letter").decode(String.self)
            #expect(bodies.count == 3)
            // The database holds no secret: 43 characters of base64url, as those of links and tokens are.
            #expect(bodies.allSatisfy { !$0.contains(/[A-Za-z0-9_\-]{43}/) }, "\(bodies)")
        }
    }

    @Test func `what a server does not take now, and what was under way in a crash, is tried again, and delivered once`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            try await write(given, to: "eve@example.org", of: school, saying: "crash")
            // As whoever was killed left it: taken, and nobody knows what became of it.
            #expect(try await taken(given) == ["crash"])
            #expect(try await taken(given) == [])
            try await write(given, to: "zoe@example.org", of: school, saying: "451")
            let box = Box()
            let house = box.house(given) { if $0 == 1 { throw MailServer.Failure.later("451") } }
            try await withThrowingTaskGroup { group in
                group.addTask { await house.deliverLetters() }
                try await eventually { box.tried == 1 }
                #expect(box.all.isEmpty)
                let pauses = try await given.database.execute(
                    "SELECT extract(epoch FROM due_at - now())::integer FROM letter ORDER BY id"
                ).decode(Int32.self)
                #expect(pauses.allSatisfy { (60...120).contains($0) }, "\(pauses)")
                try await given.database.execute("UPDATE letter SET due_at = now()")
                try await write(given, to: "li@example.org", of: school, saying: "wakes")
                try await eventually { try await waiting(given) == 0 }
                group.cancelAll()
            }
            #expect(box.all.map(\.body).sorted() == ["451", "crash", "wakes"])
            // What was delivered is emptied at once, and gone after an hour.
            #expect(try await given.database.execute("SELECT FROM letter WHERE body IS NOT NULL OR subject IS NOT NULL").isEmpty)
            try await given.database.execute("UPDATE letter SET sent_at = now() - interval '61 minutes'")
            try await house.forgetOldLetters()
            #expect(try await given.database.execute("SELECT FROM letter").isEmpty)
        }
    }

    @Test func `what a server refuses, nobody can be sent or is too old is not tried again`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let box = Box()
            let house = box.house(given) { _ in throw MailServer.Failure.refused("550") }
            for address in ["eve@example.org", "ève@example.org"] { try await write(given, to: address, of: school, saying: address) }
            try await write(given, to: "old@example.org", of: school, saying: "old")
            try await given.database.execute("UPDATE letter SET good_until = now() WHERE body = 'old'")
            try await withThrowingTaskGroup { group in
                group.addTask { await house.deliverLetters() }
                try await eventually { try await waiting(given) == 1 }
                group.cancelAll()
            }
            #expect(box.tried == 1)
            try await house.forgetOldLetters()
            #expect(try await waiting(given) == 0)
        }
    }

    @Test func `of two daemons one delivers each letter`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            for number in 0..<200 { try await write(given, to: "e\(number)@example.org", of: school, saying: "b") }
            let box = Box()
            let houses = [box.house(given), box.house(given)]
            try await withThrowingTaskGroup { group in
                for house in houses { group.addTask { await house.deliverLetters() } }
                try await eventually { try await waiting(given) == 0 }
                group.cancelAll()
            }
            #expect(box.all.map(\.to).sorted() == (0..<200).map { "e\($0)@example.org" }.sorted())
        }
    }

    @Test func `a flood keeps no letter from its reader`() async throws {
        try await Given.house { given in
            let (flooding, school) = (try await given.school("École"), try await given.school("B"))
            try await given.database.execute(
                """
                INSERT INTO letter (school_id, kind, email, subject, body, good_until)
                SELECT \(flooding), 'address-left', 'e' || n || '@example.org', 's', 'flood', now() + interval '7 days'
                FROM generate_series(1, 20000) n
                """)
            // Of another school: its turn comes at once.
            try await write(given, to: "eve@example.org", of: school, saying: "warning")
            #expect(try await taken(given).contains("warning"))
            // To one address: what is more than the pace waits, and goes later; the same twice is one.
            for number in 0..<5 { try await write(given, to: "zoe@example.org", of: school, saying: "\(number)", kind: "address-left") }
            try await given.database.execute(
                """
                INSERT INTO letter (school_id, kind, email, subject, body, good_until)
                VALUES (\(school), 'address-left', 'ZOE@example.org', 's', '4', now() + interval '7 days') ON CONFLICT DO NOTHING
                """)
            try await write(given, to: "zoe@example.org", of: school, saying: "another kind")
            let first = try await taken(given).filter { $0 != "flood" }
            #expect(first.count == 4 && first.contains("another kind"), "\(first)")
            let left = try await given.database.execute("SELECT count(*) FROM letter WHERE tries = 0 AND email = 'zoe@example.org'")[0]
                .decode(Int.self)
            #expect(left == 2)
            try await given.database.execute("SELECT letter_was_sent(id) FROM letter WHERE tries > 0 AND email = 'zoe@example.org'")
            try await given.database.execute("UPDATE letter SET sent_at = now() - interval '61 minutes' WHERE sent_at IS NOT NULL")
            try await given.database.execute("UPDATE letter SET due_at = now() WHERE tries = 0 AND email = 'zoe@example.org'")
            let later = try await taken(given).filter { $0 != "flood" }
            #expect(Set(first + later) == ["0", "1", "2", "3", "4", "another kind"])
        }
    }

    @Test func `what its pace holds back holds up nothing behind it`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            // Many to one address, and then one more to each of 600 that have had theirs: more than is taken at a time, both of them, by far.
            for letters: SQL in [
                "SELECT 'zoe@example.org', 'flood ' || n FROM generate_series(1, 3000) n",
                "SELECT 'e' || n || '@example.org', 'more ' || k FROM generate_series(1, 600) n, generate_series(1, 4) k",
            ] {
                try await given.database.execute(
                    """
                    INSERT INTO letter (school_id, kind, email, subject, body, good_until, due_at)
                    SELECT \(school), 'reminder', l.email, 's', l.body, now() + interval '7 days', now() - interval '1 hour' FROM (
                        SELECT email, body FROM (\(letters)) x (email, body)) l
                    """)
            }
            try await given.database.execute(
                "UPDATE letter SET tries = 1, due_at = now() + interval '1 hour' WHERE body IN ('more 1', 'more 2', 'more 3', 'flood 1', 'flood 2', 'flood 3')"
            )
            try await write(given, to: "eve@example.org", of: school, saying: "behind")
            try await given.database.execute("ANALYZE letter")
            // A call ends after five seconds, and the next goes on behind what it put off.
            var all: [String] = []
            for _ in 0..<6 where all.isEmpty { all = try await taken(given) }
            #expect(all == ["behind"])
            while try await !taken(given).isEmpty {}
            // All that is held back is due in an hour, and so takes up no look until then.
            let due = try await given.database.execute("SELECT count(*) FROM letter WHERE tries = 0 AND due_at <= now()")[0].decode(
                Int.self)
            #expect(due == 0)
            #expect(try await taken(given) == [])
        }
    }

    @Test func `an erasure takes the letters of the student's school along, and nobody else's`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("B"))
            let eve = try await given.student("Ève O’Neil", of: school)
            let old = try await given.database.execute("SELECT email FROM student")[0].decode(String.self)
            let right = try await correction(of: eve, to: "new@example.org", given)
            _ = try await Box().house(given).perform(right, by: .school(school))
            try await write(given, to: "NEW@example.org", of: school, saying: "eve")
            try await write(given, to: "mate@example.org", of: school, saying: "mate")
            // Who enrols somebody with the old address, and erases that one, ends no warning to it.
            let decoy = try await given.student("Li 中", of: school)
            try await given.database.execute("UPDATE student SET email = \(old) WHERE id = \(decoy)")
            try await given.perform(EraseStudent(student: decoy), as: .school(school))
            #expect(try await given.database.execute("SELECT FROM letter WHERE email = \(old)").count == 1)
            // Of another school to the same address: of a student there who has left it.
            try await write(given, to: old, of: other, saying: "theirs", kind: "address-left")
            try await given.perform(EraseStudent(student: eve), as: .school(school))
            let left = try await given.database.execute("SELECT body FROM letter ORDER BY body").decode(String.self)
            #expect(left == ["mate", "theirs"])
        }
    }
}
