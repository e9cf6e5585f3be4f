package import API
import Formats
import Postgres

// What takes many columns to be there.
extension Given {
    /// The case is open to these schools only.
    package func restrict(_ businessCase: BusinessCase.ID, to schools: Organisation.ID...) async throws {
        try await database.execute("UPDATE business_case SET open_to_all = false WHERE id = \(businessCase)")
        for school in schools {
            try await database.execute("INSERT INTO business_case_school (case_id, school_id) VALUES (\(businessCase), \(school))")
        }
    }

    /// What a team's cards are known by in a round.
    package func card(of team: Team.ID, in round: Round.ID) async throws -> TeamCard.ID {
        try await id("SELECT team_card_id(\(round), \(team))")
    }

    /// A draft run with one match, the papers of which are empty.
    package func run(
        of round: Round.ID, by organisation: Organisation.ID, matching team: Team.ID, _ school: Organisation.ID,
        with businessCase: BusinessCase.ID, _ company: Organisation.ID
    ) async throws -> Run.ID {
        let papers = Array("{}".utf8)
        let digest = SHA256.hash(of: papers)
        let run: Run.ID = try await id(
            """
            INSERT INTO run (round_id, organisation_id, number, policy, placement, seed, snapshot_sha256, team_count, case_count,
                eligible_count, placed_count, total_fit, compute_milliseconds)
            VALUES (\(round), \(organisation), 1, 'best-total', 'fit-first', 1, \(digest), 1, 1, 1, 1, 8000, 3) RETURNING id
            """)
        for kind in ["snapshot", "result"] {
            try await database.execute(
                "INSERT INTO run_document (run_id, kind, sha256, bytes) VALUES (\(run), \(kind), \(digest), \(papers))")
        }
        try await database.execute("INSERT INTO certificate (run_id, kind, bound) VALUES (\(run), 'lp-dual', 8000)")
        try await database.execute(
            "INSERT INTO case_price (run_id, case_id, company_id, price) VALUES (\(run), \(businessCase), \(company), 8000)")
        try await database.execute(
            """
            INSERT INTO match (run_id, team_id, school_id, case_id, company_id, fit)
            VALUES (\(run), \(team), \(school), \(businessCase), \(company), 8000)
            """)
        return run
    }

    package func publish(_ run: Run.ID) async throws {
        try await database.execute("UPDATE run SET state = 'published', published_at = now() WHERE id = \(run)")
        try await database.execute("UPDATE round SET state = 'published' WHERE id = (SELECT round_id FROM run WHERE id = \(run))")
    }

    package func rosterImport(into cohort: Cohort.ID, _ school: Organisation.ID) async throws -> RosterImport.ID {
        try await id(
            """
            INSERT INTO roster_import (school_id, cohort_id, file_name, file_sha256, format, new_count, changed_count, unchanged_count,
                rejected_count)
            VALUES (\(school), \(cohort), 'é.csv', sha256('x'), 'csv', 0, 0, 0, 0) RETURNING id
            """)
    }

    package func prospect(_ student: Student.ID, _ school: Organisation.ID, of company: Organisation.ID) async throws -> Prospect.ID {
        try await id(
            "INSERT INTO prospect (company_id, student_id, school_id) VALUES (\(company), \(student), \(school)) RETURNING id")
    }
}
