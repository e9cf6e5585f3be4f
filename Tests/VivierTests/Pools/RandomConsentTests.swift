import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// A day of random consents: searches, lists and files of a company against the filter of ``PoolOracle``. ``RandomLookTests`` holds every way
/// in which a company reads students against what these read of it.
@Suite struct RandomConsentTests {
    @Test func `no reading route of a company shows anyone but consenting students, and every look has its receipt`() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededNumbers(seed: seed)
        try await Given.house { given in
            let companies = [try await given.company("Ça & Cie"), try await given.company("O'Brien"), try await given.company("中")]
            var oracle = try await populate(given, companies, &random)
            var shown = 0
            for round in 0..<60 {
                let company = companies[round % companies.count]
                let text = Self.query(depth: 0, &random)
                let sort = ["name", "graduation", "-graduation", "level"].randomElement(using: &random) ?? "name"
                let query = try PoolQueryParser.parse(text)
                let expected = oracle.expected(query, sort: sort, for: company)
                let found = try await given.search(
                    text, sort: sort, limit: Int.random(in: 1...60, using: &random) + 20, as: .recruiter(company))
                #expect(found.map(\.id) == expected, "seed \(seed), \(text) by \(sort)")
                for one in found { try expectParticulars(of: one, oracle, company, seed) }
                shown += found.count
            }
            #expect(shown > 100, "seed \(seed)")
            #expect(try await given.receipts() == shown, "seed \(seed)")
            for company in companies {
                let visible = Set(oracle.people.filter { oracle.isVisible($0, to: company) }.map(\.id))
                try await expectTables(given, show: visible, to: company, seed)
                var followed = Set<Student.ID>()
                for person in oracle.people {
                    let before = try await given.receipts(of: person.id, by: company)
                    let isShown = try await given.refusal(of: ShowPoolStudent(student: person.id), as: .company(company)) == nil
                    let draft = ProspectDraft(student: person.id)
                    if try await given.refusal(of: AddProspect(draft: draft), as: .company(company)) == nil { followed.insert(person.id) }
                    #expect(isShown == visible.contains(person.id), "seed \(seed)")
                    #expect(try await given.receipts(of: person.id, by: company) == before + (isShown ? 2 : 0), "seed \(seed)")
                }
                #expect(followed == visible, "seed \(seed)")
                try await expectFiles(given, oracle, company, seed)
            }
            // What was said is taken back by some: each list, file and page goes by the next word.
            for index in oracle.people.indices where Int.random(in: 0..<3, using: &random) == 0 {
                try await given.database.execute(
                    "UPDATE consent SET withdrawn_at = now() WHERE student_id = \(oracle.people[index].id) AND withdrawn_at IS NULL")
                (oracle.people[index].open, oracle.people[index].shown) = ([], [:])
            }
            for company in companies { try await expectFiles(given, oracle, company, seed) }
        }
    }

    /// Files of searches and of prospects, the list of these and each of them: of a company that follows all whom it could see at first.
    private func expectFiles(_ given: Given, _ oracle: PoolOracle, _ company: Organisation.ID, _ seed: UInt64) async throws {
        let visible = Set(oracle.people.filter { oracle.isVisible($0, to: company) }.map(\.id))
        try await expectTables(given, show: visible, to: company, seed)
        var before = try await given.receipts(by: company)
        let emails = Dictionary(
            uniqueKeysWithValues: try await given.database.execute("SELECT id, email FROM student").decode(Student.ID.self, String.self))
        for text in ["language:fr", "trade or graduation>=2027", "-city:nimes"] {
            let expected = oracle.expected(try PoolQueryParser.parse(text), sort: "name", for: company)
            let file = try await given.perform(ExportPool(query: PoolExportQuery(q: text)), as: .recruiter(company))
            // Row by row: who, and what of each the consents show.
            let rows = try ExportedRows(file).columns("id", "email", "city")
            let shown = expected.map { id -> [String] in
                guard let person = oracle.people.first(where: { $0.id == id }) else { return ["\(id)", "unknown", "unknown"] }
                let email = person.fields(for: company).contains(.email) ? emails[id] ?? "" : ""
                return ["\(id)", email, person.seen(by: company).city ?? ""]
            }
            #expect(rows == shown, "seed \(seed), \(text)")
            before += expected.count
        }
        #expect(try await given.receipts(by: company) == before, "seed \(seed)")
        let listed = try await given.perform(ListProspects(query: ProspectListQuery(limit: 100)), as: .recruiter(company))
        #expect(Set(listed.items.map(\.student)) == visible && listed.next == nil, "seed \(seed)")
        let file = try await given.perform(ExportProspects(query: ProspectExportQuery()), as: .recruiter(company))
        let followed = try await given.database.execute("SELECT id, student_id FROM prospect WHERE company_id = \(company)")
            .decode(Prospect.ID.self, Student.ID.self)
        let rows = try ExportedRows(file).columns("id", "family_name", "given_name")
        let shown = followed.compactMap { id, student in
            oracle.people.first { $0.id == student && visible.contains(student) }.map { ["\(id)", $0.family, $0.given] }
        }
        #expect(Set(rows) == Set(shown) && rows.count == shown.count, "seed \(seed)")
        #expect(try await given.receipts(by: company) == before + 2 * visible.count, "seed \(seed)")
        for (id, student) in followed {
            let isShown = try await given.refusal(of: ShowProspect(prospect: id), as: .recruiter(company)) == nil
            #expect(isShown == visible.contains(student), "seed \(seed)")
        }
    }

    /// What the consents keep back is not there, and all else is.
    private func expectParticulars(of one: PoolStudent, _ oracle: PoolOracle, _ company: Organisation.ID, _ seed: UInt64) throws {
        let person = try #require(oracle.people.first { $0.id == one.id })
        let seen = person.seen(by: company)
        #expect(one.languages == seen.languages, "seed \(seed)")
        #expect(one.graduation == seen.graduation && one.programme == seen.programme && one.city == seen.city, "seed \(seed)")
        let fields = person.fields(for: company)
        #expect(one.hoursPerWeek == (fields.contains(.hours) ? person.hours : nil), "seed \(seed)")
        #expect((one.email != nil) == fields.contains(.email), "seed \(seed)")
    }

    /// Row-level security alone: the tables as the company's database role reads them.
    private func expectTables(_ given: Given, show visible: Set<Student.ID>, to company: Organisation.ID, _ seed: UInt64) async throws {
        let answers = try await given.application.database.batch([
            "SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(company.description), true)",
            "SELECT id FROM student", "SELECT DISTINCT student_id FROM pool_skill",
            "SELECT DISTINCT student_id FROM consent WHERE purpose = 'talent-pool'",
        ])
        let withSkills = try await given.database.execute(
            "SELECT id FROM student WHERE skills <> '{}' UNION SELECT student_id FROM student_skill"
        ).decode(Student.ID.self)
        #expect(Set(try answers[1].decode(Student.ID.self)) == visible, "seed \(seed)")
        #expect(Set(try answers[2].decode(Student.ID.self)) == visible.intersection(withSkills), "seed \(seed)")
        #expect(Set(try answers[3].decode(Student.ID.self)) == visible, "seed \(seed)")
    }

    func populate(
        _ given: Given, _ companies: [Organisation.ID], _ random: inout SeededNumbers
    ) async throws -> PoolOracle {
        var oracle = PoolOracle()
        var skills: [Int32] = []
        for (english, french, broader) in Self.skills {
            let id = try await given.skill(english, french, under: broader.map { skills[$0] })
            skills.append(id)
            oracle.families[english] = [id]
            if let broader {
                oracle.families[Self.skills[broader].0]?.insert(id)
                if let top = Self.skills[broader].2 { oracle.families[Self.skills[top].0]?.insert(id) }
            }
        }
        try await given.loadSkills()
        for name in ["École Zoë", "Institut O’Brien"] { oracle.schoolNames[try await given.school(name)] = name }
        let schools = Array(oracle.schoolNames.keys)
        for number in 0..<80 {
            let school = schools[number % 2]
            let (first, family) = PoolOracle.dictionary.randomElement(using: &random) ?? ("Ève", "O’Neil")
            let id = try await given.student("\(first) \(family)", of: school)
            var person = PoolOracle.Person(id: id, school: school, family: family, given: first)
            try await describe(&person, skills, in: given, &random)
            try await decide(&person, companies, in: given, &random)
            oracle.people.append(person)
        }
        return oracle
    }

    private func describe(
        _ person: inout PoolOracle.Person, _ skills: [Int32], in given: Given, _ random: inout SeededNumbers
    ) async throws {
        for skill in skills where Int.random(in: 0..<3, using: &random) == 0 {
            for source in ["self", "school"] where Bool.random(using: &random) {
                let level = Int.random(in: 1...4, using: &random)
                try await given.hold(skill, at: level, by: person.id, source: source)
                person.levels[skill, default: []].append(level)
            }
        }
        person.languages = ["fr", "fr:C1", "en:A2", "en:B2", "de:C2"].filter { _ in Bool.random(using: &random) }
        person.graduation = [nil, Day("2027-01-31"), Day("2027-06-15"), Day("2028-06-30")].randomElement(using: &random) ?? nil
        person.programme = [nil, "MSc Éco-gestion", "Bachelor"].randomElement(using: &random) ?? nil
        person.city = [nil, "Nîmes", "Paris"].randomElement(using: &random) ?? nil
        person.notBefore = [nil, Day("2027-01-31"), Day("2027-02-01")].randomElement(using: &random) ?? nil
        person.notAfter = [nil, Day("2027-02-01"), Day("2027-12-31")].randomElement(using: &random) ?? nil
        person.hours = [nil, 0, 6].randomElement(using: &random) ?? nil
        var week = WeekGrid()
        if Bool.random(using: &random) { week[20] = true }
        person.week = Bool.random(using: &random) ? week : nil
        try await given.database.execute(
            """
            UPDATE student SET languages = \(person.languages), graduation = \(person.graduation), programme = \(person.programme),
                city = \(person.city), not_before = \(person.notBefore), not_after = \(person.notAfter), hours_per_week = \(person.hours),
                weekly_free = \(person.week)
            WHERE id = \(person.id)
            """)
    }

    /// Gives, withdraws and lets end, by SQL and in any order: the triggers must follow.
    private func decide(
        _ person: inout PoolOracle.Person, _ companies: [Organisation.ID], in given: Given, _ random: inout SeededNumbers
    ) async throws {
        var live: [Organisation.ID??] = []
        for company in [nil] + companies.map(Optional.init) where Int.random(in: 0..<3, using: &random) == 0 {
            let purpose: Consent.Purpose = Int.random(in: 0..<4, using: &random) == 0 ? .caseCompany : .talentPool
            let end = Int.random(in: 0..<4, using: &random)
            let fields = Consent.Field.allCases.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
            try await given.database.execute(
                """
                INSERT INTO consent (student_id, school_id, purpose, company_id, fields, text_version, recorded_by)
                VALUES (\(person.id), \(person.school), \(purpose.rawValue), \(company), \(fields.map(\.rawValue)), '1', 'student')
                """)
            if end == 0 {
                try await given.database.execute(
                    "UPDATE consent SET withdrawn_at = now() WHERE student_id = \(person.id) AND company_id IS NOT DISTINCT FROM \(company)"
                )
            }
            if end == 1 {
                try await given.database.execute(
                    "UPDATE consent SET ends_at = now() WHERE student_id = \(person.id) AND company_id IS NOT DISTINCT FROM \(company)")
            }
            if end > 1, purpose == .talentPool {
                live.append(.some(company))
                person.shown[company] = Set(fields)
            }
            if end > 1, purpose == .caseCompany { person.known[company] = Set(fields) }
        }
        person.open = live.compactMap { $0 }
    }

    private static let skills: [(String, String, Int?)] = [
        ("trade", "commerce", nil), ("negotiation", "négociation", 0), ("haggling", "marchandage", 1), ("pricing", "tarification", 0),
        ("market research", "étude de marché", nil), ("Excel", "Excel tableur", nil),
    ]

    private static func query(depth: Int, _ random: inout SeededNumbers) -> String {
        if depth < 3, Int.random(in: 0..<3, using: &random) > 0 {
            let left = query(depth: depth + 1, &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: return "(\(left)) or (\(query(depth: depth + 1, &random)))"
            case 1: return "-(\(left))"
            default: return "(\(left)) (\(query(depth: depth + 1, &random)))"
            }
        }
        let sign = ["=", "<", "<=", ">", ">="].randomElement(using: &random) ?? "="
        let skill = skills.randomElement(using: &random)?.0 ?? "trade"
        return [
            "\"\(skill)\"", "\"\(skill)\"\(sign)\(Int.random(in: 1...4, using: &random))", "available:2027-01", "available:2027-02-01",
            "language:fr", "language:en\(sign)B1", "programme:eco", "school:\"o’brien\"", "city:nimes", "graduation\(sign)2027-06",
            "graduation\(sign)2027", "graduation:2027-01-31",
        ].randomElement(using: &random) ?? "trade"
    }
}
