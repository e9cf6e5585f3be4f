/// What a listener hears.
package enum DatabaseNotification: Sendable, Equatable {
    /// From here on every notification arrives. It comes first, again after each lost connection, and after an overflow:
    /// what was said before may be missed, so whoever keeps a copy of anything reads it anew.
    case listening
    case message(payload: String)
}

/// One listener of one channel.
struct Subscription: Sendable {
    /// How many notifications wait for a slow listener.
    static let bound = 4_096

    let id: Int
    let channel: String
    let continuation: AsyncStream<DatabaseNotification>.Continuation
}
