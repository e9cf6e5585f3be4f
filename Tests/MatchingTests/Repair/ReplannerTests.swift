import Matching
import Testing

struct ReplannerTests {
    @Test(arguments: [0, 1, 3, 32])
    func `after every change the total is that of a new solve, and the kept prices prove it`(alone: Int) throws {
        for seed in UInt64(1)...1500 {
            var dice = Dice(seed: seed)
            let isLarge = seed % 3 == 0
            var world = ChangingWorld(.random(&dice, teams: isLarge ? 24 : 9, cases: isLarge ? 14 : 6))
            guard world.problem.caseCount > 0, world.problem.teamCount > 0 else { continue }
            let solution = try #require(BestTotal.solve(world.problem).solution)
            guard var replanner = Replanner(world.problem, solution, lookingBackAfter: alone) else {
                Issue.record("the optimum of seed \(seed) is not taken over")
                continue
            }
            for step in 1...8 {
                let change = world.change(&dice)
                change.apply(to: &replanner)
                let kept = replanner.solution()
                let place = "seed \(seed), step \(step): \(change)"
                #expect(flaw(of: kept, in: world.current) == nil, "\(place)")
                let fresh = try #require(BestTotal.solve(world.current).solution)
                #expect(world.weight(kept) == world.weight(fresh), "\(place)")
            }
        }
    }

    @Test(arguments: [0, 1, 4, 64])
    func `a long row of changes that nobody looks at between keeps the proof`(alone: Int) throws {
        for seed in UInt64(1)...200 {
            var dice = Dice(seed: seed)
            var world = ChangingWorld(seed % 4 == 0 ? .crowded(&dice) : .random(&dice, teams: 60, cases: 24, places: 4))
            guard world.problem.caseCount > 0, world.problem.teamCount > 0 else { continue }
            let solution = try #require(BestTotal.solve(world.problem).solution)
            guard var replanner = Replanner(world.problem, solution, lookingBackAfter: alone) else {
                Issue.record("the optimum of seed \(seed) is not taken over")
                continue
            }
            for stretch in 1...4 {
                for _ in 1...dice.roll(1...20) { world.change(&dice).apply(to: &replanner) }
                let kept = replanner.solution()
                #expect(flaw(of: kept, in: world.current) == nil, "seed \(seed), stretch \(stretch)")
                let fresh = try #require(BestTotal.solve(world.current).solution)
                #expect(world.weight(kept) == world.weight(fresh), "seed \(seed), stretch \(stretch)")
                // The matches and prices of now are a start as good as the first.
                if Replanner(world.current, kept) == nil { Issue.record("seed \(seed), stretch \(stretch): not taken over") }
            }
        }
    }

    @Test func `teams that take no part from the start join later`() throws {
        for seed in UInt64(1)...500 {
            var dice = Dice(seed: seed)
            var world = ChangingWorld(.random(&dice, teams: 9, cases: 6))
            guard world.problem.caseCount > 0 else { continue }
            let absent = Set((0..<Int32(world.problem.teamCount)).filter { _ in dice.chance(40) })
            world.absent = absent
            let solution = try #require(BestTotal.solve(world.current).solution)
            guard var replanner = Replanner(world.problem, solution, absent: absent, lookingBackAfter: Int(seed % 3)) else {
                Issue.record("the optimum of seed \(seed) is not taken over")
                continue
            }
            for team in absent.sorted() { replanner.add(team: team) }
            #expect(flaw(of: replanner.solution(), in: world.problem) == nil, "seed \(seed)")
        }
    }

    @Test func `matches that their prices do not prove are not taken over`() throws {
        var dice = Dice(seed: 7)
        var refused = 0
        for _ in 1...200 {
            let problem = AssignmentProblem.random(&dice, teams: 9, cases: 6)
            var solution = try #require(BestTotal.solve(problem).solution)
            guard let team = solution.caseOfTeam.firstIndex(where: { $0 >= 0 }), problem.placementWeight > 0 else { continue }
            solution.caseOfTeam[team] = -1
            if Replanner(problem, solution) == nil { refused += 1 } else { Issue.record("a broken proof was taken over") }
        }
        #expect(refused > 20)
    }
}
