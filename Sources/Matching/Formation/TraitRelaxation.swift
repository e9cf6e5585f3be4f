/// Coverage and size under the limits that the traits of one family set, with multipliers instead of what joins the traits. In fixed point.
struct TraitRelaxation {
    private static let one = 256
    /// Halvings of the step, and steps in vain before each.
    private static let (halvings, patience) = (16, 24)

    /// What the joining constraints cost, each in points × 256.
    private struct Multipliers {
        /// By want, that no more teams than there are cover it; at most its points.
        var cover: [Int]
        /// That all traits together come into no more teams than have room for them.
        var room: Int
        /// That no more are isolated: what one costs above `room`.
        var alone: Int
    }

    /// A value of the relaxation and, at the division that has it, by how much each joining constraint is kept; negative where it is broken.
    private struct Relaxed {
        var value: Int
        var cover: [Int]
        var room: Int
        var alone: Int
    }

    private let family: TraitFamily
    private let students: Int
    private let teams: Int
    private let sizes: ClosedRange<Int>
    /// By want its points, and by size of a team, from the least, its points, × 256.
    private let wantPoints: [Int]
    private let sizePoints: [Int]
    /// At such a price no trait comes into any team.
    private let dearest: Int
    private var multipliers: Multipliers

    init(_ family: TraitFamily, students: Int, teams: Int, sizes: ClosedRange<Int>, scale: borrowing TeamScale) {
        self.family = family
        self.students = students
        self.teams = teams
        self.sizes = sizes
        wantPoints = scale.wantPoints.map { Int($0) * Self.one }
        var points: [Int] = []
        for size in sizes { points.append(Int(scale.size(Int32(size))) * Self.one) }
        sizePoints = points
        dearest = wantPoints.reduce(0, +)
        multipliers = Multipliers(cover: wantPoints.map { _ in 0 }, room: 0, alone: 0)
        for want in wantPoints.indices {
            let reach = family.traits.reduce(family.others[want]) { $0 + min($1.holders[want], $1.students / 2) }
            if reach > teams { multipliers.cover[want] = wantPoints[want] }
        }
    }

    /// No formation that isolates at most so many has more points of coverage and size together.
    func bound(isolating isolated: Int) -> Int { relaxed(multipliers, isolated).value / Self.one }

    /// - Returns: whether it came to its end.
    mutating func tune(isolating isolated: Int, _ watch: inout CancelWatch) -> Bool {
        var here = relaxed(multipliers, isolated)
        var (at, least) = (multipliers, here.value)
        var distance = here.value / 16
        for _ in 0..<Self.halvings {
            var vain = 0
            while vain < Self.patience {
                if watch.look() { return false }
                // Polyak's step, as if the least value were by so much below the least one known.
                clip(&here, at)
                let norm = here.cover.reduce(here.room * here.room + here.alone * here.alone) { $0 + $1 * $1 }
                if norm == 0 { return true }
                let excess = here.value - least + distance
                func step(_ slack: Int) -> Int { slack * excess / norm }
                for want in wantPoints.indices { at.cover[want] = min(wantPoints[want], max(0, at.cover[want] - step(here.cover[want]))) }
                at.room = min(dearest, max(0, at.room - step(here.room)))
                at.alone = min(dearest, max(0, at.alone - step(here.alone)))
                here = relaxed(at, isolated)
                vain += 1
                if here.value < least {
                    // Little better is as good as in vain, so that it ends.
                    if least - here.value > distance / 8 { vain = 0 }
                    (least, multipliers) = (here.value, at)
                }
            }
            distance /= 2
            at = multipliers
            here = relaxed(at, isolated)
        }
        return true
    }

    /// Nothing of a multiplier that can go no farther.
    private func clip(_ here: inout Relaxed, _ at: Multipliers) {
        for want in wantPoints.indices where at.cover[want] == (here.cover[want] > 0 ? 0 : wantPoints[want]) { here.cover[want] = 0 }
        if at.room == (here.room > 0 ? 0 : dearest) { here.room = 0 }
        if at.alone == (here.alone > 0 ? 0 : dearest) { here.alone = 0 }
    }

    /// Each trait for itself comes into as many teams as pay most; what is left of the constraints is paid for by the multipliers.
    private func relaxed(_ at: Multipliers, _ isolated: Int) -> Relaxed {
        // Who is alone whatever the teams is taken off: those of other families, and for each trait those of the others. A student has no
        // two traits of the family.
        let alone = min(students, max(0, isolated - family.aloneElsewhere))
        let spare = max(0, alone - family.alone)
        var result = Relaxed(value: 0, cover: Array(repeating: teams, count: wantPoints.count), room: 0, alone: alone)
        let left = zip(wantPoints, at.cover).map { $0 - $1 }
        for want in left.indices {
            let reach = min(teams, family.others[want])
            result.value += teams * at.cover[want] + reach * left[want]
            result.cover[want] -= reach
        }
        for trait in family.traits {
            let (teamCount, value) = best(trait, left, at, most: min(teams, (trait.students + spare + (trait.students == 1 ? 1 : 0)) / 2))
            result.value += value
            for want in left.indices { result.cover[want] -= min(trait.holders[want], teamCount) }
            result.room -= teamCount
            result.alone -= max(0, 2 * teamCount - trait.students)
        }
        let (room, value) = bestSizes(at.room)
        result.value += value + (at.room + at.alone) * alone
        result.room += room + alone
        return result
    }

    /// Into how many teams, no more than `most`, a trait comes at the best: concave in their number, so that the best is where it bends.
    private func best(_ trait: TraitFamily.Trait, _ left: [Int], _ at: Multipliers, most: Int) -> (teams: Int, value: Int) {
        var best = (teams: 0, value: 0)
        var (reached, sum, slope, next) = (0, 0, left.reduce(0, +), 0)
        func stop(_ count: Int) {
            sum += slope * (count - reached)
            reached = count
            let value = sum - at.room * count - at.alone * max(0, 2 * count - trait.students)
            if value > best.value { best = (count, value) }
        }
        // Without being alone half of the students; one more where they are odd.
        let bends = [trait.students / 2, (trait.students + 1) / 2].filter { $0 < most }
        var bend = 0
        while next < left.count {
            let want = trait.ascending[next]
            let count = min(most, trait.holders[want])
            while bend < bends.count, bends[bend] <= count {
                stop(bends[bend])
                bend += 1
            }
            stop(count)
            if count == most { break }
            slope -= left[want]
            next += 1
        }
        return best
    }

    /// The sizes of teams that have most points and room for traits at its price: on the line between two sizes, above which no other lies.
    private func bestSizes(_ price: Int) -> (room: Int, value: Int) {
        func worth(_ size: Int) -> Int { sizePoints[size - sizes.lowerBound] + price * (size / 2) }
        var best = (room: 0, value: Int.min)
        for low in sizes where low * teams <= students {
            for high in sizes where high >= low && high * teams >= students {
                // So many teams of the lower and of the higher size have the right sum; both times their difference.
                let (few, many) = (teams * high - students, students - teams * low)
                let value = low == high ? teams * worth(low) : (few * worth(low) + many * worth(high) + high - low - 1) / (high - low)
                guard value > best.value else { continue }
                best = (low == high ? teams * (low / 2) : (few * (low / 2) + many * (high / 2)) / (high - low), value)
            }
        }
        return best
    }
}
