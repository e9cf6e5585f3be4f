/// Reads weekly ranges: `mon 09:00-12:00;tue 14:00-18:00`, `lundi 8h30–12h, mardi 14h-18h`.
///
/// Days in English or French, short or whole, an optional full stop behind; times on whole half-hours as `9`, `9h`, `9h30`, `09:30`;
/// `24:00` ends a day. Ranges are separated by `;`, `,`, `|` or line breaks; they may overlap and touch.
package enum WeekGridText {
    /// Where a text stops being weekly ranges, and what is wrong there.
    package struct Fault: Error, Sendable, Equatable {
        /// The character at which the range begins that is none, from 1.
        package var column: Int
        package var range: String
        package var en: String
        package var fr: String
    }

    package static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private static let dayOfName: [Substring: Int] = {
        let names: [[Substring]] = [
            ["mon", "monday", "lun", "lundi"], ["tue", "tues", "tuesday", "mar", "mardi"], ["wed", "wednesday", "mer", "mercredi"],
            ["thu", "thur", "thurs", "thursday", "jeu", "jeudi"], ["fri", "friday", "ven", "vendredi"],
            ["sat", "saturday", "sam", "samedi"], ["sun", "sunday", "dim", "dimanche"],
        ]
        return Dictionary(uniqueKeysWithValues: names.enumerated().flatMap { day, names in names.map { ($0, day) } })
    }()

    /// 0 for Monday; nil where it is no day in lower case.
    static func day(named name: String) -> Int? { dayOfName[name[...]] }

    /// - Throws: the first range that is none. O(characters).
    package static func read(_ text: String) throws(Fault) -> WeekGrid {
        var grid = WeekGrid()
        var column = 1
        let separators: Set<Character> = [";", ",", "|", "\n", "\r\n", "\r"]
        for range in text.lowercased().split(omittingEmptySubsequences: false, whereSeparator: separators.contains) {
            defer { column += range.count + 1 }
            let start = range.drop(while: \.isWhitespace)
            if start.isEmpty { continue }
            do throws(Reason) {
                try add(start, to: &grid)
            } catch {
                throw Fault(
                    column: column + range.count - start.count, range: start.excerpt, en: error.sentence.en,
                    fr: error.sentence.fr)
            }
        }
        return grid
    }

    private enum Reason: Error {
        case day, times, halfHours, order

        var sentence: (en: String, fr: String) {
            switch self {
            case .day: ("begin with a day: mon, tue … or lundi, mardi …", "commencez par un jour : lun, mar … ou monday, tuesday …")
            case .times: ("write the times as 09:00-12:00", "écrivez les heures ainsi : 09:00-12:00")
            case .halfHours: ("times are on whole half-hours, from 00:00 to 24:00", "les heures vont par demi-heures, de 00:00 à 24:00")
            case .order: ("the end is not after the beginning", "la fin ne suit pas le début")
            }
        }
    }

    private static func add(_ range: Substring, to grid: inout WeekGrid) throws(Reason) {
        let name = range.prefix(while: \.isLetter)
        guard let day = dayOfName[name] else { throw .day }
        var times = range.dropFirst(name.count)
        if times.first == "." || times.first == ":" { times = times.dropFirst() }
        let ends = times.filter { !$0.isWhitespace }.split(omittingEmptySubsequences: false, whereSeparator: dashes.contains)
        guard ends.count == 2 else { throw .times }
        let (from, until) = (try halfHour(ends[0]), try halfHour(ends[1]))
        guard from < until else { throw .order }
        for slot in from..<until { grid[day * 48 + slot] = true }
    }

    /// Hyphen-minus, hyphen, non-breaking hyphen, en dash, em dash.
    private static let dashes: Set<Character> = ["-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}"]

    private static func halfHour(_ text: Substring) throws(Reason) -> Int {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "h" }
        guard (1...2).contains(parts.count), let hour = number(parts[0]),
            let minute = parts.count == 2 && !parts[1].isEmpty ? number(parts[1]) : 0
        else { throw .times }
        guard minute == 0 || minute == 30, hour * 60 + minute <= 24 * 60 else { throw .halfHours }
        return hour * 2 + minute / 30
    }

    private static func number(_ digits: Substring) -> Int? {
        (1...2).contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }
}
