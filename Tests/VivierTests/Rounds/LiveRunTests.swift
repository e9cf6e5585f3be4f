import API
import Synchronization
import TestSupport
import Testing
import Vivier

/// What whoever waits for a run is told on the way: the best found rises, the proven bound falls, and at the end they meet.
@Suite struct LiveRunTests {
    @Test func `a run tells what it has found and what is proven, until both are the same`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: Array(repeating: 8, count: 9) + [3, 3, 3],
                cases: [("Un", 3, 4), ("Deux", 3, 6), ("Trois", 2, 2), ("Quatre", 2, 5)])
            let steps = Mutex<[WorkProgress]>([])
            let run = try await given.application.perform(RunRound(round: scene.round), by: scene.school) { step in
                steps.withLock { $0.append(step) }
            }
            let told = steps.withLock { $0 }
            #expect(told.map(\.phase).first == "reading" && told.map(\.phase).last == "storing")
            // While the pairs are priced, what is held; a bound is known once they all were.
            #expect(told.contains { $0.phase == "solving" && ($0.found ?? 0) > 0 }, "\(told)")
            let (found, bounds) = (told.compactMap(\.found), told.compactMap(\.bound))
            #expect(found == found.sorted() && bounds == bounds.sorted(by: >), "\(told)")
            #expect(told.allSatisfy { $0.found ?? 0 <= $0.bound ?? .max }, "\(told)")
            #expect(found.last == bounds.last && bounds.last == run.certificate.bound && run.certificate.gap == 0, "\(told)")
            #expect(told.last { $0.found != nil }?.phase == "verifying")
        }
    }
}
