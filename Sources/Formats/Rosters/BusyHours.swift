import Foundation

/// Reads what surveys ask the other way round: the hours of one day of the week in which somebody is *not* free, as `8AM;9AM;noon`. Such a
/// survey asks for the day from 8 to 22; what is not named of it is free.
enum BusyHours {
    /// The half-hours of a day that are asked for.
    static let asked = 16..<44

    /// `unavailable:mon`, the day in English or French, short or whole.
    static func day(ofTarget target: String) -> Int? {
        guard target.hasPrefix("unavailable:") else { return nil }
        return WeekGridText.day(named: target.dropFirst(12).lowercased())
    }

    /// All that is asked for, of these days.
    static func week(of days: some Sequence<Int>) -> WeekGrid {
        var week = WeekGrid()
        for day in days { for half in asked { week[day * 48 + half] = true } }
        return week
    }

    /// The half-hours named: an hour (`8AM`, `noon`, `13h`, `13:00`) is busy for sixty minutes or until midnight, a range (`13h-15h30`, `8AM-10AM`) for as
    /// long as it says.
    static func read(_ text: String, day: Int) throws(CellFault) -> WeekGrid {
        var busy = WeekGrid()
        for part in text.split(whereSeparator: { ";,|\n\r\r\n".contains($0) }) {
            let entry = part.trimmingCharacters(in: .whitespaces)
            if entry.isEmpty { continue }
            guard let halves = halfHours(entry.lowercased()) else {
                throw CellFault(
                    code: "bad-hour", en: "“\(entry.excerpt)” is no hour. Write 8AM;9AM;noon or 8h;9h;13h-15h.",
                    fr: "« \(entry.excerpt) » n’est pas une heure. Écrivez 8h;9h;13h-15h ou 8AM;9AM;noon.")
            }
            for half in halves { busy[day * 48 + half] = true }
        }
        return busy
    }

    private static func halfHours(_ entry: String) -> [Int]? {
        switch entry {
        case "noon", "midi": return [24, 25]
        case "midnight", "minuit": return [0, 1]
        default: break
        }
        if entry.hasSuffix("am") || entry.hasSuffix("pm") {
            let ends = entry.split(separator: "-", omittingEmptySubsequences: false).map { halfHour(ofTwelve: $0) }
            switch (ends.count, ends[0], ends[ends.count - 1]) {
            case (1, let from?, _): return [from, from + 1]
            case (2, let from?, let until?) where from < until: return Array(from..<until)
            default: return nil
            }
        }
        if let range = try? WeekGridText.read("mon \(entry)") { return (0..<48).filter { range[$0] } }
        // An hour alone, in any form that a range may begin with.
        guard let rest = try? WeekGridText.read("mon \(entry)-24:00"), let from = (0..<48).first(where: { rest[$0] }) else { return nil }
        return Array(from..<min(from + 2, 48))
    }

    /// `8am`, `12 pm`: where it begins.
    private static func halfHour(ofTwelve text: Substring) -> Int? {
        let text = text.trimmingCharacters(in: .whitespaces)
        let digits = text.dropLast(2).trimmingCharacters(in: .whitespaces)
        guard text.hasSuffix("am") || text.hasSuffix("pm"), let hour = Int(digits), (1...12).contains(hour),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return 2 * (hour % 12 + (text.hasSuffix("pm") ? 12 : 0))
    }
}
