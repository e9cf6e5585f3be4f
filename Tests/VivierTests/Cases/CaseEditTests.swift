import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// Cases that say something else than before: by a second import, and before a run is published.
struct CaseEditTests {
    private func file(_ capacity: Int, title: String = "Vendre", skills: String = "négociation:2") -> [UInt8] {
        Array(
            ("title,reference,window_from,window_until,hours_per_week,capacity,skills\n"
                + "\(title),R1,2027-01-04,2027-03-26,6,\(capacity),\(skills)\n").utf8)
    }

    @Test func `a case that is imported again is edited where the file says something else`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = Caller.company(try await given.company("Miel & fils"))
            func post(_ file: [UInt8]) async throws -> ImportReport {
                try await given.perform(ImportCases(query: CaseImportQuery(name: "c.csv"), file: file), as: company)
            }
            #expect(try await post(file(3)).new == 1)
            let same = try await post(file(3))
            #expect(same.new == 0 && same.changed == 0 && same.unchanged == 1)
            let other = try await post(file(5, title: "Vendre mieux", skills: "négociation:3"))
            #expect(other.changed == 1 && other.unchanged == 0, "\(other.problems)")
            let stored = try await given.perform(ListCases(query: CaseListQuery()), as: company).items
            #expect(stored.map(\.title) == ["Vendre mieux"] && stored.map(\.capacity) == [5])
            try await given.database.execute("UPDATE business_case SET state = 'matched'")
            let settled = try await post(file(6))
            #expect(settled.changed == 0 && settled.unchanged == 1 && settled.problems.map(\.code) == ["settled"])
        }
    }

    private func draft(
        _ title: String = "Vendre", skill: String = "négociation", _ importance: CaseContent.Importance = .must, held: Bool? = nil
    ) throws -> CaseDraft {
        CaseDraft(
            title: title, description: "Du miel.", skills: [.init(skill: skill, level: 2, importance: importance)],
            window: CaseContent.Window(from: try #require(Day("2097-01-04")), until: try #require(Day("2097-03-26"))), hoursPerWeek: 4,
            draft: held)
    }

    @Test func `a must that no skill bears is not published, nor is a draft with one, and a should is told`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = Caller.company(try await given.company("Miel & fils"))
            let refused = try await given.refusal(of: PostCase(draft: draft(skill: "negociaxion")), as: company)
            #expect(refused?.faults == ["/skills/0/skill unknown-skill"])
            #expect(refused?.fields.first?.sentence.en.contains("Nearest: “") == true, "\(String(describing: refused))")
            #expect(try await given.perform(ListCases(query: CaseListQuery()), as: company).items.isEmpty)
            let wished = try await given.perform(PostCase(draft: draft(skill: "zzz qqq", .should)), as: company)
            #expect(wished.warnings.count == 1 && wished.warnings[0].contains("zzz qqq"), "\(wished.warnings)")
            let held = try await given.perform(PostCase(draft: draft("Acheter", skill: "zzz qqq", held: true)), as: company)
            #expect(try await given.refusal(of: PublishCase(case: held.case.id), as: company)?.faults == ["/skills unknown-skill"])
            let import_ = ImportCases(query: CaseImportQuery(name: "c.csv"), file: file(1, skills: "zzz qqq:2:must"))
            #expect(try await given.refusal(of: import_, as: company)?.report?.problems.map(\.code) == ["unknown-skill"])
        }
    }

    @Test func `a draft that was kept without a title is not published`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = Caller.company(try await given.company("Miel & fils"))
            for name in [CaseContent.untitled.en, CaseContent.untitled.fr] {
                let held = try await given.perform(PostCase(draft: draft(name, held: true)), as: company).case
                let refused = try await given.refusal(of: PublishCase(case: held.id), as: company)
                #expect(refused?.faults == ["/title missing"])
                #expect(try await given.perform(ShowCase(case: held.id), as: company).state == .draft)
                let edited = try await given.perform(EditCase(case: held.id, draft: draft("Vendre \(name)"), replacing: 1), as: company)
                #expect(try await given.perform(PublishCase(case: edited.case.id), as: company).state == .published)
            }
        }
    }

    @Test func `what is acceptable and perhaps not meant is told to whoever posts it`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = Caller.company(try await given.company("Miel & fils"))
            #expect(try await given.perform(PostCase(draft: draft()), as: company).warnings.isEmpty)
            let again = try await given.perform(PostCase(draft: draft("VENDRE")), as: company)
            #expect(again.warnings.count == 1 && again.warnings[0].contains("already"), "\(again.warnings)")
            var odd = try draft("Autre")
            odd.capacity = 0
            odd.description = nil
            odd.window = CaseContent.Window(from: try #require(Day("2020-01-06")), until: try #require(Day("2020-02-07")))
            odd.skills = [
                .init(skill: "négociation", level: 2, importance: .must), .init(skill: "negotiation", level: 3, importance: .should),
            ]
            let told = try await given.perform(PostCase(draft: odd), as: company).warnings
            #expect(told.count == 4, "\(told)")
            for word in ["capacity is 0", "ended on 7 February 2020", "no description", "“negotiation”"] {
                #expect(told.contains { $0.contains(word) }, "\(word): \(told)")
            }
            _ = try await given.perform(WithdrawCase(case: again.case.id), as: company)
            let edit = EditCase(case: again.case.id, draft: try draft(), replacing: 1)
            let over = try await given.refusal(of: edit, as: company)
            #expect(over?.sentence.en == "The case is withdrawn: what it says is settled. Post another.")
            #expect(over?.sentence.fr.contains("est retiré") == true)
        }
    }

    @Test func `of the same new case imported many times at once one is posted`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = Caller.company(try await given.company("Miel & fils"))
            let made = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await given.perform(ImportCases(query: CaseImportQuery(name: "c.csv"), file: file(3)), as: company).new
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(made.sorted() == [0, 0, 0, 0, 0, 1])
        }
    }

    @Test func `a run of a case that was edited since is not published`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            _ = try await given.team(
                "Équipe 1", of: [try await given.student("Ève O’Neil", of: school, in: cohort)], in: cohort, school: school)
            let company = try await given.company("Miel & fils")
            let posted = try await given.perform(
                PostCase(
                    draft: CaseDraft(
                        title: "Vendre",
                        window: CaseContent.Window(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26"))),
                        hoursPerWeek: 1)),
                as: .company(company))
            let round = try await given.perform(CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort])), as: .school(school))
            let run = try await given.perform(RunRound(round: round.id), as: .school(school))
            #expect(run.placed == 1)
            func edit(_ title: String, from version: Int) async throws {
                _ = try await given.perform(
                    EditCase(
                        case: posted.case.id,
                        draft: CaseDraft(title: title, window: posted.case.content.window, hoursPerWeek: 1), replacing: version),
                    as: .company(company))
            }
            try await edit("Vendre mieux", from: 1)
            #expect(try await given.refusal(of: PublishRun(run: run.id), as: .school(school))?.code == "case-changed")
            let again = try await given.perform(RunRound(round: round.id), as: .school(school))
            let verification = try await given.perform(
                VerifyRun(run: again.id, query: VerificationQuery(replay: true)), as: .school(school))
            #expect(verification.valid && verification.replayed == true)
            #expect(try await given.perform(PublishRun(run: again.id), as: .school(school)).state == "published")
            #expect(
                try await given.refusal(
                    of: EditCase(
                        case: posted.case.id, draft: CaseDraft(title: "X", window: posted.case.content.window, hoursPerWeek: 1),
                        replacing: 2),
                    as: .company(company))?.code == "wrong-state")
        }
    }

    @Test func `a case that is withdrawn already is said to be`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = try await given.company("Miel")
            let id = try await given.businessCase("Vendre", by: company)
            _ = try await given.perform(WithdrawCase(case: id), as: .company(company))
            let again = try await given.refusal(of: WithdrawCase(case: id), as: .company(company))
            #expect(again?.sentence.en == "The case is withdrawn already." && again?.sentence.fr == "Le cas est déjà retiré.")
        }
    }
}
