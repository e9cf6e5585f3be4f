import Foundation

/// The clocks of a calendar: what a time on one of them is everywhere. Zones that the system knows go by the system; a name that it does
/// not know goes by what the file itself says of it.
struct CalendarZones {
    /// One rule of a zone of the file's own (RFC 5545, 3.6.5): since when which offset from UTC holds.
    struct Observance {
        var start: CalendarTime
        /// Seconds east of UTC, before and after.
        var before: Int
        var offset: Int
        var rules: [RecurrenceRule] = []
        var more: [Int] = []
    }

    /// Of whole days.
    let home: TimeZone
    /// Of times that name no zone: what the calendar says of itself, else home.
    var floating: TimeZone
    /// What may still be looked through of the file's own zones.
    private var steps = 400_000
    private var own: [String: [Observance]] = [:]
    private var known: [String: TimeZone?] = [:]
    /// For each zone of the file's own, the moments on its clock at which the offset changes, in order.
    private var changes: [String: [(wall: Int, before: Int, offset: Int)]] = [:]

    init(home: TimeZone) {
        self.home = home
        floating = home
    }

    mutating func define(_ name: String, _ observances: [Observance]) { own[name] = observances }

    /// Whether anything is known of a zone.
    mutating func knows(_ name: String) -> Bool { zone(name) != nil || own[name]?.isEmpty == false }

    /// Seconds since 1970 at which the clock shows a time; of a day, its first moment at home. In an hour that is left out in spring the
    /// clock is read as before; of an hour that comes twice in autumn the first is meant.
    mutating func moment(_ time: CalendarTime) -> Int {
        switch time.clock {
        case .utc: return time.wall
        case .day: return Self.moment(time.wall, in: home)
        case .floating: return Self.moment(time.wall, in: floating)
        case .zone(let name):
            if let zone = zone(name) { return Self.moment(time.wall, in: zone) }
            guard own[name]?.isEmpty == false else { return Self.moment(time.wall, in: floating) }
            return time.wall - offset(of: name, at: time.wall)
        }
    }

    static func moment(_ wall: Int, in zone: TimeZone) -> Int {
        func offset(_ moment: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(moment))) }
        let (before, after) = (offset(wall - 86_400), offset(wall + 86_400))
        if before == after || offset(wall - before) == before { return wall - before }
        return offset(wall - after) == after ? wall - after : wall - before
    }

    private mutating func zone(_ name: String) -> TimeZone? {
        if let found = known[name] { return found }
        let found = ZoneNames.zone(name)
        known[name] = .some(found)
        return found
    }

    private mutating func offset(of name: String, at wall: Int) -> Int {
        if changes[name] == nil {
            var all: [(wall: Int, before: Int, offset: Int)] = []
            for one in own[name] ?? [] {
                var times = Set(one.more).union([one.start.wall])
                // From 1968 to 2045: many begin in 1601.
                for rule in one.rules {
                    let found = try? RecurrenceWalk(rule, start: one.start.wall).times(
                        from: max(one.start.wall, -63_072_000), until: 2_398_377_600,
                        isOver: { time in rule.until.map { time - ($0.clock == .utc ? one.before : 0) > $0.wall } ?? false }, steps: &steps)
                    times.formUnion(found ?? [])
                }
                all += times.map { ($0, one.before, one.offset) }
            }
            changes[name] = all.sorted { $0.wall < $1.wall }
        }
        let all = changes[name] ?? []
        return all.last { $0.wall <= wall }?.offset ?? all.first?.before ?? 0
    }
}
