import Foundation

/// The names under which calendars know the zones of the world.
enum ZoneNames {
    /// - Returns: nil where neither the system nor the list below knows the name, as it stands or behind the prefix that some programs put
    ///   before it: `/freeassociation.sourceforge.net/Tzfile/Europe/Paris`.
    static func zone(_ name: String) -> TimeZone? {
        let name = name.trimmingCharacters(in: .whitespaces)
        if let identifier = windows[name] { return TimeZone(identifier: identifier) }
        if let zone = system(name) { return zone }
        let parts = name.split(separator: "/")
        for kept in [3, 2] where parts.count >= kept {
            if let zone = system(parts.suffix(kept).joined(separator: "/")) { return zone }
        }
        return nil
    }

    /// Foundation makes a zone of any offset and abbreviation; only what is a name is taken, since `GMT+1` means two things.
    private static func system(_ name: String) -> TimeZone? {
        if ["UTC", "GMT", "Z", "Etc/UTC", "Etc/GMT"].contains(name) { return .gmt }
        return name.contains("/") && !name.hasPrefix("/") ? TimeZone(identifier: name) : nil
    }

    /// Those of Windows, as Outlook and Exchange write them (CLDR, windowsZones), and one of Notes.
    private static let windows = [
        "Romance Standard Time": "Europe/Paris", "W. Europe Standard Time": "Europe/Berlin", "GMT Standard Time": "Europe/London",
        "Greenwich Standard Time": "Atlantic/Reykjavik", "Central Europe Standard Time": "Europe/Budapest",
        "Central European Standard Time": "Europe/Warsaw", "E. Europe Standard Time": "Europe/Chisinau", "FLE Standard Time": "Europe/Kyiv",
        "GTB Standard Time": "Europe/Bucharest", "Turkey Standard Time": "Europe/Istanbul", "Russian Standard Time": "Europe/Moscow",
        "Morocco Standard Time": "Africa/Casablanca", "W. Central Africa Standard Time": "Africa/Lagos",
        "Egypt Standard Time": "Africa/Cairo", "South Africa Standard Time": "Africa/Johannesburg",
        "Israel Standard Time": "Asia/Jerusalem",
        "Arabian Standard Time": "Asia/Dubai", "Arab Standard Time": "Asia/Riyadh", "India Standard Time": "Asia/Kolkata",
        "China Standard Time": "Asia/Shanghai", "Singapore Standard Time": "Asia/Singapore", "Tokyo Standard Time": "Asia/Tokyo",
        "Korea Standard Time": "Asia/Seoul", "AUS Eastern Standard Time": "Australia/Sydney",
        "New Zealand Standard Time": "Pacific/Auckland",
        "Mauritius Standard Time": "Indian/Mauritius", "SA Western Standard Time": "America/La_Paz",
        "SA Eastern Standard Time": "America/Cayenne", "Eastern Standard Time": "America/New_York",
        "Central Standard Time": "America/Chicago", "Mountain Standard Time": "America/Denver",
        "US Mountain Standard Time": "America/Phoenix", "Pacific Standard Time": "America/Los_Angeles",
        "Atlantic Standard Time": "America/Halifax", "E. South America Standard Time": "America/Sao_Paulo",
        "Argentina Standard Time": "America/Argentina/Buenos_Aires", "Central Pacific Standard Time": "Pacific/Guadalcanal",
        "Western/Central Europe": "Europe/Berlin",
    ]
}
