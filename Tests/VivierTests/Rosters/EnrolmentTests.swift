import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Enrolling all staged rows in one call is as strict as the foreign keys of each row, alone and beside others.
// The time in which a test waits for its turn at a database counts; what it waits for itself has deadlines of its own.
@Suite(.timeLimit(.minutes(15))) struct EnrolmentTests {
    private struct Scene {
        var given: Given
        var school: Organisation.ID
        var cohort: Cohort.ID

        func asSchool(_ transaction: Transaction) async throws {
            _ = try await transaction.execute(
                "SELECT set_config('role', 'vivier_school', true), set_config('app.organisation', \(school.description), true)")
        }

        func enrol(_ key: String, in transaction: Transaction, skills: [Int32] = []) async throws {
            _ = try await transaction.execute("SELECT stage_roster()")
            _ = try await transaction.execute(
                """
                INSERT INTO incoming (position, line, student_id, key, given_name, family_name, email, languages, skills, labels)
                VALUES (0, 2, uuid_v7(), \(key), 'Zoë', 'Straße', 'zoe@example.org', '{}', \(skills), '{}')
                """)
            _ = try await transaction.execute("SELECT enrol_staged(\(school), \(cohort))")
        }

        func counts() async throws -> (students: Int, members: Int, orphans: Int) {
            try await given.database.execute(
                """
                SELECT (SELECT count(*) FROM student), (SELECT count(*) FROM cohort_student),
                    (SELECT count(*) FROM cohort_student m WHERE NOT EXISTS (SELECT FROM cohort c WHERE c.id = m.cohort_id))
                        + (SELECT count(*) FROM student s WHERE NOT EXISTS (SELECT FROM school o WHERE o.id = s.school_id))
                """)[0].decode(Int.self, Int.self, Int.self)
        }

        /// Until somebody waits for a lock.
        func untilOneWaits() async throws {
            try await eventually("nobody waits for a lock", within: .seconds(90)) {
                try await given.database.transaction { try await $0.hasWaiting() }
            }
        }

        /// Lends the database to those who wait for each other: beside all other tests a connection may take its time.
        func patiently(_ body: (Database) async throws -> Void) async throws {
            let database = given.testDatabase.open { $0.acquireTimeout = .seconds(80) }
            do {
                try await body(database)
                await database.close()
            } catch {
                await database.close()
                throw error
            }
        }
    }

    private func scene(_ body: (Scene) async throws -> Void) async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            try await body(Scene(given: given, school: school, cohort: try await given.cohort("M1", of: school)))
        }
    }

    private func state(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error as PostgresError { return "\(error.sqlState) \(error.constraint ?? "")" }
    }

    @Test func `whoever deletes the cohort or the school waits for the enrolment, and takes its rows along`() async throws {
        for table in ["cohort", "school"] {
            try await scene { scene in
                try await scene.patiently { database in
                    let deletion = try await database.transaction { enrolling in
                        try await scene.asSchool(enrolling)
                        try await scene.enrol("1", in: enrolling)
                        // On a connection of its own: behind it nothing else waits.
                        let deletion = Task {
                            try await database.transaction(timeout: .seconds(60)) {
                                _ = try await $0.execute("DELETE FROM \(identifier: table)")
                            }
                        }
                        try await scene.untilOneWaits()
                        return deletion
                    }
                    try await deletion.value
                }
                let left = try await scene.counts()
                #expect(left == (table == "cohort" ? 1 : 0, 0, 0))
            }
        }
    }

    @Test func `an enrolment waits for whoever deletes the cohort or the school, and is refused`() async throws {
        for (table, constraint) in [("cohort", "cohort_student_cohort_fk"), ("school", "student_school_fk")] {
            try await scene { scene in
                try await scene.patiently { database in
                    let enrolment = try await database.transaction { deleting in
                        _ = try await deleting.execute("DELETE FROM \(identifier: table)")
                        let enrolment = Task {
                            try await state {
                                try await database.transaction(timeout: .seconds(60)) { enrolling in
                                    try await scene.asSchool(enrolling)
                                    try await scene.enrol("1", in: enrolling)
                                }
                            }
                        }
                        try await scene.untilOneWaits()
                        return enrolment
                    }
                    #expect(try await enrolment.value == "23503 \(constraint)")
                }
                #expect(try await scene.counts() == (0, 0, 0))
            }
        }
    }

    @Test func `who deletes by an older picture of the database does not leave rows without their cohort`() async throws {
        try await scene { scene in
            let refusal = try await state {
                try await scene.given.database.transaction(isolation: .repeatableRead, retries: 0) { deleting in
                    _ = try await deleting.execute("SELECT count(*) FROM cohort_student")
                    try await scene.given.database.transaction { enrolling in
                        try await scene.asSchool(enrolling)
                        try await scene.enrol("1", in: enrolling)
                    }
                    _ = try await deleting.execute("DELETE FROM cohort")
                }
            }
            #expect(refusal == "40001 ")
            #expect(try await scene.counts() == (1, 1, 0))
        }
    }

    @Test func `behind an enrolment every row asks again, in the same transaction too`() async throws {
        try await scene { scene in
            let refusal = try await state {
                try await scene.given.database.transaction { enrolling in
                    try await scene.asSchool(enrolling)
                    try await scene.enrol("1", in: enrolling)
                    _ = try await enrolling.execute(
                        "INSERT INTO cohort_student (cohort_id, student_id, school_id) VALUES (\(scene.cohort), uuid_v7(), \(scene.school))"
                    )
                }
            }
            #expect(refusal == "23503 cohort_student_student_fk")
            #expect(try await scene.counts() == (0, 0, 0))
        }
    }

    @Test func `only the caller's own school, a cohort of it, staged rows and known skills are taken`() async throws {
        try await scene { scene in
            let database = scene.given.database
            let other = try await scene.given.school("L’Autre")
            let foreign = try await scene.given.cohort("M1", of: other)
            func refusal(_ school: Organisation.ID, _ cohort: Cohort.ID, skills: [Int32] = [], staged: Bool = true) async throws -> String?
            {
                try await state {
                    try await database.transaction { enrolling in
                        try await scene.asSchool(enrolling)
                        if staged {
                            var its = scene
                            (its.school, its.cohort) = (school, cohort)
                            try await its.enrol("1", in: enrolling, skills: skills)
                        } else {
                            _ = try await enrolling.execute("CREATE TEMPORARY VIEW incoming AS SELECT 1 AS position")
                            _ = try await enrolling.execute("SELECT enrol_staged(\(school), \(cohort))")
                        }
                    }
                }
            }
            #expect(try await refusal(other, foreign) == "42501 ")
            #expect(try await refusal(scene.school, foreign) == "23503 cohort_student_cohort_fk")
            #expect(try await refusal(scene.school, scene.cohort, staged: false) == "55000 ")
            #expect(try await refusal(scene.school, scene.cohort, skills: [999_999 * 8 + 1]) == "23503 student_skills_known")
            #expect(try await scene.counts() == (0, 0, 0))
        }
    }

    @Test func `who adds students in another way is asked for their skills as well`() async throws {
        try await scene { scene in
            let known = try await scene.given.database.execute(
                "INSERT INTO skill (uri, label_en, source) VALUES ('urn:x', 'X', 'test') RETURNING id")[0].decode(Int32.self)
            func add(_ skills: [[Int32]]) async throws -> String? {
                try await state {
                    try await scene.given.database.transaction { adding in
                        try await scene.asSchool(adding)
                        for (number, skills) in skills.enumerated() {
                            _ = try await adding.execute(
                                """
                                INSERT INTO student (school_id, key, given_name, family_name, email, skills, skills_stated_on)
                                VALUES (\(scene.school), \("\(number)"), 'Zoë', 'Straße', 'zoe@example.org', \(skills), current_date)
                                """)
                        }
                    }
                }
            }
            #expect(try await add([[known * 8 + 3], [known * 8 + 5]]) == "23503 student_skills_known")
            #expect(try await add([[], [known * 8 + 3, 999_999 * 8 + 1]]) == "23503 student_skills_known")
            #expect(try await scene.counts().students == 0)
            #expect(try await add([[], [known * 8 + 3]]) == nil)
            #expect(try await scene.counts().students == 2)
        }
    }

    /// What is added to the tables must be thought of in `enrol_staged`, or these lists no longer agree.
    @Test func `the call asks for all that the foreign keys ask for, and skips no trigger of ours but for counts and skills`() async throws
    {
        try await Given.house { given in
            let keys = try await given.database.execute(
                """
                SELECT conname::text FROM pg_constraint
                WHERE contype = 'f' AND conrelid IN ('student'::regclass, 'cohort_student'::regclass) ORDER BY 1
                """
            ).decode(String.self)
            #expect(keys == ["cohort_student_cohort_fk", "cohort_student_student_fk", "student_school_fk"])
            // Bit 4: fires when rows are inserted.
            let skipped = try await given.database.execute(
                """
                SELECT tgname::text FROM pg_trigger
                WHERE tgrelid IN ('student'::regclass, 'cohort_student'::regclass) AND NOT tgisinternal AND tgtype & 4 <> 0 AND tgenabled <> 'A' ORDER BY 1
                """
            ).decode(String.self)
            // What has been read as a roster is counted anew, and its names are read.
            #expect(skipped == ["cohort_tally_entered", "student_names_came", "student_skills_known_when_made"])
        }
    }
}
