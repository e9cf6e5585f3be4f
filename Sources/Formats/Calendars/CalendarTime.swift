/// A date or a time as a calendar writes it: what the clock on the wall shows, and whose clock it is.
struct CalendarTime: Hashable, Sendable {
    enum Clock: Hashable, Sendable {
        /// A whole day, wherever one is.
        case day
        case utc
        /// The time of whoever looks at it.
        case floating
        /// The name of a zone.
        case zone(String)
    }

    /// Seconds from 1970-01-01T00:00 to what the clock shows, as if every day had 24 hours.
    var wall: Int
    var clock: Clock

    /// `20270104`, `20270104T080000`, `20270104T080000Z` (RFC 5545, 3.3.4 and 3.3.5).
    ///
    /// - Returns: nil for what is no such time, or no time that there is.
    init?(_ text: some StringProtocol, zone: String?) {
        let bytes = Array(text.utf8)
        guard let day = Self.day(bytes.prefix(8)) else { return nil }
        wall = Int(day.daysSinceEpoch) * 86_400
        if bytes.count == 8 {
            clock = .day
            return
        }
        guard bytes.count == 15 || bytes.count == 16, bytes[8] == UInt8(ascii: "T") || bytes[8] == UInt8(ascii: "t"),
            let hour = Self.number(bytes[9..<11]), let minute = Self.number(bytes[11..<13]), let second = Self.number(bytes[13..<15]),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        // A leap second is none on any wall.
        wall += hour * 3_600 + minute * 60 + min(second, 59)
        if bytes.count == 16 {
            guard bytes[15] == UInt8(ascii: "Z") || bytes[15] == UInt8(ascii: "z") else { return nil }
            clock = .utc
        } else {
            clock = zone.map(Clock.zone) ?? .floating
        }
    }

    init(wall: Int, clock: Clock) {
        self.wall = wall
        self.clock = clock
    }

    var isDay: Bool { clock == .day }
    /// Days from 1970-01-01.
    var dayNumber: Int { wall.floored(by: 86_400) }

    private static func day(_ bytes: ArraySlice<UInt8>) -> Day? {
        guard bytes.count == 8, let year = number(bytes.prefix(4)), let month = number(bytes.dropFirst(4).prefix(2)),
            let day = number(bytes.suffix(2))
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(into: Int?.some(0)) { number, byte in
            guard let value = number, (0x30...0x39).contains(byte) else { return number = nil }
            number = value * 10 + Int(byte) - 0x30
        }
    }
}

/// A length of time as a calendar writes it (RFC 5545, 3.3.6), in seconds: `P1W`, `PT1H30M`, `P1DT12H`.
enum CalendarLength {
    /// - Returns: nil for what is no such length, or longer than a hundred years.
    static func seconds(_ text: some StringProtocol) -> Int? {
        var rest = Substring(text.uppercased())
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        guard rest.hasPrefix("P"), rest.count > 2 else { return nil }
        rest = rest.dropFirst()
        var (total, isTime) = (0, false)
        while let first = rest.first {
            if first == "T" {
                isTime = true
                rest = rest.dropFirst()
                continue
            }
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest.dropFirst(digits.count)
            guard (1...10).contains(digits.count), let number = Int(digits), let unit = rest.popFirst(),
                let length = isTime ? ["H": 3_600, "M": 60, "S": 1][unit] : ["W": 604_800, "D": 86_400][unit]
            else { return nil }
            total += number * length
            guard total <= 3_155_760_000 else { return nil }
        }
        return isNegative ? -total : total
    }
}

extension Int {
    /// Divided and rounded down, for negative numbers as well.
    func floored(by divisor: Int) -> Int { self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor) }

    /// What remains then; never negative.
    func rest(by divisor: Int) -> Int { self - floored(by: divisor) * divisor }
}
