import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// Searches that are counted, taken away as files, saved and deleted.
@Suite struct ExportPoolTests {
    private func scene(_ given: Given) async throws -> (school: Organisation.ID, company: Organisation.ID, students: [Student.ID]) {
        let (school, company) = (try await given.school("École"), try await given.company("Miel"))
        let skill = try await given.skill("trade", "négoce")
        try await given.loadSkills()
        var students: [Student.ID] = []
        for name in ["Ève =SUM(A1)", "Zoë Ÿ", "Max M"] {
            let student = try await given.student(name, of: school)
            try await given.hold(skill, at: 3, by: student)
            students.append(student)
        }
        for student in students.prefix(2) { try await given.consent(of: student, school) }
        return (school, company, students)
    }

    @Test func `who is in the file has a receipt, and nobody else is or has`() async throws {
        try await Given.house { given in
            let (school, company, students) = try await scene(given)
            let file = ExportPool(query: PoolExportQuery(q: "trade>=2"))
            let csv = String(decoding: try await given.perform(file, as: .recruiter(company)), as: UTF8.self)
            let lines = csv.split(separator: "\r\n")
            // Programs know every column by a name that stays the same, whoever takes the file and when.
            #expect(lines.count == 3 && lines[0].hasSuffix(",skills,consent_until,consent_fields,consent_scope"), "\(csv)")
            #expect(lines.dropFirst().allSatisfy { $0.contains("consent scope: talent-pool, shown to Miel on") })
            // Until when each has agreed stands beside each.
            let end = try await given.database.execute("SELECT max((ends_at AT TIME ZONE 'Europe/Paris')::date) FROM consent")[0]
                .decode(Day.self)
            #expect(lines[0].contains(",consent_until,") && lines.dropFirst().allSatisfy { $0.contains(",\(end),") }, "\(csv)")
            #expect(csv.contains(",'=SUM(A1),Ève,École,") && csv.contains("trade 3 (self,"))
            let kinds = try await given.database.execute("SELECT student_id, kind FROM person_read ORDER BY student_id").decode(
                Student.ID.self, String.self)
            #expect(kinds.map(\.0) == Array(students.prefix(2)).sorted { $0.description < $1.description })
            #expect(kinds.allSatisfy { $0.1 == "export" })
            let book = try await given.perform(ExportPool(query: PoolExportQuery(q: "trade>=2"), as: .xlsx), as: .recruiter(company))
            #expect(book.starts(with: Array("PK".utf8)))
            for caller in [Caller.root, .school(school)] { #expect(try await given.refusal(of: file, as: caller)?.kind == .denied) }
        }
    }

    @Test func `a count shows nobody and says what was understood`() async throws {
        try await Given.house { given in
            let (_, company, _) = try await scene(given)
            let count = try await given.perform(CountPool(query: PoolCountQuery(q: "négoce>=2 language:fr")), as: .recruiter(company))
            // Two: never counted out loud as what they are.
            #expect((count.count ?? 10) >= 10 && !count.more)
            #expect(count.conditions == [#"skill:"trade">=2"#, "language:fr"])
            #expect(try await given.receipts() == 0)
            let reason = try await given.refusal(of: CountPool(query: PoolCountQuery(q: "language:fr (")), as: .recruiter(company))
            #expect(reason?.faults == ["q query-ends"] && reason?.fields.first?.column == 14)
        }
    }

    @Test func `chips change the text of the query and nothing else of it`() {
        #expect(PoolQueryText.condition(field: "skill", value: #"a "b""#, level: 3) == #"skill:"a \"b\"">=3"#)
        #expect(PoolQueryText.condition(field: "skill", value: "a", level: 1) == #"skill:"a""#)
        #expect(PoolQueryText.condition(field: "nonsense", value: "a") == nil)
        #expect(PoolQueryText.condition(field: "city", value: " ") == nil)
        #expect(PoolQueryText.adding("language:en", to: "") == "language:en")
        let both = PoolQueryText.adding("language:en", to: "pricing>=2 or trade")
        #expect(both == #"(skill:"pricing">=2 or skill:"trade") language:en"#)
        #expect(PoolQueryText.removing(0, from: both) == "language:en")
        #expect(PoolQueryText.removing(0, from: "language:en") == "")
        #expect(PoolQueryText.removing(7, from: "language:en") == "language:en")
        #expect(PoolQueryText.adding("language:en", to: "(broken") == "(broken language:en")
    }

    @Test func `a saved search is deleted by its company alone`() async throws {
        try await Given.house { given in
            let (_, company, _) = try await scene(given)
            let pool = try await given.perform(SavePool(draft: PoolDraft(name: "À voir", query: "trade")), as: .recruiter(company))
            let other = try await given.company("Autre")
            #expect(try await given.refusal(of: DeletePool(pool: pool.id), as: .recruiter(other))?.kind == .missing)
            try await given.perform(DeletePool(pool: pool.id), as: .company(company))
            #expect(try await given.perform(ListPools(query: SortedQuery()), as: .recruiter(company)).items.isEmpty)
        }
    }
}
