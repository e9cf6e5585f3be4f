import API
import Foundation
import Matching
import Postgres

/// What the cases ask that teams are formed for: each skill at each level up to the asked one, weighted by how many places ask it and how
/// much. A level above another is one want more, so that a team that comes near has part of the points.
struct FormationNeeds {
    /// A skill at a level.
    struct Want {
        var skill: Int32
        var level: Int32
        var weight: Int32
    }

    var cases = 0
    /// The common hours a week that a team needs.
    var hours = 4
    /// The heaviest first; at most ``Marks/limit``.
    var wants: [Want] = []
    /// Wants that were left out because there are too many.
    var leftOut = 0
    /// By skill that somebody may hold, the asked skills that it meets: itself, and those of which it is a narrower one.
    private var serves: [Int32: [Int32]] = [:]
    private var positions: [Int32: [(level: Int32, want: Int32)]] = [:]

    /// - Parameter held: skills as identity times 8 plus level.
    func met(by held: [Int32]) -> Marks {
        var marks: [Int32] = []
        for one in held {
            for skill in serves[one / 8] ?? [] {
                for (level, want) in positions[skill] ?? [] where level <= one % 8 { marks.append(want) }
            }
        }
        return Marks(marks)
    }

    /// Each asked skill at the highest level that is asked, what weighs most first.
    var asked: [(skill: Int32, level: Int32)] {
        var highest: [Int32: (level: Int32, weight: Int64)] = [:]
        for want in wants {
            let known = highest[want.skill] ?? (0, 0)
            highest[want.skill] = (max(known.level, want.level), known.weight + Int64(want.weight))
        }
        return highest.sorted { ($1.value.weight, $0.key) < ($0.value.weight, $1.key) }.map { ($0.key, $0.value.level) }
    }

    /// The level that somebody has of an asked skill, by itself or by a narrower one; 0 for none.
    ///
    /// - Parameter held: skills as identity times 8 plus level.
    func level(of skill: Int32, held: [Int32]) -> Int32 {
        held.lazy.filter { self.serves[$0 / 8]?.contains(skill) ?? false }.map { $0 % 8 }.max() ?? 0
    }

    mutating func take(_ weights: [(skill: Int32, level: Int32, weight: Int64)], narrower links: [(Int32, Int32)]) {
        let largest = weights.map(\.weight).max() ?? 1
        // Weights stay exact up to a million, far above what real rounds have.
        let all = weights.map {
            Want(skill: $0.skill, level: $0.level, weight: Int32(largest > 1_000_000 ? $0.weight * 1_000_000 / largest : $0.weight))
        }
        .sorted { ($1.weight, $0.skill, $0.level) < ($0.weight, $1.skill, $1.level) }
        wants = Array(all.prefix(Marks.limit))
        leftOut = all.count - wants.count
        for (index, want) in wants.enumerated() {
            positions[want.skill, default: []].append((want.level, Int32(index)))
            if serves[want.skill] == nil { serves[want.skill] = [want.skill] }
        }
        for (skill, broader) in links { serves[skill, default: []].append(broader) }
    }
}

extension UnitOfWork {
    /// - Parameter round: whose cases count; nil for every published one that is open to the school.
    func formationNeeds(of cohort: Cohort.ID, school: Organisation.ID, round: Round.ID?) async throws -> FormationNeeds {
        if let round {
            _ = try await one("SELECT FROM round_cohort WHERE round_id = \(round) AND cohort_id = \(cohort)", orMissing: .round)
        }
        let offered: SQL =
            if let round {
                "\(SQL.cases(offeredIn: round)), asking AS (SELECT id, hours_per_week, places AS capacity FROM offered WHERE places > 0)"
            } else {
                """
                asking AS (
                    SELECT c.id, c.hours_per_week, c.capacity FROM business_case c
                    WHERE c.state = 'published' AND (c.open_to_all
                        OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = c.id AND s.school_id = \(school))))
                """
            }
        var needs = FormationNeeds()
        let (cases, hours) = try await one(
            "WITH \(offered) SELECT count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY hours_per_week)::integer FROM asking",
            orMissing: .cohort
        ).decode(Int.self, Int?.self)
        needs.cases = cases
        needs.hours = hours ?? needs.hours
        let weights = FitRules().importanceWeights
        let asked = try await execute(
            """
            WITH \(offered)
            SELECT n.skill_id, step, sum(a.capacity::bigint * CASE n.importance WHEN 'must' THEN \(weights.must)
                WHEN 'should' THEN \(weights.should) ELSE \(weights.nice) END)::bigint
            FROM asking a JOIN business_case_skill n ON n.case_id = a.id, generate_series(1, n.level::integer) AS step
            GROUP BY n.skill_id, step ORDER BY n.skill_id, step
            """
        ).decode(Int32.self, Int32.self, Int64.self)
        let links = try await execute(
            "SELECT skill_id, broader_id FROM skill_broader WHERE broader_id = ANY (\(asked.map(\.0))) ORDER BY skill_id, broader_id"
        ).decode(Int32.self, Int32.self)
        needs.take(asked.map { (skill: $0.0, level: $0.1, weight: $0.2) }, narrower: links.map { ($0.0, $0.1) })
        return needs
    }
}
