/// Days by number, both ends included; day 0 is 1970-01-01, so that PostgreSQL's `date - '1970-01-01'` is one.
package struct DayRange: Hashable, Sendable {
    package var from: Int32
    package var until: Int32

    package init(from: Int32, until: Int32) {
        self.from = from
        self.until = until
    }

    package func contains(_ day: Int32) -> Bool { from <= day && day <= until }

    package func overlaps(_ other: DayRange) -> Bool { from <= other.until && other.from <= until }
}

/// Weeks by number, from Monday to Sunday; week 0 begins on Monday 1969-12-29, so that it holds day 0.
package enum Week {
    /// The largest day number, some 5,000 years away: dates beyond are a mistake.
    package static let lastDay: Int32 = 2_000_000

    /// The week of a day, whichever the day's sign.
    package static func of(day: Int32) -> Int32 { ((day + 3) - ((day + 3) % 7 + 7) % 7) / 7 }

    /// The Monday of a week.
    package static func monday(of week: Int32) -> Int32 { week * 7 - 3 }

    /// The day that decides to which side a cut week belongs: with Thursday goes the larger part, as in ISO 8601.
    package static func thursday(of week: Int32) -> Int32 { monday(of: week) + 3 }

    /// The weeks of a window: those whose Thursday it holds; where it is too short to hold any, the week in which it begins.
    package static func weeks(of window: DayRange) -> Range<Int32> {
        let first = of(day: window.from + 3)
        let end = of(day: window.until + 4)
        return first < end ? first..<end : of(day: window.from)..<of(day: window.from) + 1
    }
}
