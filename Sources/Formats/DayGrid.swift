/// The free half-hours of one day: 48 of them, 00:00 first, in the lowest bit. Written `09:00-12:00;14:00-18:00`, empty where none is free.
package struct DayGrid: Hashable, Sendable {
    package var bits: UInt64

    /// - Parameter bits: what stands above the 48 is left out.
    package init(bits: UInt64 = 0) {
        self.bits = bits & 0xFFFF_FFFF_FFFF
    }

    package subscript(halfHour: Int) -> Bool { bits >> UInt64(halfHour) & 1 == 1 }

    package var isEmpty: Bool { bits == 0 }

    /// Half-hours of the day, those behind each other together.
    package var ranges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        for slot in 0..<48 where self[slot] {
            if let last = ranges.last, last.upperBound == slot {
                ranges[ranges.count - 1] = last.lowerBound..<(slot + 1)
            } else {
                ranges.append(slot..<(slot + 1))
            }
        }
        return ranges
    }
}

extension WeekGrid {
    /// - Parameter day: 0 Monday … 6 Sunday.
    package func day(_ day: Int) -> DayGrid {
        DayGrid(bits: (0..<48).reduce(0) { self[day * 48 + $1] ? $0 | 1 << UInt64($1) : $0 })
    }

    package mutating func set(_ day: Int, to grid: DayGrid) {
        for slot in 0..<48 { self[day * 48 + slot] = grid[slot] }
    }
}

extension DayGrid: LosslessStringConvertible {
    package init?(_ text: String) {
        var bits: UInt64 = 0
        for range in text.split(separator: ";") where !range.allSatisfy(\.isWhitespace) {
            guard let grid = WeekGrid("mon \(range)") else { return nil }
            bits |= grid.day(0).bits
        }
        self.init(bits: bits)
    }

    package var description: String {
        ranges.map { "\(WeekGrid.time($0.lowerBound))-\(WeekGrid.time($0.upperBound))" }.joined(separator: ";")
    }
}

extension DayGrid: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let grid = DayGrid(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not ranges of a day such as 09:00-12:00;14:00-18:00")
        }
        self = grid
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
