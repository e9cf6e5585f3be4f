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

    /// The half-hours in which both are free.
    package static func & (left: WeekGrid, right: WeekGrid) -> WeekGrid {
        WeekGrid(words: zip(left.words, right.words).map { $0 & $1 })
    }

    /// The half-hours in which either is free.
    package static func | (left: WeekGrid, right: WeekGrid) -> WeekGrid {
        WeekGrid(words: zip(left.words, right.words).map { $0 | $1 })
    }

    package func subtracting(_ other: WeekGrid) -> WeekGrid {
        WeekGrid(words: zip(words, other.words).map { $0 & ~$1 })
    }
}

extension WeekGrid: LosslessStringConvertible {
    /// As ``WeekGridText`` reads it; nil where it is none.
    package init?(_ text: String) {
        guard let grid = try? WeekGridText.read(text) else { return nil }
        self = grid
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
                ranges.append("\(WeekGridText.days[day]) \(Self.time(from))-\(Self.time(slot))")
            }
        }
        return ranges.joined(separator: ";")
    }

    static func time(_ halfHour: Int) -> String {
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
