import Synchronization
import Testing

@testable import Matching

struct CancelWatchTests {
    @Test func `it asks once for so much work, and never again once it was told to end`() {
        let asked = Atomic(0)
        var watch = CancelWatch { asked.add(1, ordering: .relaxed).newValue > 3 }
        var done = 0
        while !watch.isOver(after: 1) { done += 1 }
        #expect(asked.load(ordering: .relaxed) == 4 && watch.isOver)
        #expect(done > 3 * CancelWatch.stride && done < 5 * CancelWatch.stride)
        #expect(watch.look() && watch.isOver(after: 0) && watch.isOver(after: 1 << 40))
        #expect(asked.load(ordering: .relaxed) == 4)
    }

    @Test func `a range is gone through in order, up to where it is to end`() {
        var watch = CancelWatch { false }
        var seen: [Int] = []
        watch.forEach(in: 5..<9, cost: 1 << 40) { seen.append($0) }
        #expect(seen == [5, 6, 7, 8])
        let asked = Atomic(0)
        watch = CancelWatch { asked.add(1, ordering: .relaxed).newValue == 2 }
        seen = []
        watch.forEach(in: 0..<1_000, cost: CancelWatch.stride / 10) { seen.append($0) }
        #expect(seen == Array(0..<seen.count) && seen.count < 60 && watch.isOver)
    }
}
