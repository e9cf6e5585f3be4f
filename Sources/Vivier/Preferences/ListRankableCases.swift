package import API
import Formats
import Postgres

/// What a student's team can rank in a round, by title, with how much each case is asked for. Of a description at most its first
/// ``mostCharacters``; the case itself has all of it.
package struct ListRankableCases: UseCase {
    package var round: Round.ID
    package var team: Team.ID
    package var query: PageQuery

    package static let mostCharacters = 2_000

    package init(round: Round.ID, team: Team.ID, query: PageQuery) {
        self.round = round
        self.team = team
        self.query = query
    }

    package var needs: Permission { .readOwnProfile }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<RankableCase> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, key: String.self, id: BusinessCase.ID.self)
        let school = try await work.school(of: team, in: round)
        let after: SQL = last.map { "AND (o.title, o.id) > (\($0.key), \($0.id))" } ?? ""
        let rows = try await work.execute(
            """
            WITH \(SQL.cases(offeredIn: round))
            SELECT o.id, o.title, o.company_id, k.name, left(o.description, \(Int32(Self.mostCharacters))), o.from_date, o.until_date,
                o.hours_per_week, o.languages, o.place, o.remote, o.places, coalesce(d.ranked_by, 0), coalesce(d.ranked_first_by, 0)
            FROM offered o JOIN organisation k ON k.id = o.company_id LEFT JOIN round_demand(\(round)) d ON d.case_id = o.id
            WHERE NOT o.left_out AND (o.open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = o.id AND s.school_id = \(school))) \(after)
            ORDER BY o.title, o.id LIMIT \(limit + 1)
            """
        ).decode(
            BusinessCase.ID.self, String.self, Organisation.ID.self, String.self, String.self, Day.self, Day.self, Int.self, [String].self,
            String?.self, Bool.self, Int.self, Int.self, Int.self)
        let needs = try await CaseRows.needs(of: rows.map(\.0), in: work)
        let cases = rows.map {
            RankableCase(
                case: $0.0, title: $0.1, company: OrganisationReference(id: $0.2, kind: .company, name: $0.3), description: $0.4,
                skills: needs[$0.0] ?? [], window: CaseContent.Window(from: $0.5, until: $0.6), hoursPerWeek: $0.7, languages: $0.8,
                place: $0.9, remote: $0.10, places: $0.11, rankedBy: $0.12, rankedFirstBy: $0.13)
        }
        return Page(cases, limit: limit) { Cursor($0.title, $0.case.description) }
    }
}
