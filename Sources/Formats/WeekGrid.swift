/// The free half-hours of a week: 336 of them, Monday 00:00 first.
package struct WeekGrid: Hashable, Sendable {
    /// Six words of 64 half-hours, the lowest bit first; the last 48 bits are unused and zero.
    package var words: [UInt64]

    package init(words: [UInt64] = Array(repeating: 0, count: 6)) {
        self.words = words
    }

    package subscript(halfHour: Int) -> Bool {
        get { words[halfHour / 64] >> UInt64(halfHour % 64) & 1 == 1 }
        set {
            let bit: UInt64 = 1 << UInt64(halfHour % 64)
            if newValue { words[halfHour / 64] |= bit } else { words[halfHour / 64] &= ~bit }
        }
    }

    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}

extension WeekGrid: LosslessStringConvertible {
    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    /// Day names in English and French, short and whole.
    private static let dayOfName: [String: Int] = {
        let names = [
            ["mon", "monday", "lun", "lundi"], ["tue", "tuesday", "mar", "mardi"], ["wed", "wednesday", "mer", "mercredi"],
            ["thu", "thursday", "jeu", "jeudi"], ["fri", "friday", "ven", "vendredi"], ["sat", "saturday", "sam", "samedi"],
            ["sun", "sunday", "dim", "dimanche"],
        ]
        return Dictionary(uniqueKeysWithValues: names.enumerated().flatMap { day, names in names.map { ($0, day) } })
    }()

    /// Ranges such as `mon 09:00-12:00;tue 14:00-18:00` or `lundi 9h-12h30`, on whole half-hours; `24:00` ends a day. Nil where one is none.
    package init?(_ text: String) {
        self.init()
        for range in text.split(whereSeparator: { $0 == ";" || $0 == "," || $0 == "\n" }) {
            let parts = range.split(separator: " ", maxSplits: 1)
            if parts.isEmpty { continue }
            let name = parts[0].lowercased().replacing(".", with: "").replacing(":", with: "")
            guard parts.count == 2, let day = Self.dayOfName[name] else { return nil }
            let times = parts[1].split(whereSeparator: { $0 == "-" || $0 == "–" }).map { Self.halfHour($0.filter { $0 != " " }) }
            guard times.count == 2, let from = times[0], let until = times[1], from < until else { return nil }
            for slot in from..<until { self[day * 48 + slot] = true }
        }
    }

    private static func halfHour(_ text: String) -> Int? {
        let parts = text.lowercased().replacing("h", with: ":").split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...2).contains(parts[0].utf8.count), let hour = Int(parts[0]) else { return nil }
        let minute = parts.count == 2 && !parts[1].isEmpty ? Int(parts[1]) : 0
        guard let minute, [0, 30].contains(minute), (0...24).contains(hour), hour < 24 || minute == 0 else { return nil }
        return hour * 2 + minute / 30
    }

    package var description: String {
        var ranges: [String] = []
        for day in 0..<7 {
            var slot = 0
            while slot < 48 {
                guard self[day * 48 + slot] else {
                    slot += 1
                    continue
                }
                let from = slot
                while slot < 48, self[day * 48 + slot] { slot += 1 }
                ranges.append("\(Self.days[day]) \(Self.time(from))-\(Self.time(slot))")
            }
        }
        return ranges.joined(separator: ";")
    }

    private static func time(_ halfHour: Int) -> String {
        "\(halfHour < 20 ? "0" : "")\(halfHour / 2):\(halfHour % 2 == 0 ? "00" : "30")"
    }
}

extension WeekGrid: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let grid = WeekGrid(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not weekly ranges such as mon 09:00-12:00")
        }
        self = grid
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
