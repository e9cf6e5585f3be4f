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

/// Where there is nothing to send or to answer.
package struct Nothing: Codable, Sendable {
    package init() {}
}
