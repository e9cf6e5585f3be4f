import API
import Formats
import Postgres
import TestSupport
import Testing

@testable import Vivier

/// Students of a large cohort, found by the words of their names.
@Suite struct NameSearchTests {
    private struct Scene {
        var school: Organisation.ID
        var cohort: Cohort.ID
    }

    /// As a large roster leaves them: without triggers. Every second one is called O’Neil.
    private func scene(_ given: Given, students: Int) async throws -> Scene {
        let school = try await given.school("École")
        let cohort = try await given.cohort("M1", of: school)
        try await given.database.batch([
            "SET LOCAL session_replication_role = replica",
            """
            INSERT INTO student (id, school_id, key, given_name, family_name, email)
            SELECT uuid_v7(), \(school), 'K' || i, CASE i % 500 WHEN 0 THEN 'Zoë' ELSE 'Ève ' || i % 97 END,
                (ARRAY['O’Neil ', 'Dupont-Lévêque '])[1 + i % 2] || i, 'k' || i || '@example.org'
            FROM generate_series(0, \(students - 1)) i
            """,
            "INSERT INTO cohort_student (cohort_id, student_id, school_id) SELECT \(cohort), id, school_id FROM student WHERE school_id = \(school)",
            // As a roster that is read says it.
            "SET LOCAL session_replication_role = origin",
            "INSERT INTO name_backlog DEFAULT VALUES",
        ])
        try await given.database.execute("SELECT settle_cohort_tallies()")
        try await given.database.execute(
            "INSERT INTO cohort_tally (cohort_id, school_id, students) VALUES (\(cohort), \(school), \(students))")
        return Scene(school: school, cohort: cohort)
    }

    private func found(_ text: String, _ scene: Scene, _ given: Given, sort: StudentListQuery.Sort? = nil) async throws -> [String] {
        var (keys, cursor): ([String], String?) = ([], nil)
        repeat {
            let query = StudentListQuery(search: text, sort: sort, limit: 200, cursor: cursor)
            let page = try await given.perform(ListStudents(cohort: scene.cohort, query: query), as: .school(scene.school))
            keys += page.items.map(\.key)
            cursor = page.next
        } while cursor != nil
        return keys
    }

    @Test func `words of a name are found at once, before their names are read and after`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 6_000)
            #expect(try await found("Dupont k5991", scene, given) == ["K5991"])
            try await given.application.readNames(most: 2_500)
            #expect(try await given.database.execute("SELECT names_are_read()")[0].decode(Bool.self))
            for text in ["o’neil 599", "NEIL 599", "599 oneil".replacing("oneil", with: "O'N")] {
                #expect(try await found(text, scene, given) == ["K5990", "K5992", "K5994", "K5996", "K5998"], "\(text)")
            }
            #expect(try await found("leveque k5991", scene, given) == ["K5991"])
            #expect(try await found("dupont-lev zoe", scene, given).isEmpty)
            #expect(try await found("Zoe", scene, given).count == 12)
            // A quotation mark and a backslash are letters that nobody bears.
            for text in ["'", "\\", "k1':* | '", "a&b"] { #expect(try await found(text, scene, given).isEmpty, "\(text)") }
        }
    }

    @Test(arguments: [StudentListQuery.Sort.name, .nameDown, .key])
    func `words that many bear are met along the names, page by page`(sort: StudentListQuery.Sort) async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 5_200)
            try await given.application.readNames()
            let keys = try await found("neil", scene, given, sort: sort)
            #expect(keys.count == 2_600 && Set(keys).count == 2_600)
            #expect(ListStudents.few < keys.count && ListStudents.large < 5_200)
            let all = StudentListQuery(search: "neil", lacking: .consent, sort: sort, limit: 5)
            let page = try await given.perform(ListStudents(cohort: scene.cohort, query: all), as: .school(scene.school))
            #expect(page.items.map(\.key) == Array(keys.prefix(5)))
        }
    }

    @Test func `a name that changes is found by what it is now, and who is gone is not found`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 5_100)
            try await given.application.readNames()
            try await given.database.execute("UPDATE student SET family_name = 'Šťastný' WHERE key = 'K10'")
            try await given.database.execute("DELETE FROM student WHERE key = 'K12'")
            #expect(try await found("stastny", scene, given) == ["K10"])
            #expect(try await found("neil 10", scene, given).contains("K10") == false)
            #expect(try await found("k12", scene, given).contains("K12") == false)
            // Who came since is found too, read or not.
            _ = try await given.student("Anouk Ünal", of: scene.school, in: scene.cohort)
            #expect(try await found("anouk", scene, given).count == 1)
            try await given.application.readNames()
            #expect(try await found("anouk", scene, given).count == 1)
        }
    }

    @Test func `nobody asks the words for another school's students, and the index answers`() async throws {
        try await Given.house { given in
            let scene = try await scene(given, students: 6_000)
            let other = try await given.school("Autre")
            try await given.application.readNames()
            let wanted: SQL = "\(NameSearch.lexemes(try NameSearch("neil 599").words, of: scene.school))::text::tsquery"
            func count(_ organisation: Organisation.ID) async throws -> Int {
                let rows = try await given.application.database.batch([
                    "SELECT set_config('role', 'vivier_school', true), set_config('app.organisation', \(organisation.description), true)",
                    "SELECT count(*) FROM students_named(\(scene.school), \(wanted), 100)",
                ])
                return try rows[1][0].decode(Int.self)
            }
            #expect(try await count(scene.school) == 5)
            #expect(try await count(other) == 0)
            // As the function asks.
            try await given.database.execute("ANALYZE student_name")
            let plan = try await given.database.batch([
                "SET LOCAL enable_seqscan = off",
                "EXPLAIN SELECT student_id FROM student_name WHERE words @@ \(wanted) AND school_id = \(scene.school) LIMIT 100",
            ])[1].decode(String.self).joined(separator: "\n")
            #expect(plan.contains("Bitmap Index Scan on student_name_by_words"), "\(plan)")
            let settings = try await given.database.execute(
                "SELECT array_to_string(proconfig, ' ') FROM pg_proc WHERE proname = 'students_named'")
            #expect(try settings[0].decode(String.self).contains("enable_seqscan=off"))
            let company = try await given.company("Miel")
            await #expect(throws: PostgresError.self) {
                try await given.application.database.batch([
                    "SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(company.description), true)",
                    "SELECT students_named(\(scene.school), \(wanted), 100)",
                ])
            }
        }
    }
}
