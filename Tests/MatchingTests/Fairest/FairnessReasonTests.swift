import Testing

@testable import Matching

/// Why a fairest matching leaves a pair out, against every matching that has the pair.
struct FairnessReasonTests {
    @Test func `each reason is true of every matching with the pair`() throws {
        var seen: [String: Int] = [:]
        for seed in UInt64(1)...1500 {
            var dice = Dice(seed: seed)
            var instance = Instance.random(&dice, teams: 5, cases: 4)
            instance.policy = .fairest
            if var fits = instance.fits {
                for pair in fits.fits.indices { fits.fits[pair] = fits.fits[pair] / 2_000 * 2_000 }
                instance.fits = fits
                if seed % 3 == 0 { instance.fairness = .rank }
            }
            guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: EligiblePairs(instance)) else {
                Issue.record("not solved, seed \(seed)")
                continue
            }
            let claim = ResultClaim(instance, solution)
            let oracle = StableOracle(instance)
            let own = complaints(claim.matching(of: instance), instance)
            for pair in oracle.eligible where !claim.matches.contains(pair) {
                let reason = try #require(FairnessReason(of: Int(pair.team), and: Int(pair.target), in: instance, claim), "seed \(seed)")
                var others: [[Int64]] = []
                oracle.forEachMatching { if $0[Int(pair.team)] == pair.target { others.append(complaints($0, instance)) } }
                switch reason {
                case .teamPinned: #expect(instance.pins.contains { $0.team == pair.team })
                case .noPlace: #expect(others.isEmpty, "seed \(seed)")
                case .fewerPlaced: #expect(others.allSatisfy { $0.count < own.count }, "seed \(seed)")
                case .lessFair(let level, let basis):
                    #expect(basis == instance.fairnessBasis)
                    let limit = basis == .rank ? level : -level
                    #expect(
                        others.allSatisfy { other in
                            guard other.count == own.count else { return true }
                            // Where the two part first the other is worse, and at a level no better than the one named.
                            guard let place = other.indices.first(where: { other[$0] != own[$0] }) else { return false }
                            return other[place] > own[place] && other[place] >= limit
                        }, "seed \(seed), \(pair), \(reason)")
                case .asFair: break
                }
                seen["\(reason)".prefix { $0.isLetter }.description, default: 0] += 1
            }
        }
        #expect(["teamPinned", "noPlace", "fewerPlaced", "lessFair", "asFair"].allSatisfy { seen[$0, default: 0] > 20 }, "\(seen)")
    }

    private func complaints(_ matching: [Int32], _ instance: Instance) -> [Int64] {
        let pinned = Set(instance.pins.map { Int($0.team) })
        let table = EligiblePairs(instance).table
        return matching.enumerated().filter { $0.element >= 0 && !pinned.contains($0.offset) }.map { team, target in
            if instance.fairnessBasis == .rank { return Int64(instance.teamRankings[team]?.firstIndex { $0.contains(target) } ?? 0) }
            let pair = (table.rowStarts[team]..<table.rowStarts[team + 1]).first { table.cases[$0] == target }
            return -(pair.map { Int64(table.fits[$0]) } ?? 0)
        }.sorted(by: >)
    }
}

extension ResultClaim {
    fileprivate func matching(of instance: Instance) -> [Int32] {
        var matching = [Int32](repeating: -1, count: instance.teams.count)
        for match in matches { matching[Int(match.team)] = match.target }
        return matching
    }
}
