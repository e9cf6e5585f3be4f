import Foundation

/// A calendar date without a time or a zone, in the proleptic Gregorian calendar, from year 1 to 9999.
package struct Day: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// Days since 1970-01-01; earlier ones are negative.
    package var daysSinceEpoch: Int32

    package init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// `YYYY-MM-DD` (ISO 8601), a date that exists; nil otherwise.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Self.number(parts[0]), let month = Self.number(parts[1]), let day = Self.number(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// - Returns: nil where there is no such date.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year) else {
            return nil
        }
        daysSinceEpoch = Int32(Self.days(year, month, day))
    }

    /// The last day of a month: what ends "in June" is not over before.
    package init?(endOf month: Int, in year: Int) {
        guard (1...12).contains(month) else { return nil }
        self.init(year: year, month: month, day: Self.length(ofMonth: month, in: year))
    }

    package static func < (left: Day, right: Day) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    /// 0 Monday … 6 Sunday. 1970-01-01 was a Thursday.
    package var weekday: Int { Int(((daysSinceEpoch + 3) % 7 + 7) % 7) }

    /// The Monday of its week.
    package var monday: Day { Day(daysSinceEpoch: daysSinceEpoch - Int32(weekday)) }

    package func adding(days: Int) -> Day {
        Day(daysSinceEpoch: daysSinceEpoch + Int32(days))
    }

    package func adding(weeks: Int) -> Day { adding(days: weeks * 7) }

    /// Weeks, Monday to Sunday, from the week of this day to that of another: 0 in the same week, negative for an earlier one.
    package func weeks(until other: Day) -> Int {
        Int(other.monday.daysSinceEpoch - monday.daysSinceEpoch) / 7
    }

    package var description: String {
        let (year, month, day) = civil
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Digits only: `Int("+1")` is a number as well.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        digits.reduce(into: Int?.some(0)) { number, byte in
            guard let value = number, (0x30...0x39).contains(byte) else { return number = nil }
            number = value * 10 + Int(byte) - 0x30
        }
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01, by whole 400-year cycles with the year taken to begin in March, so that the leap day ends it (Howard Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms"). A roster holds hundreds of thousands of dates; Foundation's calendar takes longer
    /// for one than the rest of its row.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let cycle = marchYear / 400
        let yearOfCycle = marchYear - cycle * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468
    }

    /// Days from 1970-01-01 to a date that exists.
    static func number(of year: Int, _ month: Int, _ day: Int) -> Int { days(year, month, day) }

    /// The inverse of ``days(_:_:_:)``.
    var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfCycle = shifted - cycle * 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}

extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date such as 2027-01-31")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
