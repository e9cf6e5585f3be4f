import API
import Postgres
import TestSupport
import Testing
import Vivier

/// The second wall: with the application's checks out of the way, a role that says anything to the database gets, changes, deletes and adds
/// nobody else's rows. Triggers and foreign keys are off too, so that it is the policies and grants which hold.
struct SecondWallTests {
    /// What a role is in the database, and where.
    struct Standing {
        var role: Role
        var organisation: Organisation.ID
        var student: Student.ID?
        var account: Identifier<Account>
    }

    /// A table as a role of the database may use it.
    private struct Door {
        var table: String
        var readable: [String]
        var writable: [String]
        var insertable: [String]
        var deletable: Bool
    }

    @Test func `no role reads, changes, deletes or adds a foreign row by any statement over any table`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let world = try await World.build(in: given)
            try await furnish(world)
            let tables = try await ForeignRows.tables(given.database)
            let foreign = ForeignRows(of: world)
            let strange = try await foreign.places(in: tables, given.database)
            // There is something foreign to be got in every table that may hold anything of somebody.
            let empty = Set(tables.filter { strange[$0] == [] })
            #expect(empty.isSubset(of: Self.ownerless), "\(empty.subtracting(Self.ownerless).sorted())")
            var counts = (read: 0, changed: 0, copied: 0, deleted: 0, added: 0)
            var (constrained, lent): (Set<String>, Set<String>) = ([], [])
            for standing in try await standings(world) {
                let caller = Caller(
                    role: standing.role, organisation: standing.organisation, account: standing.account, student: standing.student,
                    requestID: "wall")
                for door in try await doors(tables, caller.databaseRole, given.database) {
                    let who = "\(standing.role.rawValue), \(door.table)"
                    let columns = Self.list(door.readable)
                    if !door.readable.isEmpty {
                        // Whatever may be read is answered: a silence would prove nothing.
                        let text = try await attempt(caller, given.database) { transaction in
                            try await transaction.execute(
                                """
                                SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '')
                                FROM (SELECT \(columns) FROM \(identifier: door.table)) t
                                """)[0].decode(String.self)
                        }.get()
                        counts.read += 1
                        for mark in foreign.marks(of: door.table) { #expect(!text.contains(mark), "\(who) gets \(mark)") }
                    }
                    for column in door.writable where !ForeignRows.open.contains(door.table) {
                        let left = try await attempt(caller, given.database) { transaction in
                            try await transaction.execute(
                                "UPDATE \(identifier: door.table) SET \(identifier: column) = \(identifier: column)")
                            try await transaction.execute("SELECT set_config('role', 'none', true)")
                            return try await foreign.places(in: door.table, transaction)
                        }
                        counts.changed += 1
                        if case .success(let rows) = left {
                            #expect(rows == strange[door.table], "\(who) changes \(column) of foreign rows")
                        }
                        guard !empty.contains(door.table) else { continue }
                        // A value that a foreign row has, which its constraints allow.
                        let taken = try await attempt(caller, given.database, before: copyForeign(door.table, foreign)) { transaction in
                            try await transaction.execute(
                                """
                                UPDATE \(identifier: door.table) SET \(identifier: column) =
                                    (SELECT \(identifier: column) FROM copied WHERE \(identifier: column) IS NOT NULL LIMIT 1)
                                """)
                            try await transaction.execute("SELECT set_config('role', 'none', true)")
                            return try await foreign.places(in: door.table, transaction)
                        }
                        counts.copied += 1
                        let name = "\(door.table).\(column)"
                        switch taken {
                        case .success(let rows):
                            #expect(
                                strange[door.table]?.isSubset(of: rows) == true, "\(who) gives \(column) of foreign rows another value")
                            // Nor does what is one's own become somebody else's.
                            if rows != strange[door.table] { lent.insert(name) }
                        case .failure(let error) where error.sqlState.hasPrefix("23") && error.sqlState != "23001":
                            constrained.insert(name)
                        case .failure(let error):
                            #expect(["42501", "23001"].contains(error.sqlState), "\(who), \(column): \(error)")
                        }
                    }
                    if door.deletable {
                        let left = try await attempt(caller, given.database) { transaction in
                            try await transaction.execute("DELETE FROM \(identifier: door.table)")
                            try await transaction.execute("SELECT set_config('role', 'none', true)")
                            return try await foreign.places(in: door.table, transaction)
                        }
                        counts.deleted += 1
                        if case .success(let rows) = left {
                            #expect(rows == strange[door.table], "\(who) deletes foreign rows")
                        } else if case .failure(let error) = left {
                            // A run that is published, and what it rests on, nobody deletes.
                            #expect(error.sqlState == "23001", "\(who): \(error)")
                        }
                    }
                    if !door.insertable.isEmpty, !empty.contains(door.table) {
                        counts.added += 1
                        let code = try await attempt(caller, given.database, before: copyForeign(door.table, foreign)) { transaction in
                            let columns = Self.list(door.insertable)
                            try await transaction.execute(
                                "INSERT INTO \(identifier: door.table) (\(columns)) OVERRIDING SYSTEM VALUE SELECT \(columns) FROM copied")
                            return "added"
                        }
                        // What a policy refuses is refused before any constraint is looked at, though after what is always looked at first:
                        // that nothing is added to what was published.
                        if case .failure(let error) = code {
                            #expect(["42501", "23001"].contains(error.sqlState), "\(who): \(error)")
                        } else {
                            Issue.record("\(who) adds foreign rows")
                        }
                    }
                }
            }
            #expect(constrained == Self.constrained, "\(constrained.symmetricDifference(Self.constrained).sorted())")
            #expect(lent == Self.lent, "\(lent.symmetricDifference(Self.lent).sorted())")
            #expect(
                counts.read > 150 && counts.changed > 100 && counts.copied > 80 && counts.deleted > 20 && counts.added > 50, "\(counts)")
            print("second wall: \(counts); no foreign row")
        }
    }

    @Test func `a company that the session does not name is shown nobody`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let own = try await World.build(in: given).own
            try await given.database.execute(
                """
                WITH known AS (INSERT INTO skill (uri, label_en, label_fr, source) VALUES ('urn:wall', 'a', 'b', 'test') RETURNING id)
                INSERT INTO student_skill (student_id, skill_id, school_id, source, level)
                SELECT \(own.student), id, \(own.school), 'self', 3 FROM known
                """)
            // Reference data, and what everyone may see of organisations.
            let open: Set<String> = [
                "schema_migration", "skill", "skill_synonym", "skill_broader", "organisation", "school", "company", "network_school",
                "retention_rule",
            ]
            let readable = try await given.database.execute(
                """
                SELECT relname::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND has_any_column_privilege('vivier_company', oid, 'SELECT')
                """
            ).decode(String.self)
            func shown(to company: Organisation.ID?) async throws -> Set<String> {
                try await given.database.transaction { transaction in
                    var context: SQL = "SELECT set_config('role', 'vivier_company', true)"
                    if let company { context += ", set_config('app.organisation', \(company.description), true)" }
                    _ = try await transaction.execute(context)
                    var shown: Set<String> = []
                    for table in readable where !open.contains(table) {
                        let rows = try await transaction.execute("SELECT count(*) FROM \(identifier: table)")[0].decode(Int.self)
                        if rows > 0 { shown.insert(table) }
                    }
                    return shown
                }
            }
            #expect(
                try await shown(to: own.company).isSuperset(of: ["student", "student_skill", "pool_skill", "consent", "match", "team"]))
            #expect(try await shown(to: nil) == [])
        }
    }

    @Test func `how far the cases of others are given away is not for a company to ask`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let world = try await World.build(in: given)
            let owner = Caller(role: .companyOwner, organisation: world.own.company, requestID: "wall")
            let none: Round.ID? = nil
            let questions: [SQL] = [
                "SELECT coalesce(sum(taken), 0)::text FROM places_taken(\([world.foreign.businessCase]), \(none))",
                "SELECT coalesce(sum(taken), 0)::text FROM company_places_taken(\([world.foreign.company]), \(none))",
            ]
            for question in questions {
                #expect(try await given.database.execute(question)[0].decode(String.self) == "1")
                let answer = try await attempt(owner, given.database) { try await $0.execute(question)[0].decode(String.self) }
                #expect(throws: PostgresError.self) { try answer.get() }
            }
        }
    }

    // MARK: The scene

    /// What the world lacks of the foreign side: people who sign in, what they keep and what is known of them.
    func furnish(_ world: World) async throws {
        let (given, foreign) = (world.given, world.foreign)
        let account = try await given.account("\(World.secret)@example.org")
        let membership = try await given.member(account, .schoolAdmin, of: foreign.school)
        _ = try await given.session(account, in: membership)
        _ = try await given.token(.companyOwner, of: foreign.company)
        let prospect = try await given.prospect(foreign.student, foreign.school, of: foreign.company)
        let roster = try await given.rosterImport(into: foreign.cohort, foreign.school)
        let skill: Identifier<Skill> = try await given.id("SELECT uuid_v7()")
        // One that is not published yet: of the other nothing is changed any more.
        let round: Round.ID = try await given.id("SELECT round_id FROM run WHERE id = \(foreign.proven)")
        _ = try await given.application.perform(ShareTeamCards(round: round), by: .terminal(requestID: "wall"))
        let (student, school, company, secret) = (foreign.student, foreign.school, foreign.company, World.secret)
        try await given.database.execute(
            """
            INSERT INTO consent (student_id, school_id, purpose, company_id, text_version, recorded_by)
            VALUES (\(student), \(school), 'talent-pool', \(company), '1', 'student')
            """)
        try await given.database.execute(
            """
            WITH known AS (
                INSERT INTO skill (uri, label_en, label_fr, source) VALUES (\("urn:\(skill)"), 'a', 'b', 'test') RETURNING id
            ), asked AS (
                INSERT INTO business_case_skill (case_id, skill_id, level, importance, position)
                SELECT \(foreign.businessCase), id, 1, 'nice', 7 FROM known
            )
            INSERT INTO student_skill (student_id, skill_id, school_id, source, level) SELECT \(student), id, \(school), 'self', 3 FROM known
            """)
        try await given.database.transaction { transaction in
            // Rows as they may lie there, whatever had to come before them.
            try await transaction.execute("SELECT set_config('session_replication_role', 'replica', true)")
            for statement: SQL in [
                """
                INSERT INTO invitation (sha256, email, role, organisation_id, language)
                VALUES (sha256('wall'), \(secret + "@example.org"), 'school-admin', \(school), 'fr')
                """,
                "INSERT INTO pool (company_id, name, query) VALUES (\(company), \(secret), 'language:fr')",
                """
                INSERT INTO prospect_event (prospect_id, company_id, to_stage, note)
                SELECT id, company_id, stage, \(secret) FROM prospect WHERE id = \(prospect)
                """,
                """
                INSERT INTO person_read (student_id, school_id, company_id, kind, request_id)
                VALUES (\(student), \(school), \(company), 'view', 'wall')
                """,
                "INSERT INTO business_case_label (case_id, label, level, importance) VALUES (\(foreign.businessCase), 'x', 1, 'nice')",
                """
                INSERT INTO business_case_version (case_id, version, content)
                VALUES (\(foreign.businessCase), 99, jsonb_build_object('title', \(secret)))
                """,
                """
                INSERT INTO case_preference (round_id, case_id, company_id, team_id, school_id, place)
                VALUES (\(round), \(foreign.businessCase), \(company), \(foreign.team), \(school), 1)
                """,
                """
                INSERT INTO team_preference (round_id, team_id, school_id, case_id, place)
                VALUES (\(round), \(foreign.team), \(school), \(foreign.businessCase), 1)
                """,
                "INSERT INTO round_case (round_id, case_id) VALUES (\(round), \(foreign.businessCase)) ON CONFLICT DO NOTHING",
                """
                INSERT INTO round_decision (round_id, team_id, school_id, case_id, kind, reason)
                VALUES (\(round), \(foreign.team), \(school), \(foreign.businessCase), 'ban', \(secret))
                """,
                """
                INSERT INTO retention_question (sha256, student_id, school_id, prospect_id, due_at)
                VALUES (sha256('wall'), \(student), \(school), \(prospect), now() + interval '30 days')
                """,
                """
                INSERT INTO student_exception (student_id, school_id, from_date, until_date)
                VALUES (\(student), \(school), '2027-01-04', '2027-01-05')
                """,
                "INSERT INTO former_address (student_id, school_id, email) VALUES (\(student), \(school), \(secret + "@example.org"))",
                """
                INSERT INTO cohort_blocked_days (cohort_id, school_id, reason, from_date, until_date)
                VALUES (\(foreign.cohort), \(school), 'exams', '2027-01-04', '2027-01-05')
                """,
                """
                INSERT INTO roster_file (id, school_id, cohort_id, account_id, file_name, bytes)
                VALUES (\(account), \(school), \(foreign.cohort), \(account), \(secret), 'x')
                """,
                """
                INSERT INTO roster_file_page (roster_id, school_id, account_id, state, page, rows)
                VALUES (\(account), \(school), \(account), 'new', 0, '[]')
                """,
                "INSERT INTO roster_import_change (import_id, student_id, school_id, before) VALUES (\(roster), \(student), \(school), '{}')",
                "INSERT INTO erased_student (id, school_id) VALUES (\(skill), \(school))",
                "INSERT INTO former_team (team_id, school_id, cohort_id) VALUES (\(student), \(school), \(foreign.cohort))",
                "INSERT INTO reminder (student_id, school_id) VALUES (\(student), \(school))",
            ] {
                try await transaction.execute(statement)
            }
        }
    }

    /// Tables in which nothing belongs to one organisation, or which no role but the daemon itself has anything to do with.
    private static let ownerless: Set<String> = [
        "backup", "card_key", "company", "erased_trace", "former_name", "house_key", "idempotent_answer", "letter", "name_backlog",
        "network_school",
        "organisation", "provider_request",
        "retention_rule", "rewriting", "run_idle_decision", "schema_migration", "school", "sign_in_link", "skill", "skill_broader",
        "skill_synonym",
        "student_name", "told_count",
    ]

    /// Columns where a constraint refuses whatever a foreign row has: it is of another row alone, or does not go with the row's other columns.
    private static let constrained: Set<String> = ["business_case.id", "business_case.until_date", "cohort.id", "programme.id", "team.id"]

    /// Columns by which an own row may bear a foreign value as far as policies go: texts, which anybody may write, and what foreign keys, which
    /// are off here, hold to the own side.
    private static let lent: Set<String> = [
        "business_case.title", "cohort.code", "cohort.name", "programme.code", "programme.name", "student.family_name", "team.name",
        // A company shows its case to whichever schools it likes.
        "business_case_school.school_id",
        "cohort_student.cohort_id", "cohort_student.student_id", "team.cohort_id", "team_member.cohort_id", "team_member.student_id",
        "team_member.team_id",
    ]

    func standings(_ world: World) async throws -> [Standing] {
        let own = world.own
        let organisations: [(Role, Organisation.ID)] = [
            (.networkOperator, own.network), (.schoolAdmin, own.school), (.supervisor, own.school), (.companyOwner, own.company),
            (.company, own.company), (.recruiter, own.company), (.contributor, own.company), (.student, own.school),
        ]
        var standings: [Standing] = []
        for (role, organisation) in organisations {
            let account: Identifier<Account> = try await world.given.id(
                "SELECT account_id FROM token WHERE role = \(role.rawValue) AND organisation_id = \(organisation)")
            standings.append(
                Standing(role: role, organisation: organisation, student: role == .student ? own.student : nil, account: account))
        }
        return standings
    }

    // MARK: Statements

    private static func list(_ columns: [String]) -> SQL {
        columns.reduce(into: "" as SQL) { list, column in
            list += list.text.isEmpty ? "\(identifier: column)" : ", \(identifier: column)"
        }
    }

    private func doors(_ tables: [String], _ role: String, _ database: Database) async throws -> [Door] {
        func columns(_ privilege: String) -> SQL {
            """
            (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
               AND has_column_privilege(\(role), c.oid, a.attnum, \(privilege)))
            """
        }
        return try await database.execute(
            """
            SELECT c.relname::text, \(columns("SELECT")), \(columns("UPDATE")), \(columns("INSERT")),
                has_table_privilege(\(role), c.oid, 'DELETE')
            FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (\(tables)) ORDER BY 1
            """
        ).map { row in
            let (table, readable, writable, insertable, deletable) = try row.decode(
                String.self, [String].self, [String].self, [String].self, Bool.self)
            return Door(table: table, readable: readable, writable: writable, insertable: insertable, deletable: deletable)
        }
    }

    private func copyForeign(_ table: String, _ foreign: ForeignRows) -> [SQL] {
        [
            "CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT * FROM \(identifier: table) t WHERE \(foreign.isOne(of: table))",
            "GRANT SELECT ON copied TO PUBLIC",
        ]
    }

    /// What comes of statements in the name of a caller. Nothing stays changed.
    func attempt<Answer: Sendable>(
        _ caller: Caller, _ database: Database, before: [SQL] = [], _ body: @escaping (Transaction) async throws -> Answer
    ) async throws -> Result<Answer, PostgresError> {
        do {
            try await database.transaction { transaction in
                for statement in before { try await transaction.execute(statement) }
                var context: SQL =
                    "SELECT set_config('session_replication_role', 'replica', true), set_config('role', \(caller.databaseRole), true)"
                for (name, value) in [
                    ("app.organisation", caller.organisation?.description), ("app.student", caller.student?.description),
                    ("app.account", caller.account?.description),
                ] {
                    if let value { context += ", set_config(\(name), \(value), true)" }
                }
                try await transaction.execute(context)
                throw Enough(answer: try await body(transaction))
            }
        } catch let enough as Enough<Answer> {
            return .success(enough.answer)
        } catch let error as PostgresError {
            return .failure(error)
        }
        throw PostgresError(.misuse, "a transaction ended without an answer")
    }
}

/// What a transaction found that shall leave nothing behind.
private struct Enough<Answer: Sendable>: Error {
    var answer: Answer
}
