package import API
import Formats
import Postgres

/// The order of the cases that a team can rank.
enum RankableSort: String, ListSort {
    case title
    case titleDown = "-title"
    case company
    case from
    /// By about how many teams rank it: as they are told, or the order would tell more.
    case asked
    case askedDown = "-asked"

    static var usual: RankableSort { .title }

    /// Of the case `o`, its company `k` and the demand `d` for it.
    var order: ListOrder {
        switch self {
        case .title: ListOrder(key: "o.title", id: "o.id")
        case .titleDown: ListOrder(key: "o.title", id: "o.id", goesDown: true)
        case .company: ListOrder(key: "k.name", id: "o.id")
        case .from: ListOrder(key: "(o.from_date - DATE '1970-01-01')", isNumber: true, id: "o.id")
        case .asked: ListOrder(key: "coalesce(d.ranked_by, 0)", isNumber: true, id: "o.id")
        case .askedDown: ListOrder(key: "coalesce(d.ranked_by, 0)", isNumber: true, id: "o.id", goesDown: true)
        }
    }

    func cursor(after found: RankableCase) -> Cursor {
        let key =
            switch self {
            case .title, .titleDown: found.title
            case .company: found.company.name
            case .from: String(found.window.from.daysSinceEpoch)
            case .asked, .askedDown: String(found.rankedBy ?? 0)
            }
        return cursor(key, found.case)
    }
}

/// What a student's team can rank in a round, by title where no order is asked for, with about how much each case is asked for. Of a
/// description at most its first ``mostCharacters``; the case itself has all of it.
package struct ListRankableCases: UseCase {
    package var round: Round.ID
    package var team: Team.ID
    package var query: RankableCaseQuery

    package static let mostCharacters = 2_000

    package init(round: Round.ID, team: Team.ID, query: RankableCaseQuery) {
        self.round = round
        self.team = team
        self.query = query
    }

    package var needs: Permission { .readOwnProfile }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<RankableCase> {
        let limit = try pageRows(query.limit)
        let sort = try RankableSort(checking: query.sort)
        var condition = try sort.order.after(query.cursor, by: sort, BusinessCase.ID.self)
        if let ranked = query.ranked { condition += " AND (p.place IS NOT NULL) = \(ranked)" }
        let rows = try await work.rankable(
            team, in: round, q: query.q, condition, sort,
            """
            o.id, o.title, o.company_id, k.name, left(o.description, \(Int32(Self.mostCharacters))), o.from_date, o.until_date,
            o.hours_per_week, o.languages, o.place, o.remote, o.places, d.ranked_by, d.ranked_first_by
            """, limit: limit + 1
        ).decode(
            BusinessCase.ID.self, String.self, Organisation.ID.self, String.self, String.self, Day.self, Day.self, Int.self, [String].self,
            String?.self, Bool.self, Int.self, Int?.self, Int?.self)
        let needs = try await CaseRows.needs(of: rows.map(\.0), in: work)
        let cases = rows.map {
            RankableCase(
                case: $0.0, title: $0.1, company: OrganisationReference(id: $0.2, kind: .company, name: $0.3), description: $0.4,
                skills: needs[$0.0] ?? [], window: CaseContent.Window(from: $0.5, until: $0.6), hoursPerWeek: $0.7, languages: $0.8,
                place: $0.9, remote: $0.10, places: $0.11, rankedBy: $0.12, rankedFirstBy: $0.13)
        }
        return Page(cases, limit: limit) { sort.cursor(after: $0) }
    }
}

/// The same, up to 5,000, as CSV, with the place that the team gives each case.
package struct ExportRankableCases: UseCase {
    package var round: Round.ID
    package var team: Team.ID
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(round: Round.ID, team: Team.ID, query: SortedExportQuery, form: SheetForm = .program) {
        self.round = round
        self.team = team
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readOwnProfile }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let sort = try RankableSort(checking: query.sort)
        var writer = form.writer([
            ("rank", "Rank", "Rang"), ("case", "Case (id)", "Cas (identifiant)"), ("title", "Case", "Cas"),
            ("company", "Company", "Entreprise"), ("from", "From", "Du"), ("until", "Until", "Au"),
            ("hours_per_week", "Hours a week", "Heures par semaine"), ("place", "Place", "Lieu"), ("remote", "Remote", "À distance"),
            ("places", "Places", "Places"), ("ranked_by", "Ranked by", "Classé par"), ("ranked_first_by", "Ranked first by", "En tête par"),
        ])
        let rows = try await work.rankable(
            team, in: round, q: query.q, "true", sort,
            """
            p.place, o.id, o.title, k.name, o.from_date, o.until_date, o.hours_per_week, o.place, o.remote, o.places,
            d.ranked_by, d.ranked_first_by
            """, limit: Export.most
        ).decode(
            Int?.self, BusinessCase.ID.self, String.self, String.self, Day.self, Day.self, Int.self, String?.self, Bool.self, Int.self,
            Int?.self, Int?.self)
        for row in rows {
            writer.append([
                row.0.map(String.init) ?? "", "\(row.1)", row.2, row.3, "\(row.4)", "\(row.5)", "\(row.6)", row.7 ?? "",
                form.word(row.8), "\(row.9)", form.teams(row.10), form.teams(row.11),
            ])
        }
        return Array(writer.text.utf8)
    }
}

extension UnitOfWork {
    /// Of the cases `o` that a team can rank, their companies `k`, the demand `d` for them and the places `p` that the team gives them.
    fileprivate func rankable(
        _ team: Team.ID, in round: Round.ID, q: String?, _ condition: SQL, _ sort: RankableSort, _ columns: SQL, limit: Int
    ) async throws -> Rows {
        let school = try await school(of: team, in: round)
        var condition = condition
        if let words = try searched(q) { condition += " AND strpos(folded(o.title || ' ' || k.name), folded(\(words))) > 0" }
        // Planned for any round: planning for this one takes longer than all the rest.
        _ = try await execute("SELECT set_config('plan_cache_mode', 'force_generic_plan', true)")
        return try await execute(
            """
            WITH \(SQL.cases(offeredIn: round))
            SELECT \(columns)
            FROM offered o JOIN organisation k ON k.id = o.company_id LEFT JOIN round_demand(\(round)) d ON d.case_id = o.id
                LEFT JOIN team_preference p ON p.round_id = \(round) AND p.team_id = \(team) AND p.case_id = o.id
            WHERE NOT o.left_out AND (o.open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = o.id AND s.school_id = \(school)))
                AND \(condition)
            ORDER BY \(sort.order.order) LIMIT \(limit)
            """)
    }
}
