/// The half-hours of a week: bit 0 is Monday 00:00–00:30, bit 335 Sunday 23:30–24:00, local time.
package struct WeekMask: Hashable, BitwiseCopyable, Sendable {
    /// Half-hours of a week.
    package static let count = 336
    /// Half-hours of a day.
    package static let day = 48
    /// Bytes of the form that PostgreSQL's `bit(336)` and the snapshot use.
    package static let byteCount = 42

    /// Half-hour `i` is bit `i % 64` of word `i / 64`; the words behind the sixth stay 0.
    var words: SIMD8<UInt64>

    /// No half-hour at all.
    package init() { words = .zero }

    private init(words: SIMD8<UInt64>) { self.words = words }

    /// Six words of 64 half-hours, the lowest bit first; what goes beyond the week is dropped.
    package init(words: [UInt64]) {
        var lanes = SIMD8<UInt64>.zero
        for (index, word) in words.prefix(6).enumerated() { lanes[index] = word }
        self.words = lanes & Self.all.words
    }

    /// Half-hours of some days: `days` and `halfHours` both count from 0, Monday and midnight.
    package init(days: Range<Int>, halfHours: Range<Int>) {
        self.init()
        for day in days { for half in halfHours { self[day * Self.day + half] = true } }
    }

    /// Every half-hour of the week.
    package static let all = WeekMask(
        words: SIMD8(.max, .max, .max, .max, .max, (1 << 16) - 1, 0, 0))

    /// Whether half-hour `index` of 0…335 belongs to it.
    package subscript(index: Int) -> Bool {
        get { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }
        set {
            if newValue { words[index >> 6] |= 1 << UInt64(index & 63) } else { words[index >> 6] &= ~(1 << UInt64(index & 63)) }
        }
    }

    /// How many half-hours it has: all words at once, because a processor without an instruction for it counts each word as slowly.
    package var halfHours: Int32 {
        let pairs = words &- (words &>> 1 & SIMD8(repeating: 0x5555_5555_5555_5555))
        let threes = SIMD8<UInt64>(repeating: 0x3333_3333_3333_3333)
        let fours = (pairs & threes) &+ (pairs &>> 2 & threes)
        // Three words of at most 4 in each half of a byte, the last two words being 0.
        let half = fours.lowHalf &+ fours.highHalf
        let quarter = half.lowHalf &+ half.highHalf
        let low = SIMD2<UInt64>(repeating: 0x0f0f_0f0f_0f0f_0f0f)
        let bytes = (quarter & low) &+ (quarter &>> 4 & low)
        let sum = bytes[0] &+ bytes[1]
        let wide = (sum & 0x00ff_00ff_00ff_00ff) &+ (sum &>> 8 & 0x00ff_00ff_00ff_00ff)
        return Int32(truncatingIfNeeded: (wide &* 0x0001_0001_0001_0001) &>> 48)
    }

    package var isEmpty: Bool { words[0] | words[1] | words[2] | words[3] | words[4] | words[5] == 0 }

    package static func & (left: WeekMask, right: WeekMask) -> WeekMask { WeekMask(words: left.words & right.words) }
    package static func | (left: WeekMask, right: WeekMask) -> WeekMask { WeekMask(words: left.words | right.words) }
    package func subtracting(_ other: WeekMask) -> WeekMask { WeekMask(words: words & ~other.words) }

    /// Some of the 48 half-hours of one day, 0 = Monday; bit 0 of `halfHours` is midnight.
    package init(day: Int, halfHours: UInt64) {
        self.init()
        let first = day * Self.day
        let bits = halfHours & (1 << UInt64(Self.day) - 1)
        words[first >> 6] = bits << UInt64(first & 63)
        if first & 63 > 16 { words[first >> 6 + 1] = bits >> UInt64(64 - first & 63) }
    }

    /// The whole days of a week, Monday first.
    static let days = (0..<7).map { WeekMask(day: $0, halfHours: .max) }
}

extension WeekMask {
    /// The 42 bytes of `bit(336)`: half-hour `i` is bit `0x80 >> (i % 8)` of byte `i / 8`.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init()
        for (position, byte) in bytes.enumerated() {
            // The first half-hour stands in the highest bit of a byte, and in the lowest of a word.
            let low = UInt64(byte.bitReversed)
            words[position >> 3] |= low << UInt64((position & 7) * 8)
        }
    }

    package var bytes: [UInt8] {
        (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: words[$0 >> 3] >> UInt64(($0 & 7) * 8)).bitReversed }
    }
}

extension UInt8 {
    fileprivate var bitReversed: UInt8 {
        var byte = self
        byte = byte >> 4 | byte << 4
        byte = (byte & 0xcc) >> 2 | (byte & 0x33) << 2
        return (byte & 0xaa) >> 1 | (byte & 0x55) << 1
    }
}
