import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// How many teams could do a case, before it is posted.
@Suite struct CheckCaseTests {
    private func draft(_ skills: [CaseContent.NeededSkill] = [], title: String = "Vendre", hours: Int = 1) throws -> CaseDraft {
        CaseDraft(
            title: title, skills: skills,
            window: CaseContent.Window(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26"))), hoursPerWeek: hours)
    }

    /// As an operator names whose it is.
    private func asked(_ draft: CaseDraft, of company: Organisation.ID) -> CaseDraft {
        var named = draft
        named.company = "\(company)"
        return named
    }

    /// So many teams of one student each, the first ones with a skill.
    private func teams(_ given: Given, _ count: Int, skilled: Int, _ skill: Int32, in cohort: Cohort.ID, _ school: Organisation.ID)
        async throws
    {
        for number in 0..<count {
            let student = try await given.student("Ève N\(number)", of: school, in: cohort)
            if number < skilled { try await given.hold(skill, at: 3, by: student) }
            _ = try await given.team("Équipe \(number)", of: [student], in: cohort, school: school)
        }
    }

    @Test func `teams are counted by the engine's gates, one skill after the other, and few are not counted out loud`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            let trade = try await given.skill("trade", "négoce")
            let rare = try await given.skill("falconry", "fauconnerie")
            try await given.loadSkills()
            try await teams(given, 9, skilled: 6, trade, in: cohort, school)
            let needs = [
                CaseContent.NeededSkill(skill: "Négoce", level: 2, importance: .must),
                CaseContent.NeededSkill(skill: "falconry", level: 2, importance: .must),
            ]
            func steps(_ draft: CaseDraft) async throws -> [String] {
                given.application.census.forget()
                // An operator, who may read every team, is told without a blur.
                return try await given.perform(CheckCase(draft: asked(draft, of: company)), as: .root).steps
                    .map { "\($0.skill ?? "") \($0.teams.map(String.init) ?? "few")" }
            }
            #expect(try await steps(draft(needs)) == [" 10", "trade 5", "falconry few"])
            _ = rare
            // A cohort that is over has no teams; nor has a school to which it is not open.
            #expect(try await steps(draft(title: "À une autre", hours: 80)) == [" few"])
            try await given.database.execute("UPDATE cohort SET ends_on = current_date - 1")
            #expect(try await steps(draft(needs)) == [" few", "trade few", "falconry few"])
        }
    }

    @Test func `few teams are told in no figure, and others to the nearest five`() {
        #expect((0..<5).allSatisfy { CaseOutlook.told($0) == nil })
        #expect([5, 6, 7, 8, 12, 13, 17, 18].map { CaseOutlook.told($0) } == [5, 5, 5, 10, 10, 15, 15, 20])
    }

    @Test func `nobody is seen by counting, and nothing is stored`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            let skill = try await given.skill("trade", "négoce")
            try await given.loadSkills()
            try await teams(given, 6, skilled: 0, skill, in: cohort, school)
            let outlook = try await given.perform(
                CheckCase(draft: draft([CaseContent.NeededSkill(skill: "négoces", level: 2, importance: .must)])), as: .company(company))
            #expect(outlook.unknown.map { "\($0.index) \($0.label) \($0.nearest)" } == [#"0 négoces ["trade"]"#])
            #expect(outlook.steps.map(\.skill) == [nil])
            #expect(outlook.content.teamSize.max == 20)
            #expect(try await given.receipts() == 0)
            #expect(try await given.database.execute("SELECT count(*) FROM business_case")[0].decode(Int.self) == 0)
            #expect(try await given.refusal(of: CheckCase(draft: draft(title: " ")), as: .company(company))?.faults == ["/title length"])
            for caller in [Caller.recruiter(company), .school(school)] {
                #expect(try await given.refusal(of: CheckCase(draft: draft()), as: caller)?.kind == .denied)
            }
            // The company sees no student and no team afterwards, with whose eyes they were counted.
            let student = try await given.database.execute("SELECT id FROM student LIMIT 1")[0].decode(Student.ID.self)
            #expect(try await given.refusal(of: ShowPoolStudent(student: student), as: .company(company))?.kind == .missing)
        }
    }

    @Test func `that no school has a team is told to everybody`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            let skill = try await given.skill("trade", "négoce")
            try await given.loadSkills()
            let check = CheckCase(draft: try draft())
            #expect(try await given.perform(check, as: .company(company)).hasTeams == false)
            try await teams(given, 1, skilled: 0, skill, in: cohort, school)
            given.application.census.forget()
            #expect(try await given.perform(check, as: .company(company)).hasTeams)
            #expect(try await given.perform(check, as: .root).hasTeams)
        }
    }

    @Test func `a team that has a case in the same days does not count`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            let skill = try await given.skill("trade", "négoce")
            try await given.loadSkills()
            try await teams(given, 8, skilled: 0, skill, in: cohort, school)
            let draft = asked(try draft(), of: company)
            #expect(try await given.perform(CheckCase(draft: draft), as: .root).steps.map(\.teams) == [10])
            given.application.census.forget()
            let team = try await given.database.execute("SELECT id FROM team ORDER BY id LIMIT 1")[0].decode(Team.ID.self)
            let other = try await given.businessCase("Autre", by: company)
            let round = try await given.round("Printemps", of: school, over: cohort)
            let run = try await given.run(of: round, by: school, matching: team, school, with: other, company)
            try await given.publish(run)
            #expect(try await given.perform(CheckCase(draft: draft), as: .root).steps.map(\.teams) == [5])
        }
    }

    @Test func `cases are found by words, in every order, page by page and as a file`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel & Fils")
            for title in ["Élan", "Abeille", "=Ruche"] { _ = try await given.businessCase(title, by: company) }
            func titles(_ sort: String?, q: String? = nil) async throws -> [String] {
                var (titles, cursor): ([String], String?) = ([], nil)
                repeat {
                    let query = CaseListQuery(q: q, sort: sort, limit: 1, cursor: cursor)
                    let page = try await given.perform(ListCases(query: query), as: .company(company))
                    titles += page.items.map(\.title)
                    cursor = page.next
                } while cursor != nil
                return titles
            }
            #expect(try await titles(nil) == ["=Ruche", "Abeille", "Élan"])
            #expect(try await titles("created") == ["Élan", "Abeille", "=Ruche"])
            let (up, down) = (try await titles("title"), try await titles("-title"))
            #expect(up == down.reversed() && up.count == 3)
            let (early, late) = (try await titles("from"), try await titles("-from"))
            #expect(early == late.reversed() && early.count == 3)
            #expect(try await titles(nil, q: "ELAN") == ["Élan"])
            #expect(try await titles(nil, q: "fils").count == 3)
            let reason = try await given.refusal(of: ListCases(query: CaseListQuery(sort: "x")), as: .company(company))
            #expect(reason?.faults == ["sort unknown-sort"])
            let csv = String(decoding: try await given.perform(ExportCases(query: CaseExportQuery()), as: .company(company)), as: UTF8.self)
            #expect(csv.hasPrefix("id,title,company,state") && csv.contains(",'=Ruche,Miel & Fils,published,1,"))
        }
    }

    @Test func `a case is withdrawn with the reason that its schools read`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let one = try await given.businessCase("Élan", by: company)
            let long = WithdrawCase(case: one, draft: CaseWithdrawal(reason: String(repeating: "x", count: 1_001)))
            #expect(try await given.refusal(of: long, as: .company(company))?.faults == ["/reason length"])
            let gone = try await given.perform(
                WithdrawCase(case: one, draft: CaseWithdrawal(reason: "Plus de mentor")), as: .company(company))
            #expect(gone.state == .withdrawn && gone.withdrawnReason == "Plus de mentor")
            #expect(try await given.perform(ShowCase(case: one), as: .school(school)).withdrawnReason == "Plus de mentor")
        }
    }
}
