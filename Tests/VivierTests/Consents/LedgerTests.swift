import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@Suite struct LedgerTests {
    private func verified(_ given: Given, _ school: Organisation.ID, _ mark: LedgerMark = LedgerMark()) async throws -> LedgerVerification {
        try await given.perform(VerifyLedger(school: school, mark: mark), as: .school(school))
    }

    @Test func `what is given, taken back, ended and erased is written down in order, school by school`() async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École Zoë"), try await given.school("B"))
            let company = try await given.company("Ça & Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let far = try await given.student("Li 中", of: other)
            let draft = ConsentDraft(purpose: .talentPool, company: company, fields: [.city, .email, .city], textVersion: "2026-09 é")
            let consent = try await given.perform(GiveConsent(student: eve, draft: draft), as: .student(eve, of: school))
            #expect(consent.fields == [.email, .city])
            try await given.consent(of: far, other)
            let ending = try await given.consent(of: eve, school, endingIn: "-1 minute")
            let again = ConsentDraft(purpose: .talentPool, textVersion: "2027-01")
            let renewed = try await given.perform(GiveConsent(student: eve, draft: again), as: .student(eve, of: school))
            _ = try await given.perform(WithdrawConsent(consent: consent.id), as: .school(school))
            _ = try await given.perform(WithdrawConsent(consent: consent.id), as: .school(school))
            try await given.database.execute("DELETE FROM student WHERE id = \(eve)")

            let entries: [LedgerEntry] = try await given.all(as: .school(school)) {
                ListLedger(school: school, query: SortedQuery(limit: $0.limit, cursor: $0.cursor))
            }
            #expect(entries.map(\.number) == [8, 7, 6, 5, 4, 3, 2, 1])
            #expect(entries.suffix(4).map(\.event) == [.given, .ended, .given, .given].map { $0 })
            #expect(entries.suffix(4).map(\.consent) == [renewed.id, ending, ending, consent.id])
            #expect(entries[3].event == .withdrawn && entries[3].consent == consent.id)
            // Whose word it is, and who acted: the school took back what the student gave.
            #expect(entries[3].recordedBy == "student" && entries[3].actedBy == "school")
            #expect(entries.last?.actedBy == "student" && entries.first?.actedBy == "service")
            #expect(entries.prefix(3).allSatisfy { $0.event == .erased && $0.student == eve })
            #expect(entries.allSatisfy { $0.givenAt != nil } && entries.last?.givenAt == entries.last?.at)
            #expect(entries[3].withdrawnAt == entries[3].at && entries.last?.withdrawnAt == nil)
            #expect(entries.last?.fields == [.email, .city] && entries.last?.textVersion == "2026-09 é")
            let answer = try await verified(given, school)
            #expect(answer.valid && answer.entries == 8 && answer.sha256 == entries[0].sha256, "\(answer)")
            #expect(try await verified(given, other).entries == 1)
        }
    }

    @Test func `entries are found by whom and what they are about, read either way page by page, and taken away by their school`()
        async throws
    {
        try await Given.house { given in
            let (school, other) = (try await given.school("École Zoë"), try await given.school("B"))
            let company = try await given.company("Ça & Cie")
            let (eve, zoe) = (try await given.student("Ève O’Neil", of: school), try await given.student("Zoë Ÿ", of: school))
            let first = try await given.consent(of: eve, school, company: company)
            try await given.consent(of: zoe, school)
            try await given.consent(of: try await given.student("Li 中", of: other), other)
            _ = try await given.perform(WithdrawConsent(consent: first), as: .school(school))
            func numbers(_ query: SortedQuery) async throws -> [Int] {
                try await given.perform(ListLedger(school: school, query: query), as: .school(school)).items.map(\.number)
            }
            #expect(try await numbers(SortedQuery(sort: "number")) == [1, 2, 3])
            let finds: [(words: String, found: [Int])] = [
                ("\(eve)", [3, 1]), ("\(first)", [3, 1]), ("\(company)", [3, 1]), ("\(zoe)", [2]), ("withdrawn", [3]), ("Given", [2, 1]),
                ("talent-pool", [3, 2, 1]), ("school", [3]), ("%", []), ("\(other)", []),
            ]
            for (words, found) in finds {
                #expect(try await numbers(SortedQuery(q: words)) == found, "\(words)")
            }
            let newest = try await given.perform(ListLedger(school: school, query: SortedQuery(limit: 1)), as: .school(school))
            let hash = try #require(newest.items.first?.sha256)
            #expect(try await numbers(SortedQuery(q: String(hash.prefix(12)).uppercased())) == [3])
            for (sort, order) in [("-number", [3, 2, 1]), ("number", [1, 2, 3])] {
                var (seen, cursor): ([Int], String?) = ([], nil)
                repeat {
                    let list = ListLedger(school: school, query: SortedQuery(sort: sort, limit: 1, cursor: cursor))
                    let page = try await given.perform(list, as: .school(school))
                    seen += page.items.map(\.number)
                    cursor = page.next
                } while cursor != nil
                #expect(seen == order)
            }
            // A cursor belongs to its order.
            let crossed = ListLedger(school: school, query: SortedQuery(sort: "number", cursor: newest.next))
            #expect(try await given.refusal(of: crossed, as: .school(school))?.faults == ["cursor unreadable-cursor"])
            func lines(_ form: SheetForm) async throws -> [Substring] {
                let export = ExportLedger(school: school, query: SortedExportQuery(q: "\(eve)", sort: "number"), form: form)
                return String(decoding: try await given.perform(export, as: .school(school)), as: UTF8.self).split(separator: "\r\n")
            }
            let program = try await lines(.program)
            #expect(program.count == 3 && program[0].hasPrefix("number,at,event,acted_by,consent,student,"), "\(program)")
            #expect(program[2].hasPrefix("3,") && program[2].hasSuffix(",\(hash)"), "\(program)")
            // To the microsecond, of which the hash is.
            let at = try await given.database.execute(
                """
                SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') FROM consent_entry
                WHERE school_id = \(school) AND number = 1
                """)[0].decode(String.self)
            #expect(program[1].hasPrefix("1,\(at),given,"), "\(program[1])")
            let people = try await lines(.people(.french))
            #expect(people[0].contains("Numéro;Quand (UTC);Événement") && people[2].contains(";retiré;école;"), "\(people)")
            let foreign = ExportLedger(school: school, query: SortedExportQuery())
            #expect(try await given.refusal(of: foreign, as: .school(other))?.kind == .missing)
            #expect(try await given.refusal(of: foreign, as: .company(company))?.kind == .denied)
            let written: SQL = "SELECT count(*) FROM audit_entry WHERE action = 'exportLedger' AND outcome = 'done'"
            #expect(try await given.database.execute(written)[0].decode(Int.self) == 2)
        }
    }

    /// Every column of an entry, of its head, of the consent itself and of what companies are shown by it.
    @Test func `any later change of an entry is found, whatever it changes`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school, company: company)
            for _ in 0..<3 { try await given.consent(of: try await given.student("Zoë Ÿ", of: school), school) }
            try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE id = \(consent)")
            #expect(try await verified(given, school).valid)
            let changes: [SQL] = [
                "at = at + interval '1 microsecond'", "at = 'infinity'", "ends_at = ends_at - interval '1 microsecond'",
                "ends_at = '-infinity'", "event = 'withdrawn'", "event = 'ended'", "consent_id = uuid_v7()", "student_id = uuid_v7()",
                "purpose = 'case-company'", "company_id = NULL", "company_id = uuid_v7()", "fields = '{}'", "fields = fields[2:]",
                "fields = array_append(fields, 'email')", "text_version = text_version || 'x'", "text_version = ''",
                "recorded_by = 'school'", "previous = sha256", "sha256 = previous", "number = 77", "school_id = uuid_v7()",
                "given_at = given_at + interval '1 microsecond'", "given_at = NULL", "given_at = '-infinity'",
                "withdrawn_at = withdrawn_at - interval '1 microsecond'", "withdrawn_at = NULL", "withdrawn_at = at",
                "withdrawn_at = 'infinity'", "acted_by = NULL", "acted_by = 'school'",
                "sha256 = set_byte(sha256, 31, get_byte(sha256, 31) # 1)",
                "previous = set_byte(previous, 0, get_byte(previous, 0) # 128)",
            ]
            var found = 0
            for number in 1...5 {
                for change in changes {
                    let answer = try await tampered(given, school, "UPDATE consent_entry SET \(change) WHERE number = \(Int64(number))")
                    // Where the change changes nothing there is nothing to find.
                    guard let answer else { continue }
                    #expect(!answer.valid && answer.broken != nil, "\(number): \(change)")
                    found += 1
                }
                let cut = try await tampered(given, school, "DELETE FROM consent_entry WHERE number = \(Int64(number))")
                #expect(cut?.valid == false)
            }
            #expect(found > 90, "\(found)")
            let asked = try await columns(of: "consent_entry", given)
            #expect(asked.allSatisfy { column in changes.contains { $0.text.hasPrefix("\(column) = ") } }, "\(asked)")
            for change: SQL in [
                "UPDATE consent_head SET number = number - 1", "UPDATE consent_head SET sha256 = decode(repeat('00', 32), 'hex')",
                "DELETE FROM consent_head",
            ] {
                #expect(try await tampered(given, school, change)?.valid == false, "\(change)")
            }
        }
    }

    /// Silently, as by somebody who sets the triggers aside, and openly, where the triggers write down that something changed.
    @Test(arguments: [true, false]) func `a consent that anybody changed is found, whatever was changed`(silently: Bool) async throws {
        try await Given.house { given in
            let (school, other) = (try await given.school("École"), try await given.school("B"))
            let company = try await given.company("Cie")
            let (eve, zoe) = (try await given.student("Ève O’Neil", of: school), try await given.student("Zoë Ÿ", of: school))
            let far = try await given.student("Li 中", of: other)
            let (live, gone) = (try await given.consent(of: eve, school, company: company), try await given.consent(of: eve, school))
            let late = try await given.consent(of: eve, school, to: .caseCompany, endingIn: "-1 day")
            _ = try await given.perform(WithdrawConsent(consent: gone), as: .school(school))
            try await given.database.execute("UPDATE consent SET withdrawn_at = ends_at WHERE id = \(late)")
            #expect(try await verified(given, school).valid)
            let changes: [SQL] = [
                "id = uuid_v7()", "student_id = \(zoe)", "(school_id, student_id) = ROW (\(other), \(far))", "purpose = 'case-company'",
                "purpose = 'talent-pool'", "company_id = NULL", "company_id = \(company)", "fields = '{}'", "fields = fields[2:]",
                "text_version = text_version || 'x'", "recorded_by = 'school'", "given_at = given_at - interval '1 microsecond'",
                "given_at = given_at + interval '1 year'", "given_at = 'infinity'", "ends_at = ends_at - interval '1 microsecond'",
                "ends_at = ends_at + interval '1 microsecond'", "ends_at = 'infinity'", "withdrawn_at = NULL",
                "withdrawn_at = withdrawn_at + interval '1 microsecond'", "withdrawn_at = withdrawn_at - interval '1 year'",
                "withdrawn_at = coalesce(withdrawn_at, now()) - interval '1 day'", "withdrawn_at = 'infinity'",
            ]
            let asked = try await columns(of: "consent", given)
            #expect(
                asked.allSatisfy { column in changes.contains { $0.text.hasPrefix(column) || $0.text.hasPrefix("(\(column)") } }, "\(asked)"
            )
            var found = 0
            for consent in [live, gone, late] {
                for change in changes {
                    // Openly, a later end is a renewal, which the service writes as well.
                    if !silently, consent == live, change.text.contains("ends_at + ") { continue }
                    let answer = try await tampered(given, school, "UPDATE consent SET \(change) WHERE id = \(consent)", silently: silently)
                    guard let answer else { continue }
                    #expect(!answer.valid && answer.broken != nil, "\(consent == live) \(consent == gone): \(change)")
                    found += 1
                }
                let answer = try await tampered(given, school, "DELETE FROM consent WHERE id = \(consent)", silently: silently)
                #expect(answer?.valid == false)
            }
            #expect(found > 45, "\(found)")
        }
    }

    @Test func `what companies are shown of a student has to be what the consents say`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let students = [
                try await given.student("Ève O’Neil", of: school), try await given.student("Zoë Ÿ", of: school),
                try await given.student("Li 中", of: school),
            ]
            try await given.consent(of: students[0], school)
            try await given.consent(of: students[1], school, company: company)
            #expect(try await verified(given, school).valid)
            let changes: [SQL] = [
                "pool_until = now() + interval '1 year'", "pool_until = NULL", "pool_fields = 63 - pool_fields",
                "pool_companies = array_append(pool_companies, \(company))", "pool_companies = '{}'",
                "pool_company_fields = ARRAY[1]::smallint[]", "pool_company_fields = '{}'", "pool_company_until = ARRAY[now()]",
                "pool_company_until = '{}'",
            ]
            let asked = try await columns(of: "student", given).filter { $0.hasPrefix("pool_") }
            #expect(asked.count == 5 && asked.allSatisfy { column in changes.contains { $0.text.hasPrefix("\(column) = ") } }, "\(asked)")
            var found = 0
            for student in students {
                for change in changes {
                    let answer = try await tampered(given, school, "UPDATE student SET \(change) WHERE id = \(student)")
                    guard let answer else { continue }
                    #expect(!answer.valid && answer.broken?.contains("\(student)") == true, "\(change)")
                    found += 1
                }
            }
            // The others change nothing: of whom nobody is shown, nothing can be taken away.
            #expect(found == 19, "\(found)")
        }
    }

    @Test func `what the service never writes is named, and nobody is raised from the dead`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school)
            _ = try await given.perform(WithdrawConsent(consent: consent), as: .student(eve, of: school))
            try await given.database.execute("UPDATE consent SET withdrawn_at = NULL WHERE id = \(consent)")
            let raised = try await verified(given, school)
            #expect(raised.broken?.contains("3") == true && raised.broken?.contains("\(consent)") == true, "\(raised)")
            // Later entries of the service do not heal it.
            _ = try await given.perform(WithdrawConsent(consent: consent), as: .student(eve, of: school))
            #expect(try await verified(given, school).broken == raised.broken)
        }
        for event in ["given", "renewed", "recorded", "withdrawn", "ended", "changed", "erased"] {
            try await Given.house { given in
                let school = try await given.school("École")
                let eve = try await given.student("Ève O’Neil", of: school)
                let consent = try await given.consent(of: eve, school)
                _ = try await given.perform(WithdrawConsent(consent: consent), as: .student(eve, of: school))
                try await given.database.execute("SELECT append_consent_entry(c, \(event)) FROM consent c")
                #expect(try await verified(given, school).valid == false, "\(event)")
            }
        }
    }

    @Test func `entries from before the moments were recorded verify still, and from then on the moments hold`() async throws {
        try await Given.house(before: "ledger_moments") { given in
            let school = try await given.school("École Zoë")
            let (eve, zoe) = (try await given.student("Ève O’Neil", of: school), try await given.student("Zoë Ÿ", of: school))
            let company = try await given.company("Ça & Cie")
            let live = try await given.consent(of: eve, school, company: company)
            let gone = try await given.consent(of: zoe, school)
            let erased = try await given.student("Li 中", of: school)
            try await given.consent(of: erased, school)
            try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE id = \(gone)")
            try await given.database.execute("DELETE FROM student WHERE id = \(erased)")
            let before = try await given.database.execute("SELECT encode(sha256, 'hex') FROM consent_head")[0].decode(String.self)

            _ = try await Migrator.migrate(given.database, Migration.all)
            let answer = try await verified(given, school, LedgerMark(number: 5, sha256: before))
            #expect(answer.valid && answer.entries == 7, "\(answer)")
            let entries = try await given.perform(ListLedger(school: school, query: SortedQuery()), as: .school(school)).items
            #expect(entries.prefix(2).allSatisfy { $0.event == .recorded && $0.givenAt != nil })
            #expect(Set(entries.prefix(2).map(\.consent)) == [live, gone] && entries[2].givenAt == nil)
            for change: SQL in [
                "UPDATE consent SET given_at = given_at - interval '1 year' WHERE id = \(live)",
                "UPDATE consent SET withdrawn_at = withdrawn_at - interval '1 second' WHERE id = \(gone)",
                "UPDATE consent SET withdrawn_at = NULL WHERE id = \(gone)",
                "UPDATE consent_entry SET given_at = at, withdrawn_at = NULL WHERE number = 1",
                "UPDATE consent_entry SET given_at = NULL, withdrawn_at = NULL WHERE number = 6",
            ] {
                #expect(try await tampered(given, school, change)?.valid == false, "\(change)")
            }
            _ = try await given.perform(WithdrawConsent(consent: live), as: .student(eve, of: school))
            try await given.database.execute("DELETE FROM student")
            let later = try await verified(given, school)
            #expect(later.valid && later.entries == 10, "\(later)")
        }
    }

    @Test func `entries from before it was kept who acted verify still, and later ones say it`() async throws {
        try await Given.house(before: "own_words") { given in
            let school = try await given.school("École Zoë")
            let eve = try await given.student("Ève O’Neil", of: school)
            let (first, second) = (try await given.consent(of: eve, school), try await given.consent(of: eve, school, to: .caseCompany))
            _ = try await Migrator.migrate(given.database, Migration.all)
            #expect(try await verified(given, school).valid)
            _ = try await given.perform(WithdrawConsent(consent: first), as: .school(school))
            _ = try await given.perform(WithdrawConsent(consent: second), as: .student(eve, of: school))
            let entries = try await given.perform(ListLedger(school: school, query: SortedQuery()), as: .school(school)).items
            #expect(entries.map(\.actedBy) == ["student", "school", nil, nil], "\(entries.map(\.actedBy))")
            let answer = try await verified(given, school)
            #expect(answer.valid && answer.entries == 4, "\(answer)")
            for change: SQL in ["acted_by = 'school'", "acted_by = NULL", "acted_by = 'operator'"] {
                #expect(try await tampered(given, school, "UPDATE consent_entry SET \(change) WHERE number = 4")?.valid == false)
            }
            #expect(try await tampered(given, school, "UPDATE consent_entry SET acted_by = 'student' WHERE number = 1")?.valid == false)
        }
    }

    @Test func `what keeps entries and audit lines as they are fires for a replica too`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school)
            _ = try await given.perform(WithdrawConsent(consent: consent), as: .student(eve, of: school))
            for change: SQL in [
                "DELETE FROM consent_entry", "UPDATE consent_entry SET event = 'ended'", "TRUNCATE consent_entry",
                "DELETE FROM audit_entry", "UPDATE audit_entry SET outcome = 'refused'", "TRUNCATE audit_entry",
            ] {
                await #expect(throws: PostgresError.self, "\(change)") {
                    try await given.database.batch(["SET LOCAL session_replication_role = replica", change])
                }
            }
        }
    }

    /// Everything recomputed by somebody who may do all: only what was written down elsewhere shows it.
    @Test func `a chain that was written anew is found by a mark that was kept`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let eve = try await given.student("Ève O’Neil", of: school)
            let consent = try await given.consent(of: eve, school)
            let before = try await verified(given, school)
            let mark = LedgerMark(number: before.entries, sha256: before.sha256.uppercased())
            try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE id = \(consent)")
            #expect(try await verified(given, school, mark).valid)
            try await given.database.batch([
                "ALTER TABLE consent_entry DISABLE TRIGGER consent_entry_stays", "ALTER TABLE consent DISABLE TRIGGER USER",
                "DELETE FROM consent", "DELETE FROM consent_entry", "DELETE FROM consent_head", "ALTER TABLE consent ENABLE TRIGGER USER",
            ])
            let another = try await given.consent(of: eve, school)
            try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE id = \(another)")
            #expect(try await verified(given, school).valid)
            #expect(try await verified(given, school, mark).valid == false)
            #expect(try await verified(given, school, LedgerMark(number: 3, sha256: before.sha256)).valid == false)
            let half = VerifyLedger(school: school, mark: LedgerMark(number: 3))
            #expect(try await given.refusal(of: half, as: .school(school))?.faults == ["sha256 missing"])
        }
    }

    @Test func `no role of the service writes into it, and not even its owner changes an entry`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            try await given.consent(of: try await given.student("Ève O’Neil", of: school), school)
            for change: SQL in ["UPDATE consent_entry SET event = 'ended'", "DELETE FROM consent_entry", "TRUNCATE consent_entry"] {
                await #expect(throws: PostgresError.self) { try await given.database.execute(change) }
            }
            let writers = try await given.database.execute(
                """
                SELECT r.rolname || ' ' || t.name FROM pg_roles r, unnest(ARRAY['consent_entry', 'consent_head']) AS t (name)
                WHERE r.rolname LIKE 'vivier\\_%' AND has_any_column_privilege(r.oid, t.name::regclass, 'INSERT, UPDATE')
                    OR r.rolname LIKE 'vivier\\_%' AND has_table_privilege(r.oid, t.name::regclass, 'DELETE, TRUNCATE')
                """
            ).decode(String.self)
            #expect(writers.isEmpty, "\(writers)")
            let functions = try await given.database.execute(
                "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'vivier\\_%' AND has_function_privilege(oid, 'append_consent_entry(consent, text)', 'EXECUTE')"
            ).decode(String.self)
            #expect(functions.isEmpty, "\(functions)")
        }
    }

    @Test func `many at once leave one chain`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            var students: [Student.ID] = []
            for number in 0..<24 { students.append(try await given.student("Zoë \(number)", of: school)) }
            try await withThrowingTaskGroup { group in
                for student in students {
                    group.addTask {
                        let draft = ConsentDraft(purpose: .talentPool, textVersion: "1")
                        let consent = try await given.perform(
                            GiveConsent(student: student, draft: draft), as: .student(student, of: school))
                        _ = try await given.perform(WithdrawConsent(consent: consent.id), as: .student(student, of: school))
                    }
                }
                try await group.waitForAll()
            }
            let answer = try await verified(given, school)
            #expect(answer.valid && answer.entries == 48, "\(answer)")
        }
    }

    /// Changes something with all guards down, verifies, and puts it back; nil where nothing was changed.
    private func tampered(_ given: Given, _ school: Organisation.ID, _ change: SQL, silently: Bool = true) async throws
        -> LedgerVerification?
    {
        try await given.database.batch([
            "ALTER TABLE consent_entry DISABLE TRIGGER USER", "ALTER TABLE consent DISABLE TRIGGER USER",
            "CREATE TABLE kept_entry AS TABLE consent_entry", "CREATE TABLE kept_head AS TABLE consent_head",
            "CREATE TABLE kept_consent AS TABLE consent",
            "CREATE TABLE kept_shown AS SELECT \(Self.shown) FROM student s",
        ])
        if !silently { try await given.database.execute("ALTER TABLE consent ENABLE TRIGGER USER") }
        try await given.database.execute(change)
        let same = try await given.database.execute(
            """
            SELECT NOT EXISTS (TABLE consent_entry EXCEPT TABLE kept_entry) AND NOT EXISTS (TABLE kept_entry EXCEPT TABLE consent_entry)
                AND NOT EXISTS (TABLE kept_head EXCEPT TABLE consent_head) AND NOT EXISTS (TABLE consent_head EXCEPT TABLE kept_head)
                AND NOT EXISTS (TABLE kept_consent EXCEPT TABLE consent) AND NOT EXISTS (TABLE consent EXCEPT TABLE kept_consent)
                AND NOT EXISTS (SELECT \(Self.shown) FROM student s EXCEPT TABLE kept_shown)
            """)[0].decode(Bool.self)
        let answer = try await verified(given, school)
        try await given.database.batch([
            "ALTER TABLE consent DISABLE TRIGGER USER", "DELETE FROM consent_entry", "INSERT INTO consent_entry TABLE kept_entry",
            "DELETE FROM consent_head",
            "INSERT INTO consent_head TABLE kept_head", "DELETE FROM consent", "INSERT INTO consent TABLE kept_consent",
            """
            UPDATE student s SET (pool_until, pool_fields, pool_companies, pool_company_fields, pool_company_until) =
                ROW (k.pool_until, k.pool_fields, k.pool_companies, k.pool_company_fields, k.pool_company_until)
            FROM kept_shown k WHERE k.id = s.id
            """,
            "DROP TABLE kept_entry, kept_head, kept_consent, kept_shown", "ALTER TABLE consent_entry ENABLE TRIGGER USER",
            "ALTER TABLE consent ENABLE TRIGGER USER",
        ])
        return same ? nil : answer
    }

    private static let shown: SQL = "s.id, s.pool_until, s.pool_fields, s.pool_companies, s.pool_company_fields, s.pool_company_until"

    private func columns(of table: String, _ given: Given) async throws -> [String] {
        try await given.database.execute(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = \(table)::regclass AND attnum > 0 AND NOT attisdropped"
        ).decode(String.self)
    }
}
