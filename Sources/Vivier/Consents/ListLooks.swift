package import API
import Formats
import Foundation
import Postgres

/// Which companies saw a student, by day and way, with how often: what the receipts come to. Nothing is lost, each read keeps its receipt.
package struct ListLooks: UseCase {
    package var student: Student.ID
    package var query: LookListQuery

    package init(student: Student.ID, query: LookListQuery) {
        self.student = student
        self.query = query
    }

    package var needs: Permission { .readReceipts }
    package var audited: Audited? { Audited("listLooks", student) }

    package func run(in work: UnitOfWork) async throws -> Page<Look> {
        let limit = try pageRows(query.limit)
        let sort = try LookSort(checking: query.sort)
        let after = try sort.after(query.cursor)
        _ = try await work.one("SELECT FROM student WHERE id = \(student)", orMissing: .student)
        var kind: SQL = ""
        if let one = query.kind { kind = "AND r.kind = \(one)" }
        var named: SQL = ""
        if let words = try work.searched(query.q) {
            named = "AND (strpos(folded(name), folded(\(words))) > 0 OR strpos(folded(now), folded(\(words))) > 0)"
        }
        // A company counts once a day and way, by the name that it had at the last look.
        let rows = try await work.execute(
            """
            WITH r AS (
                SELECT (r.at AT TIME ZONE \(SQL.zone))::date AS day, r.company_id, r.kind, count(*) AS times, max(r.at) AS at
                FROM person_read r WHERE r.student_id = \(student) \(kind) GROUP BY 1, 2, 3),
            look AS (
                SELECT r.*, \(ReceiptName.then) AS name, \(ReceiptName.now) AS now, (extract(epoch FROM r.at) * 1000000)::bigint AS moment
                FROM r JOIN organisation o ON o.id = r.company_id)
            SELECT day, company_id, name, kind, times, at, moment, day - '2000-01-01'::date, now FROM look
            WHERE \(after) \(named) ORDER BY \(sort.order) LIMIT \(limit + 1)
            """
        ).decode(
            Day.self, Organisation.ID.self, String.self, String.self, Int.self, Date.self, Int64.self, Int32.self, String?.self)
        let last = rows.count > limit ? rows[limit - 1] : nil
        return Page(
            items: rows.prefix(limit).map {
                Look(
                    day: $0.0, company: OrganisationReference(id: $0.1, kind: .company, name: $0.2), kind: $0.3, count: $0.4, lastAt: $0.5,
                    calledNow: $0.8)
            },
            next: last.map {
                sort.cursor(name: $0.2, moment: $0.6, times: $0.4, day: $0.7, company: $0.1, kind: $0.3).text
            })
    }
}
