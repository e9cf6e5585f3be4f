import API
import Postgres
import TestSupport
import Testing
import Vivier

/// What anyone may read: public cases and their companies, and nothing else in the whole database.
struct VisitorTests {
    private let visitor = Caller.visitor(requestID: "test", language: .french)

    @Test func `only what is published for everybody and under no secrecy is public`() async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let company = try await given.company("Miel & fils")
            let open = try await given.businessCase("Vendre du miel aux hôtels", by: company)
            let draft = try await given.businessCase("Brouillon", by: company, state: .draft)
            let restricted = try await given.businessCase("Pour une école", by: company)
            try await given.restrict(restricted, to: school)
            let secret = try await given.businessCase("Sous secret", by: company)
            _ = try await given.database.execute("UPDATE business_case SET confidentiality = 'nda' WHERE id = \(secret)")
            let all = try await given.perform(ListPublicCases(query: PublicCaseQuery()), as: visitor)
            #expect(all.items.map(\.id) == [open] && all.items[0].company.name == "Miel & fils")
            // An operator who asks the public question gets the public answer.
            #expect(try await given.perform(ListPublicCases(query: PublicCaseQuery()), as: .root).items.map(\.id) == [open])
            for hidden in [draft, restricted, secret] {
                #expect(try await given.refusal(of: ShowPublicCase(case: hidden), as: visitor)?.kind == .missing)
                #expect(try await given.refusal(of: ShowPublicCase(case: hidden), as: .root)?.kind == .missing)
            }
            #expect(try await given.perform(ShowPublicCase(case: open), as: visitor).content.title == "Vendre du miel aux hôtels")
            for (words, count) in [("HOTELS miel", 1), ("fils", 1), ("100%", 0), ("_endre", 0), ("  ", 1), ("hotels banque", 0)] {
                let found = try await given.perform(ListPublicCases(query: PublicCaseQuery(q: words)), as: visitor)
                #expect(found.items.count == count, "\(words)")
            }
        }
    }

    @Test func `pages of the list hold each case once, newest first`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel & fils")
            var made: [BusinessCase.ID] = []
            for number in 1...7 { made.append(try await given.businessCase("Cas \(number)", by: company)) }
            // Some at one moment.
            _ = try await given.database.execute(
                "UPDATE business_case SET published_at = '2027-01-01' WHERE id = ANY (\(Array(made[0...3])))")
            var (seen, cursor): ([BusinessCase.ID], String?) = ([], nil)
            repeat {
                let page = try await given.perform(ListPublicCases(query: PublicCaseQuery(limit: 2, cursor: cursor)), as: visitor)
                seen += page.items.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(seen.count == 7 && Set(seen) == Set(made))
        }
    }

    @Test func `a visitor reads no other table and writes none`() async throws {
        try await Given.house { given in
            let readable: Set<String> = [
                "organisation", "company", "skill", "business_case", "business_case_skill", "business_case_label", "business_case_school",
            ]
            let rows = try await given.database.execute(
                """
                SELECT c.relname::text, has_any_column_privilege('vivier_visitor', c.oid, 'SELECT'),
                    has_any_column_privilege('vivier_visitor', c.oid, 'INSERT, UPDATE') OR has_table_privilege('vivier_visitor', c.oid, 'DELETE')
                FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
                """
            ).decode(String.self, Bool.self, Bool.self)
            #expect(Set(rows.filter(\.1).map(\.0)) == readable)
            #expect(rows.count > 30 && rows.allSatisfy { !$0.2 })
            let functions = try await given.database.execute(
                """
                SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
                    AND p.prorettype <> 'trigger'::regtype AND has_function_privilege('vivier_visitor', p.oid, 'EXECUTE')
                """
            ).decode(String.self)
            #expect(functions.isEmpty)
        }
    }
}
