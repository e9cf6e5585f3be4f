import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// What students say of themselves, and what no file of a school changes.
struct ProfileStatementTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
        var eve: Student.ID
        var caller: Caller
        var admin: Caller
    }

    private func scene(_ given: Given) async throws -> Scene {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        let file = """
            key,given_name,family_name,email,skills,availability,hours_per_week,city,languages
            1,Ève,O’Neil,eve@example.org,négociation:3,mon 09:00-12:00,4,Dijon,fr:C2

            """
        _ = try await given.perform(importing(file, cohort), as: .school(school))
        let eve: Student.ID = try await given.id("SELECT id FROM student WHERE key = '1'")
        return Scene(school: school, cohort: cohort, eve: eve, caller: .student(eve, of: school), admin: .school(school))
    }

    private func importing(_ text: String, _ cohort: Cohort.ID) -> ImportRoster {
        ImportRoster(cohort: cohort, query: RosterImportQuery(name: "s.csv"), file: Array(text.utf8))
    }

    private func show(_ given: Given, _ scene: Scene) async throws -> Student {
        try await given.perform(ShowStudent(student: scene.eve), as: scene.caller)
    }

    @Test func `what a student states stands beside what the school says, and no roster overwrites it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            var eve = try await show(given, scene)
            let statement = ProfileStatement(
                skills: [StatedSkill(skill: "Excel", level: 4), StatedSkill(skill: "négociation", level: 2)],
                languages: ["fr:C2", "de:B1"],
                hoursPerWeek: 4, city: "Lyon")
            eve = try await given.perform(StateProfile(student: scene.eve, statement: statement, replacing: eve.version), as: scene.caller)
            // What was left as the school had it is not stated.
            #expect(Set(eve.stated) == ["languages", "city"])
            #expect(eve.skills.filter { $0.source == "self" }.map(\.level).sorted() == [2, 4])
            #expect(eve.skills.contains { $0.source == "school" && $0.level == 3 })
            let week = AvailabilityStatement(availability: WeekGrid("tue 14:00-18:00"))
            eve = try await given.perform(StateAvailability(student: scene.eve, statement: week, replacing: eve.version), as: scene.caller)
            #expect(eve.availability?.description == "tue 14:00-18:00" && Set(eve.stated) == ["languages", "city", "availability"])

            let file = """
                key,given_name,family_name,email,skills,availability,hours_per_week,city,languages
                1,Ève,O’Neil,eve@example.org,négociation:3,mon 09:00-12:00,6,Dijon,fr:C2

                """
            let report = try await given.perform(importing(file, scene.cohort), as: scene.admin)
            #expect(report.stored && report.changed == 1)
            #expect(report.problems.map(\.code) == ["stated-by-student"])
            #expect(report.problems[0].line == 2)
            for word in ["languages", "availability", "city"] { #expect(report.problems[0].message.contains(word)) }
            eve = try await show(given, scene)
            #expect(eve.city == "Lyon" && eve.languages == ["fr:C2", "de:B1"] && eve.availability?.description == "tue 14:00-18:00")
            #expect(eve.hoursPerWeek == 6)
            #expect(eve.skills.filter { $0.source == "self" }.count == 2)
            // The same file again changes nothing.
            #expect(try await given.perform(importing(file, scene.cohort), as: scene.admin).unchanged == 1)
            // Undone, what was stated is still there.
            _ = try await given.perform(UndoImport(import: try #require(report.import)), as: scene.admin)
            eve = try await show(given, scene)
            #expect(eve.city == "Lyon" && eve.hoursPerWeek == 4 && Set(eve.stated) == ["languages", "city", "availability"])
            // The school puts one thing right, and that is the school's to say again.
            var right = StudentCorrection(eve)
            right.city = "Paris"
            eve = try await given.perform(CorrectStudent(student: scene.eve, correction: right, replacing: eve.version), as: scene.admin)
            #expect(eve.city == "Paris" && Set(eve.stated) == ["languages", "availability"])
        }
    }

    @Test func `a statement that is stated again keeps its date, and one that is left out is gone`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            func state(_ skills: [StatedSkill]) async throws -> [HeldSkill] {
                let version = try await show(given, scene).version
                return try await given.perform(
                    StateProfile(student: scene.eve, statement: ProfileStatement(skills: skills, languages: ["fr:C2"]), replacing: version),
                    as: scene.caller
                ).skills.filter { $0.source == "self" }
            }
            _ = try await state([StatedSkill(skill: "Excel", level: 4), StatedSkill(skill: "négociation", level: 1)])
            _ = try await given.database.execute("UPDATE student_skill SET stated_on = '2026-01-02'")
            let kept = try await state([StatedSkill(skill: "Excel", level: 4)])
            #expect(kept.map(\.statedOn.description) == ["2026-01-02"])
            let raised = try await state([StatedSkill(skill: "Excel", level: 3)])
            #expect(raised.map(\.level) == [3] && raised[0].statedOn.description != "2026-01-02")
            #expect(try await state([]).isEmpty)
        }
    }

    @Test func `what cannot stand is named field by field, and a lost race overwrites nothing`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let version = try await show(given, scene).version
            let wrong = ProfileStatement(
                skills: [
                    StatedSkill(skill: "negociatoin", level: 2), StatedSkill(skill: "Excel", level: 5),
                    StatedSkill(skill: "excel", level: 1),
                ], languages: ["fr:C2", "français"], hoursPerWeek: 81, notBefore: Day("2027-02-01"), notAfter: Day("2027-01-01"),
                city: String(repeating: "x", count: 101))
            let reason = try #require(
                try await given.refusal(of: StateProfile(student: scene.eve, statement: wrong, replacing: version), as: scene.caller))
            #expect(
                Set(reason.faults) == [
                    "/languages/1 format", "/city length", "/hours_per_week out-of-range", "/not_after order",
                    "/skills/0/skill unknown-skill",
                    "/skills/1/level out-of-range", "/skills/2/skill repeated",
                ])
            #expect(reason.fields.first { $0.pointer == "/skills/0/skill" }?.sentence.fr.contains("Peut-être") == true)
            let right = ProfileStatement(skills: [], languages: [])
            let late = StateProfile(student: scene.eve, statement: right, replacing: version - 1)
            #expect(try await given.refusal(of: late, as: scene.caller)?.code == "changed-meanwhile")
            #expect(try await show(given, scene).languages == ["fr:C2"])
            // Nobody states anything of somebody else, and no school in a student's name.
            let zoe = try await given.student("Zoë Ÿ", of: scene.school, in: scene.cohort)
            let own = StateProfile(student: scene.eve, statement: right, replacing: version)
            #expect(try await given.refusal(of: own, as: .student(zoe, of: scene.school))?.kind == .missing)
            #expect(try await given.refusal(of: own, as: scene.admin)?.kind == .denied)
        }
    }

    @Test func `a student sees the own file as companies do, by their policies and without a receipt`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let (honey, bank) = (try await given.company("Miel & fils"), try await given.company("Banque"))
            func preview(_ company: Organisation.ID?) async throws -> PoolStudent? {
                try await given.perform(PreviewProfile(student: scene.eve, query: PreviewQuery(company: company)), as: scene.caller).person
            }
            for company in [nil, honey] { #expect(try await preview(company) == nil) }
            _ = try await given.perform(
                GiveConsent(
                    student: scene.eve, draft: ConsentDraft(purpose: .talentPool, company: honey, fields: [.city], textVersion: "1")),
                as: scene.caller)
            let shown = try #require(try await preview(honey))
            #expect(shown.city == "Dijon" && shown.email == nil && shown.languages.isEmpty && shown.skills.count == 1)
            for company in [nil, bank] { #expect(try await preview(company) == nil) }
            // The very thing that the company gets.
            let got = try await given.perform(ShowPoolStudent(student: scene.eve), as: .recruiter(honey))
            #expect(got.city == shown.city && got.email == shown.email && got.skills.count == shown.skills.count)
            let receipts = try await given.perform(ListReceipts(student: scene.eve, query: PageQuery()), as: scene.caller)
            #expect(receipts.items.map(\.kind) == ["view"])
            // Afterwards the student is the student again.
            #expect(try await show(given, scene).key == "1")
        }
    }

    @Test func `a consent is replaced by one that shows something else, and not once it is over`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let first = try await given.perform(
                GiveConsent(student: scene.eve, draft: ConsentDraft(purpose: .talentPool, fields: [.city], textVersion: "1")),
                as: scene.caller)
            let revise = ReviseConsent(consent: first.id, revision: ConsentRevision(fields: [.email], textVersion: "2"))
            let second = try await given.perform(revise, as: scene.caller)
            #expect(second.fields == [.email] && second.textVersion == "2" && second.id != first.id)
            #expect(try await given.refusal(of: revise, as: scene.caller)?.code == "consent-over")
            let all = try await given.perform(ListConsents(student: scene.eve), as: scene.caller).items
            #expect(all.filter { $0.withdrawnAt == nil }.map(\.id) == [second.id])
        }
    }
}
