package import API
import Formats

/// The order of the groups of each kind.
enum FairnessSort: String, ListSort {
    case name
    case nameDown = "-name"
    case teams
    case teamsDown = "-teams"
    case fit
    case fitDown = "-fit"

    static var usual: FairnessSort { .name }

    /// Whether a group comes before another of its kind; nil where this order does not tell them apart. What has no figures comes last by fit.
    func isBefore(_ one: FairnessGroup, _ other: FairnessGroup) -> Bool? {
        switch self {
        case .name: one.name == other.name ? nil : one.name < other.name
        case .nameDown: one.name == other.name ? nil : one.name > other.name
        case .teams: one.teams == other.teams ? nil : one.teams < other.teams
        case .teamsDown: one.teams == other.teams ? nil : one.teams > other.teams
        case .fit: one.meanFit == other.meanFit ? nil : (one.meanFit ?? .max) < (other.meanFit ?? .max)
        case .fitDown: one.meanFit == other.meanFit ? nil : (one.meanFit ?? -1) > (other.meanFit ?? -1)
        }
    }
}

/// What is asked of the groups of a report.
struct FairnessList {
    private let kind: FairnessGroup.Kind?
    private let words: FoldedWords?
    private let sort: FairnessSort
    /// Nil: all of them.
    private let limit: Int?
    private let cursor: [String]?

    init(_ query: FairnessQuery, in work: UnitOfWork) throws {
        kind = query.kind
        words = try work.searched(query.q).map { FoldedWords($0) }
        sort = try FairnessSort(checking: query.sort)
        cursor = try Cursor.read(query.cursor, parts: 3)
        limit = query.limit == nil && cursor == nil ? nil : try pageRows(query.limit)
    }

    /// All that are asked for, in their order.
    func all(of groups: [FairnessGroup]) -> [FairnessGroup] {
        FairnessGroup.Kind.allCases.filter { kind == nil || kind == $0 }.flatMap { kind in
            groups.filter { group in
                group.kind == kind.rawValue && words?.stand(in: group.name) ?? true
            }.sorted { sort.isBefore($0, $1) ?? ($0.name < $1.name) }
        }
    }

    func page(of groups: [FairnessGroup]) throws(GeneralRefusal) -> Page<FairnessGroup> {
        let all = all(of: groups)
        guard let limit else {
            return Page(
                items: FairnessGroup.Kind.allCases.flatMap { kind in
                    all.filter { $0.kind == kind.rawValue }.prefix(FairnessGroups.mostListed)
                })
        }
        var rest = all[...]
        if let cursor {
            guard cursor[0] == sort.rawValue, let last = all.firstIndex(where: { $0.kind == cursor[1] && $0.name == cursor[2] }) else {
                throw Cursor.unreadable
            }
            rest = all[(last + 1)...]
        }
        return Page(Array(rest.prefix(limit + 1)), limit: limit) { Cursor(sort.rawValue, $0.kind, $0.name) }
    }
}

/// The groups of a run's report as a file, all that are asked for. Of small groups it has no more than the report.
package struct ExportFairness: UseCase {
    package var id: Run.ID
    package var query: FairnessExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package init(run: Run.ID, query: FairnessExportQuery, form: SheetForm = .program) {
        id = run
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readFairness }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let list = try FairnessList(FairnessQuery(kind: query.kind, q: query.q, sort: query.sort), in: work)
        var writer = form.writer([
            ("kind", "Kind", "Genre"), ("name", "Group", "Groupe"), ("teams", "Teams", "Équipes"), ("placed", "Placed", "Placées"),
            ("mean_fit", "Mean fit", "Adéquation moyenne"), ("lowest_fit", "Lowest fit", "La plus basse"),
        ])
        for group in list.all(of: try await ReportFairness(run: id).reading(in: work).groups) {
            // Where nobody is placed there is no fit to hide.
            let absent = group.placed == 0 ? "" : hidden
            func fit(_ value: Int?) -> String { value.map { writer.number(Double($0) / 100) } ?? absent }
            writer.append([
                kind(group.kind), group.name, "\(group.teams)", group.placed.map { "\($0)" } ?? hidden, fit(group.meanFit),
                fit(group.lowestFit),
            ])
        }
        return Array(writer.text.utf8)
    }

    /// In the place of a figure that is not shown; programs read nothing there.
    private var hidden: String {
        switch form {
        case .program: ""
        case .people(.english): "hidden"
        case .people(.french): "masqué"
        }
    }

    private func kind(_ kind: String) -> String {
        guard case .people(.french) = form else { return kind }
        return ["school": "école", "cohort": "promotion"][kind] ?? kind
    }
}
