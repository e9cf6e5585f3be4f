import API
import Postgres
import TestSupport
import Testing
import Vivier

@Suite struct StudentTests {
    @Test func `a school reads its students by name and each one in full`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("2027", of: school)
            let skill = try await given.skill("negotiation", "négociation")
            try await given.loadSkills()
            let names = ["Zoë Ba", "Ève Ba", "Ève Ba", "Li 中", "Jürgen Groß", "D'Été O’Neil"]
            var students: [Student.ID] = []
            for name in names { students.append(try await given.student(name, of: school, in: cohort)) }
            _ = try await given.student("Not Inscribed", of: school)
            let team = try await given.team("Équipe", of: [students[0], students[4]], in: cohort, school: school)
            try await given.hold(skill, at: 3, by: students[0])
            try await given.hold(skill, at: 2, by: students[0], source: "school")
            let listed: [StudentLine] = try await given.all(as: .school(school)) { ListStudents(cohort: cohort, query: $0) }
            #expect(
                listed.map { "\($0.familyName) \($0.givenName)" } == ["Ba Ève", "Ba Ève", "Ba Zoë", "Groß Jürgen", "O’Neil D'Été", "中 Li"])
            #expect(Set(listed.map(\.id)) == Set(students))
            #expect(listed[2].team == "Équipe")
            #expect(listed[2].skills == 1)
            let shown = try await given.perform(ShowStudent(student: students[0]), as: .school(school))
            #expect(shown.team == team)
            #expect(shown.skills.map { "\($0.label) \($0.source) \($0.level)" } == ["negotiation school 2", "negotiation self 3"])
            #expect(shown.email.hasSuffix("@example.org"))
        }
    }

    @Test func `names come in the order of a French dictionary, page after page, forwards and backwards, to schools and to companies`()
        async throws
    {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let cohort = try await given.cohort("2027", of: school)
            // No accent and no ligature puts a name behind Z.
            let dictionary = [
                "Coëtlogon Zoé", "Coeur Ève", "Cœur Eric", "Cœur Ève", "Cœur Évrard", "Cœur Zoé", "Coffin Ève", "Édouard Li", "Zola Li",
            ]
            for name in dictionary.reversed() {
                let words = name.split(separator: " ")
                let student = try await given.student("\(words[1]) \(words[0])", of: school, in: cohort)
                try await given.consent(of: student, school)
            }
            for (sort, expected) in [(StudentListQuery.Sort.name, dictionary), (.nameDown, dictionary.reversed())] {
                let listed: [StudentLine] = try await given.all(limit: 1, as: .school(school)) {
                    ListStudents(cohort: cohort, query: StudentListQuery(sort: sort, limit: $0.limit, cursor: $0.cursor))
                }
                #expect(listed.map { "\($0.familyName) \($0.givenName)" } == expected)
            }
            var (found, next): ([String], String?) = ([], nil)
            repeat {
                let page = try await given.perform(
                    SearchPool(query: PoolQuery(q: "language:fr", limit: 2, cursor: next)), as: .recruiter(company))
                found += page.items.map { "\($0.familyName) \($0.givenName)" }
                next = page.next
            } while next != nil && found.count < 20
            #expect(found == dictionary)
        }
    }

    @Test func `a student reads the own profile and team, and nobody else`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("2027", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            let mate = try await given.student("Jürgen Groß", of: school, in: cohort)
            let team = try await given.team("Équipe", of: [eve, mate], in: cohort, school: school)
            let foreignTeam = try await given.team("Autre", of: [], in: cohort, school: school)
            let caller = Caller.student(eve, of: school)
            #expect(try await given.perform(ShowStudent(student: eve), as: caller).givenName == "Ève")
            #expect(try await given.refusal(of: ShowStudent(student: mate), as: caller)?.kind == .missing)
            #expect(try await given.perform(ListStudents(cohort: cohort, query: PageQuery()), as: caller).items.map(\.id) == [eve])
            #expect(try await given.perform(ShowTeam(team: team), as: caller).members.map(\.student) == [eve])
            #expect(try await given.refusal(of: ShowTeam(team: foreignTeam), as: caller)?.kind == .missing)
            #expect(try await given.perform(ListTeams(cohort: cohort, query: PageQuery()), as: caller).items.map(\.id) == [team])
        }
    }

    @Test func `no other school and no company reads a student, a team or a cohort's list`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            let company = try await given.company("Cie")
            let cohort = try await given.cohort("2027", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            try await given.consent(of: eve, school)
            let team = try await given.team("Équipe", of: [eve], in: cohort, school: school)
            let stranger = try await given.student("Li 中", of: other)
            for caller in [Caller.school(other), .student(stranger, of: other)] {
                #expect(try await given.refusal(of: ShowStudent(student: eve), as: caller)?.kind == .missing)
                #expect(try await given.refusal(of: ListStudents(cohort: cohort, query: PageQuery()), as: caller)?.kind == .missing)
                #expect(try await given.refusal(of: ListTeams(cohort: cohort, query: PageQuery()), as: caller)?.kind == .missing)
                #expect(try await given.refusal(of: ShowTeam(team: team), as: caller)?.kind == .missing)
            }
            for caller in [Caller.company(company), .recruiter(company)] {
                #expect(try await given.refusal(of: ShowStudent(student: eve), as: caller)?.kind == .denied)
                #expect(try await given.refusal(of: ListStudents(cohort: cohort, query: PageQuery()), as: caller)?.kind == .denied)
                #expect(try await given.refusal(of: ShowTeam(team: team), as: caller)?.kind == .denied)
            }
            #expect(try await given.perform(ShowTeam(team: team), as: .root).members.map(\.familyName) == ["O’Neil"])
        }
    }

    @Test func `teams come by name with their members`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("2027", of: school)
            for name in ["b", "é", "a"] {
                let student = try await given.student("Ève \(name)", of: school, in: cohort)
                _ = try await given.team(name, of: [student], in: cohort, school: school)
            }
            let listed: [Team] = try await given.all(limit: 1, as: .school(school)) { ListTeams(cohort: cohort, query: $0) }
            #expect(listed.map(\.name) == ["a", "b", "é"])
            #expect(listed.map { $0.members.map(\.familyName) } == [["a"], ["b"], ["é"]])
        }
    }

    @Test func `the audit log says who: the person, the token, the organisation, and of what was denied the object`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let eve = try await given.student("Ève O’Neil", of: school)
            let draft = TokenDraft(role: .schoolAdmin, organisation: school, email: "dean@example.org", label: "timetable")
            let issued = try await given.perform(IssueToken(draft: draft), as: .root)
            let account = try await given.database.execute("SELECT account_id FROM token WHERE id = \(issued.token.id)")[0]
                .decode(Identifier<Account>?.self)
            var dean = Caller.school(school)
            (dean.account, dean.token) = (account, issued.token.id)
            _ = try await given.perform(ShowStudent(student: eve), as: dean)
            _ = try await given.refusal(of: ShowStudent(student: eve), as: .company(try await given.company("Miel")))
            let entries = try await given.perform(ListAudit(query: AuditQuery()), as: .root).items
            let seen = try #require(entries.first { $0.outcome == "done" && $0.action == "showStudent" })
            #expect(seen.email == "dean@example.org" && seen.token == "timetable" && seen.organisation?.name == "École Zoë")
            let denied = try #require(entries.first { $0.outcome == "denied" })
            #expect(denied.object == eve.description && denied.organisation?.name == "Miel", "\(denied)")
            let own = try await given.perform(ListAudit(query: AuditQuery()), as: .school(school)).items
            // Of its students the school reads who was denied them, too.
            #expect(own.map(\.outcome) == ["denied", "done"])
            #expect(own.first?.organisation?.name == "Miel" && own.first?.object == eve.description)
            #expect(own.last?.email == "dean@example.org" && own.last?.token == "timetable")
            // A read that names nothing to be recorded is denied with what it asked about.
            let cohort = try await given.cohort("M1", of: school)
            _ = try await given.refusal(of: ListTeams(cohort: cohort, query: PageQuery()), as: .company(try await given.company("Cire")))
            let latest = try await given.perform(ListAudit(query: AuditQuery()), as: .root).items[0]
            #expect(latest.object == cohort.description && latest.outcome == "denied", "\(latest)")
        }
    }

    @Test func `each look at a student is in the audit log of the school`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("A"), try await given.school("B"))
            let eve = try await given.student("Ève O’Neil", of: school)
            _ = try await given.perform(ShowStudent(student: eve), as: .school(school))
            _ = try await given.refusal(of: ShowStudent(student: eve), as: .school(other))
            let own = try await given.perform(ListAudit(query: AuditQuery()), as: .school(school)).items
            #expect(
                own.map { "\($0.action) \($0.object ?? "") \($0.outcome)" } == ["showStudent \(eve) refused", "showStudent \(eve) done"])
            #expect(own.map { $0.organisation?.name } == ["B", "A"])
            let foreign: [AuditEntry] = try await given.all(limit: 1, as: .school(other)) {
                ListAudit(query: AuditQuery(limit: $0.limit, cursor: $0.cursor))
            }
            #expect(foreign.map(\.outcome) == ["refused"])
            #expect(try await given.perform(ListAudit(query: AuditQuery()), as: .root).items.count == 2)
            #expect(try await given.refusal(of: ListAudit(query: AuditQuery()), as: .student(eve, of: school))?.kind == .denied)
        }
    }
}
