package import struct Foundation.Date

/// How a file is to be read into a cohort.
package struct RosterImportQuery: Codable, Sendable {
    package var name: String
    /// `auto`, `csv` or `oneroster`.
    package var format: String?
    /// `column=field`, once for each column; in a single one, pairs may also be separated by commas.
    package var map: [String]?
    /// Of OneRoster: the student key is `identifier` or `sourcedId`.
    package var key: String?
    package var dryRun: Bool?
    package var skipRejected: Bool?

    package init(
        name: String, format: String? = nil, map: [String]? = nil, key: String? = nil, dryRun: Bool? = nil, skipRejected: Bool? = nil
    ) {
        self.name = name
        self.format = format
        self.map = map
        self.key = key
        self.dryRun = dryRun
        self.skipRejected = skipRejected
    }
}

/// What a file of teams is called, and whether it is only tried.
package struct TeamImportQuery: Codable, Sendable {
    package var name: String
    package var dryRun: Bool?

    package init(name: String, dryRun: Bool? = nil) {
        self.name = name
        self.dryRun = dryRun
    }
}

/// What an import did, or on a dry run would do. Where a row was rejected and rejected rows are not skipped, nothing is stored.
package struct ImportReport: Codable, Sendable {
    /// Nil on a dry run and where nothing was stored.
    package var `import`: Identifier<RosterImport>?
    package var new: Int
    package var changed: Int
    package var unchanged: Int
    package var rejected: Int
    /// Teams that the file named and that were made.
    package var teams: Int?
    /// `csv, windows-1252, ;` and the like.
    package var detected: String?
    /// Of a dry run over a CSV roster.
    package var columns: [ImportColumn]?
    /// Of a dry run over a roster: the first hundred that would be made, and the first hundred that would be changed.
    package var rows: [ImportRow]?
    /// The first 1,000; `problems_total` counts all.
    package var problems: [ImportProblem]
    package var problemsTotal: Int
    package var stored: Bool

    package init(
        import: Identifier<RosterImport>? = nil, new: Int, changed: Int, unchanged: Int, rejected: Int, teams: Int? = nil,
        detected: String? = nil, columns: [ImportColumn]? = nil, rows: [ImportRow]? = nil, problems: [ImportProblem] = [],
        problemsTotal: Int = 0, stored: Bool
    ) {
        self.import = `import`
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
        self.rejected = rejected
        self.teams = teams
        self.detected = detected
        self.columns = columns
        self.rows = rows
        self.problems = problems
        self.problemsTotal = problemsTotal
        self.stored = stored
    }
}

package struct ImportProblem: Codable, Sendable, Equatable {
    package var file: String
    /// The physical line, from 1.
    package var line: Int?
    /// The column's name.
    package var column: String?
    /// Stable: `missing-column`, `duplicate-key`, `unknown-skill` …
    package var code: String
    package var message: String
    /// `refusal` or `warning`.
    package var severity: String
    /// The line of a roster as it stands in the file; absent where the file has columns that are never taken.
    package var text: String?

    package init(file: String, line: Int?, column: String?, code: String, message: String, severity: String, text: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.severity = severity
        self.text = text
    }
}

/// An import that was stored.
package struct RosterImport: Codable, Sendable {
    package typealias ID = Identifier<RosterImport>
    package var id: ID
    package var cohort: Cohort.ID
    package var fileName: String
    package var format: String
    package var new: Int
    package var changed: Int
    package var unchanged: Int
    package var rejected: Int
    package var createdAt: Date
    package var undoneAt: Date?

    package init(
        id: ID, cohort: Cohort.ID, fileName: String, format: String, new: Int, changed: Int, unchanged: Int, rejected: Int,
        createdAt: Date, undoneAt: Date?
    ) {
        self.id = id
        self.cohort = cohort
        self.fileName = fileName
        self.format = format
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
        self.rejected = rejected
        self.createdAt = createdAt
        self.undoneAt = undoneAt
    }
}

/// What an undo did.
package struct UndoReport: Codable, Sendable {
    /// Whether anything was taken back. An import of which all had to be kept stands as before, and can be undone later.
    package var undone: Bool
    /// Students that the import had made and that are gone again.
    package var removed: Int
    /// Students put back to what they were.
    package var restored: Int
    /// Students left as they are because something else changed or used them since.
    package var kept: [Student.ID]
    /// Students put back without the team that they were in, because it is gone since.
    package var withoutTeam: [Student.ID]
    /// Why students were kept, and what to do first another time; in the reader's language. Absent where none was.
    package var note: String?

    package init(
        undone: Bool = true, removed: Int, restored: Int, kept: [Student.ID], withoutTeam: [Student.ID] = [], note: String? = nil
    ) {
        self.undone = undone
        self.note = note
        self.removed = removed
        self.restored = restored
        self.kept = kept
        self.withoutTeam = withoutTeam
    }
}
