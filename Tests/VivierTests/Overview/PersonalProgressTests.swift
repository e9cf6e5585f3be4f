import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// What a student and a company are told to do next, and of what they have done; each of their own alone.
@Suite struct PersonalProgressTests {
    @Test func `a student's steps follow from what is known, a published round comes first and so does a case that is gone`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            let caller = Caller.student(eve, of: school)
            let admin = Caller.school(school)
            func progress() async throws -> StudentProgress { try await given.perform(ShowStudentProgress(student: eve), as: caller) }
            func states(_ progress: StudentProgress) -> [String] { progress.steps.map { "\($0.step) \($0.state)" } }
            var seen = try await progress()
            #expect(seen.next == .profile && seen.givenName == "Ève" && !seen.hasTeam && seen.round == nil)
            #expect(states(seen) == ["profile open", "availability open", "ranking later", "consents open", "outcome later"])

            var version = try await given.perform(ShowStudent(student: eve), as: caller).version
            let profile = ProfileStatement(skills: [StatedSkill(skill: "negotiation", level: 3)], languages: ["fr:C2"])
            version = try await given.perform(StateProfile(student: eve, statement: profile, replacing: version), as: caller).version
            #expect(try await progress().next == .availability)
            let week = AvailabilityStatement(availability: WeekGrid("mon 09:00-12:00"))
            _ = try await given.perform(StateAvailability(student: eve, statement: week, replacing: version), as: caller)
            #expect(try await progress().next == .consents)
            _ = try await given.perform(DeclineConsents(student: eve), as: caller)
            #expect(try await progress().next == nil)

            let team = try await given.team("Équipe", of: [eve], in: cohort, school: school)
            let company = try await given.company("Miel & fils")
            let cases = [try await given.businessCase("Vendre", by: company), try await given.businessCase("Acheter", by: company)]
            let round = try await given.perform(CreateRound(draft: RoundDraft(name: "Printemps", cohorts: [cohort])), as: admin)
            seen = try await progress()
            #expect(seen.next == .ranking && seen.hasTeam && seen.round?.round == round.id && seen.round?.team == team)
            let ranking = CaseRanking(cases: [RankedPlace([cases[0]])])
            _ = try await given.perform(RankCases(round: round.id, team: team, ranking: ranking), as: caller)
            seen = try await progress()
            #expect(seen.next == nil && states(seen).contains("ranking done"))

            let run = try await given.perform(RunRound(round: round.id), as: admin)
            _ = try await given.perform(PublishRun(run: run.id), as: admin)
            seen = try await progress()
            #expect(seen.next == .outcome && states(seen).first == "outcome open" && seen.published?.match?.case == cases[0])
            _ = try await given.perform(ReadOutcome(student: eve), as: caller)
            #expect(try await progress().next == nil)
            // What was read is another thing once the case is gone.
            _ = try await given.perform(WithdrawCase(case: cases[0]), as: .company(company))
            seen = try await progress()
            #expect(seen.next == .outcome && seen.published?.match == nil && seen.published?.lost?.case == cases[0])
        }
    }

    @Test func `a student's home, the letters that remind and the counts of a cohort go by one rule`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            let caller = Caller.student(eve, of: school)
            func isDone(_ step: StudentProgress.Step) async throws -> Bool {
                try await given.perform(ShowStudentProgress(student: eve), as: caller).steps.contains(.init(step, .done))
            }
            /// Whether a letter asks for anything.
            func isReminded() async throws -> Bool {
                try await given.database.execute("DELETE FROM reminder")
                return try await given.perform(RemindStudents(cohort: cohort), as: admin).sent == 1
            }
            let skill = try await given.database.execute("SELECT min(id) FROM skill")[0].decode(Int32.self)
            try await given.database.execute(
                "UPDATE student SET languages = '{}', weekly_free = (~B'0'::bit(336)), stated = ARRAY['consents'] WHERE id = \(eve)")
            try await given.database.execute(
                """
                INSERT INTO student_skill (student_id, skill_id, school_id, source, level) VALUES (\(eve), \(skill), \(school), 'self', 3)
                """)
            // Own skills without a language are half a profile, everywhere.
            #expect(try await given.perform(ShowReadiness(cohort: cohort), as: admin).profile == 0)
            #expect(try await isDone(.profile) == false)
            #expect(try await isReminded())
            try await given.database.execute("UPDATE student SET languages = '{fr:C2}', stated = '{}' WHERE id = \(eve)")
            #expect(try await given.perform(ShowReadiness(cohort: cohort), as: admin).profile == 1)
            #expect(try await isDone(.profile))

            // A yes that has lapsed leaves the question open; a yes that the student took back has answered it.
            #expect(try await isDone(.consents) == false)
            try await given.consent(of: eve, school, endingIn: "-1 day")
            #expect(try await isDone(.consents) == false)
            #expect(try await isReminded())
            let draft = ConsentDraft(purpose: .talentPool, textVersion: "2026-09")
            let yes = try await given.perform(GiveConsent(student: eve, draft: draft), as: caller).id
            #expect(try await given.perform(ShowReadiness(cohort: cohort), as: admin).consent == 1)
            #expect(try await isDone(.consents))
            #expect(try await !isReminded())
            _ = try await given.perform(WithdrawConsent(consent: yes), as: caller)
            #expect(try await given.perform(ShowReadiness(cohort: cohort), as: admin).consent == 0)
            #expect(try await isDone(.consents))
            #expect(try await !isReminded())
        }
    }

    @Test func `a ranking that was not given in time is over, and nobody else is told of a student's steps`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let (eve, bo) = (
                try await given.student("Ève O’Neil", of: school, in: cohort), try await given.student("Bo Ÿ", of: school, in: cohort)
            )
            let team = try await given.team("Équipe", of: [eve], in: cohort, school: school)
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre", by: company)
            let round = try await given.round("Printemps", of: school, over: cohort)
            try await given.publish(
                try await given.run(of: round, by: school, matching: team, school, with: businessCase, company))
            let seen = try await given.perform(ShowStudentProgress(student: eve), as: .student(eve, of: school))
            #expect(seen.steps.contains(.init(.ranking, .over)) && seen.round?.round == round)
            #expect(try await given.refusal(of: ShowStudentProgress(student: eve), as: .student(bo, of: school))?.kind == .missing)
            #expect(try await given.refusal(of: ShowStudentProgress(student: eve), as: .school(school))?.kind == .denied)
        }
    }

    @Test func `a company answers before it meets, meets before it finishes, and is told of all its cases and no other's`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let (company, other) = (try await given.company("Miel & fils"), try await given.company("Autre"))
            func progress() async throws -> CompanyProgress {
                try await given.perform(ShowCompanyProgress(company: company), as: .company(company))
            }
            #expect(try await progress().next == .post)
            _ = try await given.businessCase("Étranger", by: other, state: .draft)
            #expect(try await progress().states.isEmpty)
            let offered = try await given.businessCase("Vendre", by: company)
            #expect(try await progress().next == .wait)
            try await given.database.execute(
                """
                INSERT INTO business_case (company_id, title, state, from_date, until_date, hours_per_week)
                SELECT \(company), 'Brouillon ' || n, 'draft', '2027-01-04', '2027-03-26', 6 FROM generate_series(1, 120) AS n
                """)
            let newest = try await given.businessCase("Finir", by: company, state: .draft)
            var seen = try await progress()
            #expect(seen.next == .finish && seen.draft == CaseReference(id: newest, title: "Finir"))
            #expect(seen.count([.draft]) == 121 && seen.count([.published]) == 1)
            _ = try await given.businessCase("Rencontrer", by: company, state: .matched)
            #expect(try await progress().next == .meet)

            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            for name in ["Ève O’Neil", "Bo Ÿ"] {
                let student = try await given.student(name, of: school, in: cohort)
                _ = try await given.team("Équipe \(name)", of: [student], in: cohort, school: school)
            }
            let draft = RoundDraft(name: "Printemps", cohorts: [cohort], cases: [offered], policy: "stable")
            let round = try await given.perform(CreateRound(draft: draft), as: .school(school)).id
            _ = try await given.perform(ShareTeamCards(round: round), as: .school(school))
            seen = try await progress()
            #expect(seen.next == .answer && seen.awaiting?.case.id == offered && seen.awaiting?.round.round == round)
            #expect(seen.awaiting?.open == 2)
            // What is over asks for nothing, and for nobody's answer.
            try await given.database.execute("UPDATE business_case SET state = 'withdrawn' WHERE company_id = \(company)")
            seen = try await progress()
            #expect(seen.next == .post && seen.awaiting == nil && seen.draft == nil && seen.count([.withdrawn]) == 123)
            #expect(try await given.refusal(of: ShowCompanyProgress(company: company), as: .company(other))?.kind == .missing)
            #expect(try await given.perform(ShowCompanyProgress(company: other), as: .root).next == .finish)
        }
    }
}
