import API
import Formats
import Foundation

/// What a calendar takes of a student's time: half-hour by half-hour of the days looked at, and of a usual week.
struct TakenTime {
    /// Weeks that are looked at, the one of today included: a semester and its holidays.
    static let weeks = 26
    /// What counts as free where the calendar leaves it: from 7:00 to 22:00, every day.
    static let waking = (0..<7).reduce(into: WeekGrid()) { week, day in week.set(day, to: DayGrid(bits: 0x0FFF_FFFF_C000)) }

    let today: Day
    private(set) var taken = WeekGrid()
    /// How many weeks have anything in them.
    private(set) var activeWeeks = 0
    /// The days of the weeks that have anything in them, from today on.
    private var days: [(day: Day, taken: DayGrid)] = []

    /// The last day that is looked at.
    var until: Day { today.monday.adding(days: Self.weeks * 7 - 1) }

    /// The seconds since 1970 that are looked at, of the weeks from a day on.
    static func window(from today: Day, in zone: TimeZone) -> Range<Int> {
        let from = Int(today.monday.daysSinceEpoch) * 86_400
        func moment(_ wall: Int) -> Int { wall - zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(wall))) }
        return moment(from)..<moment(from + weeks * 7 * 86_400)
    }

    /// - Parameter times: what the calendar has; a half-hour that is taken in part is taken.
    init(_ times: [CalendarBusyTime], from today: Day, in zone: TimeZone) {
        self.today = today
        let window = Self.window(from: today, in: zone)
        // One more where a time begins, one less where it has ended: however many there are and however long, each costs the same.
        var turns = [Int](repeating: 0, count: window.count / 1_800 + 2)
        for time in times where time.end > time.start && time.start < window.upperBound && time.end > window.lowerBound {
            turns[(max(time.start, window.lowerBound) - window.lowerBound) / 1_800] += 1
            turns[(min(time.end, window.upperBound) - window.lowerBound + 1_799) / 1_800] -= 1
        }
        let monday = Int(today.monday.daysSinceEpoch)
        var masks = [UInt64](repeating: 0, count: Self.weeks * 7)
        var open = 0
        for (index, turn) in turns.enumerated() {
            open += turn
            let moment = window.lowerBound + index * 1_800
            guard open > 0, moment < window.upperBound else { continue }
            let local = moment + zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(moment)))
            let day = local / 86_400 - monday
            if masks.indices.contains(day) { masks[day] |= 1 << UInt64(local % 86_400 / 1_800) }
        }
        let active = (0..<Self.weeks).filter { week in masks[(week * 7)..<(week * 7 + 7)].contains { $0 != 0 } }
        activeWeeks = active.count
        for weekday in 0..<7 {
            for slot in 0..<48 {
                let count = active.count { masks[$0 * 7 + weekday] >> UInt64(slot) & 1 == 1 }
                taken[weekday * 48 + slot] = count > 0 && count * 2 >= active.count
            }
        }
        days = active.flatMap { week in (0..<7).map { (today.monday.adding(days: week * 7 + $0), DayGrid(bits: masks[week * 7 + $0])) } }
            .filter { $0.0 >= today }
    }

    /// - Parameter free: when somebody would be free without the calendar.
    func statement(within free: WeekGrid) -> AvailabilityStatement {
        let usual = free.subtracting(taken)
        var exceptions: [DayAvailability] = []
        for (day, taken) in days {
            let left = DayGrid(bits: free.day(day.weekday).bits & ~taken.bits)
            guard left != usual.day(day.weekday) else { continue }
            if let last = exceptions.last, last.until.adding(days: 1) == day, last.free == left {
                exceptions[exceptions.count - 1].until = day
            } else {
                exceptions.append(DayAvailability(from: day, until: day, free: left))
            }
        }
        return AvailabilityStatement(availability: usual, exceptions: exceptions)
    }
}
