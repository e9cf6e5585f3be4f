import API
import Postgres
import TestSupport
import Testing
import Vivier

/// Sixty-four people settle at once what there is one place for: by hand in a round, or on the board of teams.
@Suite(.serialized) struct SettlingRaceTests {
    @Test(arguments: [true, false])
    func `of sixty-four pins as many hold as there are places`(placesAreTheCase: Bool) async throws {
        try await Arena.lend { arena in
            let round = try await arena.given.round("Printemps", of: arena.schools[0])
            try await arena.given.database.execute(
                "INSERT INTO round_cohort (round_id, cohort_id, school_id) SELECT \(round), id, school_id FROM cohort")
            let races = try await Arena.repeatedly { number in
                let places = 1 + number % 3
                let company = try await arena.given.company("Miel \(number)", capacity: placesAreTheCase ? nil : places)
                let wanted = try await arena.businessCase(by: company, places: placesAreTheCase ? places : Arena.rivals)
                let outcomes = try await arena.rush(
                    arena.teams.map { team in
                        (
                            SettlePair(round: round, body: Decision(team: team, case: wanted, kind: .pin, reason: "le jury")),
                            Caller.root
                        )
                    })
                let refused = placesAreTheCase ? "no-place" : "company-full"
                #expect(outcomes == ["done": places, refused: Arena.rivals - places], "race \(number)")
                #expect(try await arena.count("SELECT count(*) FROM round_decision") == places, "race \(number)")
                try await arena.given.database.execute("DELETE FROM round_decision")
                try await arena.withdrawAll()
            }
            print("pins: \(races) races of \(Arena.rivals), none beyond the places")
        }
    }

    @Test func `a student whom sixty-four move at once is in one team, that of somebody who was told so`() async throws {
        try await Arena.lend { arena in
            let (school, cohort) = (arena.schools[0], arena.cohorts[0])
            let student = try await arena.given.student("Zoë 中", of: school, in: cohort)
            var rooms: [Team.ID] = []
            for number in 1...Arena.rivals {
                rooms.append(try await arena.given.team("Salle \(number)", of: [], in: cohort, school: school))
            }
            let races = try await Arena.repeatedly { number in
                let outcomes = try await arena.rush(rooms.map { (MoveMember(team: $0, student: student), .school(school)) })
                #expect(outcomes["done", default: 0] >= 1, "race \(number): \(outcomes)")
                #expect(outcomes.keys.allSatisfy { ["done", "roster-in-use"].contains($0) }, "race \(number): \(outcomes)")
                let found = try await arena.given.database.execute("SELECT team_id FROM team_member WHERE student_id = \(student)")
                    .decode(Team.ID.self)
                try #require(found.count == 1, "race \(number)")
                let told = try await arena.count(
                    """
                    SELECT count(*) FROM audit_entry
                    WHERE action = 'moveMember' AND outcome = 'done' AND object = \("\(student) \(found[0])")
                    """)
                #expect(told >= 1, "race \(number)")
            }
            print("moves: \(races) races of \(Arena.rivals), always in one team")
        }
    }
}
