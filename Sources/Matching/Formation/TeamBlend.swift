/// What is left of any set of students when only the team's points matter: blends of parts make the blend of the whole, in any order.
struct TeamBlend {
    /// The half-hours in which all are free.
    var week: WeekMask
    /// What at least one brings.
    var brings: Marks
    /// Traits that at least one has, and those that at least two have.
    var once: Marks
    var twice: Marks
    var size: Int32

    /// Nobody.
    static let empty = TeamBlend(week: .all, brings: Marks(), once: Marks(), twice: Marks(), size: 0)

    init(week: WeekMask, brings: Marks, once: Marks, twice: Marks, size: Int32) {
        self.week = week
        self.brings = brings
        self.once = once
        self.twice = twice
        self.size = size
    }

    init(_ student: FormationStudent) {
        self.init(week: student.week, brings: student.brings, once: student.traits, twice: Marks(), size: 1)
    }

    @inline(__always)
    static func + (left: TeamBlend, right: TeamBlend) -> TeamBlend {
        TeamBlend(
            week: left.week & right.week, brings: left.brings | right.brings, once: left.once | right.once,
            twice: left.twice | right.twice | (left.once & right.once), size: left.size &+ right.size)
    }

    /// Traits that exactly one of at least two members has.
    var lonely: Marks { size > 1 ? once.subtracting(twice) : Marks() }

    /// How many traits exactly one of the two parts' members has, at least two in all.
    @inline(__always)
    static func lonely(_ left: TeamBlend, _ right: TeamBlend) -> Int32 {
        let twice = left.twice | right.twice | (left.once & right.once)
        return left.size &+ right.size > 1 ? (left.once | right.once).subtracting(twice).count : 0
    }
}
