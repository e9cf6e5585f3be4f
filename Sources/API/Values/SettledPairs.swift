extension Run {
    /// What people settled before a run, under which its proof holds.
    package struct Settled: Codable, Sendable, Equatable {
        /// Pairs that were fixed.
        package var pinned: Int
        /// Pairs that were excluded.
        package var banned: Int
        /// Teams that a repair leaves on their cases.
        package var kept: Int

        package init(pinned: Int, banned: Int, kept: Int) {
            self.pinned = pinned
            self.banned = banned
            self.kept = kept
        }
    }
}
