package import API
import Formats
import Foundation
import Postgres

/// Finds out what storing a file in hand would do, and keeps that beside the file.
package struct PreviewRoster: UseCase {
    package var roster: RosterInHand.ID
    /// What somebody says of columns by their number: a field, `attribute:NAME`, `ignore` …; nothing: what it is taken for by its name.
    package var targets: [Int: String]
    /// Of OneRoster.
    package var key: String?

    package init(roster: RosterInHand.ID, targets: [Int: String], key: String? = nil) {
        self.roster = roster
        self.targets = targets
        self.key = key
    }

    package var needs: Permission { .importRosters }
    package static var patience: Duration? { .seconds(600) }

    package func run(in work: UnitOfWork) async throws {
        let file = try await work.rosterFile(roster)
        let columns = RosterSketch(file.bytes, name: file.name).columns
        let alike = Dictionary(grouping: columns, by: { HeaderName.folded($0.name) })
        var map: [String: String] = [:]
        for (index, column) in columns.enumerated() {
            let name = alike[HeaderName.folded(column.name)]?.count == 1 ? column.name : "#\(index + 1)"
            // To leave it in sight and never read it is what can be said of such a column.
            if column.isForbidden { map[name] = "ignore" }
            // To leave a column aside is said of it even where it would be left aside: of two that are as sure, that settles which one.
            guard let target = targets[index], !column.isForbidden, target == "ignore" || target != column.meaning else { continue }
            map[name] = target
        }
        var rosterImport = ImportRoster(
            cohort: file.cohort, query: RosterImportQuery(name: file.name, key: key ?? file.key, dryRun: true), file: file.bytes)
        rosterImport.targets = map
        let weighed = try await rosterImport.weigh(in: work)
        let problems = weighed.reading.problems.problems
        var report = weighed.report
        // JSON of the values that the API knows.
        for (index, problem) in problems.enumerated() { report.problems[index].message = problem.en }
        let preview = KeptPreview(report: report, french: problems.map { FrenchSpaces.kept($0.fr) })
        try await RosterComparison(
            school: weighed.school, cohort: file.cohort, columns: weighed.reading.roster.columns, work: work
        ).keepPages(of: roster)
        let encoder = JSONEncoder()
        _ = try await work.execute(
            """
            UPDATE roster_file SET mapping = \(Self.storable(try encoder.encode(map)))::text::jsonb,
                key = \(key ?? file.key), preview = \(Self.storable(try encoder.encode(preview)))::text::jsonb
            WHERE id = \(roster)
            """)
    }

    /// PostgreSQL keeps no zero in text.
    private static func storable(_ json: Data) -> String {
        String(decoding: json, as: UTF8.self).replacing(scalars: "\\u0000", with: "\\ufffd")
    }
}

/// Stores a file in hand as an import, as it was last looked at, and throws the file away.
package struct StoreRoster: UseCase {
    package var roster: RosterInHand.ID
    package var cohort: Cohort.ID
    /// Whether rows that are not acceptable are left out; else they refuse the file.
    package var skipRejected: Bool

    package init(roster: RosterInHand.ID, cohort: Cohort.ID, skipRejected: Bool) {
        self.roster = roster
        self.cohort = cohort
        self.skipRejected = skipRejected
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("importRoster", cohort) }
    package static var patience: Duration? { .seconds(600) }

    package func run(in work: UnitOfWork) async throws -> RosterImport.ID {
        let file = try await work.rosterFile(roster)
        guard file.cohort == cohort else { throw GeneralRefusal.missing(.rosterInHand) }
        var rosterImport = ImportRoster(
            cohort: cohort, query: RosterImportQuery(name: file.name, key: file.key, skipRejected: skipRejected), file: file.bytes)
        rosterImport.targets = file.targets
        let report = try await rosterImport.run(in: work)
        _ = try await work.execute("DELETE FROM roster_file WHERE id = \(roster)")
        guard let id = report.import else { throw ImportRefusal.rejected(report) }
        return id
    }
}
