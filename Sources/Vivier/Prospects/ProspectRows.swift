import API
import Formats
import Foundation
import Postgres

extension Prospect {
    /// Of `prospect p`, its student `s` and the school `o`.
    static let columns: SQL = """
        p.id, p.student_id, s.given_name, s.family_name, o.name, p.stage, p.case_id, p.note, p.next_action, p.next_on, p.created_at,
        p.changed_at, p.version
        """

    init(_ row: Row) throws(PostgresError) {
        let (id, student, given, family, school, stage, businessCase, note, nextAction, nextOn, createdAt, changedAt, version) =
            try row.decode(
                ID.self, Student.ID.self, String.self, String.self, String.self, Stage.self, BusinessCase.ID?.self, String.self,
                String?.self, Day?.self, Date.self, Date.self, Int.self)
        self.init(
            id: id, student: student, givenName: given, familyName: family, school: school, stage: stage, case: businessCase, note: note,
            nextAction: nextAction, nextOn: nextOn, createdAt: createdAt, changedAt: changedAt, version: version)
    }
}

extension UnitOfWork {
    /// Reads prospects of the company and leaves each of the students a receipt, in one statement.
    ///
    /// - Parameters:
    ///   - rest: the condition; `p` is the prospect, `s` the student, `o` the school.
    ///   - order: in which they stand.
    ///   - shown: how many of them are shown; who comes after gets no receipt.
    ///   - kind: of the receipt.
    func prospects(
        _ rest: SQL, order: SQL = "p.id DESC", limit: Int, shown: Int, as kind: String = "prospect"
    ) async throws(PostgresError) -> [Prospect] {
        let rows = try await execute(
            """
            WITH page AS MATERIALIZED (
                SELECT \(Prospect.columns), p.school_id, row_number() OVER (ORDER BY \(order)) AS place
                FROM prospect p JOIN student s ON s.id = p.student_id JOIN organisation o ON o.id = p.school_id
                WHERE \(rest) ORDER BY \(order) LIMIT \(limit)),
            receipt AS (
                INSERT INTO person_read (student_id, school_id, company_id, account_id, kind, request_id)
                SELECT student_id, school_id, \(caller.organisation), \(caller.account), \(kind), \(caller.requestID)
                FROM page WHERE place <= \(shown))
            SELECT id, student_id, given_name, family_name, name, stage, case_id, note, next_action, next_on, created_at, changed_at, version
            FROM page ORDER BY place
            """)
        var prospects: [Prospect] = []
        for row in rows { prospects.append(try Prospect(row)) }
        return prospects
    }

    /// One prospect of the company, with a receipt for the student.
    func prospect(_ id: Prospect.ID, as kind: String = "prospect") async throws -> Prospect {
        guard let found = try await prospects("p.id = \(id)", limit: 1, shown: 1, as: kind).first else {
            throw GeneralRefusal.missing(.prospect)
        }
        return found
    }
}

extension Sentence {
    static let prospect = Sentence(en: "The prospect", fr: "Le candidat suivi")
}
