import API
import Formats
import Postgres
import TestSupport
import Vivier

extension Given {
    /// An entry of the referential; ``loadSkills()`` makes it known to the application.
    func skill(_ english: String, _ french: String, under broader: Int32? = nil) async throws -> Int32 {
        let id = try await database.execute(
            """
            INSERT INTO skill (uri, label_en, label_fr, source) VALUES (\("urn:test:" + english), \(english), \(french), 'test') RETURNING id
            """)[0].decode(Int32.self)
        if let broader { try await database.execute("INSERT INTO skill_broader (skill_id, broader_id) VALUES (\(id), \(broader))") }
        return id
    }

    func loadSkills() async throws {
        try await application.skills.load(from: application.database)
    }

    func hold(_ skill: Int32, at level: Int, by student: Student.ID, source: String = "self") async throws {
        guard source != "school" else {
            try await database.execute(
                """
                UPDATE student SET skills_stated_on = current_date,
                    skills = ARRAY(SELECT unnest(skills || \(skill * 8 + Int32(level))) ORDER BY 1)
                WHERE id = \(student)
                """)
            return
        }
        try await database.execute(
            """
            INSERT INTO student_skill (student_id, skill_id, school_id, source, level)
            SELECT id, \(skill), school_id, \(source), \(Int16(level)) FROM student WHERE id = \(student)
            """)
    }

    /// - Returns: how many receipts there are.
    func receipts(of student: Student.ID? = nil, by company: Organisation.ID? = nil) async throws -> Int {
        try await database.execute(
            """
            SELECT count(*) FROM person_read
            WHERE (\(student)::uuid IS NULL OR student_id = \(student)) AND (\(company)::uuid IS NULL OR company_id = \(company))
            """)[0].decode(Int.self)
    }

    /// Reads all pages of a search.
    func search(_ text: String, sort: String? = nil, limit: Int = 50, as caller: Caller) async throws -> [PoolStudent] {
        var found: [PoolStudent] = []
        var query = PoolQuery(q: text, sort: sort, limit: limit)
        repeat {
            let page = try await perform(SearchPool(query: query), as: caller)
            found += page.items
            query.cursor = page.next
        } while query.cursor != nil
        return found
    }
}
