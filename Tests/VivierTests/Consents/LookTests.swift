import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What receipts come to for the student: true words, one line for each way and day, and nothing lost.
@Suite struct LookTests {
    private func kinds(_ given: Given, of student: Student.ID) async throws -> [String: Int] {
        let rows = try await given.database.execute(
            "SELECT kind, count(*) FROM person_read WHERE student_id = \(student) GROUP BY kind"
        ).decode(String.self, Int.self)
        return Dictionary(uniqueKeysWithValues: rows)
    }

    @Test func `following leaves one receipt that says so, and lists what they are`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let company = try await given.company("Ça & Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            _ = try await given.perform(ShowPoolStudent(student: eve), as: .recruiter(company))
            #expect(try await kinds(given, of: eve) == ["view": 1])
            let added = try await given.perform(AddProspect(draft: ProspectDraft(student: eve)), as: .recruiter(company))
            #expect(try await kinds(given, of: eve) == ["view": 1, "follow": 1])
            for _ in 1...3 { _ = try await given.perform(ListProspects(query: ProspectListQuery()), as: .recruiter(company)) }
            _ = try await given.perform(ShowProspect(prospect: added.id), as: .recruiter(company))
            #expect(try await kinds(given, of: eve) == ["view": 2, "follow": 1, "prospect": 3])
            #expect(try await given.receipts(of: eve, by: company) == 6)
        }
    }

    @Test func `members of a company's matches read that they were seen among its matches`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("A", of: [eve], in: cohort, school: school)
            try await given.consent(of: eve, school, to: .caseCompany)
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Vendre", by: company)
            let draft = RoundDraft(name: "Printemps", cohorts: [cohort], cases: [businessCase])
            let round = try await given.perform(CreateRound(draft: draft), as: .school(school))
            let run = try await given.perform(RunRound(round: round.id), as: .school(school)).id
            _ = try await given.perform(PublishRun(run: run), as: .school(school))
            let found = try await given.perform(ListCompanyMatches(query: CompanyMatchQuery()), as: .recruiter(company))
            #expect(found.items.map(\.members.count) == [1])
            #expect(try await kinds(given, of: eve) == ["match": 1])
        }
    }

    @Test func `looks are one line a day, company and way, in every order, searched and by pages`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let (eve, zoe) = (try await given.student("Ève O’Neil", of: school), try await given.student("Zoë Ÿ", of: school))
            let (bees, kids) = (try await given.company("Béa Abeilles"), try await given.company("Ça & Cie"))
            for (company, kind, at) in [
                (bees, "prospect", "2026-03-01T22:30:00Z"), (bees, "prospect", "2026-03-01T22:59:00Z"),
                // Half past midnight in Paris: another day.
                (bees, "prospect", "2026-03-01T23:30:00Z"), (bees, "view", "2026-03-01T22:59:00Z"),
                (kids, "search", "2026-03-03T09:00:00Z"),
            ] {
                try await given.database.execute(
                    """
                    INSERT INTO person_read (student_id, school_id, company_id, request_id, kind, at)
                    VALUES (\(eve), \(school), \(company), 'test', \(kind), \(at)::text::timestamptz)
                    """)
            }
            let caller = Caller.student(eve, of: school)
            func looks(_ query: LookListQuery) async throws -> [String] {
                var (query, lines): (LookListQuery, [String]) = (query, [])
                query.limit = 1
                repeat {
                    let page = try await given.perform(ListLooks(student: eve, query: query), as: caller)
                    lines += page.items.map { "\($0.day) \($0.company.name.prefix(3)) \($0.kind) \($0.count)" }
                    query.cursor = page.next
                } while query.cursor != nil
                return lines
            }
            let newest = ["2026-03-03 Ça  search 1", "2026-03-02 Béa prospect 1", "2026-03-01 Béa prospect 2", "2026-03-01 Béa view 1"]
            #expect(try await looks(LookListQuery()) == newest)
            #expect(try await Set(looks(LookListQuery(sort: "at"))) == Set(newest))
            #expect(try await looks(LookListQuery(sort: "at")).last == newest[0])
            #expect(try await looks(LookListQuery(sort: "company")) == Array(newest[1...]) + [newest[0]])
            #expect(try await looks(LookListQuery(sort: "-count")).first == newest[2])
            #expect(try await looks(LookListQuery(q: "abeille", kind: "view")) == [newest[3]])
            let wrong = ListLooks(student: eve, query: LookListQuery(sort: "best"))
            #expect(try await given.refusal(of: wrong, as: caller)?.faults == ["sort unknown-sort"])
            let file = String(decoding: try await given.perform(ExportReceipts(student: eve), as: caller), as: UTF8.self)
            #expect(file.split(separator: "\r\n").count == 6 && file.contains("Béa Abeilles,prospect"), "\(file)")
            let stranger = Caller.student(zoe, of: school)
            #expect(try await given.refusal(of: ListLooks(student: eve, query: LookListQuery()), as: stranger)?.kind == .missing)
            #expect(try await given.refusal(of: ExportReceipts(student: eve), as: stranger)?.kind == .missing)
        }
    }

    @Test func `a receipt keeps the name that the company had, whatever it calls itself later`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Abeilles")
            let eve = try await given.student("Ève O’Neil", of: school)
            try await given.consent(of: eve, school)
            let caller = Caller.student(eve, of: school)
            func look() async throws { _ = try await given.perform(ShowPoolStudent(student: eve), as: .recruiter(company)) }
            func call(_ name: String) async throws {
                let version = try await given.perform(ShowCompany(company: company), as: .root).version
                _ = try await given.perform(
                    EditOrganisation(company, .company, draft: OrganisationDraft(name: name), replacing: version), as: .owner(company))
            }
            try await look()
            try await call("Ruches")
            try await look()
            try await call("Miel & Cie")
            let receipts = try await given.perform(ListReceipts(student: eve, query: PageQuery()), as: caller).items
            #expect(receipts.map(\.company.name) == ["Ruches", "Abeilles"] && receipts.map(\.calledNow) == ["Miel & Cie", "Miel & Cie"])
            try await look()
            let newest = try await given.perform(ListReceipts(student: eve, query: PageQuery(limit: 1)), as: caller).items
            #expect(newest.map(\.company.name) == ["Miel & Cie"] && newest.map(\.calledNow) == [nil])
            let looks = try await given.perform(ListLooks(student: eve, query: LookListQuery()), as: caller).items
            #expect(looks.map(\.company.name) == ["Miel & Cie"] && looks.map(\.count) == [3])
            let file = String(decoding: try await given.perform(ExportReceipts(student: eve), as: caller), as: UTF8.self)
            #expect(["Abeilles", "Ruches", "Miel & Cie"].allSatisfy { file.contains(",\($0),view") }, "\(file)")
            let person = String(decoding: try await given.perform(ExportPerson(student: eve), as: caller), as: UTF8.self)
            #expect(["Abeilles", "Ruches", "Miel & Cie"].allSatisfy { person.contains($0) })
        }
    }

    @Test func `nobody for now is kept, shows nobody, and leaves consents alone`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            let caller = Caller.student(eve, of: school)
            let version = try await given.perform(ShowStudent(student: eve), as: caller).version
            #expect(try await given.perform(DeclineConsents(student: eve), as: caller).items.isEmpty)
            let student = try await given.perform(ShowStudent(student: eve), as: caller)
            #expect(student.stated == ["consents"] && student.version == version)
            // What the school corrects leaves the decision alone.
            var correction = StudentCorrection(student)
            correction.languages = ["fr:C2"]
            _ = try await given.perform(CorrectStudent(student: eve, correction: correction, replacing: version), as: .school(school))
            #expect(try await given.perform(ShowStudent(student: eve), as: caller).stated == ["consents"])
            try await given.consent(of: eve, school)
            #expect(try await given.perform(DeclineConsents(student: eve), as: caller).items.map(\.withdrawnAt) == [nil])
        }
    }
}
