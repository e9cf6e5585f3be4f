import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@Suite struct PersonTests {
    /// `table.column` and its class, as `sql/privacy.txt` says.
    private static func classes() throws -> [(column: String, kind: String)] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../sql/privacy.txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: " ").map(String.init)
            return (try #require(parts.first), try #require(parts.last))
        }
    }

    @Test func `privacy_txt names every column of the database, and no other`() async throws {
        try await Given.house { given in
            let columns = try await given.database.execute(
                """
                SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                    AND c.relname <> 'schema_migration'
                """
            ).decode(String.self)
            let classes = try Self.classes()
            let named = classes.map(\.column)
            #expect(Set(named) == Set(columns), "\(Set(named).symmetricDifference(columns).sorted())")
            #expect(named.count == Set(named).count)
            #expect(Set(classes.map(\.kind)) == ["own", "other", "secret", "copy", "names", "link", "passing", "none"])
        }
    }

    @Test func `every table with something of a person is written anew after an erasure, and each end of a file is noted once`()
        async throws
    {
        try await Given.house { given in
            let noted = try await given.database.execute("SELECT unnest(tables_with_people())").decode(String.self)
            let kinds: Set = ["own", "other", "secret", "copy", "names", "passing"]
            let tables = Set(try Self.classes().filter { kinds.contains($0.kind) }.map { $0.column.split(separator: ".")[0] }).map(
                String.init)
            #expect(Set(noted) == Set(tables).subtracting(["consent_entry"]), "\(Set(noted).symmetricDifference(tables))")
            func traces() async throws -> Int { try await given.database.execute("SELECT count(*) FROM erased_trace")[0].decode(Int.self) }
            let (school, company) = (try await given.school("École"), try await given.company("Cie"))
            let eve = try await given.student("Ève O’Neil", of: school)
            let zoe = try await given.student("Zoë Straße", of: school)
            for student in [eve, zoe] {
                try await given.consent(of: student, school)
                _ = try await given.prospect(student, school, of: company)
            }
            #expect(try await traces() == 0)
            try await given.perform(EraseStudent(student: eve), as: .school(school))
            #expect(try await traces() == 1)
            // What a company noted ends by itself, too.
            try await given.database.execute("DELETE FROM prospect")
            #expect(try await traces() == 2)
            func latest() async throws -> Set<String> {
                Set(
                    try await given.database.execute(
                        "SELECT unnest(waiting) FROM erased_trace WHERE id = (SELECT max(id) FROM erased_trace)"
                    ).decode(String.self))
            }
            #expect(try await latest() == ["prospect", "prospect_event", "retention_question"])
            try await given.database.batch([
                """
                INSERT INTO invitation (sha256, email, role, organisation_id, language, created_at, expires_at)
                VALUES (sha256('a'), 'ex@example.org', 'recruiter', \(company), 'fr', now() - interval '99 days', now() - interval '91 days')
                """,
                "SELECT forget_old_sign_ins()",
            ])
            #expect(try await latest() == ["invitation"])
            #expect(try await traces() == 3)
            // Whatever goes first in a transaction, its trace has what all of it left.
            _ = try await given.prospect(zoe, school, of: company)
            try await given.perform(EraseStudent(student: zoe), as: .school(school))
            #expect(try await latest() == Set(tables).subtracting(["consent_entry"]))
            #expect(try await traces() == 4)
        }
    }

    @Test func `an end notes every table with something of a person that goes with the row`() async throws {
        try await Given.house { given in
            let left = try await given.database.execute(
                """
                WITH RECURSIVE noted AS (
                    SELECT tgrelid, string_to_array(rtrim(encode(tgargs, 'escape'), '\\000'), '\\000') AS tables
                    FROM pg_trigger WHERE tgfoid = 'note_erasure'::regproc AND tgnargs > 0
                ), gone (start, at) AS (
                    SELECT tgrelid, tgrelid FROM noted
                    UNION SELECT g.start, c.conrelid FROM gone g JOIN pg_constraint c ON c.confrelid = g.at AND c.confdeltype = 'c'
                )
                SELECT n.tgrelid::regclass || ': ' || c.relname FROM gone g
                JOIN noted n ON n.tgrelid = g.start JOIN pg_class c ON c.oid = g.at
                WHERE c.relname = ANY (tables_with_people()) AND c.relname <> ALL (n.tables)
                """
            ).decode(String.self)
            #expect(left == [])
        }
    }

    @Test func `an export holds every column that is the student's own`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let cohort = try await given.cohort("M1", of: school)
            let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
            _ = try await given.team("Équipe", of: [eve], in: cohort, school: school)
            let skill = try await given.skill("negotiation", "négociation")
            try await given.loadSkills()
            try await given.hold(skill, at: 3, by: eve)
            try await given.consent(of: eve, school)
            let imported = try await given.rosterImport(into: cohort, school)
            let account = try await given.account("eve@example.org")
            let membership = try await given.member(account, .student, of: school, for: eve)
            _ = try await given.session(account, in: membership)
            _ = try await given.token(.student, of: school, for: eve)
            _ = try await given.prospect(eve, school, of: company)
            _ = try await given.perform(ShowPoolStudent(student: eve), as: .recruiter(company))
            try await given.database.batch([
                "INSERT INTO student_exception (student_id, school_id, from_date, until_date, free) VALUES (\(eve), \(school), '2027-01-04', '2027-01-05', repeat('0', 48)::bit(48))",
                "INSERT INTO roster_import_change (import_id, student_id, school_id, before) VALUES (\(imported), \(eve), \(school), '{}')",
                "INSERT INTO sign_in_link (sha256, browser_sha256, account_id) VALUES (sha256('a'), sha256('b'), \(account))",
                """
                INSERT INTO invitation (sha256, email, role, organisation_id, language)
                VALUES (sha256('c'), 'eve@example.org', 'recruiter', \(company), 'fr')
                """,
                """
                INSERT INTO retention_question (sha256, student_id, school_id, due_at) VALUES (sha256('d'), \(eve), \(school), now())
                """,
                "INSERT INTO former_address (student_id, school_id, email) VALUES (\(eve), \(school), 'before@example.org')",
                "INSERT INTO prospect_event (prospect_id, company_id, to_stage) SELECT id, company_id, stage FROM prospect",
            ])
            let bytes = try await given.perform(ExportPerson(student: eve), as: .student(eve, of: school))
            // To be read, the skills have names and not only levels.
            let text = try #require(PersonText(Data(bytes), isFrench: false)?.text)
            let found = try #require(text.components(separatedBy: "Skills that a search finds you by\n").last)
            #expect(found.hasPrefix("  skill: negotiation / négociation\n  level: 3"), "\(found.prefix(80))")
            let person = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            var seen = 0
            for (column, kind) in try Self.classes() {
                let parts = column.split(separator: ".").map(String.init)
                let section = (person[parts[0]] as? [[String: Any]])?.first ?? person[parts[0]] as? [String: Any]
                switch kind {
                case "own":
                    #expect(section?.keys.contains(parts[1]) == true, "\(column) is not exported")
                    seen += 1
                case "copy": #expect(try Self.classes().contains { $0 == ("student.\(parts[1])", "own") }, "\(column) repeats nothing")
                case "secret", "other", "names": #expect(section?.keys.contains(parts[1]) != true, "\(column) is exported")
                default: break
                }
            }
            #expect(seen > 140)
        }
    }

    @Test func `only the student, the school and an operator get it, and each time is in the audit`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("B"))
            let eve = try await given.student("Ève O’Neil", of: school)
            let mate = try await given.student("Zoë Ÿ", of: school)
            for caller in [Caller.student(eve, of: school), .school(school), .root] {
                let bytes = try await given.perform(ExportPerson(student: eve), as: caller)
                #expect(String(decoding: bytes, as: UTF8.self).contains("O’Neil"))
            }
            for caller in [Caller.student(mate, of: school), .school(other)] {
                #expect(try await given.refusal(of: ExportPerson(student: eve), as: caller)?.kind == .missing)
                #expect(try await given.refusal(of: EraseStudent(student: eve), as: .school(other))?.kind == .missing)
            }
            #expect(try await given.refusal(of: EraseStudent(student: eve), as: .student(eve, of: school))?.kind == .denied)
            let lines = try await given.database.execute(
                "SELECT count(*) FROM audit_entry WHERE action = 'exportPerson' AND object = \(eve.description)")[0].decode(Int.self)
            #expect(lines == 5)
        }
    }

    @Test func `an account that nothing holds has a clock, and so has an invitation that was accepted`() async throws {
        try await Given.house { given in
            let company = try await given.company("Cie")
            let account = try await given.account("ex@example.org")
            let membership = try await given.member(account, .recruiter, of: company)
            try await given.database.execute(
                """
                INSERT INTO invitation (sha256, email, role, organisation_id, language, accepted_at, expires_at)
                VALUES (sha256('a'), 'ex@example.org', 'recruiter', \(company), 'fr', now(), now() - interval '89 days')
                """)
            func left(after age: String? = nil) async throws -> (accounts: [Bool], invitations: Int) {
                if let age { try await given.database.execute("UPDATE account SET idle_since = now() - \(age)::text::interval") }
                try await given.application.forgetOldSignIns()
                let accounts = try await given.database.execute("SELECT idle_since IS NULL FROM account").decode(Bool.self)
                return (accounts, try await given.database.execute("SELECT count(*) FROM invitation")[0].decode(Int.self))
            }
            #expect(try await left() == ([true], 1))
            try await given.perform(EndMembership(membership: membership), as: .root)
            #expect(try await left() == ([false], 1))
            #expect(try await left(after: "11 months") == ([false], 1))
            // Who comes back is here again.
            let again = try await given.member(account, .recruiter, of: company)
            #expect(try await left(after: "13 months") == ([true], 1))
            try await given.perform(EndMembership(membership: again), as: .root)
            try await given.database.execute("UPDATE invitation SET expires_at = now() - interval '91 days'")
            #expect(try await left() == ([false], 0))
            #expect(try await left(after: "13 months") == ([], 0))
        }
    }

    @Test func `an account that is also somebody else's stays, and the rest goes`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let account = try await given.account("eve@example.org")
            _ = try await given.member(account, .student, of: school, for: eve)
            _ = try await given.member(account, .recruiter, of: company)
            try await given.perform(EraseStudent(student: eve), as: .school(school))
            let left = try await given.database.execute("SELECT role FROM membership WHERE account_id = \(account)").decode(String.self)
            #expect(left == ["recruiter"])
            let tombstone = try await given.database.execute("SELECT school_id FROM erased_student WHERE id = \(eve)")
                .decode(Organisation.ID.self)
            #expect(tombstone == [school])
        }
    }

    @Test func `an erasure empties the answers that show the student, and no other organisation's that show a namesake of the address`()
        async throws
    {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Cie"))
            let account = try await given.account("bob@example.org")
            _ = try await given.member(account, .recruiter, of: company)
            // Whoever enrols somebody else's address, to erase it.
            let decoy = try await given.student("Ève O’Neil", of: school)
            let eve = try await given.student("Zoë Straße", of: school)
            try await given.database.execute(
                "UPDATE student SET email = CASE id WHEN \(decoy) THEN 'bob@example.org' ELSE 'eve@example.org' END")
            for (role, organisation) in [(Role.schoolAdmin, school), (.companyOwner, company), (.operator, nil)] {
                _ = try await given.token(role, of: organisation)
            }
            try await given.database.execute(
                """
                INSERT INTO idempotent_answer (token_id, operation, key, body_sha256, body)
                SELECT t.id, 'x', a.key, sha256('x'), convert_to(a.body, 'UTF8') FROM token t, (VALUES
                    ('bob', '{"email":"bob@example.org"}'), ('eve', '{"email":"eve@example.org"}'),
                    ('id', \("{\"student\":\"\(eve)\"}"))) AS a (key, body)
                """)
            func kept() async throws -> [String] {
                try await given.database.execute(
                    """
                    SELECT t.role || ' ' || i.key FROM idempotent_answer i JOIN token t ON t.id = i.token_id WHERE i.body IS NOT NULL ORDER BY 1
                    """
                ).decode(String.self)
            }
            try await given.perform(EraseStudent(student: decoy), as: .school(school))
            #expect(
                try await kept() == [
                    "company-owner bob", "company-owner eve", "company-owner id", "operator eve", "operator id", "school-admin eve",
                    "school-admin id",
                ])
            try await given.perform(EraseStudent(student: eve), as: .school(school))
            #expect(try await kept() == ["company-owner bob"])
        }
    }
}
