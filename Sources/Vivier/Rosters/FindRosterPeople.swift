package import API
import Foundation
import Postgres

/// The order of the people of a file in hand, and where a page of them ends.
enum RosterPeopleSort: String, ListSort {
    /// As they stand in the file.
    case line
    case name

    static var usual: RosterPeopleSort { .line }

    /// What a person is sorted and found by, of the page `p` and the person `e` at its place.
    static let whole: SQL = "((e.person->>'familyName') || ' ' || (e.person->>'givenName'))"

    var order: SQL {
        switch self {
        case .line: "p.page, e.place"
        case .name: "\(Self.whole), p.page, e.place"
        }
    }

    /// The condition on what comes behind a cursor; true where there is none.
    func after(_ cursor: String?) throws(GeneralRefusal) -> SQL {
        guard let parts = try Cursor.read(cursor, parts: 4) else { return "true" }
        guard parts[0] == rawValue, let page = Int32(parts[2]), let place = Int64(parts[3]) else { throw Cursor.unreadable }
        switch self {
        // Whole pages that are behind are never opened.
        case .line: return "p.page >= \(page) AND (p.page, e.place) > (\(page), \(place)::bigint)"
        case .name: return "(\(Self.whole), p.page, e.place) > (\(parts[1])::text, \(page), \(place)::bigint)"
        }
    }
}

/// Of the people of a file in hand whom storing it would make, change or leave, those whose name or key holds some words.
package struct FindRosterPeople: UseCase {
    package var roster: RosterInHand.ID
    /// `new`, `changed` or `unchanged`.
    package var state: String
    package var query: SortedQuery

    package init(roster: RosterInHand.ID, state: String, query: SortedQuery) {
        self.roster = roster
        self.state = state
        self.query = query
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<ImportRow> {
        let limit = try pageRows(query.limit)
        let sort = try RosterPeopleSort(checking: query.sort)
        var condition = try sort.after(query.cursor)
        if let words = try work.searched(query.q) {
            condition +=
                " AND strpos(folded(\(RosterPeopleSort.whole) || ' ' || (e.person->>'givenName') || ' ' || (e.person->>'familyName') || ' ' || (e.person->>'key')), folded(\(words))) > 0"
        }
        _ = try await work.one("SELECT FROM roster_file WHERE id = \(roster)", orMissing: .rosterInHand)
        let rows = try await work.execute(
            """
            SELECT p.page, e.place, e.person::text
            FROM roster_file_page p CROSS JOIN LATERAL jsonb_array_elements(p.rows) WITH ORDINALITY AS e (person, place)
            WHERE p.roster_id = \(roster) AND p.state = \(state) AND \(condition)
            ORDER BY \(sort.order) LIMIT \(limit + 1)
            """
        ).decode(Int.self, Int.self, String.self)
        let people = try rows.prefix(limit).map { try JSONDecoder().decode(ImportRow.self, from: Data($0.2.utf8)) }
        var next: String?
        if rows.count > limit, let last = people.last {
            let (page, place, _) = rows[limit - 1]
            next = Cursor(sort.rawValue, sort == .name ? "\(last.familyName) \(last.givenName)" : "", "\(page)", "\(place)").text
        }
        return Page(items: people, next: next)
    }
}

/// What is to be looked at in a file in hand, as far as some words stand in it: refusals before warnings, each at its line.
package struct FindRosterProblems: UseCase {
    package var roster: RosterInHand.ID
    package var query: SortedQuery

    enum Sort: String, ListSort {
        /// Refusals first, else as they stand in the file.
        case severity
        case line

        static var usual: Sort { .severity }
    }

    package init(roster: RosterInHand.ID, query: SortedQuery) {
        self.roster = roster
        self.query = query
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<ImportProblem> {
        let limit = try pageRows(query.limit)
        let sort = try Sort(checking: query.sort)
        let parts = try Cursor.read(query.cursor, parts: 2)
        let start = parts.flatMap { Int($0[1]) } ?? 0
        guard parts.map({ $0[0] == sort.rawValue }) ?? true, start >= 0 else { throw Cursor.unreadable }
        var problems = try await work.rosterFile(roster).preview?.report(work.caller.language).toLookAt ?? []
        if sort == .line {
            problems = problems.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
        }
        if let words = try work.searched(query.q)?.foldedLabel {
            problems = problems.filter { problem in
                let said = [problem.line.map(String.init), problem.column, problem.message, problem.text, problem.file]
                return said.compactMap(\.self).joined(separator: " ").foldedLabel.contains(words)
            }
        }
        let shown = Array(problems.dropFirst(start).prefix(limit))
        let end = start + shown.count
        return Page(items: shown, next: end < problems.count ? Cursor(sort.rawValue, "\(end)").text : nil)
    }
}

extension ImportReport {
    /// Refusals before warnings; what the choice of columns has answered is not said again.
    package var toLookAt: [ImportProblem] {
        let kept = problems.filter { !["unknown-column", "unused-column"].contains($0.code) }
        return kept.filter { $0.severity == "refusal" } + kept.filter { $0.severity != "refusal" }
    }
}
