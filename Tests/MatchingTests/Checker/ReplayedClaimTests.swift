import Matching
import Testing

struct ReplayedClaimTests {
    @Test func `another of several best totals is as good, a smaller total is not`() {
        let pair = { Instance.Pair(team: $0, target: $1) }
        let one = ResultClaim(
            policy: .bestTotal, matches: [pair(0, 0), pair(1, 1)], unmatched: [], placed: 2, totalFit: 200,
            prices: .init(cases: [0, 0], companies: [], placementWeight: nil))
        var other = one
        other.matches = [pair(0, 1), pair(1, 0)]
        other.engine = 1
        #expect(one.isAsGood(as: other))
        other.totalFit = 199
        #expect(!one.isAsGood(as: other))
        other.totalFit = 200
        other.prices?.placementWeight = 20_001
        #expect(!one.isAsGood(as: other))
    }

    @Test func `with everyone first the number of placed teams counts too`() {
        let one = ResultClaim(
            policy: .bestTotal, matches: [], unmatched: [], placed: 2, totalFit: 200,
            prices: .init(cases: [], companies: [], placementWeight: 20_001))
        var other = one
        #expect(one.isAsGood(as: other))
        other.placed = 1
        #expect(!one.isAsGood(as: other))
    }

    @Test func `a stable run must give the same matches, a fairest one the same levels`() {
        var one = ResultClaim(
            policy: .stable, matches: [.init(team: 0, target: 0)], unmatched: [], placed: 1, totalFit: 0, prices: nil, sizeBound: 1)
        var other = one
        #expect(one.isAsGood(as: other))
        other.matches[0].target = 1
        #expect(!one.isAsGood(as: other))

        one.policy = .fairest
        other.policy = .fairest
        one.levels = [.init(level: 5, teams: 1, placing: 0, cases: [], companies: [])]
        other.levels = [.init(level: 5, teams: 1, placing: 3, cases: [], companies: [])]
        #expect(one.isAsGood(as: other))
        other.levels?[0].level = 4
        #expect(!one.isAsGood(as: other))
    }
}
