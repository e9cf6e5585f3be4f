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
            let ending = try await given.consent(of: eve, school)
            try await given.database.execute("UPDATE consent SET ends_at = now() - interval '1 minute' WHERE id = \(ending)")
            let again = ConsentDraft(purpose: .talentPool, textVersion: "2027-01")
            let renewed = try await given.perform(GiveConsent(student: eve, draft: again), as: .school(school))
            _ = try await given.perform(WithdrawConsent(consent: consent.id), as: .school(school))
            _ = try await given.perform(WithdrawConsent(consent: consent.id), as: .school(school))
            try await given.database.execute("DELETE FROM student WHERE id = \(eve)")

            let entries: [LedgerEntry] = try await given.all(as: .school(school)) { ListLedger(school: school, query: $0) }
            #expect(entries.map(\.number) == [9, 8, 7, 6, 5, 4, 3, 2, 1])
            #expect(entries.suffix(5).map(\.event) == [.given, .ended, .changed, .given, .given].map { $0 })
            #expect(entries.suffix(5).map(\.consent) == [renewed.id, ending, ending, ending, consent.id])
            #expect(entries[3].event == .withdrawn && entries[3].consent == consent.id)
            #expect(entries.prefix(3).allSatisfy { $0.event == .erased && $0.student == eve })
            #expect(entries.last?.fields == [.email, .city] && entries.last?.textVersion == "2026-09 é")
            let answer = try await verified(given, school)
            #expect(answer.valid && answer.entries == 9 && answer.sha256 == entries[0].sha256, "\(answer)")
            #expect(try await verified(given, other).entries == 1)
        }
    }

    /// Every byte of every column of an entry, of its head and of the consent itself.
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
                "sha256 = set_byte(sha256, 31, get_byte(sha256, 31) # 1)", "previous = set_byte(previous, 0, get_byte(previous, 0) # 128)",
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
            for change: SQL in [
                "UPDATE consent_head SET number = number - 1", "UPDATE consent_head SET sha256 = decode(repeat('00', 32), 'hex')",
                "DELETE FROM consent_head", "DELETE FROM consent WHERE id = \(consent)",
                "UPDATE consent SET withdrawn_at = NULL WHERE id = \(consent)", "UPDATE consent SET fields = '{}' WHERE id = \(consent)",
                "UPDATE consent SET ends_at = ends_at + interval '1 day' WHERE id = \(consent)",
                "UPDATE consent SET company_id = NULL WHERE id = \(consent)",
            ] {
                #expect(try await tampered(given, school, change)?.valid == false, "\(change)")
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
                "ALTER TABLE consent_entry DISABLE TRIGGER consent_entry_stays", "DELETE FROM consent_entry", "DELETE FROM consent_head",
                """
                SELECT append_consent_entry(c, w) FROM (SELECT c, w FROM consent c, unnest(ARRAY['given', 'withdrawn']) AS w) AS x
                """,
            ])
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
    private func tampered(_ given: Given, _ school: Organisation.ID, _ change: SQL) async throws -> LedgerVerification? {
        try await given.database.batch([
            "ALTER TABLE consent_entry DISABLE TRIGGER USER", "ALTER TABLE consent DISABLE TRIGGER USER",
            "CREATE TABLE kept_entry AS TABLE consent_entry", "CREATE TABLE kept_head AS TABLE consent_head",
            "CREATE TABLE kept_consent AS TABLE consent",
        ])
        try await given.database.execute(change)
        let same = try await given.database.execute(
            """
            SELECT NOT EXISTS (TABLE consent_entry EXCEPT TABLE kept_entry) AND NOT EXISTS (TABLE kept_entry EXCEPT TABLE consent_entry)
                AND NOT EXISTS (TABLE kept_head EXCEPT TABLE consent_head) AND NOT EXISTS (TABLE consent_head EXCEPT TABLE kept_head)
                AND NOT EXISTS (TABLE kept_consent EXCEPT TABLE consent) AND NOT EXISTS (TABLE consent EXCEPT TABLE kept_consent)
            """)[0].decode(Bool.self)
        let answer = try await verified(given, school)
        try await given.database.batch([
            "DELETE FROM consent_entry", "INSERT INTO consent_entry TABLE kept_entry", "DELETE FROM consent_head",
            "INSERT INTO consent_head TABLE kept_head", "DELETE FROM consent", "INSERT INTO consent TABLE kept_consent",
            "DROP TABLE kept_entry, kept_head, kept_consent", "ALTER TABLE consent_entry ENABLE TRIGGER USER",
            "ALTER TABLE consent ENABLE TRIGGER USER",
        ])
        return same ? nil : answer
    }
}
