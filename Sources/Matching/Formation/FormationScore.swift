/// What formations are compared by: whichever isolates fewer is better; of those that isolate as few, whichever has more points.
package struct FormationScore: Comparable, Hashable, Sendable {
    /// How often a member is the only one with a value in a team of several.
    package var isolated: Int
    package var points: Int

    package init(isolated: Int, points: Int) {
        self.isolated = isolated
        self.points = points
    }

    init(_ team: TeamBlend, _ scale: borrowing TeamScale) {
        self.init(isolated: Int(team.lonely.count), points: Int(scale.points(team)))
    }

    package static func < (left: FormationScore, right: FormationScore) -> Bool {
        (right.isolated, left.points) < (left.isolated, right.points)
    }

    static func += (left: inout FormationScore, right: FormationScore) {
        left.isolated += right.isolated
        left.points += right.points
    }
}

/// A team as it would become, in the narrow numbers of the search.
struct TeamOutlook {
    var points: Int32
    var lonely: Int32
}
