import Testing

@testable import Matching

struct PlaceWorthsTests {
    @Test func `the worth of a place is what a new solve with it gains, and the price is never below it`() throws {
        var (worthLess, worthSomething) = (0, 0)
        for seed in UInt64(1)...1500 {
            var dice = Dice(seed: seed)
            let world = AssignmentProblem.random(&dice, teams: 8, cases: 5)
            guard world.teamCount > 0, world.caseCount > 0 else { continue }
            let optimum = try #require(BestTotal.solve(world).solution)
            let question = RepairQuestion(before: world, matches: optimum.caseOfTeam, prices: optimum.prices)
            guard var worths = PlaceWorths(question) else {
                Issue.record("the optimum of seed \(seed) is not taken over")
                continue
            }
            for target in 0..<world.caseCount where world.capacities[target] < .max {
                var wider = world
                wider.capacities[target] += 1
                let owner = Int(world.companyOfCase[target])
                if owner >= 0, wider.companyCapacities[owner] != AssignmentProblem.unlimited, wider.companyCapacities[owner] < .max {
                    wider.companyCapacities[owner] += 1
                }
                if wider.placementWeight > 0 {
                    wider.placementWeight = AssignmentProblem.everyoneFirstWeight(
                        teams: wider.teamCount, places: wider.capacities.reduce(0) { $0 + Int($1) })
                }
                let best = try #require(BestTotal.solve(wider).solution)
                let worth = worths.worth(of: Int32(target))
                #expect(
                    worth == .init(placed: best.placed - optimum.placed, fit: best.totalFit - optimum.totalFit)
                        // Of equal totals one may place a team more at a fit of 0.
                        || world.placementWeight == 0 && worth.fit == best.totalFit - optimum.totalFit,
                    "seed \(seed), case \(target)")
                let price = optimum.prices.cases[target] + (owner < 0 ? 0 : optimum.prices.companies[owner])
                let gained = worth.fit + Int64(worth.placed) * world.placementWeight
                #expect(gained <= price, "seed \(seed), case \(target)")
                if gained > 0 { worthSomething += 1 }
                if gained < price { worthLess += 1 }
            }
        }
        // Both occur, or this shows nothing.
        #expect(worthLess > 100 && worthSomething > 500)
    }
}
