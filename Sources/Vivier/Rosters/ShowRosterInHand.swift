package import API
import Formats
import Foundation
import Postgres

/// A file in hand: what it is taken for, what its columns hold, and what storing it would do where that was asked.
package struct ShowRosterInHand: UseCase {
    package var roster: RosterInHand.ID

    package init(roster: RosterInHand.ID) {
        self.roster = roster
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> RosterInHand {
        let file = try await work.rosterFile(roster)
        let sketch = RosterSketch(file.bytes, name: file.name, map: file.targets)
        var shown = ImportReport(new: 0, changed: 0, unchanged: 0, rejected: 0, stored: false)
        shown.show(sketch, of: [])
        return RosterInHand(
            id: roster, cohort: file.cohort, fileName: file.name, bytes: file.bytes.count, detected: sketch.detected,
            isBundle: sketch.isBundle, columns: shown.columns ?? [], key: file.key, endsAt: file.createdAt + 3_600,
            preview: file.preview?.report(work.caller.language))
    }
}

/// A page of the people of a file in hand whom storing it would make, change or leave, in the order of the file; none behind the last one.
package struct ShowRosterPage: UseCase {
    package var roster: RosterInHand.ID
    /// `new`, `changed` or `unchanged`.
    package var state: String
    /// From 1.
    package var page: Int

    package init(roster: RosterInHand.ID, state: String, page: Int) {
        self.roster = roster
        self.state = state
        self.page = page
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [ImportRow] {
        let rows = try await work.execute(
            """
            SELECT p.rows::text FROM roster_file f JOIN roster_file_page p ON p.roster_id = f.id
            WHERE f.id = \(roster) AND p.state = \(state) AND p.page = \(page)
            """
        ).decode(String.self)
        return try rows.first.map { try JSONDecoder().decode([ImportRow].self, from: Data($0.utf8)) } ?? []
    }
}

/// The file that the caller has in hand for a cohort, if any.
package struct FindRosterInHand: UseCase {
    package var cohort: Cohort.ID

    package init(cohort: Cohort.ID) {
        self.cohort = cohort
    }

    package var needs: Permission { .importRosters }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> (id: RosterInHand.ID, fileName: String)? {
        try await work.execute("SELECT id, file_name FROM roster_file WHERE cohort_id = \(cohort) ORDER BY id DESC LIMIT 1")
            .decode(RosterInHand.ID.self, String.self).first.map { ($0.0, $0.1) }
    }
}

/// A row of `roster_file`.
struct RosterFileRow {
    var cohort: Cohort.ID
    var name: String
    var bytes: [UInt8]
    var targets: [String: String]
    var key: String
    var preview: KeptPreview?
    var createdAt: Date
}

/// What was found, in both languages: who looks again may read the other one.
struct KeptPreview: Codable {
    /// In English.
    var report: ImportReport
    /// The messages of its problems in French.
    var french: [String]

    func report(_ language: Language) -> ImportReport {
        guard language == .french else { return report }
        var shown = report
        for (index, message) in french.enumerated() where index < shown.problems.count { shown.problems[index].message = message }
        return shown
    }
}

extension UnitOfWork {
    func rosterFile(_ id: RosterInHand.ID) async throws -> RosterFileRow {
        let row = try await one(
            "SELECT cohort_id, file_name, bytes, mapping::text, key, preview::text, created_at FROM roster_file WHERE id = \(id)",
            orMissing: .rosterInHand)
        let (cohort, name, bytes, mapping, key, preview, createdAt) = try row.decode(
            Cohort.ID.self, String.self, [UInt8].self, String.self, String.self, String?.self, Date.self)
        let decoder = JSONDecoder()
        return RosterFileRow(
            cohort: cohort, name: name, bytes: bytes, targets: try decoder.decode([String: String].self, from: Data(mapping.utf8)),
            key: key,
            preview: try preview.map { try decoder.decode(KeptPreview.self, from: Data($0.utf8)) }, createdAt: createdAt)
    }
}
