/// Who holds a place with each case and company: how many, the one to give way first, and those who could move to an equally good free place.
///
/// A holder is written as a key: the rank it has there, whether it is at its first time through its list, and its draw; the largest key
/// gives way first. Keys of holders who have left stay until they come up; the owner tells them by looking.
struct Seats: ~Copyable {
    private let capacities: [Int32]
    private let counts: Slab<Int32>
    /// Heaps, the largest key on top.
    private var holders: [[UInt64]]
    private var movable: [[UInt64]]

    init(_ capacities: [Int32]) {
        self.capacities = capacities
        counts = Slab(repeating: 0, count: capacities.count)
        holders = Array(repeating: [], count: capacities.count)
        movable = holders
    }

    static func key(rank: Int32, isFirstTime: Bool, draw: Int32) -> UInt64 {
        UInt64(UInt32(rank)) << 32 | (isFirstTime ? 1 << 31 : 0) | UInt64(UInt32(draw))
    }

    /// The place in the lottery that a key carries.
    static func draw(_ key: UInt64) -> Int { Int(key & 0x7fff_ffff) }

    func isFull(_ seat: Int) -> Bool { counts[seat] >= capacities[seat] }

    func leave(_ seat: Int) { counts[seat] -= 1 }

    func sit(_ seat: Int) { counts[seat] += 1 }

    mutating func take(_ seat: Int, _ key: UInt64) {
        counts[seat] += 1
        push(seat, key)
    }

    mutating func noteMovable(_ seat: Int, _ key: UInt64) { movable[seat].append(key) }

    func worst(_ seat: Int) -> UInt64? { holders[seat].first }

    func lastMovable(_ seat: Int) -> UInt64? { movable[seat].last }

    mutating func dropMovable(_ seat: Int) { movable[seat].removeLast() }

    private mutating func push(_ seat: Int, _ key: UInt64) {
        holders[seat].append(key)
        var child = holders[seat].count - 1
        while child > 0, holders[seat][(child - 1) / 2] < key {
            holders[seat][child] = holders[seat][(child - 1) / 2]
            child = (child - 1) / 2
        }
        holders[seat][child] = key
    }

    mutating func dropWorst(_ seat: Int) {
        let key = holders[seat].removeLast()
        let count = holders[seat].count
        if count == 0 { return }
        var parent = 0
        while true {
            var child = 2 * parent + 1
            if child >= count { break }
            if child + 1 < count, holders[seat][child + 1] > holders[seat][child] { child += 1 }
            if holders[seat][child] <= key { break }
            holders[seat][parent] = holders[seat][child]
            parent = child
        }
        holders[seat][parent] = key
    }
}
