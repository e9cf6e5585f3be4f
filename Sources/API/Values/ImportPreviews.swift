/// A column of a roster: what it is taken for, and a few of its cells.
package struct ImportColumn: Codable, Sendable, Equatable {
    package var name: String
    /// A field, `attribute:NAME`, `key+email`, `unavailable:DAY` or `family_name, given_name`; absent where it is ignored.
    package var meaning: String?
    /// The first three different ones; none of a column that is never taken.
    package var samples: [String]
    /// Passwords, national identifiers, special categories of data and what else is kept under no name: it can only be ignored.
    package var forbidden: Bool

    package init(name: String, meaning: String?, samples: [String], forbidden: Bool) {
        self.name = name
        self.meaning = meaning
        self.samples = samples
        self.forbidden = forbidden
    }
}

/// A student whom an import would make or change.
package struct ImportRow: Codable, Sendable, Equatable {
    /// The physical line, from 1.
    package var line: Int
    package var key: String
    package var givenName: String
    package var familyName: String
    /// `new` or `changed`.
    package var state: String
    /// The fields that would change; `cohort` where the student joins it.
    package var changes: [String]
    /// What stands there and what would, one for each of ``changes``; empty where there is nothing, or where it is no short text.
    package var before: [String]?
    package var after: [String]?

    package init(
        line: Int, key: String, givenName: String, familyName: String, state: String, changes: [String], before: [String]? = nil,
        after: [String]? = nil
    ) {
        self.line = line
        self.key = key
        self.givenName = givenName
        self.familyName = familyName
        self.state = state
        self.changes = changes
        self.before = before
        self.after = after
    }
}

package struct UndoQuery: Codable, Sendable {
    /// Report what would be taken back; change nothing.
    package var dryRun: Bool?

    package init(dryRun: Bool? = nil) {
        self.dryRun = dryRun
    }
}

/// Which imports of a cohort, and in which order.
package struct ImportListQuery: Codable, Sendable, LimitedQuery {
    package enum Sort: String, Codable, Sendable, CaseIterable {
        case newest, oldest
    }
    /// Words of the file's name.
    package var q: String?
    /// The newest first where it is not said.
    package var sort: Sort?
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, sort: Sort? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which imports of a cohort a file takes.
package struct ImportExportQuery: Codable, Sendable {
    /// Words of the file's name.
    package var q: String?
    /// The newest first where it is not said.
    package var sort: ImportListQuery.Sort?

    package init(q: String? = nil, sort: ImportListQuery.Sort? = nil) {
        self.q = q
        self.sort = sort
    }
}
