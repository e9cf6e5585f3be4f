import Testing

@testable import Matching

/// Why a stable matching leaves a pair out.
struct StandingReasonTests {
    private func problem(_ seed: Int) throws -> FitProblem {
        var rounds = RandomRounds(seed: UInt64(seed) + 9_000)
        var problem = try rounds.book(teams: rounds.dice.roll(1...30), cases: rounds.dice.roll(1...12)).problem
        problem.policy = .stable
        for _ in problem.teams {
            let all = problem.cases.indices.map(Int32.init).shuffled(using: &rounds.dice)
            var ranking: [[Int32]] = []
            for target in all.prefix(rounds.dice.roll(0...all.count)) {
                if rounds.dice.chance(30), !ranking.isEmpty { ranking[ranking.count - 1].append(target) } else { ranking.append([target]) }
            }
            problem.teamRankings.append(rounds.dice.chance(70) ? ranking : nil)
        }
        return problem
    }

    @Test(arguments: 1...60)
    func `each eligible pair that is not matched has one, and it is the same from one team's fits as from all`(seed: Int) throws {
        let book = try FitBook(try problem(seed))
        let listed = try #require(Instance(rankedPairsOf: book, atMost: .max) { false })
        guard case .stable(let solution) = StableMatching.solve(listed, eligible: EligiblePairs(listed)) else {
            Issue.record("not solved, seed \(seed)")
            return
        }
        let claim = ResultClaim(listed, solution)
        // Nothing that is eligible was left out of the list.
        let all = Instance(everyPairOf: book)
        #expect(ResultChecker(all, claim).firstBroken() == nil, "seed \(seed)")
        #expect(EligiblePairs(all) == EligiblePairs(listed), "seed \(seed)")
        for team in book.problem.teams.indices {
            let own = Instance(pairsOfTeam: team, in: book)
            for found in book.explanations(team: team, targets: 0..<book.caseCount) where found.isEligible {
                let target = Int(found.target)
                let isMatched = claim.matches.contains { $0.team == found.team && $0.target == found.target }
                let reason = StandingReason(of: team, and: target, in: own, matches: claim.matches)
                #expect((reason == nil) == isMatched, "seed \(seed), team \(team), case \(target)")
                #expect(reason == StandingReason(of: team, and: target, in: all, matches: claim.matches), "seed \(seed)")
                let taken = claim.matches.count { Int($0.target) == target }
                if reason == .caseContent { #expect(taken == Int(all.capacities[target]), "seed \(seed)") }
                if reason == .companyContent {
                    let company = all.companyOfCase[target]
                    let held = claim.matches.count { all.companyOfCase[Int($0.target)] == company }
                    #expect(company >= 0 && held == Int(all.companyCapacities[Int(company)]), "seed \(seed)")
                }
            }
        }
    }

    @Test func `more pairs than the limit are not listed`() throws {
        let book = try FitBook(try problem(7))
        let count = try #require(Instance(rankedPairsOf: book, atMost: .max) { false }?.fits?.cases.count)
        #expect(count > 1)
        #expect(Instance(rankedPairsOf: book, atMost: count) { false } != nil)
        #expect(Instance(rankedPairsOf: book, atMost: count - 1) { false } == nil)
        #expect(Instance(rankedPairsOf: book, atMost: count) { true } == nil)
    }
}
