package import Foundation

/// The time zone of the house: its days begin in it, and every time that people read is of it. Whoever runs the service sets it, for all that goes
/// on within.
package enum HouseZone {
    @TaskLocal package static var current = standard

    /// Where nothing is set.
    package static let standard = TimeZone(identifier: name) ?? .gmt
    package static let name = "Europe/Paris"

    /// - Returns: nil for what is no name of the zones that the database knows too.
    package static func named(_ text: String) -> TimeZone? {
        guard text == "UTC" || text.contains("/"), let zone = TimeZone(identifier: text), zone.identifier == text else { return nil }
        return zone
    }
}

extension Day {
    /// In the time of the house.
    package static var today: Day {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = HouseZone.current
        let parts = calendar.dateComponents([.year, .month, .day], from: .now)
        return Day(year: parts.year ?? 2027, month: parts.month ?? 1, day: parts.day ?? 1) ?? Day(daysSinceEpoch: 20_454)
    }
}
