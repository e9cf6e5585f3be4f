import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Functions that act as their owner see every row; what they give to a role must be as if they did not.
extension SecondWallTests {
    private enum Question {
        /// Asks for what is foreign: the answer is nothing, no, or that it may not be asked.
        case foreign(SQL)
        /// Gives what is foreign, or asks for nothing that is; and why that may be.
        case judged(String)
    }

    @Test func `no function that acts as its owner gives a role what is foreign`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let world = try await World.build(in: given)
            try await furnish(world)
            let (session, membership, account) = try await furnishFunctions(world)
            let questions = try await questions(world, session, membership)
            var (asked, answered): (Set<String>, Set<String>) = ([], [])
            for standing in try await standings(world) {
                let role = Caller(role: standing.role, organisation: nil, requestID: "wall").databaseRole
                let functions = try await given.database.execute(
                    """
                    SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
                        AND p.prorettype <> 'trigger'::regtype AND has_function_privilege(\(role), p.oid, 'EXECUTE') ORDER BY 1
                    """
                ).decode(String.self)
                for function in functions {
                    guard let kind = questions[function] else {
                        Issue.record("\(role) may call \(function): ask it for what is foreign, or say why that may be told")
                        continue
                    }
                    guard case .foreign(let question) = kind else { continue }
                    asked.insert(function)
                    let who = "\(standing.role.rawValue), \(function)"
                    let own = Caller(
                        role: standing.role, organisation: standing.organisation, account: standing.account, student: standing.student,
                        requestID: "wall")
                    switch try await attempt(own, given.database, { try await $0.execute(question)[0].decode(String?.self) }) {
                    case .success(let answer): #expect(answer == nil, "\(who) gives \(answer ?? "")")
                    case .failure(let error): #expect(error.sqlState == "42501", "\(who): \(error)")
                    }
                    // Whose it is gets it: a question that nobody gets an answer to would prove nothing.
                    let owner = Caller(
                        role: standing.role, organisation: home(of: standing.role, world.foreign), account: account,
                        student: standing.student == nil ? nil : world.foreign.student, requestID: "wall")
                    switch try await attempt(owner, given.database, { try await $0.execute(question)[0].decode(String?.self) }) {
                    case .success(let answer): if answer != nil { answered.insert(function) }
                    case .failure(let error) where error.sqlState == Self.unready[function]: answered.insert(function)
                    // As owner in this role of something else than what is asked for.
                    case .failure(let error): #expect(error.sqlState == "42501", "\(who), whose it is: \(error)")
                    }
                }
            }
            #expect(asked.count > 12 && answered == asked.subtracting(Self.unanswered), "\(asked.symmetricDifference(answered).sorted())")
            print("second wall: \(asked.count) functions that act as their owner asked for what is foreign")
        }
    }

    /// Of these the foreign side of the world has nothing to be got.
    private static let unanswered: Set<String> = ["run_left_out_student"]

    /// What these say to those whose it is: not that it may not be asked, but that nothing was prepared for it.
    private static let unready = ["enrol_staged": "55000"]

    private func home(of role: Role, _ half: World.Half) -> Organisation.ID {
        switch role {
        case .networkOperator: half.network
        case .companyOwner, .company, .recruiter, .contributor: half.company
        case .operator, .schoolAdmin, .supervisor, .student: half.school
        }
    }

    private func questions(_ world: World, _ session: SignedIn.ID, _ membership: Membership.ID) async throws -> [String: Question] {
        let foreign = world.foreign
        let (student, school, team) = (foreign.student, foreign.school, foreign.team)
        // As the names of one school are kept: each word with a mark of the school before it.
        let name = "'\("\(school)".suffix(8))etrangere'"
        let token: Token.ID = try await world.given.id("SELECT id FROM token WHERE organisation_id = \(foreign.company) LIMIT 1")
        return [
            "access_above": .foreign("SELECT string_agg(t::text, ' ') FROM access_above(\(token)) t"),
            "case_members": .foreign("SELECT string_agg(t::text, ' ') FROM case_members(\([team])) t"),
            "enrol_staged": .foreign("SELECT enrol_staged(\(school), \(foreign.cohort))::text"),
            "erase_student": .foreign("SELECT erase_student(\(student))"),
            "invitation_wait": .foreign("SELECT invitation_wait('wall@example.org', \(school))::text"),
            "matched_team_sizes": .foreign("SELECT string_agg(t::text, ' ') FROM matched_team_sizes(\([team])) t"),
            "person_file": .foreign("SELECT person_file(\(student))::text"),
            "round_demand": .foreign("SELECT string_agg(t::text, ' ') FROM round_demand(\(foreign.round)) t"),
            "round_held_open": .foreign("SELECT round_held_open(\(foreign.round))::text"),
            "run_concerns_company": .foreign("SELECT nullif(run_concerns_company(\(foreign.run)), false)::text"),
            "run_concerns_student": .foreign("SELECT nullif(run_concerns_student(\(foreign.run)), false)::text"),
            "run_left_out_student": .foreign("SELECT nullif(run_left_out_student(\(foreign.run)), false)::text"),
            "student_has_spoken": .foreign("SELECT nullif(student_has_spoken(\(student), 'talent-pool'), false)::text"),
            "student_languages": .foreign("SELECT string_agg(t::text, ' ') FROM student_languages(\([student])) t"),
            "students_named": .foreign(
                "SELECT string_agg(t::text, ' ') FROM students_named(\(school), \(name)::text::tsquery, 9) t"),
            "switch_membership": .foreign(
                "SELECT switch_membership(\(session), \(membership), sha256('switched'))::text"),
            "cases_lost": .judged("Asked for nothing, it gives what the student's own teams have lost."),
            "count_staged": .judged("Looks at a table of the caller's own session."),
            "stage_roster": .judged("Makes a table of the caller's own session."),
            "names_are_read": .judged("Whether the service has work left, and nothing of anybody."),
            "places_taken": .judged("How many places of a case are left is for all who may be given one, whoever has the others."),
            "company_places_taken": .judged("How many cases a company still takes is for all who may be given one."),
            "team_card_id": .judged("A name that stands for two ids, made of a key, whether or not there are such."),
            "tell_count": .judged("Notes a question of the caller's own organisation."),
        ]
    }

    /// What makes the functions answer their owners.
    ///
    /// - Returns: a session of the foreign school's administrator, what it stands on, and whose it is.
    private func furnishFunctions(_ world: World) async throws -> (SignedIn.ID, Membership.ID, Identifier<Account>) {
        let (given, foreign) = (world.given, world.foreign)
        try await given.consent(of: foreign.student, foreign.school, to: .caseCompany, company: foreign.company)
        let address = try await given.database.execute("SELECT email FROM student WHERE id = \(foreign.student)")[0].decode(String.self)
        _ = try await given.account(address)
        try await given.application.readNames()
        try await given.database.execute(
            """
            INSERT INTO invitation (sha256, email, role, organisation_id, language)
            SELECT sha256(convert_to('wall ' || n, 'UTF8')), 'wall@example.org', 'school-admin', \(foreign.school), 'fr'
            FROM generate_series(1, 5) n
            """)
        try await given.database.transaction { transaction in
            // Of a round that is published, and by teams that there are not: neither is asked here.
            try await transaction.execute("ALTER TABLE team_preference DISABLE TRIGGER ALL")
            try await transaction.execute(
                """
                INSERT INTO team_preference (round_id, team_id, school_id, case_id, place)
                SELECT \(foreign.round), uuid_v7(), \(foreign.school), \(foreign.businessCase), 1 FROM generate_series(1, 5)
                """)
            try await transaction.execute("ALTER TABLE team_preference ENABLE TRIGGER ALL")
        }
        return try await given.database.execute(
            """
            SELECT id, membership_id, account_id FROM session WHERE organisation_id = \(foreign.school) AND ended_at IS NULL
            ORDER BY id DESC LIMIT 1
            """)[0].decode(SignedIn.ID.self, Membership.ID.self, Identifier<Account>.self)
    }
}
