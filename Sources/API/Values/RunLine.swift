package import struct Foundation.Date

/// A run in a list of its round.
package struct RunLine: Codable, Sendable {
    package var id: Run.ID
    package var number: Int
    package var state: String
    package var totalFit: Int
    package var placed: Int
    package var createdAt: Date

    package init(id: Run.ID, number: Int, state: String, totalFit: Int, placed: Int, createdAt: Date) {
        self.id = id
        self.number = number
        self.state = state
        self.totalFit = totalFit
        self.placed = placed
        self.createdAt = createdAt
    }

    /// Of a team that is placed, 0…10000; nil where none is.
    package var meanFit: Int? { placed > 0 ? totalFit / placed : nil }
}

/// A run as far as it may be older than what was decided in its round.
package protocol DatedRun {
    var state: String { get }
    var createdAt: Date { get }
}

extension Run: DatedRun {}
extension RunLine: DatedRun {}

extension DatedRun {
    /// Whether it is a draft that knows nothing of what was pinned, banned or released in its round since. What is published no longer asks.
    package func isOlder(thanDecisionsAt decidedAt: Date?, roundIs state: String) -> Bool {
        self.state == "draft" && state == "open" && decidedAt.map { createdAt < $0 } ?? false
    }
}

extension Round {
    /// Whether it has been decided otherwise since a run of it, that can still be published.
    package func isDecidedSince(_ run: some DatedRun) -> Bool { run.isOlder(thanDecisionsAt: decidedAt, roundIs: state) }
}
