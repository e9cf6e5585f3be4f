/// The times at which a rule repeats, on the clock of the event: period by period, the days of each that the rule takes, the times of
/// those days, and of all these the places that it names.
struct RecurrenceWalk {
    /// More than is looked through for one file, as of a rule that goes by seconds for years; or nobody waits any longer.
    struct TooMany: Error {}

    private let rule: RecurrenceRule
    private let start: Int
    /// Of the first period: its year, its month counted through all years, its first day (of its week).
    private let (year, month, firstDay): (Int, Int, Int)
    private let times: [Int]
    private let monthDays: Set<Int>
    private let months: Set<Int>
    private let weekdays: [RecurrenceRule.Weekday]

    /// - Parameter start: what the clock shows at the first time.
    init(_ rule: RecurrenceRule, start: Int) {
        self.rule = rule
        self.start = start
        let day = start.floored(by: 86_400)
        let date = Day(daysSinceEpoch: Int32(day))
        let civil = date.civil
        (year, month) = (civil.year, civil.year * 12 + civil.month - 1)
        firstDay = rule.frequency == .weekly ? day - (date.weekday - rule.weekStart).rest(by: 7) : day
        // What the rule does not say, the first time says.
        let saysDay = !rule.weeks.isEmpty || !rule.yearDays.isEmpty || !rule.monthDays.isEmpty || !rule.weekdays.isEmpty
        monthDays = !saysDay && [.yearly, .monthly].contains(rule.frequency) ? [civil.day] : rule.monthDays
        months = !saysDay && rule.frequency == .yearly && rule.months.isEmpty ? [civil.month] : rule.months
        weekdays = !saysDay && rule.frequency == .weekly ? [.init(place: 0, day: date.weekday)] : rule.weekdays
        let second = start.rest(by: 86_400)
        func set(_ stated: Set<Int>, _ own: Int) -> [Int] { stated.isEmpty ? [own] : stated.sorted() }
        let (hours, minutes, seconds) = (
            set(rule.hours, second / 3_600), set(rule.minutes, second / 60 % 60), set(rule.seconds, second % 60)
        )
        times = hours.flatMap { hour in minutes.flatMap { minute in seconds.map { hour * 3_600 + minute * 60 + min($0, 59) } } }
    }

    /// - Parameters:
    ///   - most: how many may be found.
    ///   - isOver: whether a time is behind the rule's end.
    ///   - steps: days and times that may still be looked at; what was is taken off.
    ///   - isCancelled: whether nobody waits any longer.
    /// - Returns: in order, those from `from` to before `until`, the first of them the start itself where the rule takes it.
    func times(
        from: Int, until: Int, most: Int = .max, isOver: (Int) -> Bool, steps: inout Int, isCancelled: () -> Bool = { false }
    ) throws(TooMany) -> [Int] {
        var found: [Int] = []
        var counted = 0
        steps -= times.count
        // Whoever counts has to begin at the beginning.
        var period = rule.count == nil ? max(0, period(of: from) - 1) : 0
        while true {
            guard let begin = beginning(of: period), begin < until else { return found }
            var taken = candidates(period, &steps)
            guard steps > 0, !isCancelled() else { throw TooMany() }
            if !rule.places.isEmpty {
                taken = taken.enumerated().filter { rule.places.contains($0.offset + 1) || rule.places.contains($0.offset - taken.count) }
                    .map(\.element)
            }
            for time in taken where time >= start {
                if isOver(time) || time >= until { return found }
                counted += 1
                if time >= from {
                    guard found.count < most else { throw TooMany() }
                    found.append(time)
                }
                if let count = rule.count, counted >= count { return found }
            }
            period += 1
        }
    }

    /// The number of the period that a time falls into, or one before.
    private func period(of time: Int) -> Int {
        let seconds = time - start
        switch rule.frequency {
        case .secondly: return seconds.floored(by: rule.interval)
        case .minutely: return seconds.floored(by: rule.interval * 60)
        case .hourly: return seconds.floored(by: rule.interval * 3_600)
        case .daily: return seconds.floored(by: rule.interval * 86_400)
        case .weekly: return (time - firstDay * 86_400).floored(by: rule.interval * 604_800)
        // No month has more than 31 days, no year more than 366.
        case .monthly: return seconds.floored(by: rule.interval * 31 * 86_400)
        case .yearly: return seconds.floored(by: rule.interval * 366 * 86_400)
        }
    }

    /// What the clock shows at the beginning of a period; nil behind the year 9999.
    private func beginning(of period: Int) -> Int? {
        let step = period * rule.interval
        switch rule.frequency {
        case .secondly: return bounded(start + step)
        case .minutely: return bounded(start + step * 60)
        case .hourly: return bounded(start + step * 3_600)
        case .daily: return bounded((firstDay + step) * 86_400)
        case .weekly: return bounded((firstDay + step * 7) * 86_400)
        case .monthly: return Day(year: (month + step) / 12, month: (month + step) % 12 + 1, day: 1).map { Int($0.daysSinceEpoch) * 86_400 }
        case .yearly: return Day(year: year + step, month: 1, day: 1).map { Int($0.daysSinceEpoch) * 86_400 }
        }
    }

    /// 9999-12-31.
    private func bounded(_ time: Int) -> Int? { time < 253_402_214_400 ? time : nil }

    private func candidates(_ period: Int, _ steps: inout Int) -> [Int] {
        guard let begin = beginning(of: period) else { return [] }
        let day = begin.floored(by: 86_400)
        let length: Int
        switch rule.frequency {
        case .secondly, .minutely, .hourly:
            steps -= rule.frequency == .hourly ? times.count + 1 : rule.seconds.count + 1
            return takes(day) ? within(begin) : []
        case .daily: length = 1
        case .weekly: length = 7
        case .monthly:
            let (year, month, _) = Day(daysSinceEpoch: Int32(day)).civil
            length = Day.length(ofMonth: month, in: year)
        case .yearly: length = Day.length(ofMonth: 2, in: Day(daysSinceEpoch: Int32(day)).civil.year) + 337
        }
        let days: [Int]
        if rule.frequency == .yearly, !months.isEmpty {
            let year = Day(daysSinceEpoch: Int32(day)).civil.year
            days = months.sorted().flatMap { month -> [Int] in
                let first = Day.number(of: year, month, 1)
                return (first..<(first + Day.length(ofMonth: month, in: year))).filter(takes)
            }
            steps -= months.count * 31
        } else {
            days = (day..<(day + length)).filter(takes)
            steps -= length
        }
        steps -= days.count * times.count
        // Every second of a year would be laid out before anybody asked how many there are.
        guard steps > 0 else { return [] }
        return days.flatMap { day in times.map { day * 86_400 + $0 } }
    }

    /// Of a rule by hours, minutes or seconds.
    private func within(_ begin: Int) -> [Int] {
        let second = begin.rest(by: 86_400)
        let (hour, minute) = (second / 3_600, second / 60 % 60)
        guard rule.hours.isEmpty || rule.hours.contains(hour) else { return [] }
        if rule.frequency == .hourly {
            return Set(times.lazy.map { $0 % 3_600 }).sorted().map { begin - second + hour * 3_600 + $0 }
        }
        guard rule.minutes.isEmpty || rule.minutes.contains(minute) else { return [] }
        if rule.frequency == .minutely {
            let seconds = rule.seconds.isEmpty ? [second % 60] : rule.seconds.sorted()
            return seconds.map { begin - second % 60 + $0 }
        }
        return rule.seconds.isEmpty || rule.seconds.contains(second % 60) ? [begin] : []
    }

    private func takes(_ number: Int) -> Bool {
        let day = Day(daysSinceEpoch: Int32(number))
        let (year, month, date) = day.civil
        if !months.isEmpty, !months.contains(month) { return false }
        if !monthDays.isEmpty {
            guard monthDays.contains(date) || monthDays.contains(date - Day.length(ofMonth: month, in: year) - 1) else { return false }
        }
        if !rule.yearDays.isEmpty {
            let first = Day.number(of: year, 1, 1)
            let (place, length) = (number - first + 1, Day.length(ofMonth: 2, in: year) + 337)
            guard rule.yearDays.contains(place) || rule.yearDays.contains(place - length - 1) else { return false }
        }
        if !rule.weeks.isEmpty, !isInWeek(number, day.weekday) { return false }
        guard !weekdays.isEmpty else { return true }
        return weekdays.contains { one in
            guard one.day == day.weekday else { return false }
            let inYear = rule.frequency == .yearly && months.isEmpty
            guard one.place != 0, rule.weeks.isEmpty, inYear || rule.frequency == .monthly || rule.frequency == .yearly else { return true }
            let (before, after) =
                inYear
                ? (number - Day.number(of: year, 1, 1), Day.number(of: year, 12, 31) - number)
                : (date - 1, Day.length(ofMonth: month, in: year) - date)
            return one.place > 0 ? before / 7 + 1 == one.place : after / 7 + 1 == -one.place
        }
    }

    /// Whether the week of a day has one of the rule's numbers. A week belongs to the year that has four of its days.
    private func isInWeek(_ number: Int, _ weekday: Int) -> Bool {
        let monday = number - (weekday - rule.weekStart).rest(by: 7)
        let year = Day(daysSinceEpoch: Int32(monday + 3)).civil.year
        func first(_ year: Int) -> Int {
            let fourth = Day.number(of: year, 1, 4)
            return fourth - (Day(daysSinceEpoch: Int32(fourth)).weekday - rule.weekStart).rest(by: 7)
        }
        let (place, length) = ((monday - first(year)) / 7 + 1, (first(year + 1) - first(year)) / 7)
        return rule.weeks.contains(place) || rule.weeks.contains(place - length - 1)
    }
}
