/// How large teams may be.
package struct TeamSizes: Hashable, Sendable {
    package var least: Int
    package var most: Int
    /// No two teams differ by more than one.
    package var even: Bool

    package init(least: Int, most: Int, even: Bool = false) {
        self.least = least
        self.most = most
        self.even = even
    }

    /// How many teams so many students can make, the number whose teams come nearest to the middle of the range first; empty where
    /// they can make none.
    func teamCounts(students: Int) -> [Int] {
        let counts = (students + most - 1) / most...max((students + most - 1) / most, students / least)
        // Distance of students ÷ count from (least + most) ÷ 2, times 2 × count: compared across counts by cross multiplication.
        func distance(_ count: Int) -> Int { abs(2 * students - (least + most) * count) }
        return counts.filter { $0 > 0 && $0 * least <= students }.sorted { one, other in
            let (left, right) = (distance(one) * other, distance(other) * one)
            return left == right ? one > other : left < right
        }
    }

    /// The sizes that teams may have where so many students make so many teams.
    func range(students: Int, teams: Int) -> ClosedRange<Int> {
        even ? students / teams...(students + teams - 1) / teams : least...most
    }

    /// The nearest larger most, or smaller least, with which so many students can be divided; nil where one of the bounds cannot mend it.
    package func mended(students: Int) -> TeamSizes? {
        guard students > 0, least > 0 else { return nil }
        for step in 1...max(1, students) {
            for candidate in [
                TeamSizes(least: least, most: most + step, even: even), TeamSizes(least: least - step, most: most, even: even),
            ]
            where candidate.least > 0 && candidate.most >= candidate.least && !candidate.teamCounts(students: students).isEmpty {
                return candidate
            }
        }
        return nil
    }
}
