import API
import Matching
import Postgres

import struct Foundation.UUID

// What no round is needed for: the teams that some round could have now.
extension GatherRound {
    /// All teams of cohorts that are not over, whatever the round: for counting only, by ``current()``.
    init(currentCohortsIn work: UnitOfWork) {
        round = Round.ID(UUID())
        cohorts = "SELECT id FROM cohort WHERE ends_on IS NULL OR ends_on >= \(SQL.today)"
        self.work = work
    }

    /// The teams of the cohorts with all that is known of them, and no case.
    mutating func current() async throws -> RoundTables {
        try await readEveryTeam()
        try await readMembers()
        try await readExceptions()
        try await readCalendars()
        try await readReferential()
        return tables
    }

    private mutating func readEveryTeam() async throws {
        try take(
            try await work.execute(
                """
                SELECT t.id, t.school_id, t.cohort_id FROM team t
                WHERE t.cohort_id IN (\(cohorts)) AND EXISTS (SELECT FROM team_member m WHERE m.team_id = t.id) ORDER BY t.id
                """))
    }

    /// `fr:C2` as positions and levels; what says no level counts as the lowest.
    static func levelled(_ spoken: [String], _ position: (String) -> Int32) -> [Matching.LanguageLevel] {
        var seen = Set<Int32>()
        var levels: [Matching.LanguageLevel] = []
        for entry in spoken {
            let parts = entry.split(separator: ":")
            guard let name = parts.first else { continue }
            let level = parts.count > 1 ? ["A1", "A2", "B1", "B2", "C1", "C2"].firstIndex(of: parts[1].uppercased()) ?? 0 : 0
            let language = position(name.lowercased())
            if seen.insert(language).inserted { levels.append(Matching.LanguageLevel(language: language, level: Int32(level + 1))) }
        }
        return levels
    }
}
