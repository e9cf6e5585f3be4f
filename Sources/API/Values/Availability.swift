package import Formats

/// When a student is free: in a usual week, and on the days that differ from it.
package struct Availability: Codable, Sendable, Versioned {
    /// The student's.
    package var version: Int
    /// `mon 09:00-12:00;tue 14:00-18:00`; absent: not known.
    package var availability: WeekGrid?
    /// In order.
    package var exceptions: [DayAvailability]

    package init(version: Int, availability: WeekGrid?, exceptions: [DayAvailability]) {
        self.version = version
        self.availability = availability
        self.exceptions = exceptions
    }
}

/// Days on which somebody is not free as usual, both ends included.
package struct DayAvailability: Codable, Sendable, Hashable {
    package var from: Day
    package var until: Day
    /// `09:00-12:00;14:00-18:00`: what is free on each of them; empty: nothing.
    package var free: DayGrid

    package init(from: Day, until: Day, free: DayGrid) {
        self.from = from
        self.until = until
        self.free = free
    }
}

/// Where a calendar can be read.
package struct CalendarLink: Codable, Sendable {
    /// `https://…` or `webcal://…`. It is read once and not kept.
    package var address: String

    package init(address: String) {
        self.address = address
    }
}

/// What a calendar says of a student's time. Nothing is stored: one of its proposals can be stated.
package struct CalendarReading: Codable, Sendable {
    /// What is stored now.
    package var now: Availability
    /// The days that were looked at, both included.
    package var from: Day
    package var until: Day
    /// How many of their weeks have anything in them; a half-hour is usually taken if it is in half of those.
    package var weeks: Int
    /// Events of the calendar, and times at which they take place in those days.
    package var events: Int
    package var times: Int
    /// The half-hours that a usual week takes.
    package var taken: WeekGrid
    /// Free whenever the calendar leaves the time from 7:00 to 22:00.
    package var whole: AvailabilityStatement
    /// What the student stated, less what the calendar takes; absent where nothing is stated.
    package var within: AvailabilityStatement?
    /// What was not understood, each at its line: the first fifty; `problems_total` counts all.
    package var problems: [ImportProblem]
    package var problemsTotal: Int

    package init(
        now: Availability, from: Day, until: Day, weeks: Int, events: Int, times: Int, taken: WeekGrid, whole: AvailabilityStatement,
        within: AvailabilityStatement?, problems: [ImportProblem], problemsTotal: Int
    ) {
        self.now = now
        self.from = from
        self.until = until
        self.weeks = weeks
        self.events = events
        self.times = times
        self.taken = taken
        self.whole = whole
        self.within = within
        self.problems = problems
        self.problemsTotal = problemsTotal
    }
}
