import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// What companies were shown, noted beside what they asked.
struct LookingDay {
    struct Look: Hashable {
        var company: Organisation.ID
        var kind: String
    }

    static let ways = 14
    private static let everybody = ["language:fr or -language:fr", "-city:nimes", "trade or graduation>=2027", "language:fr"]

    let given: Given
    var oracle: PoolOracle
    let seed: UInt64
    private var noted: [Student.ID: [Look: Int]] = [:]
    /// Of students in teams: whose case the team has.
    private var holders: [Student.ID: Organisation.ID] = [:]
    private var cases: [Organisation.ID: BusinessCase.ID] = [:]
    /// Ways in which there was something to look at.
    private var looked: Set<Int> = []

    init(given: Given, oracle: PoolOracle, seed: UInt64) {
        (self.given, self.oracle, self.seed) = (given, oracle, seed)
    }

    /// Each third student is in a team that has a case.
    mutating func match(with companies: [Organisation.ID]) async throws {
        for school in oracle.schoolNames.keys {
            let cohort = try await given.cohort("M1", of: school)
            let students = oracle.people.filter { $0.school == school }.enumerated().filter { $0.offset % 3 == 0 }.map(\.element.id)
            for id in students {
                try await given.database.execute(
                    "INSERT INTO cohort_student (cohort_id, student_id, school_id) VALUES (\(cohort), \(id), \(school))")
            }
            for (number, start) in stride(from: 0, to: students.count, by: 3).enumerated() {
                let members = Array(students[start..<min(start + 3, students.count)])
                let company = companies[number % companies.count]
                let team = try await given.team("Équipe \(number)", of: members, in: cohort, school: school)
                let businessCase = try await given.businessCase("Cas \(number)", by: company)
                let round = try await given.round("Session \(number)", of: school, over: cohort)
                try await given.publish(try await given.run(of: round, by: school, matching: team, school, with: businessCase, company))
                for id in members { holders[id] = company }
                try await letKnow(members[0], to: company)
                cases[company] = businessCase
            }
        }
        #expect(holders.count > 20)
    }

    /// Whatever the dice said of the others, each case has somebody whom its company may know.
    private mutating func letKnow(_ id: Student.ID, to company: Organisation.ID) async throws {
        guard let index = oracle.people.firstIndex(where: { $0.id == id }), oracle.people[index].knownFields(to: company) == nil else {
            return
        }
        let school = oracle.people[index].school
        let given = try await given.database.execute(
            """
            INSERT INTO consent (student_id, school_id, purpose, company_id, fields, text_version, recorded_by)
            SELECT \(id), \(school), 'case-company', \(company), '{}', '1', 'student' WHERE NOT EXISTS (
                SELECT FROM consent c WHERE c.student_id = \(id) AND c.purpose = 'case-company' AND c.company_id = \(company) AND c.withdrawn_at IS NULL)
            """)
        if given.affected == 1 { oracle.people[index].known[company] = [] }
    }

    /// All that somebody has said is taken back: the next look goes by it.
    mutating func withdraw(_ random: inout SeededNumbers) async throws {
        let index = Int.random(in: oracle.people.indices, using: &random)
        try await given.database.execute(
            "UPDATE consent SET withdrawn_at = now() WHERE student_id = \(oracle.people[index].id) AND withdrawn_at IS NULL")
        oracle.people[index].open = []
        oracle.people[index].shown = [:]
        oracle.people[index].known = [:]
    }

    private mutating func note(_ students: some Sequence<Student.ID>, _ kind: String, by company: Organisation.ID) {
        for id in students { noted[id, default: [:]][Look(company: company, kind: kind), default: 0] += 1 }
    }

    private func visible(to company: Organisation.ID) -> Set<Student.ID> {
        Set(oracle.people.filter { oracle.isVisible($0, to: company) }.map(\.id))
    }

    mutating func look(_ way: Int, by company: Organisation.ID, _ random: inout SeededNumbers) async throws {
        let caller = [Caller.company(company), .recruiter(company), .owner(company)].randomElement(using: &random) ?? .company(company)
        let text = Self.everybody.randomElement(using: &random) ?? "language:fr"
        let expected = oracle.expected(try PoolQueryParser.parse(text), sort: "name", for: company)
        let person = try #require(oracle.people.randomElement(using: &random)).id
        let some = Int.random(in: 1...30, using: &random)
        let comment: Comment = "seed \(seed), way \(way)"
        switch way {
        case 0:
            let page = try await given.perform(SearchPool(query: PoolQuery(q: text, limit: some)), as: caller).items.map(\.id)
            #expect(page == Array(expected.prefix(some)), comment)
            note(page, "search", by: company)
        case 1:
            let isShown = try await given.refusal(of: ShowPoolStudent(student: person), as: caller) == nil
            #expect(isShown == visible(to: company).contains(person), comment)
            if isShown { note([person], "view", by: company) }
        case 2:
            let file = try await given.perform(ExportPool(query: PoolExportQuery(q: text)), as: caller)
            let rows = try ExportedRows(file).columns("id").compactMap { $0.first.flatMap(Student.ID.init) }
            #expect(rows == expected, comment)
            note(rows, "export", by: company)
        case 3:
            let file = try await given.perform(ExportPool(query: PoolExportQuery(q: text), as: .xlsx), as: caller)
            let found = try students(in: file)
            #expect(found == Set(expected), comment)
            note(found, "export", by: company)
        case 4:
            let count = try await given.perform(CountPool(query: PoolCountQuery(q: text)), as: caller)
            try expectNobody(in: Array(Wire.encoder.encode(count)), comment)
        case 5: try await lookAtMatches(of: company, as: caller, limit: some % 4 + 1, comment)
        case 6:
            for format in [SheetFormat.csv, .xlsx] {
                let file = ExportCompanyMatches(query: CompanyMatchExportQuery(), as: format)
                try expectNobody(in: try await given.perform(file, as: caller), comment)
            }
            guard let businessCase = cases[company] else { return }
            let teams = try await given.perform(ListCaseTeams(case: businessCase), as: caller)
            #expect(!teams.isEmpty, comment)
            try expectNobody(in: Array(Wire.encoder.encode(teams)), comment)
        default:
            guard try await follow(way, by: company, as: caller, person, limit: some, comment, &random) else { return }
        }
        looked.insert(way)
    }

    /// Of whom it follows, by all that is done with them.
    ///
    /// - Returns: whether there was anybody.
    private mutating func follow(
        _ way: Int, by company: Organisation.ID, as caller: Caller, _ person: Student.ID, limit: Int, _ comment: Comment,
        _ random: inout SeededNumbers
    ) async throws -> Bool {
        let visible = visible(to: company)
        let rows = try await given.database.execute(
            "SELECT id, student_id, version FROM prospect WHERE company_id = \(company) ORDER BY id"
        )
        .decode(Prospect.ID.self, Student.ID.self, Int.self)
        let followed = Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
        let expected = visible.intersection(followed.values)
        let one = rows.randomElement(using: &random)
        switch way {
        case 7, 8:
            let isAdded = try await given.refusal(of: AddProspect(draft: ProspectDraft(student: person)), as: caller) == nil
            #expect(isAdded == (visible.contains(person) && !followed.values.contains(person)), comment)
            if isAdded { note([person], "follow", by: company) }
        case 9:
            var query = ProspectListQuery(sort: "name", limit: limit)
            var found: [Student.ID] = []
            repeat {
                let page = try await given.perform(ListProspects(query: query), as: caller)
                found += page.items.map(\.student)
                query.cursor = page.next
            } while query.cursor != nil
            #expect(Set(found) == expected && found.count == expected.count, comment)
            note(found, "prospect", by: company)
        case 10:
            let file = try await given.perform(ExportProspects(query: ProspectExportQuery()), as: caller)
            let found = try ExportedRows(file).columns("id").compactMap { $0.first.flatMap(Prospect.ID.init) }.compactMap { followed[$0] }
            #expect(Set(found) == expected && found.count == expected.count, comment)
            let book = try await given.perform(ExportProspects(query: ProspectExportQuery(), as: .xlsx), as: caller)
            let text = try Self.words(of: book)
            #expect(Set(followed.filter { text.contains("\($0.key)") }.values) == expected, comment)
            for _ in 0..<2 { note(found, "export", by: company) }
        case 11:
            guard let (id, student, version) = one else { return false }
            let edit = EditProspect(prospect: id, draft: ProspectEdit(note: "Rappeler", nextAction: "Appel"), replacing: version)
            try await expect(edit, shows: student, as: caller, "prospect", company, comment)
        case 12:
            guard let (id, student, _) = one else { return false }
            try await expect(ShowProspect(prospect: id), shows: student, as: caller, "view", company, comment)
            let stage = try await given.database.execute("SELECT stage FROM prospect WHERE id = \(id)")[0].decode(Prospect.Stage.self)
            let move = ProspectMove(stage: stage == .spotted ? .contacted : .spotted, note: "Corrigé")
            try await expect(MoveProspect(prospect: id, draft: move), shows: student, as: caller, "prospect", company, comment)
        case 13:
            guard let (id, student, _) = one else { return false }
            let list = ListProspectEvents(prospect: id, query: SortedQuery())
            let refusal = try await given.refusal(of: list, as: caller)
            #expect(refusal == nil || refusal?.kind == .missing, comment)
            #expect((refusal == nil) == visible.contains(student), comment)
            if refusal == nil {
                let events = try await given.perform(list, as: caller)
                try expectNobody(in: Array(Wire.encoder.encode(events)), comment)
            }
            try await expect(
                ExportProspectEvents(prospect: id, query: SortedExportQuery()), shows: student, as: caller, "export", company, comment)
        default:
            Issue.record("\(comment): there is no such way")
            return false
        }
        return true
    }

    private mutating func expect(
        _ work: some UseCase, shows student: Student.ID, as caller: Caller, _ kind: String, _ company: Organisation.ID, _ comment: Comment
    ) async throws {
        let refusal = try await given.refusal(of: work, as: caller)
        #expect(refusal == nil || refusal?.kind == .missing, comment)
        #expect((refusal == nil) == visible(to: company).contains(student), comment)
        if refusal == nil { note([student], kind, by: company) }
    }

    /// The members of its teams, page by page, and of each what was agreed to.
    private mutating func lookAtMatches(of company: Organisation.ID, as caller: Caller, limit: Int, _ comment: Comment) async throws {
        let known = Set(oracle.people.filter { holders[$0.id] == company && $0.knownFields(to: company) != nil }.map(\.id))
        var query = CompanyMatchQuery(limit: limit)
        var found: [Student.ID] = []
        repeat {
            let page = try await given.perform(ListCompanyMatches(query: query), as: caller)
            for member in page.items.flatMap(\.members) {
                found.append(member.student)
                let person = try #require(oracle.people.first { $0.id == member.student }, comment)
                let fields = person.knownFields(to: company) ?? []
                #expect((member.email != nil) == fields.contains(.email), comment)
                #expect(member.programme == (fields.contains(.programme) ? person.programme : nil), comment)
                #expect(member.graduation == (fields.contains(.graduation) ? person.graduation : nil), comment)
                #expect(member.languages == (fields.contains(.languages) ? person.languages : []), comment)
                #expect(member.city == (fields.contains(.city) ? person.city : nil), comment)
                #expect(member.hoursPerWeek == (fields.contains(.hours) ? person.hours : nil), comment)
                #expect(member.isInPool == oracle.isVisible(person, to: company), comment)
            }
            query.cursor = page.next
        } while query.cursor != nil
        #expect(Set(found) == known && found.count == known.count, comment)
        note(found, "match", by: company)
    }

    /// By its receipts, by its looks of a day and by its file each student reads who has seen it, how and how often.
    func expectReceipts() async throws {
        var kinds = Set<String>()
        for person in oracle.people {
            let caller = Caller.student(person.id, of: person.school)
            let receipts: [Receipt] = try await given.all(limit: 40, as: caller) { ListReceipts(student: person.id, query: $0) }
            let read = receipts.reduce(into: [Look: Int]()) { $0[Look(company: $1.company.id, kind: $1.kind), default: 0] += 1 }
            #expect(read == noted[person.id] ?? [:], "seed \(seed)")
            kinds.formUnion(read.keys.map(\.kind))
            let looks = try await given.perform(ListLooks(student: person.id, query: LookListQuery(limit: 100)), as: caller).items
            let counted = looks.reduce(into: [Look: Int]()) { $0[Look(company: $1.company.id, kind: $1.kind), default: 0] += $1.count }
            #expect(counted == read, "seed \(seed)")
            let file = try await given.perform(ExportReceipts(student: person.id), as: caller)
            let rows = try ExportedRows(file).columns("kind").flatMap(\.self)
            #expect(rows == receipts.map(\.kind), "seed \(seed)")
        }
        #expect(looked == Set(0..<Self.ways), "seed \(seed): \(looked.sorted())")
        #expect(kinds == ["search", "view", "export", "match", "follow", "prospect"], "seed \(seed): \(kinds)")
    }

    private func expectNobody(in bytes: [UInt8], _ comment: Comment) throws {
        let text = try ZipArchive.isZip(bytes) ? Self.words(of: bytes) : String(decoding: bytes, as: UTF8.self)
        for person in oracle.people where text.contains("\(person.id)") || text.contains(person.family) && person.family.count > 3 {
            Issue.record("\(comment): \(person.id) is named")
        }
    }

    private func students(in book: [UInt8]) throws -> Set<Student.ID> {
        let text = try Self.words(of: book)
        return Set(oracle.people.map(\.id).filter { text.contains("\($0)") })
    }

    /// All that stands in a workbook.
    private static func words(of book: [UInt8]) throws -> String {
        try ZipArchive.files(in: book, file: "book.xlsx").map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    }
}
