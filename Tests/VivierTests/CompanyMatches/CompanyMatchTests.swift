import API
import Postgres
import TestSupport
import Testing
import Vivier

/// The teams that a company was given, and its way from cases to hires.
@Suite struct CompanyMatchTests {
    private struct Scene {
        var school: Organisation.ID
        var company: Organisation.ID
        var students: [Student.ID]
        var run: Run.ID
        var businessCase: BusinessCase.ID
    }

    private func scene(_ given: Given) async throws -> Scene {
        let (school, company) = (try await given.school("École"), try await given.company("Miel"))
        let cohort = try await given.cohort("M1", of: school)
        var students: [Student.ID] = []
        for name in ["Ève O’Neil", "Zoë Ÿ"] { students.append(try await given.student(name, of: school, in: cohort)) }
        let team = try await given.team("Équipe É", of: students, in: cohort, school: school)
        let businessCase = try await given.businessCase("Élan", by: company)
        let round = try await given.round("Printemps", of: school, over: cohort)
        let run = try await given.run(of: round, by: school, matching: team, school, with: businessCase, company)
        return Scene(school: school, company: company, students: students, run: run, businessCase: businessCase)
    }

    @Test func `a match is seen once it is published, its members as far as they agree, each with a receipt`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let list = ListCompanyMatches(query: CompanyMatchQuery())
            #expect(try await given.perform(list, as: .company(scene.company)).items.isEmpty)
            try await given.publish(scene.run)
            let unnamed = try await given.perform(list, as: .company(scene.company)).items
            #expect(unnamed.map(\.match.teamName) == ["Équipe É"] && unnamed[0].members.isEmpty)
            try await given.consent(of: scene.students[0], scene.school, to: .caseCompany, company: scene.company)
            try await given.consent(of: scene.students[0], scene.school)
            let named = try await given.perform(list, as: .recruiter(scene.company)).items
            #expect(named[0].members.map(\.familyName) == ["O’Neil"] && named[0].roundName == "Printemps")
            #expect(try await given.receipts(of: scene.students[0], by: scene.company) == 1)
            #expect(try await given.receipts(of: scene.students[1]) == 0)
            let other = Caller.company(try await given.company("Autre"))
            #expect(try await given.perform(list, as: other).items.isEmpty)
            #expect(try await given.refusal(of: list, as: .school(scene.school))?.kind == .denied)
            for sort in ["-published", "-fit", "case"] {
                let query = CompanyMatchQuery(q: "elan", sort: sort, limit: 1)
                let page = try await given.perform(ListCompanyMatches(query: query), as: .company(scene.company))
                #expect(page.items.count == 1 && page.next == nil)
            }
            let file = ExportCompanyMatches(query: CompanyMatchExportQuery())
            let csv = String(decoding: try await given.perform(file, as: .company(scene.company)), as: UTF8.self)
            #expect(csv.contains("Printemps,") && csv.contains(",Équipe É,École,8000") && !csv.contains("O’Neil"))
        }
    }

    @Test func `who agrees to be known to the company of the case is named to it alone, until the consent is withdrawn`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let list = ListCompanyMatches(query: CompanyMatchQuery())
            func members(_ company: Organisation.ID) async throws -> [CompanyMatch.Member] {
                try await given.perform(list, as: .company(company)).items.flatMap(\.members)
            }
            try await given.database.execute("UPDATE student SET city = 'Dijon'")
            let other = try await given.company("Autre")
            let consent = try await given.consent(of: scene.students[0], scene.school, to: .caseCompany)
            try await given.database.execute("UPDATE consent SET fields = '{email}'")
            try await given.consent(of: scene.students[1], scene.school, to: .caseCompany, company: other)
            #expect(try await members(scene.company).isEmpty)
            try await given.publish(scene.run)
            let known = try await members(scene.company)
            #expect(known.map(\.familyName) == ["O’Neil"] && known.map(\.isInPool) == [false])
            #expect(known[0].email?.hasSuffix("@example.org") == true && known[0].city == nil && known[0].languages.isEmpty)
            #expect(try await given.receipts(of: scene.students[0], by: scene.company) == 1)
            #expect(try await members(other).isEmpty)
            #expect(try await given.receipts(of: scene.students[0], by: other) == 0)
            // By no search, and by no look at a person.
            let look = ShowPoolStudent(student: scene.students[0])
            #expect(try await given.refusal(of: look, as: .company(scene.company))?.kind == .missing)
            let search = try await given.perform(SearchPool(query: PoolQuery(q: "city:Dijon")), as: .company(scene.company))
            #expect(search.items.isEmpty)
            _ = try await given.perform(
                WithdrawConsent(consent: consent), as: .student(scene.students[0], of: scene.school))
            #expect(try await members(scene.company).isEmpty)
            #expect(try await given.receipts(of: scene.students[0], by: scene.company) == 1)
            // A consent that is over shows nobody either, and neither does the case of a company that took it back.
            try await given.consent(of: scene.students[0], scene.school, to: .caseCompany, endingIn: "1 hour")
            #expect(try await members(scene.company).count == 1)
            try await given.database.execute("UPDATE consent SET ends_at = now() - interval '1 second' WHERE withdrawn_at IS NULL")
            #expect(try await members(scene.company).isEmpty)
            try await given.consent(of: scene.students[1], scene.school, to: .caseCompany)
            #expect(try await members(scene.company).map(\.familyName) == ["Ÿ"])
            try await given.database.execute("UPDATE business_case SET state = 'withdrawn'")
            #expect(try await members(scene.company).isEmpty)
        }
    }

    @Test func `who agrees to be found, and not to be known to the company of the case, is named in no team`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            try await given.publish(scene.run)
            let list = ListCompanyMatches(query: CompanyMatchQuery())
            try await given.consent(of: scene.students[0], scene.school)
            try await given.consent(of: scene.students[1], scene.school, company: scene.company)
            let found = try await given.perform(list, as: .company(scene.company)).items
            #expect(found.map(\.members.count) == [0] && found.map(\.unnamed) == [2])
            #expect(try await given.receipts(of: scene.students[0]) == 0)
            // In the pool they are found all the same, without a word of the team.
            #expect(
                try await given.perform(ShowPoolStudent(student: scene.students[0]), as: .company(scene.company)).familyName == "O’Neil")
            // The database says the same by itself: no member of a team is read by a company.
            let context: SQL = """
                SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(scene.company.description), true)
                """
            let members = try await given.database.transaction(prelude: [context]) { transaction in
                try await transaction.execute("SELECT student_id FROM team_member").decode(Student.ID.self)
            }
            #expect(members.isEmpty)
        }
    }

    @Test func `the funnel counts cases, matches, prospects and hires with their median days`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            func steps() async throws -> [String] {
                try await given.perform(ShowFunnel(), as: .company(scene.company)).steps
                    .map { "\($0.kind.rawValue) \($0.count) \($0.medianDays.map(String.init) ?? "-")" }
            }
            try await given.database.execute("UPDATE business_case SET published_at = now() - interval '8 days'")
            #expect(try await steps() == ["case 1 -", "match 0 -", "prospect 0 -", "hire 0 -"])
            try await given.publish(scene.run)
            try await given.consent(of: scene.students[0], scene.school)
            let draft = ProspectDraft(student: scene.students[0], case: scene.businessCase)
            let prospect = try await given.perform(AddProspect(draft: draft), as: .company(scene.company))
            try await given.database.execute("UPDATE prospect SET created_at = now() + interval '5 days'")
            for stage in [Prospect.Stage.offer, .hired] {
                _ = try await given.perform(
                    MoveProspect(prospect: prospect.id, draft: ProspectMove(stage: stage)), as: .company(scene.company))
            }
            try await given.database.execute("UPDATE prospect_event SET at = now() + interval '12 days' WHERE to_stage = 'hired'")
            #expect(try await steps() == ["case 1 -", "match 1 8", "prospect 1 5", "hire 1 7"])
            // Who withdraws is counted no more.
            try await given.database.execute("UPDATE consent SET withdrawn_at = now()")
            #expect(try await steps() == ["case 1 -", "match 1 8", "prospect 0 -", "hire 0 -"])
        }
    }
}
