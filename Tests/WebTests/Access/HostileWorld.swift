import API
import Foundation
import Postgres
import TestSupport
import Vivier

/// A world in which whatever people and files may call something is a script, were it not escaped.
extension World {
    static let script = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"

    /// Texts of what is there already: where they stand, and how long each may be.
    private static let texts: [(table: String, column: String, most: Int32)] = [
        ("organisation", "name", 200), ("organisation", "city", 100), ("company", "sector", 100), ("cohort", "name", 200),
        ("programme", "name", 200), ("programme", "code", 100), ("team", "name", 100), ("round", "name", 200),
        ("student", "given_name", 80), ("student", "family_name", 80), ("student", "city", 100), ("student", "programme", 200),
        ("business_case", "title", 200), ("business_case", "description", 400), ("business_case", "place", 100),
        ("business_case", "reward", 500), ("token", "label", 100),
    ]

    /// Both halves, and on the own side what nobody has made yet.
    func makeHostile() async throws {
        for (table, column, most) in Self.texts {
            // A published round stays as it is.
            let open: SQL = table == "round" ? "AND state = 'open'" : ""
            let (table, column): (SQL, SQL) = ("\(identifier: table)", "\(identifier: column)")
            try await given.database.execute(
                """
                UPDATE \(table) SET \(column) = left(coalesce(\(column), '') || \(Self.script), \(most)::integer)
                WHERE length(coalesce(\(column), '')) < \(most)::integer \(open)
                """)
        }
        let script = Self.script
        let address = "\"><script>alert(3)</script>'@example.org"
        let skill: Int32 = try await given.database.execute(
            """
            INSERT INTO skill (uri, label_en, label_fr, source) VALUES ('urn:hostile', \("en" + script), \("fr" + script), \(script)) RETURNING id
            """)[0].decode(Int32.self)
        let account = try await given.account(address)
        for (organisation, role) in [(own.school, Role.schoolAdmin), (own.company, .recruiter), (own.network, .networkOperator)] {
            _ = try await given.member(account, role, of: organisation)
            try await given.database.execute(
                """
                INSERT INTO invitation (sha256, email, role, organisation_id, language)
                VALUES (\(LinkSecret().digest), \(address), \(role.rawValue), \(organisation), 'fr')
                """)
        }
        try await given.database.batch([
            "UPDATE student SET labels = array_append(labels, \(script + ":2")) WHERE id = \(own.student)",
            "INSERT INTO business_case_label (case_id, label, level, importance) VALUES (\(own.businessCase), \(script), 2, 'nice')",
            """
            INSERT INTO student_skill (student_id, skill_id, school_id, source, level) VALUES (\(own.student), \(skill), \(own.school), 'self', 2)
            """,
            """
            INSERT INTO business_case_skill (case_id, skill_id, level, importance, position) VALUES (\(own.businessCase), \(skill), 2, 'nice', 9)
            """,
            "INSERT INTO pool (company_id, name, query) VALUES (\(own.company), \("a" + script), \(#"skill:"<script>alert(1)</script>""#))",
            """
            INSERT INTO prospect (company_id, student_id, school_id, note, next_action)
            VALUES (\(own.company), \(own.student), \(own.school), \(script), \(script))
            """,
            """
            INSERT INTO prospect_event (prospect_id, company_id, to_stage, note)
            SELECT id, company_id, stage, \(script) FROM prospect WHERE note = \(script)
            """,
            """
            INSERT INTO round_decision (round_id, team_id, school_id, case_id, kind, reason)
            SELECT id, \(own.team), \(own.school), \(own.businessCase), 'ban', \(script) FROM round
            WHERE organisation_id = \(own.school) AND state = 'open' ORDER BY id DESC LIMIT 1
            """,
            """
            INSERT INTO roster_import (school_id, cohort_id, file_name, file_sha256, format, new_count, changed_count, unchanged_count,
                rejected_count)
            VALUES (\(own.school), \(own.cohort), \(script + ".csv"), sha256('x'), 'csv', 0, 0, 0, 0)
            """,
        ])
        try await given.application.skills.load(from: given.application.database)
    }
}
