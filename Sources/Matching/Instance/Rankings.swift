/// One ranking with ties for each member of a side, flat: the entries of a member are a range of `ranked` and `places`, best first.
/// Members beyond the last one added gave none.
package struct Rankings: Equatable, Sendable {
    private var given: [Bool] = []
    private var starts: [Int] = [0]
    /// Who is ranked.
    package private(set) var ranked: [Int32] = []
    /// At which place, from 0; equal within a tie.
    package private(set) var places: [Int32] = []

    package init() {}

    /// How many members were added.
    package var count: Int { given.count }

    /// Whether anybody gave a ranking.
    package var anyGiven: Bool { given.contains(true) }

    /// Adds the next member's ranking, an inner array being one tie; nil where it gave none.
    package mutating func append(_ ranking: [[Int32]]?) {
        given.append(ranking != nil)
        for (place, tie) in (ranking ?? []).enumerated() {
            ranked += tie
            places += Array(repeating: Int32(place), count: tie.count)
        }
        starts.append(ranked.count)
    }

    /// Whether a member gave a ranking; an empty one accepts nobody.
    package func isGiven(_ member: Int) -> Bool { member < given.count && given[member] }

    /// Where a member's ranking stands in `ranked` and `places`.
    package func entries(of member: Int) -> Range<Int> { member < given.count ? starts[member]..<starts[member + 1] : 0..<0 }

    /// A member's ranking, an inner array being one tie; nil where it gave none.
    package subscript(member: Int) -> [[Int32]]? {
        guard isGiven(member) else { return nil }
        var ranking: [[Int32]] = []
        for entry in entries(of: member) {
            if Int(places[entry]) == ranking.count { ranking.append([]) }
            ranking[ranking.count - 1].append(ranked[entry])
        }
        return ranking
    }
}
