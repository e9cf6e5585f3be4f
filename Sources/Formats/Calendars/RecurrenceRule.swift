import Foundation

/// How an event repeats (RFC 5545, 3.3.10): `FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270630T215959Z`.
struct RecurrenceRule: Sendable {
    enum Frequency: String, Sendable, CaseIterable {
        case secondly, minutely, hourly, daily, weekly, monthly, yearly
    }

    /// `2MO`: the second Monday; `-1FR`: the last Friday; 0: every one.
    struct Weekday: Hashable, Sendable {
        var place: Int
        /// 0 Monday … 6 Sunday.
        var day: Int
    }

    var line: Int
    var frequency: Frequency
    var interval = 1
    var count: Int?
    var until: CalendarTime?
    /// 0 Monday … 6 Sunday.
    var weekStart = 0
    var weekdays: [Weekday] = []
    var months: Set<Int> = []
    var monthDays: Set<Int> = []
    var yearDays: Set<Int> = []
    var weeks: Set<Int> = []
    var hours: Set<Int> = []
    var minutes: Set<Int> = []
    var seconds: Set<Int> = []
    var places: Set<Int> = []

    /// The part that is not understood.
    struct Fault: Error {
        var part: String
    }

    private static let days = ["MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6]

    /// - Parameter zone: of an end that names none.
    init(_ text: String, line: Int, zone: String?) throws(Fault) {
        self.line = line
        var frequency: Frequency?
        for part in text.split(separator: ";") where !part.allSatisfy(\.isWhitespace) {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let fault = Fault(part: part.excerpt)
            guard pieces.count == 2 else { throw fault }
            let value = pieces[1].trimmingCharacters(in: .whitespaces).uppercased()
            func numbers(_ range: ClosedRange<Int>, signed: Bool = false) throws(Fault) -> Set<Int> {
                var found: Set<Int> = []
                for item in value.split(separator: ",") {
                    guard let number = Int(item), range.contains(signed ? abs(number) : number) else { throw fault }
                    found.insert(number)
                }
                guard !found.isEmpty else { throw fault }
                return found
            }
            switch pieces[0].trimmingCharacters(in: .whitespaces).uppercased() {
            case "FREQ":
                guard let known = Frequency(rawValue: value.lowercased()) else { throw fault }
                frequency = known
            case "INTERVAL": interval = try Self.number(value, 1...100_000, fault)
            case "COUNT": count = try Self.number(value, 1...1_000_000_000, fault)
            case "UNTIL":
                guard let time = CalendarTime(value, zone: zone) else { throw fault }
                until = time
            case "WKST":
                guard let day = Self.days[value] else { throw fault }
                weekStart = day
            case "BYDAY": weekdays = try Self.weekdays(value, fault)
            case "BYMONTH": months = try numbers(1...12)
            case "BYMONTHDAY": monthDays = try numbers(1...31, signed: true)
            case "BYYEARDAY": yearDays = try numbers(1...366, signed: true)
            case "BYWEEKNO": weeks = try numbers(1...53, signed: true)
            case "BYHOUR": hours = try numbers(0...23)
            case "BYMINUTE": minutes = try numbers(0...59)
            case "BYSECOND": seconds = try numbers(0...60)
            case "BYSETPOS": places = try numbers(1...366, signed: true)
            case let name where name.hasPrefix("X-"): continue
            default: throw fault
            }
        }
        guard let frequency else { throw Fault(part: text.excerpt) }
        self.frequency = frequency
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>, _ fault: Fault) throws(Fault) -> Int {
        guard let number = Int(text), range.contains(number) else { throw fault }
        return number
    }

    private static func weekdays(_ text: String, _ fault: Fault) throws(Fault) -> [Weekday] {
        var found: [Weekday] = []
        for item in text.split(separator: ",") {
            let item = item.trimmingCharacters(in: .whitespaces)
            guard let day = days[String(item.suffix(2))], found.count < 400 else { throw fault }
            let number = item.dropLast(2)
            guard let place = number.isEmpty ? 0 : Int(number), (-53...53).contains(place) else { throw fault }
            found.append(Weekday(place: place, day: day))
        }
        guard !found.isEmpty else { throw fault }
        return found
    }
}
