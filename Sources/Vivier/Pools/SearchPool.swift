package import API
import Formats
import Postgres

/// Finds consenting students. Each person on the page gets a receipt in the same statement that reads the page, so that nobody is seen
/// without one.
package struct SearchPool: UseCase {
    package var query: PoolQuery

    package init(query: PoolQuery) {
        self.query = query
    }

    package var needs: Permission { .searchPools }
    package var audited: Audited? {
        Audited("searchPool", String(String.UnicodeScalarView(query.q.unicodeScalars.prefix(200).filter { !VisibleText.isHidden($0) })))
    }
    /// One moment for all that is read: who withdraws now is on this page with receipt and skills, and on no page after it.
    package static var isolation: Isolation { .repeatableRead }

    package func run(in work: UnitOfWork) async throws -> TalentPage {
        let limit = try pageRows(query.limit)
        let sort = try PoolSort(checking: query.sort)
        let last = try sort.place(query.cursor)
        do {
            let wanted = try PoolQueryParser.parse(query.q)
            let families = try await SkillFamilies(wanted, in: work)
            let found = try await page(of: wanted, TalentFilter(families), sort, after: last, limit: limit, in: work)
            let skills = try await work.skills(of: found.map(\.1), first: families.counts(wanted))
            let people = found.map { key, id, family, given, school, email, programme, graduation, languages, city, hours, prospect in
                (
                    PoolSort.Place(key: key, name: (family, given, id)),
                    PoolStudent(
                        id: id, family: family, given: given, skills: skills[id] ?? [],
                        (school, email, programme, graduation, languages, city, hours, prospect))
                )
            }
            let next = people.count > limit ? sort.cursor(after: people[limit - 1].0).text : nil
            return TalentPage(
                items: people.prefix(limit).map(\.1), next: next, understood: families.naming(wanted).description, sort: sort.rawValue)
        } catch let fault as PoolQueryFault {
            throw fault.refusal(parameter: "q")
        }
    }

    typealias Found = (
        Int32, Student.ID, String, String, String, String?, String?, Day?, [String], String?, Int?, Prospect.ID?
    )

    /// - Returns: one person more than the page holds, where there is one; that one was not shown and gets no receipt.
    ///
    /// - Parameter kind: of the receipts.
    func page(
        of wanted: TalentQuery, _ filter: TalentFilter, _ sort: PoolSort, after last: PoolSort.Place?, limit: Int,
        as kind: String = "search", in work: UnitOfWork
    ) async throws -> [Found] {
        let key = sort.key(filter, wanted)
        // Without a key of its own the order is that of the index, and the search ends when the page is full.
        let order: SQL = key == nil ? "s.family_name, s.given_name, s.id" : "key, s.family_name, s.given_name, s.id"
        var after: SQL = ""
        if let last {
            let (family, given, id) = last.name
            after =
                key.map { "AND (\($0), s.family_name, s.given_name, s.id) > (\(last.key), \(family), \(given), \(id))" }
                ?? "AND (s.family_name, s.given_name, s.id) > (\(family), \(given), \(id))"
        }
        return try await work.execute(
            """
            WITH page AS MATERIALIZED (
                SELECT found.*, row_number() OVER (ORDER BY key, family_name, given_name, id) AS place
                FROM (
                    SELECT s.id, s.school_id, s.family_name, s.given_name, \(key ?? "0") AS key
                    FROM student s WHERE \(filter.condition(wanted)) \(after) ORDER BY \(order) LIMIT \(limit + 1)) AS found),
            receipt AS (
                INSERT INTO person_read (student_id, school_id, company_id, account_id, kind, request_id)
                SELECT id, school_id, \(work.caller.organisation), \(work.caller.account), \(kind), \(work.caller.requestID)
                FROM page WHERE place <= \(limit))
            SELECT page.key, s.id, s.family_name, s.given_name, \(PoolStudent.columns)
            FROM page JOIN student s ON s.id = page.id JOIN organisation o ON o.id = s.school_id
                LEFT JOIN prospect x ON x.student_id = s.id AND x.company_id = \(work.caller.organisation)
            ORDER BY page.place
            """
        ).decode(
            Int32.self, Student.ID.self, String.self, String.self, String.self, String?.self, String?.self, Day?.self, [String].self,
            String?.self, Int?.self, Prospect.ID?.self)
    }
}
