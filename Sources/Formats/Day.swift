import Foundation

/// A calendar date without a time or a zone, in the proleptic Gregorian calendar.
package struct Day: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// Days since 1970-01-01; earlier ones are negative.
    package var daysSinceEpoch: Int32

    package init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// `YYYY-MM-DD` (ISO 8601), a date that exists; nil otherwise.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// - Returns: nil where there is no such date.
    package init?(year: Int, month: Int, day: Int) {
        let components = DateComponents(calendar: Self.calendar, year: year, month: month, day: day)
        guard components.isValidDate, let date = components.date else { return nil }
        daysSinceEpoch = Int32((date.timeIntervalSince1970 / 86_400).rounded())
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

    package var description: String {
        let date = Date(timeIntervalSince1970: Double(daysSinceEpoch) * 86_400)
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
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
