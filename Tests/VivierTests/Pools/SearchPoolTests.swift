import API
import TestSupport
import Testing
import Vivier

@Suite struct SearchPoolTests {
    @Test func `a company finds consenting students by what they can do, and each one shown gets a receipt`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let company = try await given.company("Ça & Cie")
            let negotiation = try await given.skill("negotiation", "négociation")
            let haggling = try await given.skill("price haggling", "marchandage", under: negotiation)
            try await given.loadSkills()
            let eve = try await given.student("Ève O’Neil", of: school)
            let jurgen = try await given.student("Jürgen Groß", of: school)
            let silent = try await given.student("Silent 中", of: school)
            try await given.hold(negotiation, at: 3, by: eve)
            // The narrower skill counts as the broader one.
            try await given.hold(haggling, at: 4, by: jurgen)
            try await given.hold(negotiation, at: 4, by: silent)
            for student in [eve, jurgen] { try await given.consent(of: student, school) }

            let query = PoolQuery(q: "Négociation>=3", sort: "level")
            let page = try await given.perform(SearchPool(query: query), as: .recruiter(company, language: .english))
            #expect(page.items.map(\.id) == [jurgen, eve])
            #expect(page.understood == "skill:\"negotiation\">=3")
            #expect(page.sort == "level")
            #expect(page.items[0].skills.map(\.label) == ["price haggling"])
            #expect(page.items.map { $0.skills.map(\.narrower) } == [[true], [nil]])
            #expect(page.items[1].givenName == "Ève")
            #expect(page.next == nil)
            #expect(try await given.receipts(of: eve, by: company) == 1)
            #expect(try await given.receipts(of: silent) == 0)
            #expect(try await given.receipts() == 2)
        }
    }

    @Test func `who stands on the next page has no receipt yet`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            for name in ["Ève A", "Ève B", "Ève C"] { try await given.consent(of: try await given.student(name, of: school), school) }
            let first = try await given.perform(SearchPool(query: PoolQuery(q: "school:ecole", limit: 2)), as: .company(company))
            #expect(first.items.map(\.familyName) == ["A", "B"])
            #expect(try await given.receipts() == 2)
            let second = try await given.perform(
                SearchPool(query: PoolQuery(q: "school:ecole", limit: 2, cursor: first.next)), as: .company(company))
            #expect(second.items.map(\.familyName) == ["C"])
            #expect(try await given.receipts() == 3)
            let otherSort = PoolQuery(q: "school:ecole", sort: "level", cursor: first.next)
            #expect(
                try await given.refusal(of: SearchPool(query: otherSort), as: .company(company))?.faults == ["cursor unreadable-cursor"])
        }
    }

    @Test func `what cannot be searched for is refused with its column, and nobody is read`() async throws {
        try await Given.house { given in
            let company = try await given.company("Cie")
            _ = try await given.skill("negotiation", "négociation")
            try await given.loadSkills()
            func refusal(_ query: PoolQuery) async throws -> RefusalReason? {
                try await given.refusal(of: SearchPool(query: query), as: .recruiter(company))
            }
            let unknown = try await refusal(PoolQuery(q: "language:en negociatoin>=3"))
            #expect(unknown?.faults == ["q unknown-skill"])
            #expect(unknown?.fields[0].sentence.en == "Column 13: no skill is called “negociatoin”. Perhaps “negotiation”?")
            #expect(try await refusal(PoolQuery(q: "a\0b"))?.faults == ["q hidden-character"])
            #expect(try await refusal(PoolQuery(q: "city:x", sort: "best"))?.faults == ["sort unknown-sort"])
            #expect(try await refusal(PoolQuery(q: "city:x", limit: 0))?.faults == ["limit out-of-range"])
            #expect(try await given.receipts() == 0)
        }
    }

    @Test func `only companies search pools`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let student = try await given.student("Ève O’Neil", of: school)
            for caller in [Caller.root, .school(school), .student(student, of: school)] {
                let query = PoolQuery(q: "school:ecole")
                #expect(try await given.refusal(of: SearchPool(query: query), as: caller)?.kind == .denied)
                #expect(try await given.refusal(of: ShowPoolStudent(student: student), as: caller)?.kind == .denied)
                #expect(try await given.refusal(of: SavePool(draft: PoolDraft(name: "n", query: "city:x")), as: caller)?.kind == .denied)
                #expect(try await given.refusal(of: ListPools(query: SortedQuery()), as: caller)?.kind == .denied)
            }
        }
    }

    @Test func `one person is shown in full with a receipt, and not at all without consent`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            #expect(try await given.refusal(of: ShowPoolStudent(student: eve), as: .recruiter(company))?.kind == .missing)
            #expect(try await given.receipts() == 0)
            try await given.consent(of: eve, school)
            let shown = try await given.perform(ShowPoolStudent(student: eve), as: .recruiter(company))
            #expect(shown.school == "École Zoë")
            #expect(shown.prospect == nil)
            let receipts = try await given.perform(ListReceipts(student: eve, query: PageQuery()), as: .student(eve, of: school))
            #expect(receipts.items.map(\.kind) == ["view"])
            #expect(receipts.items.map(\.company.name) == ["Cie"])
        }
    }

    @Test func `a pool is the company's own, has a name of its own and a query that can be read`() async throws {
        try await Given.house { given in
            let (company, other) = (try await given.company("A"), try await given.company("B"))
            let draft = PoolDraft(name: " Vendeurs à Nîmes ", query: "city:Nîmes")
            let saved = try await given.perform(SavePool(draft: draft), as: .recruiter(company))
            #expect(saved.name == "Vendeurs à Nîmes")
            #expect(try await given.refusal(of: SavePool(draft: draft), as: .company(company))?.code == "pool-known")
            _ = try await given.perform(SavePool(draft: draft), as: .company(other))
            let broken = PoolDraft(name: "x", query: "city:")
            #expect(try await given.refusal(of: SavePool(draft: broken), as: .company(company))?.faults == ["/query value-missing"])
            let listed: [Pool] = try await given.all(limit: 1, as: .company(company)) {
                ListPools(query: SortedQuery(limit: $0.limit, cursor: $0.cursor))
            }
            #expect(listed.map(\.id) == [saved.id])
        }
    }

    @Test func `saved queries are searched, read in any order page by page, and taken away by their company alone`() async throws {
        try await Given.house { given in
            let (company, other) = (try await given.company("Ça & Cie"), try await given.company("Autre"))
            let recruiter = Caller.recruiter(company)
            for (name, query) in [("Été", "city:nîmes"), ("=Zoë 中", "city:lyon"), ("Büro", "language:de")] {
                _ = try await given.perform(SavePool(draft: PoolDraft(name: name, query: query)), as: recruiter)
            }
            _ = try await given.perform(SavePool(draft: PoolDraft(name: "Fremd", query: "city:nîmes")), as: .recruiter(other))
            func names(_ query: SortedQuery) async throws -> [String] {
                try await given.perform(ListPools(query: query), as: recruiter).items.map(\.name)
            }
            #expect(try await names(SortedQuery(q: "ete")) == ["Été"])
            #expect(try await names(SortedQuery(q: "NIMES")) == ["Été"])
            #expect(try await names(SortedQuery(q: "fremd")).isEmpty)
            #expect(try await names(SortedQuery(sort: "created")) == ["Été", "=Zoë 中", "Büro"])
            for sort in ["name", "-name", "created", "-created"] {
                var (seen, cursor): ([String], String?) = ([], nil)
                repeat {
                    let page = try await given.perform(
                        ListPools(query: SortedQuery(sort: sort, limit: 1, cursor: cursor)), as: recruiter)
                    seen += page.items.map(\.name)
                    cursor = page.next
                } while cursor != nil
                #expect(try await names(SortedQuery(sort: sort)) == seen && seen.count == 3, "\(sort)")
            }
            let unknown = ListPools(query: SortedQuery(sort: "query"))
            #expect(try await given.refusal(of: unknown, as: recruiter)?.faults == ["sort unknown-sort"])
            let export = ExportSavedPools(query: SortedExportQuery(q: "city", sort: "-created"), form: .people(.french))
            let lines = String(decoding: try await given.perform(export, as: recruiter), as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == 3 && lines[0].contains(";Nom;Requête;"), "\(lines)")
            #expect(lines[1].contains("'=Zoë 中;city:lyon") && lines[2].contains("Été;city:nîmes"), "\(lines)")
            #expect(try await given.refusal(of: export, as: .school(try await given.school("É")))?.kind == .denied)
        }
    }
}
