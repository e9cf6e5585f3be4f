import Formats
import Vivier

/// The forms that were sent and done of late: the same one sent once more, by a double click or on a bad line, is done once, and both
/// readers arrive at the same place. Kept in memory: a second of the two cannot be far behind.
actor SentForms {
    private enum Entry {
        /// Others wait for what comes of the first.
        case running([CheckedContinuation<String?, Never>])
        case done(location: String)
    }

    private var entries: [String: Entry] = [:]
    /// The oldest first.
    private var order: [String] = []
    private static let most = 10_000

    /// For one form of one page.
    static func key() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }

    /// What stands for a form that was sent: whose, where to and all that was typed, so that a page that is sent again with other words is
    /// another form. Nil for a form that bears no key.
    static func name(_ form: Form, to path: String, by guest: Guest) -> String? {
        guard let key = form.text("once"), form.files.isEmpty else { return nil }
        let typed = form.items.map { "\($0.name.utf8.count) \($0.name) \($0.value.utf8.count) \($0.value)" }.joined(separator: "\n")
        return SHA256.hex(of: Array("\(guest.secret.formToken)\n\(path)\n\(key)\n\(typed)".utf8))
    }

    /// - Returns: where the same form led to already; nil for whoever is the first and shall say ``end(_:at:)``.
    func begin(_ name: String) async -> String? {
        while let entry = entries[name] {
            switch entry {
            case .done(let location): return location
            case .running(let waiting):
                let location = await withCheckedContinuation { entries[name] = .running(waiting + [$0]) }
                if let location { return location }
            }
        }
        entries[name] = .running([])
        return nil
    }

    /// - Parameter location: where its sender was sent to; nil where nothing was done, so that it may be sent again.
    func end(_ name: String, at location: String?) {
        guard case .running(let waiting) = entries.removeValue(forKey: name) else { return }
        if let location {
            entries[name] = .done(location: location)
            order.append(name)
            if order.count > Self.most { entries[order.removeFirst()] = nil }
        }
        for one in waiting { one.resume(returning: location) }
    }
}
