/// A team as the fit sees it. All indices are dense, into the tables of the problem's owner.
package struct FitTeam: Equatable, Sendable {
    /// The school, for cases that are open to some schools only.
    package var school: Int32
    /// The calendar of exams, holidays and weeks at the employer, −1 for none.
    package var calendar: Int32
    package var members: [FitMember]

    package init(school: Int32, calendar: Int32 = -1, members: [FitMember]) {
        self.school = school
        self.calendar = calendar
        self.members = members
    }
}

/// What is known of a member. Nothing known is never taken for nothing there: `FitRules` says what is presumed.
package struct FitMember: Equatable, Sendable {
    /// Each skill once.
    package var skills: [SkillLevel]
    /// Each language once; empty while unknown.
    package var languages: [LanguageLevel]
    /// The place of living, −1 while unknown.
    package var place: Int32
    /// The usual week; nil while unknown.
    package var week: WeekMask?
    /// Hours a week the member is willing to give at most; nil while unknown.
    package var hoursPerWeek: Int32?
    /// The first and the last day on which the member is there; nil where nothing bounds them.
    package var notBefore: Int32?
    package var notAfter: Int32?
    /// Days that differ from the usual week, in order: of two for the same day the later one counts.
    package var exceptions: [DayException]

    package init(
        skills: [SkillLevel] = [], languages: [LanguageLevel] = [], place: Int32 = -1, week: WeekMask? = nil, hoursPerWeek: Int32? = nil,
        notBefore: Int32? = nil, notAfter: Int32? = nil, exceptions: [DayException] = []
    ) {
        self.skills = skills
        self.languages = languages
        self.place = place
        self.week = week
        self.hoursPerWeek = hoursPerWeek
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.exceptions = exceptions
    }
}

/// A skill that a person has: 1 notions, 2 practice, 3 autonomy, 4 expertise.
package struct SkillLevel: Hashable, Sendable {
    package var skill: Int32
    package var level: Int32

    package init(skill: Int32, level: Int32) {
        self.skill = skill
        self.level = level
    }
}

/// A language and a level of the Common European Framework: 1 is A1, 6 is C2.
package struct LanguageLevel: Hashable, Sendable {
    package var language: Int32
    package var level: Int32

    package init(language: Int32, level: Int32) {
        self.language = language
        self.level = level
    }
}

/// Days on which a member's time is not that of the usual week.
package struct DayException: Hashable, Sendable {
    package var days: DayRange
    /// The free half-hours, bit 0 = midnight; nil where none is.
    package var free: UInt64?

    package init(days: DayRange, free: UInt64? = nil) {
        self.days = days
        self.free = free
    }
}

extension DayException {
    /// Reads the 6 bytes of PostgreSQL's `bit(48)`, whose first bit is midnight.
    package static func halfHours(bytes: some Collection<UInt8>) -> UInt64? {
        guard bytes.count == 6 else { return nil }
        var free: UInt64 = 0
        for (position, byte) in bytes.enumerated() {
            for bit in 0..<8 where byte >> UInt8(7 - bit) & 1 == 1 { free |= 1 << UInt64(position * 8 + bit) }
        }
        return free
    }

    /// The same 6 bytes: half-hour `i` is bit `0x80 >> (i % 8)` of byte `i / 8`.
    package static func bytes(halfHours free: UInt64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 6)
        for half in 0..<WeekMask.day where free >> UInt64(half) & 1 == 1 { bytes[half >> 3] |= 0x80 >> UInt8(half & 7) }
        return bytes
    }
}
