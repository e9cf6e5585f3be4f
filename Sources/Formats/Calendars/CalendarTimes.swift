import Foundation

/// One time at which an event takes place, in seconds since 1970; the end is not part of it.
package struct CalendarBusyTime: Hashable, Sendable {
    package var start: Int
    package var end: Int
    /// A day or several, not hours of them.
    package var isAllDay: Bool
}

extension CalendarFile {
    /// Days and times of rules that are looked at, for one file: some thousand rules that go on every day, and a second of work.
    package static let mostSteps = 500_000

    /// When the events take place between two moments, in order: rules, added and left out times, and repetitions that were changed. Of
    /// two editions of one event the later holds; what is cancelled or leaves the time free takes none.
    ///
    /// - Parameters:
    ///   - most: how many times may be found.
    ///   - withFree: those too that leave the time free.
    ///   - steps: days and times of rules that are looked at.
    ///   - isCancelled: asked at every turn of a rule; then the line of that rule is thrown, and whoever cancelled knows why.
    /// - Throws: the line of a rule that repeats more than is looked at.
    package mutating func times(
        from: Int, until: Int, most: Int = 10_000, withFree: Bool = false, steps: Int = mostSteps,
        isCancelled: () -> Bool = { false }
    ) throws(Problem) -> [CalendarBusyTime] {
        var latest: [Edition: Int] = [:]
        var editions: [Edition] = []
        editions.reserveCapacity(events.count)
        for event in events {
            let edition = Edition(uid: event.uid, replaced: event.replaces.map { zones.moment($0) })
            editions.append(edition)
            latest[edition] = max(latest[edition] ?? .min, event.sequence)
        }
        var replaced: [String: LeftOut] = [:]
        var without: [String: Set<Int>] = [:]
        var last: [Edition: Int] = [:]
        for (index, (event, edition)) in zip(events, editions).enumerated() where event.sequence == latest[edition] {
            if let at = event.replaces {
                replaced[event.uid, default: LeftOut()].add(at, zones.moment(at))
                last[edition] = index
            } else if !event.without.isEmpty {
                without[event.uid, default: []].formUnion(event.without.map { zones.moment($0) })
            }
        }
        var steps = steps
        var found: [CalendarBusyTime] = []
        for (index, (event, edition)) in zip(events, editions).enumerated() {
            if !event.uid.isEmpty {
                if event.sequence != latest[edition] { continue }
                // Of a repetition that was changed twice the last holds; one that was left out later is left out.
                if let at = edition.replaced, last[edition] != index || without[event.uid]?.contains(at) == true { continue }
            }
            let times = try repetitions(
                of: event, replaced[event.uid] ?? LeftOut(), from: from, until: until, most: most, steps: &steps, isCancelled: isCancelled)
            for time in times where (withFree || !time.isFree) && time.busy.start < until {
                guard time.busy.end > from || (time.busy.end == time.busy.start && time.busy.start >= from) else { continue }
                guard found.count < most else { throw Self.tooMany(event.line) }
                found.append(time.busy)
            }
        }
        return found.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private struct Edition: Hashable {
        var uid: String
        var replaced: Int?
    }

    /// Times that do not count where a rule has them. What names a day and what names an hour of it mean the same.
    private struct LeftOut {
        private var moments: Set<Int> = []
        private var days: Set<Int> = []
        private var daysOfHours: Set<Int> = []

        mutating func add(_ time: CalendarTime, _ moment: Int) {
            moments.insert(moment)
            if time.isDay { days.insert(time.dayNumber) } else { daysOfHours.insert(time.dayNumber) }
        }

        func has(_ time: CalendarTime, _ moment: Int) -> Bool {
            moments.contains(moment) || (time.isDay ? daysOfHours : days).contains(time.dayNumber)
        }
    }

    private mutating func repetitions(
        of event: CalendarEvent, _ changes: LeftOut, from: Int, until: Int, most: Int, steps: inout Int, isCancelled: () -> Bool
    ) throws(Problem) -> [(busy: CalendarBusyTime, isFree: Bool)] {
        guard let start = event.start else { return [] }
        if event.replaces != nil, !event.replacesRest { return [(busy(event, start, nil), event.isFree)] }
        let length = length(of: event, start)
        var walls: Set<Int> = []
        // A rule that ended before the event begins leaves nothing of it: so programs write what was taken away.
        let ended = !event.rules.isEmpty && event.rules.allSatisfy { Self.isOver(start.wall, $0, start.clock, zones) }
        if !ended { walls.insert(start.wall) }
        for rule in event.rules {
            let zones = self.zones
            do throws(RecurrenceWalk.TooMany) {
                // A day more on either side: zones are up to fourteen hours from UTC.
                let times = try RecurrenceWalk(rule, start: start.wall).times(
                    from: from - max(0, length) - 172_800, until: until + 172_800, most: most,
                    isOver: { Self.isOver($0, rule, start.clock, zones) }, steps: &steps, isCancelled: isCancelled)
                walls.formUnion(times)
            } catch {
                throw Self.tooMany(rule.line)
            }
        }
        var found: [(time: CalendarTime, length: Int?)] = walls.map { (CalendarTime(wall: $0, clock: start.clock), nil) }
        for more in event.more where more.start.clock != start.clock || !walls.contains(more.start.wall) {
            found.append((more.start, more.length))
        }
        var own = LeftOut()
        for time in event.without { own.add(time, zones.moment(time)) }
        return found.compactMap { one in
            let moment = zones.moment(one.time)
            if own.has(one.time, moment) || (event.replaces == nil && changes.has(one.time, moment)) { return nil }
            return (busy(event, one.time, one.length), event.isFree)
        }
    }

    /// Whether a time on the clock of an event is behind the end of its rule.
    private static func isOver(_ wall: Int, _ rule: RecurrenceRule, _ clock: CalendarTime.Clock, _ zones: CalendarZones) -> Bool {
        guard let until = rule.until else { return false }
        switch until.clock {
        case .day: return wall.floored(by: 86_400) > until.dayNumber
        case .utc where clock != .day && clock != .floating:
            var zones = zones
            return zones.moment(CalendarTime(wall: wall, clock: clock)) > until.wall
        default: return clock == .day ? wall.floored(by: 86_400) > until.dayNumber : wall > until.wall
        }
    }

    /// How long an event lasts by the clock: a day of one that is a day, nothing of one that is a moment.
    private mutating func length(of event: CalendarEvent, _ start: CalendarTime) -> Int {
        if let end = event.end {
            let length = end.clock == start.clock ? end.wall - start.wall : zones.moment(end) - zones.moment(start)
            return start.isDay ? max(86_400, length) : length
        }
        if let length = event.length { return start.isDay ? max(86_400, length) : length }
        return start.isDay ? 86_400 : 0
    }

    private mutating func busy(_ event: CalendarEvent, _ start: CalendarTime, _ stated: Int?) -> CalendarBusyTime {
        let length = stated ?? length(of: event, event.start ?? start)
        let (from, until) = (zones.moment(start), zones.moment(CalendarTime(wall: start.wall + length, clock: start.clock)))
        // Whoever wrote the end first meant it the other way round.
        return CalendarBusyTime(start: min(from, until), end: max(from, until), isAllDay: start.isDay)
    }

    private static func tooMany(_ line: Int) -> Problem {
        refusal(
            line, "too-many-times", "This repeats more often than is read. Export a shorter time.",
            "Cela se répète plus souvent qu’on n’en lit. Exportez une période plus courte.")
    }
}
