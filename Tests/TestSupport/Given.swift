package import API
import Foundation
package import Logging
package import Postgres
package import Vivier

/// A house of its own for one test, with what the test needs in it:
///
///     let given = try await Given.house()
///     let school = try await given.school("École Zoë")
///     let student = try await given.student("Ève O’Neil", of: school)
///
/// Names are awkward on purpose. Rows are written straight into the tables, so that a test of one thing rests on no other.
package struct Given: Sendable {
    package let testDatabase: TestDatabase
    /// As a superuser, for whom no row-level security holds.
    package let database: Database
    package let application: Application

    /// The newest schema in a database of its own; the application signs in as the daemon does.
    ///
    /// - Parameters:
    ///   - migration: what is in the name of the first migration that is left out, of an older schema.
    ///   - log: nil: nobody reads it.
    package static func house(before migration: String? = nil, log: Logger? = nil) async throws -> Given {
        let migrations = Migration.all.prefix { one in migration.map { !one.name.contains($0) } ?? true }
        let testDatabase = try await TestCluster.database(template: "vivier \(migrations.count)") { database in
            _ = try await Migrator.migrate(database, Array(migrations))
        }
        return Given(
            testDatabase: testDatabase, database: testDatabase.open(),
            application: Application(
                database: testDatabase.open(user: "vivier_daemon"),
                log: log ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    }

    /// Closes and removes it all.
    package func demolish() async throws {
        await application.database.close()
        await database.close()
        try await testDatabase.drop()
    }

    /// Lends a house that is gone afterwards.
    package static func house<T>(
        before migration: String? = nil, log: Logger? = nil, _ body: (Given) async throws -> T
    ) async throws -> T {
        let given = try await house(before: migration, log: log)
        do {
            let value = try await body(given)
            try await given.demolish()
            return value
        } catch {
            try? await given.demolish()
            throw error
        }
    }

    // MARK: Organisations

    package func school(_ name: String) async throws -> Organisation.ID {
        let id = try await organisation(.school, name)
        try await database.execute("INSERT INTO school (id) VALUES (\(id))")
        return id
    }

    package func company(_ name: String, capacity: Int? = nil) async throws -> Organisation.ID {
        let id = try await organisation(.company, name)
        try await database.execute("INSERT INTO company (id, capacity) VALUES (\(id), \(capacity.map(Int32.init)))")
        return id
    }

    package func network(_ name: String, of schools: Organisation.ID...) async throws -> Organisation.ID {
        let id = try await organisation(.network, name)
        for school in schools {
            try await database.execute("INSERT INTO network_school (network_id, school_id) VALUES (\(id), \(school))")
        }
        return id
    }

    private func organisation(_ kind: OrganisationKind, _ name: String) async throws -> Organisation.ID {
        try await id("INSERT INTO organisation (kind, name) VALUES (\(kind.rawValue), \(name)) RETURNING id")
    }

    // MARK: People

    package func programme(_ code: String, of school: Organisation.ID) async throws -> Programme.ID {
        try await id("INSERT INTO programme (school_id, code, name) VALUES (\(school), \(code), \(code)) RETURNING id")
    }

    package func cohort(_ code: String, of school: Organisation.ID) async throws -> Cohort.ID {
        try await id("INSERT INTO cohort (school_id, code, name) VALUES (\(school), \(code), \(code)) RETURNING id")
    }

    /// - Parameter name: the given name, a space, the family name.
    package func student(_ name: String, of school: Organisation.ID, in cohort: Cohort.ID? = nil) async throws -> Student.ID {
        let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
        let key = UUID().uuidString
        let student: Student.ID = try await id(
            """
            INSERT INTO student (school_id, key, given_name, family_name, email, languages)
            VALUES (\(school), \(key), \(parts[0]), \(parts.last ?? ""), \(key.lowercased() + "@example.org"), '{fr:C2,en:B2}')
            RETURNING id
            """)
        if let cohort {
            try await database.execute(
                "INSERT INTO cohort_student (cohort_id, student_id, school_id) VALUES (\(cohort), \(student), \(school))")
        }
        return student
    }

    package func team(_ name: String, of members: [Student.ID], in cohort: Cohort.ID, school: Organisation.ID) async throws -> Team.ID {
        let team: Team.ID = try await id(
            "INSERT INTO team (school_id, cohort_id, name) VALUES (\(school), \(cohort), \(name)) RETURNING id")
        for member in members {
            try await database.execute(
                """
                INSERT INTO team_member (team_id, cohort_id, student_id, school_id) VALUES (\(team), \(cohort), \(member), \(school))
                """)
        }
        return team
    }

    /// - Parameter end: how long from now until it ends, as PostgreSQL reads it; as long as its clock says, where none is said.
    @discardableResult
    package func consent(
        of student: Student.ID, _ school: Organisation.ID, to purpose: Consent.Purpose = .talentPool, company: Organisation.ID? = nil,
        endingIn end: String? = nil, by recorder: Consent.Recorder = .student
    ) async throws -> Consent.ID {
        try await id(
            """
            INSERT INTO consent (student_id, school_id, purpose, company_id, text_version, recorded_by, ends_at)
            VALUES (\(student), \(school), \(purpose.rawValue), \(company), '2026-09', \(recorder.rawValue),
                coalesce(now() + \(end)::text::interval, '-infinity')) RETURNING id
            """)
    }

    // MARK: Cases and rounds

    package func businessCase(_ title: String, by company: Organisation.ID, state: BusinessCase.State = .published) async throws
        -> BusinessCase.ID
    {
        try await id(
            """
            INSERT INTO business_case (company_id, title, state, from_date, until_date, hours_per_week)
            VALUES (\(company), \(title), \(state.rawValue), '2027-01-04', '2027-03-26', 6) RETURNING id
            """)
    }

    package func round(_ name: String, of organisation: Organisation.ID, over cohorts: Cohort.ID...) async throws -> Round.ID {
        let round: Round.ID = try await id("INSERT INTO round (organisation_id, name) VALUES (\(organisation), \(name)) RETURNING id")
        for cohort in cohorts {
            try await database.execute(
                """
                INSERT INTO round_cohort (round_id, cohort_id, school_id) SELECT \(round), id, school_id FROM cohort WHERE id = \(cohort)
                """)
        }
        return round
    }

    /// Every row of every table, as text; and the bytes of every column of bytes, as the text that they hold.
    package func everything() async throws -> String {
        var all = ""
        let tables = try await database.execute(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).decode(String.self)
        for table in tables {
            let rows = try await database.execute("SELECT t::text FROM \(identifier: table) t").decode(String.self)
            all += rows.map { "\(table) \($0)\n" }.joined()
        }
        let columns = try await database.execute(
            """
            SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'bytea'::regtype
            """
        ).decode(String.self, String.self)
        for (table, column) in columns {
            let values = try await database.execute(
                "SELECT \(identifier: column) FROM \(identifier: table) WHERE \(identifier: column) IS NOT NULL"
            ).decode([UInt8].self)
            all += values.map { "\(table) \(column) \(String(decoding: $0, as: UTF8.self))\n" }.joined()
        }
        return all
    }

    // MARK: Tokens

    /// - Returns: the secret.
    package func token(
        _ role: Role, of organisation: Organisation.ID? = nil, for student: Student.ID? = nil, hours: Int = 1
    ) async throws -> String {
        let secret = TokenSecret.random()
        try await database.execute(
            """
            INSERT INTO token (sha256, role, organisation_id, student_id, issued_by, created_at, expires_at)
            VALUES (\(secret.digest), \(role.rawValue), \(organisation), \(student), 'operator', now() - interval '2 days',
                now() + make_interval(hours => \(Int32(hours))))
            """)
        return secret.text
    }

    package func id<Subject>(_ statement: SQL) async throws -> Identifier<Subject> {
        let rows = try await database.execute(statement)
        guard let row = rows.first else { throw TestCluster.Failure(description: "the statement gave no row") }
        return try row.decode(Identifier<Subject>.self)
    }
}
