import Testing

@testable import Web

@Suite struct BodyPaceTests {
    /// Whether each of what comes is taken: bytes, of how many in all, after how many seconds.
    private func holds(_ chunks: (size: Int, total: Int, seconds: Int)...) -> [Bool] {
        let start = ContinuousClock.now
        var pace = BodyPace(at: start)
        return chunks.map { pace.holds(after: $0.size, of: $0.total, at: start + .seconds($0.seconds)) }
    }

    @Test func `what comes fast enough goes on, a pause is forgiven`() {
        #expect(holds((100, 100, 9), (20 << 10, 20 << 10, 12), (30 << 10, 50 << 10, 36)) == [true, true, true])
    }

    @Test func `having sent much at first buys no time to trickle`() {
        #expect(holds((5 << 20, 5 << 20, 1), (1, (5 << 20) + 1, 11), (1, (5 << 20) + 2, 36)) == [true, true, false])
    }

    @Test func `a body that holds much comes faster than a small one`() {
        let total = 200 << 20
        #expect(holds((20 << 10, total, 10)) == [false] && holds((1 << 20, total, 10)) == [true])
    }
}
