import API
import TestSupport
import Testing
import Vivier

/// Where a school stands, and how its lists are searched.
@Suite struct ProgressTests {
    @Test func `each step is done once what it asks for is there`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let admin = Caller.school(school)
            func next() async throws -> SchoolProgress.Step? { try await given.perform(ShowProgress(school: school), as: admin).next }
            #expect(try await next() == .enrol)
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            #expect(try await next() == .readiness)
            _ = try await given.perform(
                ImportRoster(
                    cohort: cohort, query: RosterImportQuery(name: "a.csv"),
                    file: Array(
                        (["key;given_name;family_name;email;languages;skills;availability"]
                            + (0..<20).map { "K\($0);Ana;Ÿ\($0);k\($0)@example.org;fr:C2;negotiation:3;mon 09:00-12:00" })
                            .joined(separator: "\n").utf8)), as: admin)
            let ready = try await given.perform(ShowProgress(school: school), as: admin)
            #expect(ready.next == .teams && ready.done == [.enrol, .readiness])
            #expect(ready.cohorts.first?.students == 21 && ready.cohorts.first?.availability == 20)
            let all = try await given.perform(ListStudents(cohort: cohort, query: PageQuery(limit: 50)), as: admin).items.map(\.id)
            let team = try await given.team("Équipe", of: all, in: cohort, school: school)
            #expect(try await next() == .round)
            let round = try await given.round("Automne", of: school, over: cohort)
            let open = try await given.perform(ShowProgress(school: school), as: admin)
            #expect(open.next == .run && open.done == [.enrol, .readiness, .teams, .round] && open.rounds.map(\.state) == ["open"])
            #expect(all.contains(student))
            let company = try await given.company("Miel")
            let businessCase = try await given.businessCase("Élan", by: company)
            let run = try await given.run(of: round, by: school, matching: team, school, with: businessCase, company)
            let ran = try await given.perform(ShowProgress(school: school), as: admin)
            #expect(ran.next == .publish && ran.done.last == .run && ran.run?.number == 1)
            try await given.publish(run)
            let published = try await given.perform(ShowProgress(school: school), as: admin)
            #expect(published.next == nil && published.done == SchoolProgress.Step.allCases)
            let other = try await given.school("Autre")
            #expect(try await given.refusal(of: ShowProgress(school: school), as: .school(other))?.kind == .missing)
        }
    }

    @Test(arguments: StudentListQuery.Sort.allCases) func `every order of a list of students pages through all of them`(
        sort: StudentListQuery.Sort
    ) async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            for name in ["Zoë Léger", "Ève O’Neil", "Ana Martin", "Bo Martin", "Bo Martin"] {
                _ = try await given.student(name, of: school, in: cohort)
            }
            let lines: [StudentLine] = try await given.all(limit: 2, as: .school(school)) {
                ListStudents(cohort: cohort, query: StudentListQuery(sort: sort, limit: $0.limit, cursor: $0.cursor))
            }
            #expect(Set(lines.map(\.id)).count == 5 && lines.count == 5)
            let keys = lines.map(\.key)
            switch sort {
            case .key: #expect(keys == keys.sorted())
            case .keyDown: #expect(keys == keys.sorted(by: >))
            case .name: #expect(lines.first?.familyName == "Léger" && lines.last?.familyName == "O’Neil")
            case .nameDown: #expect(lines.first?.familyName == "O’Neil" && lines.last?.familyName == "Léger")
            }
        }
    }

    @Test func `a search forgives accents and capitals, takes nothing for a pattern, and narrows with what is lacking`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let leger = try await given.student("Zoë Léger", of: school, in: cohort)
            let neil = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("Équipe", of: [leger], in: cohort, school: school)
            func found(_ search: String, lacking: CohortReadiness.Part? = nil) async throws -> [Student.ID] {
                let query = StudentListQuery(search: search, lacking: lacking)
                return try await given.perform(ListStudents(cohort: cohort, query: query), as: .school(school)).items.map(\.id)
            }
            #expect(try await found("LEGER zoe") == [leger])
            #expect(try await found("%") == [])
            #expect(try await found("_") == [])
            #expect(try await found("eve") == [neil])
            #expect(try await found(" ", lacking: .team) == [neil])
            #expect(try await found("", lacking: .availability).count == 2)
            let long = StudentListQuery(search: String(repeating: "x", count: 201))
            #expect(
                try await given.refusal(of: ListStudents(cohort: cohort, query: long), as: .school(school))?.faults == ["search too-long"])
            let cohorts = try await given.perform(ListCohorts(query: CohortListQuery(search: "m1", sort: .codeDown)), as: .school(school))
            #expect(cohorts.items.map(\.id) == [cohort])
        }
    }
}
