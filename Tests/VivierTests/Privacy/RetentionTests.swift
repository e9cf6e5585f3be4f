import API
import Foundation
import Logging
import Mail
import Postgres
import Synchronization
import TestSupport
import Testing
import Vivier

/// Time is made to pass by moving what was written back.
@Suite struct RetentionTests {
    /// A house that delivers its letters here.
    private final class Letters: Sendable {
        private let letters = Mutex<[Letter]>([])
        private let database: Database
        init(_ given: Given) { database = given.database }
        var all: [Letter] { letters.withLock { $0 } }

        func desk(_ given: Given) -> (RetentionDesk, Postman) {
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let postman = Postman(courier: .hand { [self] letter in letters.withLock { $0.append(letter) } }, log: log)
            let application = Application(
                database: given.application.database, log: log, letters: postman, publicURL: "https://vivier.example")
            return (RetentionDesk(application), postman)
        }

        /// The secret in the newest letter, once there are so many.
        func link(_ count: Int) async throws -> LinkSecret {
            try await eventually("there are \(all.count) letters") { all.count >= count }
            let letter = try #require(all.last)
            #expect(all.count == count)
            // The database hears of it a moment later.
            try await eventually("a question is still under way") {
                try await database.execute("SELECT FROM retention_question WHERE delivered_at IS NULL").isEmpty
            }
            let line = try #require(letter.body.split(separator: "\n").first { $0.contains("/keep/") })
            return try #require(LinkSecret(line.split(separator: "/").last ?? ""))
        }
    }

    private func withDesk(_ body: @Sendable @escaping (Given, RetentionDesk, Letters) async throws -> Void) async throws {
        try await Given.house { given in
            let letters = Letters(given)
            let (desk, postman) = letters.desk(given)
            try await withThrowingTaskGroup { group in
                group.addTask { await postman.run() }
                try await body(given, desk, letters)
                group.cancelAll()
            }
        }
    }

    private func isFound(_ student: Student.ID, by company: Organisation.ID, _ given: Given) async throws -> Bool {
        try await given.refusal(of: ShowPoolStudent(student: student), as: .recruiter(company)) == nil
    }

    @Test func `before a consent ends the student is asked once, and a yes renews it`() async throws {
        try await withDesk { given, desk, letters in
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school, to: .caseCompany)
            #expect(try await desk.sweep() == RetentionDesk.Swept())
            let consent = try await given.consent(of: eve, school, endingIn: "29 days")
            #expect(try await desk.sweep().asked == 1)
            #expect(try await desk.sweep().asked == 0)
            let link = try await letters.link(1)
            let question = try #require(try await desk.question(link))
            #expect(question.purpose == .talentPool && question.months == 24 && question.company == nil)
            #expect(try await desk.answer(link, keeps: true, requestID: "r"))
            #expect(try await desk.answer(link, keeps: false, requestID: "r") == false)
            let (days, withdrawn) = try await given.database.execute(
                "SELECT (ends_at::date - current_date), withdrawn_at IS NOT NULL FROM consent WHERE id = \(consent)")[0]
                .decode(Int.self, Bool.self)
            #expect(days > 700 && !withdrawn)
            #expect(try await desk.sweep() == RetentionDesk.Swept())
            let ledger = try await given.perform(VerifyLedger(school: school, mark: LedgerMark()), as: .school(school))
            #expect(ledger.valid, "\(ledger)")
            let last = try await given.perform(ListLedger(school: school, query: SortedQuery(limit: 1)), as: .school(school)).items[0]
            #expect(last.event == .renewed)
        }
    }

    @Test func `a no ends it at once, and silence in its time; thirty days later no company keeps anything`() async throws {
        try await withDesk { given, desk, letters in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let (eve, zoe) = (try await given.student("Ève O’Neil", of: school), try await given.student("Zoë Ÿ", of: school))
            for student in [eve, zoe] {
                try await given.consent(of: student, school)
                _ = try await given.perform(AddProspect(draft: ProspectDraft(student: student)), as: .recruiter(company))
            }
            try await given.database.execute("UPDATE consent SET ends_at = now() + interval '1 day' WHERE student_id = \(eve)")
            #expect(try await desk.sweep().asked == 1)
            #expect(try await desk.answer(try await letters.link(1), keeps: false, requestID: "r"))
            #expect(try await isFound(eve, by: company, given) == false)

            try await given.database.execute("UPDATE consent SET ends_at = now() + interval '1 day' WHERE student_id = \(zoe)")
            #expect(try await desk.sweep().asked == 1)
            try await given.database.execute("UPDATE consent SET ends_at = now() WHERE student_id = \(zoe)")
            #expect(try await isFound(zoe, by: company, given) == false)
            try await given.database.execute("UPDATE retention_question SET due_at = now() WHERE student_id = \(zoe)")
            let late = try await letters.link(2)
            #expect(try await desk.question(late) == nil)
            #expect(try await desk.answer(late, keeps: true, requestID: "r") == false)
            let ended = try await desk.sweep()
            #expect(ended.consents == 1 && ended.prospects == 0, "\(ended)")
            func prospects() async throws -> Int { try await given.database.execute("SELECT count(*) FROM prospect")[0].decode(Int.self) }
            #expect(try await prospects() == 2)
            try await given.database.execute(
                "UPDATE consent SET withdrawn_at = withdrawn_at - interval '31 days', ends_at = ends_at - interval '31 days'")
            #expect(try await desk.sweep().prospects == 2)
            #expect(try await prospects() == 0)
        }
    }

    @Test func `a company's file ends two years after the last contact, and never without a question of thirty days`() async throws {
        try await withDesk { given, desk, letters in
            let school = try await given.school("École")
            let company = try await given.company("Ça & Cie")
            var students: [Student.ID] = []
            for name in ["Ève O’Neil", "Zoë Ÿ", "Li 中", "Ana Ba"] {
                let student = try await given.student(name, of: school)
                try await given.consent(of: student, school)
                _ = try await given.perform(AddProspect(draft: ProspectDraft(student: student)), as: .recruiter(company))
                students.append(student)
            }
            // Asked thirty days before two years are over, and not a day earlier.
            try await given.database.execute(
                "UPDATE prospect SET changed_at = now() - interval '24 months' + interval '31 days' WHERE student_id = \(students[0])")
            #expect(try await desk.sweep() == RetentionDesk.Swept())
            // As after a service that was off for long.
            try await given.database.execute(
                "UPDATE prospect SET changed_at = now() - interval '5 years' WHERE student_id <> \(students[3])")
            let first = try await desk.sweep()
            #expect(first.asked == 3 && first.prospects == 0, "\(first)")
            let soon = try await given.database.execute(
                "SELECT count(*) FROM retention_question WHERE due_at < now() + interval '29 days'")[0]
                .decode(Int.self)
            #expect(soon == 0)
            // One says yes; with one the company gets in touch; one is silent.
            _ = try await letters.link(3)
            let asked = try await given.database.execute(
                "SELECT q.id FROM retention_question q WHERE q.student_id = \(students[0])"
            ).count
            #expect(asked == 1)
            try await given.database.execute("UPDATE prospect SET kept_at = now() WHERE student_id = \(students[0])")
            let moved: Prospect.ID = try await given.id("SELECT id FROM prospect WHERE student_id = \(students[1])")
            _ = try await given.perform(
                MoveProspect(prospect: moved, draft: ProspectMove(stage: .contacted)), as: .recruiter(company))
            try await given.database.execute("UPDATE retention_question SET due_at = now()")
            let second = try await desk.sweep()
            #expect(second.prospects == 1 && second.asked == 0, "\(second)")
            let left = try await given.database.execute("SELECT student_id FROM prospect ORDER BY id").decode(Student.ID.self)
            #expect(left == [students[0], students[1], students[3]])
            // Years later they are asked again.
            try await given.database.execute("UPDATE prospect SET changed_at = now() - interval '5 years', kept_at = NULL")
            #expect(try await desk.sweep().asked == 3)
        }
    }

    @Test func `a school's file ends after its last use, asked before, and takes the person with it`() async throws {
        try await withDesk { given, desk, letters in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let (old, kept) = (
                try await given.student("Ève O’Neil", of: school, in: cohort), try await given.student("Zoë Ÿ", of: school)
            )
            try await given.database.execute("UPDATE student SET changed_at = now() - interval '4 years'")
            try await given.database.execute("UPDATE cohort SET ends_on = current_date + 30 WHERE id = \(cohort)")
            // The cohort still runs.
            #expect(try await desk.sweep().asked == 1)
            let link = try await letters.link(1)
            #expect(try await desk.question(link)?.purpose == .student)
            #expect(try await desk.answer(link, keeps: false, requestID: "r") == false)
            #expect(try await desk.answer(link, keeps: true, requestID: "r"))
            try await given.database.execute("UPDATE cohort SET ends_on = current_date - 1500 WHERE id = \(cohort)")
            #expect(try await desk.sweep().asked == 1)
            _ = try await letters.link(2)
            try await given.database.execute("UPDATE retention_question SET due_at = now() WHERE student_id = \(old)")
            #expect(try await desk.sweep().students == 1)
            #expect(try await given.database.execute("SELECT id FROM student").decode(Student.ID.self) == [kept])
            #expect(try await given.database.execute("SELECT id FROM erased_student").decode(Student.ID.self) == [old])
        }
    }

    @Test func `a question whose letter was lost is asked again, and its silence ends nothing`() async throws {
        try await Given.house { given in
            let letters = Letters(given)
            // Nobody delivers yet.
            let (desk, postman) = letters.desk(given)
            let school = try await given.school("École")
            let student = try await given.student("Ève O’Neil", of: school)
            try await given.database.execute("UPDATE student SET changed_at = now() - interval '4 years'")
            #expect(try await desk.sweep().asked == 1)
            #expect(try await desk.sweep().asked == 0)
            try await given.database.execute("UPDATE retention_question SET asked_at = now() - interval '61 days', due_at = now()")
            let second = try await desk.sweep()
            #expect(second.asked == 1 && second.students == 0, "\(second)")
            let days = try await given.database.execute("SELECT due_at::date - current_date FROM retention_question").decode(Int.self)
            #expect(days.count == 1 && days[0] >= 59, "\(days)")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await postman.run() }
                _ = try await letters.link(2)
                group.cancelAll()
            }
            try await given.database.execute("UPDATE retention_question SET asked_at = now() - interval '61 days', due_at = now()")
            #expect(try await desk.sweep().students == 1)
            #expect(try await given.database.execute("SELECT id FROM erased_student").decode(Student.ID.self) == [student])
        }
    }

    @Test func `receipts and audit lines end too`() async throws {
        try await withDesk { given, desk, _ in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            for _ in 0..<3 { _ = try await given.perform(ShowPoolStudent(student: eve), as: .recruiter(company)) }
            try await given.database.batch([
                "UPDATE person_read SET at = now() - interval '36 months 1 day' WHERE id = (SELECT min(id::text)::uuid FROM person_read)",
                "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays",
                "UPDATE audit_entry SET at = now() - interval '12 months 1 day' WHERE id = (SELECT min(id::text)::uuid FROM audit_entry)",
                "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_stays",
            ])
            let swept = try await desk.sweep()
            #expect(swept.receipts == 1 && swept.auditLines == 1, "\(swept)")
            #expect(try await given.receipts() == 2)
        }
    }

    @Test func `nobody keeps a consent that was withdrawn, and answers and erasures at once end in one or the other`() async throws {
        try await withDesk { given, desk, letters in
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school, endingIn: "3 days")
            #expect(try await desk.sweep().asked == 1)
            let link = try await letters.link(1)
            _ = try await given.perform(WithdrawConsent(consent: consent), as: .student(eve, of: school))
            #expect(try await desk.answer(link, keeps: true, requestID: "r") == false)
            let answers = try await given.database.execute("SELECT answer FROM retention_question WHERE answer IS NOT NULL")
            #expect(answers.isEmpty)

            for number in 0..<12 {
                let student = try await given.student("Zoë \(number)", of: school)
                try await given.consent(of: student, school, endingIn: "3 days")
                #expect(try await desk.sweep().asked == 1)
                let link = try await letters.link(number + 2)
                async let answered = desk.answer(link, keeps: number.isMultiple(of: 2), requestID: "r")
                async let consenting = given.refusal(
                    of: GiveConsent(student: student, draft: ConsentDraft(purpose: .caseCompany, textVersion: "1")), as: .school(school))
                async let erased: Void = given.perform(EraseStudent(student: student), as: .school(school))
                _ = try await answered
                let refusal = try await consenting
                #expect(refusal == nil || refusal?.kind == .missing, "\(String(describing: refusal))")
                try await erased
            }
            #expect(try await given.database.execute("SELECT FROM student WHERE id <> \(eve)").isEmpty)
            let ledger = try await given.perform(VerifyLedger(school: school, mark: LedgerMark()), as: .school(school))
            #expect(ledger.valid, "\(ledger)")
        }
    }

    @Test func `two sweeps at once ask nobody twice`() async throws {
        try await withDesk { given, desk, letters in
            let school = try await given.school("École")
            for number in 0..<40 { try await given.consent(of: try await given.student("Zoë \(number)", of: school), school) }
            try await given.database.execute("UPDATE consent SET ends_at = now() + interval '3 days'")
            let asked = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 { group.addTask { try await desk.sweep().asked } }
                return try await group.reduce(0, +)
            }
            #expect(asked == 40)
            _ = try await letters.link(40)
        }
    }

    @Test func `an operator sets the clocks, within bounds, and consents go by them`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            let draft = RetentionDraft(purpose: .talentPool, months: 6, askDays: 14)
            #expect(try await given.refusal(of: SetRetention(draft: draft), as: .school(school))?.kind == .denied)
            let rule = try await given.perform(SetRetention(draft: draft), as: .root)
            #expect(rule.months == 6 && rule.askDays == 14 && rule.legalBasis == .consent)
            let consent = try await given.perform(
                GiveConsent(student: eve, draft: ConsentDraft(purpose: .talentPool, textVersion: "1")), as: .student(eve, of: school))
            #expect(consent.endsAt.timeIntervalSince(consent.givenAt) < 190 * 86_400)
            for (draft, fault) in [
                (RetentionDraft(purpose: .prospect, months: 0), "/months range"),
                (RetentionDraft(purpose: .prospect, months: 121), "/months range"),
                (RetentionDraft(purpose: .prospect, askDays: 0), "/ask_days range"),
                (RetentionDraft(purpose: .prospect, months: 1, askDays: 28), "/ask_days range"),
                (RetentionDraft(purpose: .audit, askDays: 3), "/ask_days range"),
            ] {
                #expect(try await given.refusal(of: SetRetention(draft: draft), as: .root)?.faults == [fault])
            }
            #expect(try await given.perform(ListRetention(), as: .student(eve, of: school)).items.count == 6)
        }
    }
}
