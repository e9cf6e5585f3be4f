/// One page of a list, and the cursor of the next where there is one.
package struct Page<Item: Codable & Sendable>: Codable, Sendable {
    package var items: [Item]
    /// To be sent back as `cursor`, unread.
    package var next: String?

    package init(items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }
}

/// A query that says how many rows it wants.
package protocol LimitedQuery {
    static var largestLimit: Int { get }
}

extension LimitedQuery {
    package static var largestLimit: Int { 200 }
}

/// Which page of a list.
package struct PageQuery: Codable, Sendable, LimitedQuery {
    /// Rows a page, 1…200; 50 where it is not said.
    package var limit: Int?
    package var cursor: String?

    package init(limit: Int? = nil, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which rows of a list that is searched and sorted, and which page of them.
package struct SortedQuery: Codable, Sendable, LimitedQuery {
    /// Part of a name in the row.
    package var q: String?
    /// One of the orders of the list, which a refusal names; each list has a usual one.
    package var sort: String?
    /// Rows a page, 1…200; 50 where it is not said.
    package var limit: Int?
    package var cursor: String?

    package init(q: String? = nil, sort: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.q = q
        self.sort = sort
        self.limit = limit
        self.cursor = cursor
    }
}

/// Which rows of such a list a file takes, and in which order: all that are asked for, not a page of them.
package struct SortedExportQuery: Codable, Sendable {
    /// Part of a name in the row.
    package var q: String?
    /// One of the orders of the list, which a refusal names; each list has a usual one.
    package var sort: String?

    package init(q: String? = nil, sort: String? = nil) {
        self.q = q
        self.sort = sort
    }
}

/// Where there is nothing to send or to answer.
package struct Nothing: Codable, Sendable {
    package init() {}
}
