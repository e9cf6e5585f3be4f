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
        for _ in problem.cases {
            let all = problem.teams.indices.map(Int32.init).shuffled(using: &rounds.dice)
            var ranking: [[Int32]] = []
            for team in all.prefix(rounds.dice.roll(0...all.count)) {
                if rounds.dice.chance(30), !ranking.isEmpty { ranking[ranking.count - 1].append(team) } else { ranking.append([team]) }
            }
            problem.caseRankings.append(rounds.dice.chance(40) ? ranking : nil)
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

    @Test(arguments: 1...60) func `whom a case leaves out stands behind whom it names, by fit`(seed: Int) throws {
        let book = try FitBook(try problem(seed))
        let given = book.problem.caseRankings
        let all = Instance(everyPairOf: book)
        let table = try #require(all.fits)
        func limits(_ company: Int32) -> Bool { company >= 0 && all.companyCapacities[Int(company)] != Instance.unlimited }
        /// The fits of a team's pairs with these cases.
        func fits(of team: Int, with targets: [Int]) -> [Int32] {
            (table.rowStarts[team]..<table.rowStarts[team + 1]).filter { targets.contains(Int(table.cases[$0])) }.map { table.fits[$0] }
        }
        func check(_ ranking: [[Int32]]?, by targets: [Int], _ what: String) {
            let ranking = ranking ?? []
            let asked = all.teams.indices.filter { !fits(of: $0, with: targets).isEmpty }
            #expect(ranking.flatMap { $0 }.sorted() == asked.map(Int32.init), "seed \(seed), \(what)")
            func named(_ team: Int) -> Int {
                targets.filter { !fits(of: team, with: [$0]).isEmpty }
                    .compactMap { target in given[target]?.firstIndex { $0.contains(Int32(team)) } }.min() ?? .max
            }
            var before = (-1, -1)
            for tie in ranking {
                let keys = tie.map {
                    (named(Int($0)), named(Int($0)) == .max ? 10_000 - Int(fits(of: Int($0), with: targets).max() ?? 0) : 0)
                }
                #expect(keys.allSatisfy { $0 == keys[0] } && before < keys[0], "seed \(seed), \(what)")
                before = keys[0]
            }
        }
        for target in all.cases.indices {
            let decides = given.isGiven(target) && !limits(all.companyOfCase[target])
            #expect(all.caseRankings.isGiven(target) == decides)
            if decides { check(all.caseRankings[target], by: [target], "case \(target)") }
        }
        for company in all.companies.indices {
            let own = all.cases.indices.filter { Int(all.companyOfCase[$0]) == company }
            let decides = limits(Int32(company)) && own.contains(where: given.isGiven)
            #expect(all.companyRankings.isGiven(company) == decides)
            if decides { check(all.companyRankings[company], by: own, "company \(company)") }
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
