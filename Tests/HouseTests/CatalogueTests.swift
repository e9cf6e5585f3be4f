import Foundation
import Postgres
import Schema
import TestSupport
import Testing

/// What the database itself says of its tables and roles.
@Suite struct CatalogueTests {
    /// Reference data and what everyone may see of organisations; everything else is behind row-level security.
    private static let open: Set<String> = ["schema_migration", "skill", "skill_synonym", "skill_broader", "school", "network_school"]

    private func names(_ given: Given, _ statement: SQL) async throws -> [String] {
        try await given.database.execute(statement).decode(String.self)
    }

    @Test func `every migration file is inside the binary, byte for byte`() throws {
        let files = try House.files(in: "sql/migrations").filter { $0.hasSuffix(".sql") }.sorted()
        #expect(files.count == vivier_migration_count())
        for (index, path) in files.enumerated() where index < vivier_migration_count() {
            let embedded = vivier_migration(index).pointee
            #expect("sql/migrations/\(String(cString: embedded.name)).sql" == path)
            let bytes = Data(UnsafeBufferPointer(start: embedded.bytes, count: embedded.count))
            #expect(try Data(contentsOf: House.root.appending(path: path)) == bytes, "\(path)")
        }
    }

    @Test func `row-level security is forced on every table that is not public`() async throws {
        try await Given.house { given in
            let bare = try await names(
                given,
                """
                SELECT relname::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)
                """)
            #expect(Set(bare).isSubset(of: Self.open), "\(Set(bare).subtracting(Self.open))")
            let secured = try await names(
                given, "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity")
            #expect(Set(secured).isSuperset(of: ["student", "consent", "token", "audit_entry", "prospect", "match"]))
            let without = try await names(
                given,
                """
                SELECT relname::text FROM pg_class c
                WHERE relforcerowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
                """)
            #expect(without.isEmpty, "no policy: \(without)")
            let views = try await names(
                given,
                """
                SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
                    AND NOT coalesce(reloptions @> '{security_invoker=true}', false)
                """)
            #expect(views.isEmpty, "views that see with their owner's eyes: \(views)")
        }
    }

    @Test func `the daemon's roles own nothing and pass by nothing`() async throws {
        try await Given.house { given in
            let owned = try await names(
                given,
                """
                SELECT relname::text FROM pg_class WHERE pg_get_userbyid(relowner) LIKE 'vivier\\_%'
                UNION ALL SELECT proname::text FROM pg_proc WHERE pg_get_userbyid(proowner) LIKE 'vivier\\_%'
                """)
            #expect(owned.isEmpty, "\(owned)")
            let mighty = try await names(
                given,
                """
                SELECT rolname::text FROM pg_roles
                WHERE rolname LIKE 'vivier\\_%' AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)
                """)
            #expect(mighty.isEmpty, "\(mighty)")
            let heirs = try await names(given, "SELECT rolname::text FROM pg_roles WHERE rolname = 'vivier_daemon' AND rolinherit")
            #expect(heirs.isEmpty)
            let truncatable = try await names(
                given,
                """
                SELECT r.rolname || ' ' || c.relname FROM pg_class c, pg_roles r
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND r.rolname LIKE 'vivier\\_%'
                    AND has_table_privilege(r.oid, c.oid, 'TRUNCATE, TRIGGER, REFERENCES')
                """)
            #expect(truncatable.isEmpty, "\(truncatable)")
            let creators = try await names(
                given,
                "SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'vivier\\_%' AND has_schema_privilege(oid, 'public', 'CREATE')")
            #expect(creators.isEmpty, "\(creators)")
        }
    }

    /// What the daemon's own role is good for before anybody is named whom it acts for: finding out who asks, letting people in, sending letters,
    /// keeping clocks. Of students, cases and rounds it reads nothing.
    @Test func `before it is told who asks, the daemon reads and does no more than it needs for that`() async throws {
        try await Given.house { given in
            func tables(_ privileges: String) async throws -> [String] {
                try await names(
                    given,
                    """
                    SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
                        AND (has_any_column_privilege('vivier_daemon', c.oid, \(privileges))
                            OR (\(privileges) = 'INSERT' AND has_table_privilege('vivier_daemon', c.oid, 'DELETE')))
                    ORDER BY 1
                    """)
            }
            #expect(
                try await tables("SELECT") == [
                    "company", "house_key", "idempotent_answer", "network_school", "organisation", "schema_migration", "school", "session",
                    "skill", "skill_broader", "skill_synonym", "token",
                ])
            #expect(try await tables("INSERT") == ["audit_entry", "idempotent_answer"])
            #expect(try await tables("UPDATE") == ["idempotent_answer", "session", "token"])
            let functions = try await names(
                given,
                """
                SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
                    AND p.prorettype <> 'trigger'::regtype AND has_function_privilege('vivier_daemon', p.oid, 'EXECUTE') ORDER BY 1
                """)
            #expect(
                functions == [
                    "accept_invitation", "answer_question", "ask_provider", "ask_sign_in", "bytes_left", "close_past_cases",
                    "deliver_question", "end_what_is_over", "forget_old_letters", "forget_old_reminders", "forget_old_roster_files",
                    "forget_old_sign_ins", "forget_told_counts", "letter_was_refused", "letter_was_sent", "look_at_invitation",
                    "look_at_question", "note_question", "questions_due", "read_names", "refresh_statistics", "settle_cohort_tallies",
                    "sign_in_verified", "take_letters", "take_provider", "use_sign_in",
                ])
            // Of the keys one, of sessions and tokens what tells who it is.
            let keys = try await names(given, "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polname = 'house_key_daemon'")
            #expect(keys == ["(purpose = 'cursor'::text)"])
        }
    }

    @Test func `functions that act as their owner look only where they are told`() async throws {
        try await Given.house { given in
            let careless = try await names(
                given,
                """
                SELECT proname::text FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND prosecdef
                    AND NOT coalesce(array_to_string(proconfig, ',') LIKE 'search_path=%', false)
                """)
            #expect(careless.isEmpty, "\(careless)")
        }
    }

    /// `session_replication_role = replica` sets aside what fires in the usual way.
    @Test func `what keeps frozen things frozen fires whatever the session is set to`() async throws {
        try await Given.house { given in
            let guards: SQL = """
                FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                WHERE NOT t.tgisinternal AND p.pronamespace = 'public'::regnamespace AND p.prosrc LIKE '%restrict\\_violation%'
                """
            let asleep = try await names(
                given, "SELECT t.tgrelid::regclass || ' ' || t.tgname \(guards) AND t.tgenabled <> 'A'")
            #expect(asleep.isEmpty, "\(asleep)")
            let guarded = try await names(given, "SELECT DISTINCT t.tgrelid::regclass::text \(guards)")
            #expect(
                Set(guarded).isSuperset(of: [
                    "run", "match", "run_document", "certificate", "case_price", "run_idle_decision", "round", "consent_entry",
                    "audit_entry",
                ]))
        }
    }

    @Test func `every constraint bears its table's name`() async throws {
        try await Given.house { given in
            let nameless = try await names(
                given,
                """
                SELECT conrelid::regclass || ' ' || conname FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n'
                    AND NOT starts_with(conname, (SELECT relname FROM pg_class WHERE oid = conrelid) || '_')
                """)
            #expect(nameless.isEmpty, "\(nameless)")
        }
    }
}
