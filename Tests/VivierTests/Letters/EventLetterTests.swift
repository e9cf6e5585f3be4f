import API
import Logging
import Mail
import Postgres
import TestSupport
import Testing
import Vivier

/// To whom letters go that tell what has happened, and in which language.
@Suite struct EventLetterTests {
    /// The house of a test, as one that delivers letters: they stay where they are written.
    private func house(_ given: Given) -> Application {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return Application(
            database: given.application.database, log: log, letters: Postman(courier: .hand { _ in }, log: log),
            publicURL: "https://vivier.example")
    }

    @Test func `who is known to read a language is written to in it, whatever the sender speaks`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            let zoe = try await given.student("Zoë Ÿ", of: school, in: cohort)
            let address = try await given.database.execute("SELECT email FROM student WHERE id = \(eve)")[0].decode(String.self)
            _ = try await given.account(address.uppercased())
            let house = house(given)
            var dean = Caller.school(school)
            dean.language = .french
            _ = try await house.perform(RemindStudents(cohort: cohort), by: dean)
            let draft = ConsentDraft(purpose: .talentPool, company: nil, fields: [], textVersion: "1")
            #expect(try await house.perform(RecordConsents(students: [eve, zoe], draft: draft), by: dean).new == 2)
            let letters = try await given.database.execute("SELECT email, kind, body FROM letter").decode(
                String.self, String.self, String.self)
            #expect(letters.count == 4 && Set(letters.map(\.1)) == ["reminder", "recorded"])
            for (email, kind, body) in letters { #expect(body.hasPrefix(email == address ? "Hello," : "Bonjour,"), "\(kind) \(email)") }
        }
    }

    @Test func `whose address or file a school takes is told in the own language, though the account goes with it`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let house = house(given)
            var dean = Caller.school(school)
            dean.language = .french
            func enrol(_ lines: String) async throws -> RosterImport.ID {
                let query = RosterImportQuery(name: "r.csv")
                let file = Array("key,given_name,family_name,email\n\(lines)\n".utf8)
                return try #require(try await house.perform(ImportRoster(cohort: cohort, query: query, file: file), by: dean).import)
            }
            func told() async throws -> [String] {
                let rows = try await given.database.execute("SELECT kind, email, body FROM letter ORDER BY email").decode(
                    String.self, String.self, String.self)
                _ = try await given.database.execute("DELETE FROM letter")
                return rows.map { "\($0.0) \($0.1) \($0.2.prefix(7))" }
            }
            /// Signs a student in, who reads English; the dean, French.
            func signIn(_ address: String) async throws {
                let student = try await given.database.execute("SELECT id FROM student WHERE email = \(address)")[0].decode(Student.ID.self)
                try await given.member(try await given.account(address), .student, of: school, for: student)
            }
            let first = try await enrol("1,Ève,O’Neil,eve@a.example\n2,Zoë,Ÿ,zoe@a.example")
            try await signIn("eve@a.example")
            let second = try await enrol("1,Ève,O’Neil,eve@b.example\n2,Zoë,Ÿ,zoe@b.example")
            #expect(try await told() == ["address-left eve@a.example Hello,\n", "address-left zoe@a.example Bonjour"])
            try await signIn("eve@b.example")
            _ = try await house.perform(UndoImport(import: second), by: dean)
            #expect(try await told() == ["address-left eve@b.example Hello,\n", "address-left zoe@b.example Bonjour"])
            try await signIn("eve@a.example")
            _ = try await house.perform(UndoImport(import: first), by: dean)
            #expect(try await told() == ["file-removed eve@a.example Hello,\n"])
            let zoe = try await given.student("Zoë Ÿ", of: school)
            try await given.database.execute("UPDATE student SET email = 'zoe@c.example' WHERE id = \(zoe)")
            try await signIn("zoe@c.example")
            let now = try await given.perform(ShowStudent(student: zoe), as: dean)
            var right = StudentCorrection(now)
            right.email = "zoe@d.example"
            _ = try await house.perform(CorrectStudent(student: zoe, correction: right, replacing: now.version), by: dean)
            #expect(try await told() == ["address-left zoe@c.example Hello,\n"])
        }
    }

    @Test func `students, companies and schools are told what becomes of a case, each in the own language`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let (school, company) = (try await given.school("École"), try await given.company("Miel & fils"))
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("A", of: [eve], in: cohort, school: school)
            _ = try await given.student("Zoë Ÿ", of: school, in: cohort)
            for title in ["Vendre", "Acheter"] { _ = try await given.businessCase(title, by: company) }
            for (address, role, organisation) in [
                ("dean@example.org", Role.schoolAdmin, school), ("owner@example.org", .companyOwner, company),
                ("hr@example.org", .recruiter, company), ("other@example.org", .companyOwner, try await given.company("Autre")),
            ] { try await given.member(try await given.account(address), role, of: organisation) }
            let address = try await given.database.execute("SELECT email FROM student WHERE id = \(eve)")[0].decode(String.self)
            var dean = Caller.school(school)
            dean.language = .french
            let house = house(given)
            func letters() async throws -> Set<String> {
                let rows = try await given.database.execute("SELECT kind, email, body FROM letter ORDER BY kind, email").decode(
                    String.self, String.self, String.self)
                _ = try await given.database.execute("DELETE FROM letter")
                return Set(
                    rows.map { "\($0.0) \($0.1) \($0.2.prefix(5))\($0.2.contains("Vendre") || $0.2.contains("Acheter") ? " case" : "")" })
            }
            let round = try await given.perform(CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort])), as: dean)
            let run = try await given.perform(RunRound(round: round.id), as: dean)
            _ = try await house.perform(PublishRun(run: run.id), by: dean)
            #expect(try await letters() == ["matched owner@example.org Hello case", "published \(address) Bonjo"])
            let had = try await given.perform(ListMatches(run: run.id, query: PageQuery()), as: dean).items[0].case
            _ = try await house.perform(WithdrawCase(case: had), by: .company(company))
            #expect(try await letters() == ["withdrawn dean@example.org Hello case", "withdrawn \(address) Hello case"])
            // Of what takes its place those are told for whom it is another.
            let branch = try await given.perform(BranchRun(run: run.id, body: BranchRequest(withdrawnCases: [had])), as: dean)
            _ = try await house.perform(PublishRun(run: branch.id), by: dean)
            #expect(try await letters() == ["matched owner@example.org Hello case", "published \(address) Bonjo"])
            let other = try await given.perform(ListMatches(run: branch.id, query: PageQuery()), as: dean).items[0].case
            let same = try await given.perform(
                BranchRun(run: branch.id, body: BranchRequest(places: [.init(case: other, places: 2)])), as: dean)
            _ = try await house.perform(PublishRun(run: same.id), by: dean)
            #expect(try await letters().isEmpty)
        }
    }
}
