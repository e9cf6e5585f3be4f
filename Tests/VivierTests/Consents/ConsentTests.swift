import API
import Postgres
import TestSupport
import Testing
import Vivier

@Suite struct ConsentTests {
    @Test func `the student gives it, or the school from a form, and it says which`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let company = try await given.company("Ça & Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let pool = ConsentDraft(purpose: .talentPool, textVersion: "2026-09")
            let own = try await given.perform(GiveConsent(student: eve, draft: pool), as: .student(eve, of: school))
            #expect(own.recordedBy == "student")
            let form = ConsentDraft(purpose: .caseCompany, company: company, textVersion: "2026-09")
            let recorded = try await given.perform(GiveConsent(student: eve, draft: form), as: .school(school))
            #expect(recorded.recordedBy == "school")
            #expect(recorded.company == company)
            let listed = try await given.perform(ListConsents(student: eve), as: .student(eve, of: school))
            #expect(Set(listed.items.map(\.id)) == [own.id, recorded.id])
        }
    }

    @Test func `nobody decides for a student of another school, nor a student for another`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let mate = try await given.student("Jürgen Groß", of: school)
            let consent = try await given.consent(of: eve, school)
            let give = GiveConsent(student: eve, draft: ConsentDraft(purpose: .caseCompany, textVersion: "1"))
            for caller in [Caller.school(other), .student(mate, of: school)] {
                #expect(try await given.refusal(of: give, as: caller)?.kind == .missing)
                #expect(try await given.refusal(of: ListConsents(student: eve), as: caller)?.kind == .missing)
                #expect(try await given.refusal(of: WithdrawConsent(consent: consent), as: caller)?.kind == .missing)
                #expect(try await given.refusal(of: ListReceipts(student: eve, query: PageQuery()), as: caller)?.kind == .missing)
            }
            for work in [Caller.company(company), .recruiter(company)] {
                #expect(try await given.refusal(of: give, as: work)?.kind == .denied)
                #expect(try await given.refusal(of: WithdrawConsent(consent: consent), as: work)?.kind == .denied)
                #expect(try await given.refusal(of: ListReceipts(student: eve, query: PageQuery()), as: work)?.kind == .denied)
            }
        }
    }

    @Test func `a consent that stands is replaced in one step by one that shows less, and the ledger holds`() async throws {
        try await Given.house { given in
            let school = try await given.school("A")
            let eve = try await given.student("Ève O’Neil", of: school)
            let caller = Caller.student(eve, of: school)
            let all = ConsentDraft(purpose: .talentPool, textVersion: "1")
            let first = try await given.perform(GiveConsent(student: eve, draft: all), as: caller)
            #expect(first.fields.contains(.email))
            let less = ConsentDraft(purpose: .talentPool, fields: [.city], textVersion: "1", instead: true)
            let second = try await given.perform(GiveConsent(student: eve, draft: less), as: caller)
            #expect(second.fields == [.city])
            let standing = try await given.perform(ListConsents(student: eve), as: caller).items.filter { $0.withdrawnAt == nil }
            #expect(standing.map(\.id) == [second.id])
            let verified = try await given.perform(VerifyLedger(school: school, mark: LedgerMark()), as: .school(school))
            #expect(verified.valid && verified.entries == 3, "\(verified)")
        }
    }

    @Test func `what stands already, names no company or no text is refused`() async throws {
        try await Given.house { given in
            let school = try await given.school("A")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            func refusal(_ draft: ConsentDraft) async throws -> RefusalReason? {
                try await given.refusal(of: GiveConsent(student: eve, draft: draft), as: .student(eve, of: school))
            }
            #expect(try await refusal(ConsentDraft(purpose: .talentPool, textVersion: "1"))?.code == "consent-given")
            #expect(
                try await refusal(ConsentDraft(purpose: .talentPool, company: school, textVersion: "1"))?.faults == ["/company unknown"])
            #expect(try await refusal(ConsentDraft(purpose: .caseCompany, textVersion: " "))?.faults == ["/text_version length"])
        }
    }

    @Test func `a withdrawal acts on the very next query, prospects included`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            // Recorded by the school from a form: the student withdraws it all the same.
            let consent = try await given.perform(
                GiveConsent(student: eve, draft: ConsentDraft(purpose: .talentPool, textVersion: "1")), as: .school(school))
            let recruiter = Caller.recruiter(company)
            #expect(try await given.search("school:ecole", as: recruiter).count == 1)
            let prospect = try await given.perform(AddProspect(draft: ProspectDraft(student: eve)), as: recruiter)
            let withdrawn = try await given.perform(WithdrawConsent(consent: consent.id), as: .student(eve, of: school))
            #expect(withdrawn.withdrawnAt != nil)

            let receipts = try await given.receipts()
            #expect(try await given.search("school:ecole", as: recruiter).isEmpty)
            #expect(try await given.refusal(of: ShowPoolStudent(student: eve), as: recruiter)?.kind == .missing)
            #expect(try await given.perform(ListProspects(query: ProspectListQuery()), as: recruiter).items.isEmpty)
            let move = MoveProspect(prospect: prospect.id, draft: ProspectMove(stage: .contacted))
            #expect(try await given.refusal(of: move, as: recruiter)?.kind == .missing)
            #expect(try await given.refusal(of: AddProspect(draft: ProspectDraft(student: eve)), as: recruiter)?.kind == .missing)
            #expect(try await given.receipts() == receipts)

            // Who agrees again is followed again.
            _ = try await given.perform(
                GiveConsent(student: eve, draft: ConsentDraft(purpose: .talentPool, textVersion: "2")), as: .student(eve, of: school))
            #expect(try await given.perform(ListProspects(query: ProspectListQuery()), as: recruiter).items.map(\.id) == [prospect.id])
            let again = try await given.perform(WithdrawConsent(consent: consent.id), as: .student(eve, of: school))
            #expect(again.withdrawnAt == withdrawn.withdrawnAt)
        }
    }

    @Test func `a consent that ended hides the student and makes room for the next`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school)
            try await given.database.execute("UPDATE consent SET ends_at = now() - interval '1 second' WHERE id = \(consent)")
            #expect(try await given.search("school:ecole", as: .company(company)).isEmpty)
            _ = try await given.perform(
                GiveConsent(student: eve, draft: ConsentDraft(purpose: .talentPool, textVersion: "2")), as: .student(eve, of: school))
            #expect(try await given.search("school:ecole", as: .company(company)).count == 1)
        }
    }

    @Test func `many forms are recorded at once, those of others and those given already passed over`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            var students: [Student.ID] = []
            for name in ["Ève O’Neil", "Jürgen Groß", "Li 中"] { students.append(try await given.student(name, of: school)) }
            try await given.consent(of: students[0], school)
            let foreigner = try await given.student("Zoë d'Été", of: other)
            let draft = ConsentDraft(purpose: .talentPool, textVersion: "1")
            let new = try await given.perform(RecordConsents(students: students + [foreigner], draft: draft), as: .school(school))
            #expect(new == RecordConsents.Recorded(new: 2, ownWord: 1))
            let company = try await given.company("Cie")
            #expect(Set(try await given.search("graduation<2100 or not city:x", as: .company(company)).map(\.id)) == Set(students))
        }
    }

    @Test func `given eight times at once it stands once`() async throws {
        try await Given.house { given in
            let school = try await given.school("A")
            let eve = try await given.student("Ève O’Neil", of: school)
            let give = GiveConsent(student: eve, draft: ConsentDraft(purpose: .talentPool, textVersion: "1"))
            let refusals = try await withThrowingTaskGroup(of: RefusalReason?.self) { group in
                for _ in 0..<8 { group.addTask { try await given.refusal(of: give, as: .school(school)) } }
                return try await group.reduce(into: [RefusalReason?]()) { $0.append($1) }
            }
            #expect(refusals.filter { $0 == nil }.count == 1)
            #expect(refusals.compactMap { $0?.code } == Array(repeating: "consent-given", count: 7))
        }
    }

    @Test func `a consent given to one company while the one to all is withdrawn leaves the search with both`() async throws {
        try await Given.house { given in
            let school = try await given.school("A")
            let (company, other) = (try await given.company("Cie"), try await given.company("Autre"))
            for _ in 0..<15 {
                let student = try await given.student("Ève O’Neil", of: school)
                let general = try await given.consent(of: student, school)
                let single = ConsentDraft(purpose: .talentPool, company: company, textVersion: "1")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        _ = try await given.perform(GiveConsent(student: student, draft: single), as: .student(student, of: school))
                    }
                    group.addTask {
                        _ = try await given.perform(WithdrawConsent(consent: general), as: .student(student, of: school))
                    }
                    try await group.waitForAll()
                }
                #expect(try await given.refusal(of: ShowPoolStudent(student: student), as: .company(company)) == nil)
                #expect(try await given.refusal(of: ShowPoolStudent(student: student), as: .company(other))?.kind == .missing)
            }
        }
    }

    @Test func `nobody changes a consent but by withdrawing it, and nobody a receipt`() async throws {
        try await Given.house { given in
            let school = try await given.school("A")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            let statements: [SQL] = [
                "UPDATE consent SET ends_at = 'infinity'", "UPDATE consent SET purpose = 'case-company'", "DELETE FROM consent",
                "UPDATE person_read SET kind = 'view'", "DELETE FROM person_read", "UPDATE student SET pool_until = 'infinity'",
            ]
            for role in ["vivier_operator", "vivier_school", "vivier_student", "vivier_company"] {
                for statement in statements {
                    await #expect(throws: PostgresError.self, "\(role): \(statement)") {
                        try await given.application.database.batch([
                            "SELECT set_config('role', \(role), true), set_config('app.organisation', \(school.description), true)",
                            statement,
                        ])
                    }
                }
            }
        }
    }
}
