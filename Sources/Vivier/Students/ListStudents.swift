package import API
import Foundation
import Postgres

/// The students of a cohort, by name where no order is asked for; a student finds only the own line there.
package struct ListStudents: UseCase {
    package var cohort: Cohort.ID
    package var query: StudentListQuery

    package init(cohort: Cohort.ID, query: StudentListQuery) {
        self.cohort = cohort
        self.query = query
    }

    package init(cohort: Cohort.ID, query: PageQuery) {
        self.init(cohort: cohort, query: StudentListQuery(limit: query.limit, cursor: query.cursor))
    }

    package var needs: Permission { .readStudents }
    package var audited: Audited? { Audited("listStudents", cohort) }

    /// From how many students on a list or a search has to begin where an index does.
    static let large = 5_000
    /// Up to how many who bear the words are put in order; more are met soon enough along the names.
    static let few = 2_500

    package func run(in work: UnitOfWork) async throws -> Page<StudentLine> {
        let limit = try pageRows(query.limit)
        let words = try NameSearch(query.search).words
        let (after, order) = try place()
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
            .decode(Organisation.ID.self)
        // A student finds one line at most.
        let counts = work.caller.role == .student ? nil : try await work.readiness(of: [cohort]).first
        if let part = query.lacking, counts?.lacks(part) == false { return Page(items: [], next: nil) }
        let isLarge = (counts?.students ?? 0) > Self.large
        let source =
            switch (words.isEmpty, isLarge) {
            case (true, true): try await enrolled(in: school, work)
            case (false, true): try await named(words, in: school, limit: limit, work)
            case (_, false): found(words, in: school, isLarge: false)
            }
        let lacking: SQL = query.lacking.map { "AND NOT coalesce(\($0.isThere(in: cohort)), false)" } ?? ""
        let rows = try await work.execute(
            """
            \(source)
            SELECT s.id, s.key, s.given_name, s.family_name,
                (SELECT t.name FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.cohort_id = \(cohort) AND m.student_id = s.id),
                (SELECT count(*) FROM (SELECT held / 8 FROM unnest(s.skills) AS held
                    UNION SELECT k.skill_id FROM student_skill k WHERE k.student_id = s.id) AS held),
                s.weekly_free IS NOT NULL, coalesce(\(CohortReadiness.Part.consent.isThere(in: cohort)), false)
            FROM enrolled s WHERE \(after) \(lacking) ORDER BY \(order) LIMIT \(limit + 1)
            """
        ).decode(Student.ID.self, String.self, String.self, String.self, String?.self, Int.self, Bool.self, Bool.self)
        let lines = rows.map {
            StudentLine(
                id: $0.0, key: $0.1, givenName: $0.2, familyName: $0.3, team: $0.4, skills: $0.5, hasAvailability: $0.6, hasConsent: $0.7)
        }
        return Page(lines, limit: limit) { line in
            switch query.sort ?? .name {
            case .name, .nameDown: NameCursor.after(line.familyName, line.givenName, line.id)
            case .key, .keyDown: Cursor(line.key, line.id.description)
            }
        }
    }

    /// The school, though the cohort says it: with it the names, or the keys, come out of the index in their order.
    private func enrolled(in school: Organisation.ID, _ work: UnitOfWork) async throws -> SQL {
        let isMember: SQL = "EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = s.id)"
        guard try namePlace("s", id: "s.id") != nil, try await work.namesAreRead() else {
            return "WITH enrolled AS (SELECT s.* FROM student s WHERE s.school_id = \(school) AND \(isMember))"
        }
        return """
            WITH enrolled AS (
                SELECT n.student_id AS id, n.family_name, n.given_name, s.key, s.languages, s.skills, s.weekly_free, s.pool_until, s.pool_companies
                FROM student_name n JOIN student s ON s.id = n.student_id WHERE n.school_id = \(school) AND \(isMember))
            """
    }

    /// By the words of their names, which are folded already. Few are taken from the index; where many bear them, the names are gone along.
    private func named(_ words: [NameSearch.Word], in school: Organisation.ID, limit: Int, _ work: UnitOfWork) async throws -> SQL {
        guard try await work.namesAreRead() else { return found(words, in: school, isLarge: true) }
        let wanted: SQL = "\(NameSearch.lexemes(words, of: school))::text::tsquery"
        func isMember(_ student: SQL) -> SQL {
            "EXISTS (SELECT FROM cohort_student c WHERE c.cohort_id = \(cohort) AND c.student_id = \(student))"
        }
        // No further than the page goes, where nothing else decides who is on it.
        let page = query.lacking == nil ? try namePlace("n", id: "n.student_id") : nil
        // Put in order before anybody looks who of them is a member, which the first ones alone are asked then.
        let chosen: SQL =
            page.map {
                """
                SELECT n.student_id FROM (SELECT n.* FROM named n WHERE \($0.after) ORDER BY \($0.order) OFFSET 0) n
                WHERE \(isMember("n.student_id")) ORDER BY \($0.order) LIMIT \(limit + 1)
                """
            } ?? "SELECT n.student_id FROM named n"
        // The index is asked once: words that nearly all bear have it look through as many places.
        let (found, students) = try await work.execute(
            """
            WITH named AS MATERIALIZED (SELECT * FROM students_named(\(school), \(wanted), \(Int32(Self.few + 1)))),
                size AS MATERIALIZED (SELECT count(*) AS found FROM named)
            SELECT z.found, CASE WHEN z.found <= \(Int64(Self.few)) THEN ARRAY(\(chosen)) ELSE '{}' END FROM size z
            """)[0].decode(Int.self, [Student.ID].self)
        if found <= Self.few {
            return """
                WITH enrolled AS MATERIALIZED (SELECT s.* FROM student s
                    WHERE s.id = ANY (\(students)) AND s.school_id = \(school) AND \(isMember("s.id")))
                """
        }
        if let page {
            return """
                WITH page AS MATERIALIZED (SELECT n.student_id FROM student_name n
                    WHERE n.school_id = \(school) AND n.words @@ \(wanted) AND \(page.after) AND \(isMember("n.student_id"))
                    ORDER BY \(page.order) LIMIT \(limit + 1)),
                enrolled AS MATERIALIZED (SELECT s.* FROM student s WHERE s.id IN (SELECT student_id FROM page))
                """
        }
        return """
            WITH enrolled AS (SELECT s.* FROM student s WHERE s.school_id = \(school) AND \(isMember("s.id"))
                AND EXISTS (SELECT FROM student_name n WHERE n.student_id = s.id AND n.words @@ \(wanted)))
            """
    }

    /// Whoever is searched for, or in a small cohort, is found first and sorted then: a walk along all names would look at every student of
    /// the school.
    private func found(_ words: [NameSearch.Word], in school: Organisation.ID, isLarge: Bool) -> SQL {
        let matches: SQL = words.reduce("true") { found, word in
            """
            \(found) AND (folded(s.family_name || ' ' || s.given_name) LIKE \(word.containing) OR lower(s.key) LIKE \(word.beginning))
            """
        }
        var narrowed: SQL = ""
        if isLarge, let first = words.first {
            let ranges = first.spellings.sorted().reduce("false" as SQL) { ranges, text in
                """
                \(ranges) OR (s.family_name >= \(text) AND s.family_name < \(text + "\u{FFFF}"))
                    OR (s.given_name >= \(text) AND s.given_name < \(text + "\u{FFFF}"))
                    OR (s.key >= \(text) AND s.key < \(text + "\u{FFFF}"))
                """
            }
            narrowed = "AND (\(ranges))"
        }
        return """
            WITH enrolled AS MATERIALIZED (SELECT s.* FROM cohort_student c JOIN student s ON s.id = c.student_id
                WHERE c.cohort_id = \(cohort) AND s.school_id = \(school) \(narrowed) AND \(matches))
            """
    }

    private func place() throws(GeneralRefusal) -> (after: SQL, order: SQL) {
        if let place = try namePlace("s", id: "s.id") { return place }
        let last = try Cursor.read(query.cursor, key: String.self, id: Student.ID.self)
        return query.sort == .keyDown
            ? (last.map { "s.key < \($0.key)" } ?? "true", "s.key DESC") : (last.map { "s.key > \($0.key)" } ?? "true", "s.key")
    }

    /// - Parameter table: that bears the names.
    /// - Returns: nil where the order is another.
    private func namePlace(_ table: SQL, id: SQL) throws(GeneralRefusal) -> (after: SQL, order: SQL)? {
        let sort = query.sort ?? .name
        guard sort == .name || sort == .nameDown else { return nil }
        let last = try NameCursor.read(query.cursor)
        let (than, way): (SQL, SQL) = sort == .nameDown ? ("<", "DESC") : (">", "ASC")
        return (
            last.map { "(\(table).family_name, \(table).given_name, \(id)) \(than) (\($0.family), \($0.given), \($0.id))" } ?? "true",
            "\(table).family_name \(way), \(table).given_name \(way), \(id) \(way)"
        )
    }
}

extension UnitOfWork {
    /// Whether `student_name` has everybody: not for the moments after a roster was enrolled.
    func namesAreRead() async throws(PostgresError) -> Bool {
        try await execute("SELECT names_are_read()")[0].decode(Bool.self)
    }
}

/// Where a page ends in a list of people by name.
enum NameCursor {
    static func after(_ family: String, _ given: String, _ id: Student.ID) -> Cursor {
        Cursor(family, given, id.description)
    }

    static func read(_ text: String?) throws(GeneralRefusal) -> (family: String, given: String, id: Student.ID)? {
        guard let parts = try Cursor.read(text, parts: 3) else { return nil }
        guard let id = Student.ID(parts[2]) else { throw Cursor.unreadable }
        return (parts[0], parts[1], id)
    }
}
