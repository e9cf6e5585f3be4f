/// Which statements the server has prepared on one connection: bounded, the longest unused leave first.
///
/// A statement is `absent`, then `preparing` in one batch, then `ready`, or absent again if its preparation failed.
struct StatementCache {
    struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    enum Plan: Equatable {
        /// Prepared already: run it by this name.
        case ready(name: String)
        /// Prepare it under this name, then run it.
        case prepare(name: String)
        /// Another batch that is still on its way prepares it, and may fail: run it without a name.
        case unnamed
    }

    private struct Entry {
        let name: String
        /// The batch that prepares it, `nil` once the server has confirmed.
        var preparedBy: Int?
        var lastUse: Int
    }

    private let bound: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    private var names = 0

    init(bound: Int) { self.bound = max(1, bound) }

    var count: Int { entries.count }

    mutating func plan(_ key: Key, batch: Int) -> Plan {
        uses += 1
        guard let index = entries.index(forKey: key) else {
            names += 1
            let name = "v\(names)"
            entries[key] = Entry(name: name, preparedBy: batch, lastUse: uses)
            return .prepare(name: name)
        }
        entries.values[index].lastUse = uses
        let entry = entries.values[index]
        return entry.preparedBy == nil || entry.preparedBy == batch ? .ready(name: entry.name) : .unnamed
    }

    mutating func confirm(_ key: Key) { entries[key]?.preparedBy = nil }

    /// The server knows this statement no longer, or never did.
    mutating func forget(_ key: Key) { entries[key] = nil }

    /// Makes room. To be called between transactions, since in a failed one nothing can be deallocated.
    ///
    /// - Returns: the names that the server shall deallocate, none while the bound holds.
    mutating func evict() -> [String] {
        guard entries.count > bound else { return [] }
        let surplus = entries.count - bound + bound / 8
        let oldest = entries.filter { $0.value.preparedBy == nil }.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(surplus)
        for (key, _) in oldest { entries[key] = nil }
        return oldest.map(\.value.name)
    }
}
