/// What clients saw of one thing and made of it, all at the same time.
struct EditHistory: Sendable {
    /// One state of the thing.
    struct State: Sendable, Equatable {
        var version: Int
        var value: String
    }

    /// An edit that was acknowledged.
    struct Edit: Sendable {
        var seen: State
        var made: State
    }

    var edits: [Edit] = []
    /// Edits that were refused, since somebody else had been faster.
    var refused = 0

    static func + (left: EditHistory, right: EditHistory) -> EditHistory {
        EditHistory(edits: left.edits + right.edits, refused: left.refused + right.refused)
    }

    /// Each edit has to stand on the one before it: its author saw what that one made, and no version is missing or there twice.
    ///
    /// - Returns: the first edit of which that is not so, in words; nil where no edit was lost.
    func firstLoss(from start: State, to end: State) -> String? {
        var now = start
        for edit in edits.sorted(by: { $0.made.version < $1.made.version }) {
            guard edit.made.version == now.version + 1 else { return "version \(edit.made.version) follows \(now.version)" }
            guard edit.seen == now else { return "\(edit.made) was made of \(edit.seen) and overwrote \(now)" }
            now = edit.made
        }
        return now == end ? nil : "the last edit made \(now), and \(end) is there"
    }
}
