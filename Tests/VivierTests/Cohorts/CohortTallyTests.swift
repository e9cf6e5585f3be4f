import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// What is kept of each cohort is what counting its students gives, whatever changes them.
@Suite struct CohortTallyTests {
    /// As the database keeps it, against every person looked at.
    private func check(_ given: Given, _ cohorts: [Cohort.ID], _ what: String) async throws {
        for cohort in cohorts {
            let kept = try await given.database.execute("SELECT * FROM cohort_counts(\(cohort))")[0]
                .decode(Int.self, Int.self, Int.self, Int.self, Int.self, Int.self)
            let counted = try await given.database.execute(
                """
                SELECT count(s.id), count(*) FILTER (WHERE s.languages <> '{}'
                        AND (s.skills <> '{}' OR EXISTS (SELECT FROM student_skill k WHERE k.student_id = s.id))),
                    count(s.weekly_free), count(*) FILTER (WHERE s.pool_until > now() OR s.pool_companies <> '{}'),
                    (SELECT count(*) FROM team_member m WHERE m.cohort_id = \(cohort)), (SELECT count(*) FROM team t WHERE t.cohort_id = \(cohort))
                FROM cohort_student e JOIN student s ON s.id = e.student_id WHERE e.cohort_id = \(cohort)
                """)[0].decode(Int.self, Int.self, Int.self, Int.self, Int.self, Int.self)
            #expect(kept == counted, "\(what): \(kept), counted \(counted)")
        }
    }

    private struct House {
        var school: Organisation.ID
        var cohorts: [Cohort.ID]
        var students: [Student.ID]
    }

    private func house(_ given: Given) async throws -> House {
        let school = try await given.school("École")
        let cohorts = [try await given.cohort("M1", of: school), try await given.cohort("M2", of: school)]
        var students: [Student.ID] = []
        for number in 0..<12 { students.append(try await given.student("Ève \(number)", of: school, in: cohorts[0])) }
        return House(school: school, cohorts: cohorts, students: students)
    }

    @Test func `whatever happens to students, teams and consents, the kept counts follow`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let house = try await house(given)
            let (school, cohorts, eve) = (house.school, house.cohorts, house.students[0])
            let database = given.database
            let skill = try await database.execute("SELECT min(id) FROM skill")[0].decode(Int32.self)
            let company = try await given.company("Cie")
            try await check(given, cohorts, "enrolled")
            let changes: [(String, SQL)] = [
                ("free time of some", "UPDATE student SET weekly_free = repeat('1', 336)::bit(336) WHERE family_name < '5'"),
                (
                    "skills of the roster",
                    "UPDATE student SET skills = ARRAY[\(skill) * 8 + 2], skills_stated_on = current_date WHERE family_name < '3'"
                ),
                ("no languages", "UPDATE student SET languages = '{}' WHERE family_name IN ('1', '2', '7')"),
                (
                    "own skills",
                    "INSERT INTO student_skill (student_id, skill_id, school_id, source, level) SELECT id, \(skill), school_id, 'self', 2 FROM student WHERE family_name > '3'"
                ),
                (
                    "a colleague's word",
                    "INSERT INTO student_skill (student_id, skill_id, school_id, source, level) SELECT id, \(skill), school_id, 'peer', 3 FROM student WHERE family_name > '6'"
                ),
                ("own skills taken back", "DELETE FROM student_skill WHERE source = 'self'"),
                ("languages again", "UPDATE student SET languages = '{fr:C2}'"),
                (
                    "another cohort",
                    "INSERT INTO cohort_student (cohort_id, student_id, school_id) SELECT \(cohorts[1]), id, school_id FROM student WHERE family_name > '4'"
                ),
                (
                    "a team",
                    "INSERT INTO team (school_id, cohort_id, name) VALUES (\(school), \(cohorts[0]), 'A'), (\(school), \(cohorts[0]), 'B')"
                ),
                (
                    "members",
                    "INSERT INTO team_member (team_id, cohort_id, student_id, school_id) SELECT t.id, t.cohort_id, s.id, s.school_id FROM team t, student s WHERE t.name = 'A' AND s.family_name < '3'"
                ),
                (
                    "a consent",
                    "INSERT INTO consent (student_id, school_id, purpose, text_version, recorded_by) SELECT id, school_id, 'talent-pool', '1', 'student' FROM student WHERE family_name < '4'"
                ),
                (
                    "a consent for one",
                    "INSERT INTO consent (student_id, school_id, purpose, company_id, text_version, recorded_by) SELECT id, school_id, 'talent-pool', \(company), '1', 'student' FROM student WHERE family_name IN ('1', '8')"
                ),
                (
                    "consents that are over",
                    "UPDATE consent SET ends_at = now() - interval '1 day' WHERE company_id IS NULL AND student_id IN (SELECT id FROM student WHERE family_name < '2')"
                ),
                ("a withdrawal", "UPDATE consent SET withdrawn_at = now() WHERE company_id IS NOT NULL"),
                ("one leaves a cohort", "DELETE FROM cohort_student WHERE cohort_id = \(cohorts[0]) AND student_id = \(eve)"),
                ("a team is disbanded", "DELETE FROM team WHERE name = 'A'"),
                ("one is gone", "DELETE FROM student WHERE family_name = '7'"),
                ("many are gone", "DELETE FROM student WHERE family_name > '8'"),
            ]
            for (what, change) in changes {
                try await database.execute(change)
                try await check(given, cohorts, what)
                if what == "members" { try await given.application.settleCohortTallies() }
            }
            // Lines are added up, and nothing changes by it.
            for _ in 0..<25 {
                try await database.execute("UPDATE student SET weekly_free = NULL WHERE family_name = '3'")
                try await database.execute("UPDATE student SET weekly_free = repeat('1', 336)::bit(336) WHERE family_name = '3'")
            }
            try await given.application.settleCohortTallies()
            let lines = try await database.execute("SELECT count(*) FROM cohort_tally WHERE cohort_id = \(cohorts[0])")[0].decode(Int.self)
            #expect(lines == 1)
            try await check(given, cohorts, "added up")
            try await database.execute("DELETE FROM cohort WHERE id = \(cohorts[1])")
            let rest = try await database.execute("SELECT count(*) FROM cohort_tally WHERE cohort_id = \(cohorts[1])")[0].decode(Int.self)
            #expect(rest == 0)
        }
    }

    @Test func `a roster is counted at once by whoever asks, and kept soon after`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let file = "key;given_name;family_name;email;languages;team\nA;Ève;O’Neil;a@example.org;fr:C2;T\nB;Zoë;Ÿ;b@example.org;;\n"
            _ = try await given.perform(
                ImportRoster(cohort: cohort, query: RosterImportQuery(name: "r.csv"), file: Array(file.utf8)), as: .school(school))
            let readiness = try await given.perform(ShowReadiness(cohort: cohort), as: .school(school))
            #expect((readiness.students, readiness.team) == (2, 1))
            try await check(given, [cohort], "read")
            try await given.application.settleCohortTallies()
            let open = try await given.database.execute("SELECT count(*) FILTER (WHERE is_open), count(*) FROM cohort_tally")[0]
                .decode(Int.self, Int.self)
            #expect(open == (0, 1))
            try await check(given, [cohort], "kept")
        }
    }

    @Test func `who changes students while others enrol them counts nobody twice and forgets nobody`() async throws {
        try await Given.house { given in
            let house = try await house(given)
            let database = given.database
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, student) in house.students.enumerated() {
                    group.addTask {
                        for round in 0..<6 {
                            let free: String? = (round + index) % 2 == 0 ? String(repeating: "1", count: 336) : nil
                            try await database.execute("UPDATE student SET weekly_free = \(free)::text::bit(336) WHERE id = \(student)")
                        }
                    }
                    group.addTask {
                        for _ in 0..<4 {
                            try await database.execute(
                                """
                                INSERT INTO cohort_student (cohort_id, student_id, school_id) VALUES (\(house.cohorts[1]), \(student), \(house.school))
                                """)
                            try await database.execute(
                                "DELETE FROM cohort_student WHERE cohort_id = \(house.cohorts[1]) AND student_id = \(student)")
                        }
                        try await database.execute(
                            """
                            INSERT INTO cohort_student (cohort_id, student_id, school_id) VALUES (\(house.cohorts[1]), \(student), \(house.school))
                            """)
                    }
                }
                group.addTask { for _ in 0..<5 { try await given.application.settleCohortTallies() } }
                try await group.waitForAll()
            }
            try await check(given, house.cohorts, "together")
        }
    }

    /// A plan that was made for one row took a hundred times as long for these; both are measured here, one after the other.
    @Test func `many students changed after one on the same connection take no longer for it`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            try await given.database.execute(
                """
                INSERT INTO student (school_id, key, given_name, family_name, email) SELECT \(school), n::text, 'Ève', n::text, n || '@example.org'
                FROM generate_series(1, 20000) AS n
                """)
            try await given.database.execute(
                "INSERT INTO cohort_student (cohort_id, student_id, school_id) SELECT \(cohort), id, school_id FROM student")
            func changeAll(afterOne: Bool) async throws -> Duration {
                try await given.database.transaction { transaction in
                    if afterOne { try await transaction.execute("UPDATE student SET languages = '{fr:C2}' WHERE key = '1'") }
                    return try await ContinuousClock().measure {
                        try await transaction.execute(
                            """
                            UPDATE student SET languages = CASE languages WHEN '{}' THEN '{en:C2}'::text[] ELSE '{}' END,
                                weekly_free = CASE WHEN weekly_free IS NULL THEN repeat('1', 336)::bit(336) END
                            """)
                    }
                }
            }
            let alone = try await changeAll(afterOne: false)
            let afterOne = try await changeAll(afterOne: true)
            #expect(afterOne < alone * 20, "\(afterOne) after one, \(alone) alone")
            try await check(given, [cohort], "changed")
        }
    }
}
