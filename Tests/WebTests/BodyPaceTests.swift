import Testing

@testable import Web

@Suite struct BodyPaceTests {
    /// Whether each of what comes is taken: bytes, of how many in all, after how many seconds.
    private func holds(_ chunks: (size: Int, total: Int, seconds: Int)...) -> [Bool] { holds(chunks) }

    private func holds(_ chunks: [(size: Int, total: Int, seconds: Int)]) -> [Bool] {
        let start = ContinuousClock.now
        var pace = BodyPace(at: start)
        return chunks.map { pace.holds(after: $0.size, of: $0.total, at: start + .seconds($0.seconds)) }
    }

    @Test func `what comes fast enough goes on, a pause is forgiven`() {
        #expect(holds((100, 100, 9), (20 << 10, 20 << 10, 12), (30 << 10, 50 << 10, 36)) == [true, true, true])
    }

    @Test func `what goes on in small chunks after a stall is taken, after a second stall too`() {
        // A network that was away brings first what is left of a segment, and then all the rest.
        let rest = (41...60).map { (size: 2 << 10, total: (5 << 20) + ($0 - 40) << 11, seconds: $0) }
        let chunks = [(5 << 20, 5 << 20, 1), (200, 5 << 20, 40)] + rest + [(200, 6 << 20, 105), (20 << 10, 6 << 20, 116)]
        #expect(holds(chunks).allSatisfy { $0 })
    }

    @Test func `two windows running that bring too little end it`() {
        #expect(holds((20 << 10, 20 << 10, 10), (1 << 10, 21 << 10, 20), (1 << 10, 22 << 10, 30)) == [true, true, false])
    }

    @Test func `a byte every now and then ends it`() {
        #expect(holds((1, 1, 25), (1, 2, 50)) == [true, false])
    }

    @Test func `having sent much at first buys no time to trickle`() {
        #expect(
            holds((5 << 20, 5 << 20, 1), (1, (5 << 20) + 1, 11), (1, (5 << 20) + 2, 36), (1, (5 << 20) + 3, 61)) == [
                true, true, true, false,
            ])
    }

    @Test func `whoever sends in one window of two comes to an end too`() {
        let start = ContinuousClock.now
        var pace = BodyPace(at: start)
        var (second, total) = (0, 0)
        repeat {
            second += second % 70 == 0 ? 10 : 60
            total += 10 << 10
        } while pace.holds(after: 10 << 10, of: total, at: start + .seconds(second)) && second < 100_000
        #expect(second > 3_600 && second < 7_300, "\(second)")
    }

    @Test func `a body that holds much comes faster than a small one`() {
        let total = 200 << 20
        #expect(holds((20 << 10, total, 10), (20 << 10, total, 20)) == [true, false])
        #expect(holds((1 << 20, total, 10), (1 << 20, total, 20)) == [true, true])
    }
}
