import Matching
import Testing

/// What more places do to a round, held against solving it anew.
struct PlaceTrialsTests {
    private struct Unanswered: Error {}

    private func trials(_ problem: AssignmentProblem, _ limit: PlacementLimit) throws -> PlaceTrials {
        guard let trials = PlaceTrials(problem, limit, optimising: true) else { throw Unanswered() }
        return trials
    }

    private func limit(_ problem: AssignmentProblem) throws -> PlacementLimit {
        guard case .found(let limit) = PlacementLimit.of(problem) else { throw Unanswered() }
        return limit
    }

    private func wider(_ problem: AssignmentProblem, by change: PlaceTrials.Change) -> AssignmentProblem {
        var wider = problem
        for (target, more) in change.cases where wider.capacities[Int(target)] < .max { wider.capacities[Int(target)] += more }
        for (company, more) in change.companies where wider.companyCapacities[Int(company)] != AssignmentProblem.unlimited {
            wider.companyCapacities[Int(company)] += more
        }
        if wider.placementWeight > 0 {
            wider.placementWeight = AssignmentProblem.everyoneFirstWeight(teams: wider.teamCount, places: wider.teamCount)
        }
        return wider
    }

    @Test func `teams and total fit that places bring are those of a new solve, and a spare place is one that nobody needs`() throws {
        var (gains, spares, tight) = (0, 0, 0)
        for seed in UInt64(1)...800 {
            var dice = Dice(seed: seed)
            let world = AssignmentProblem.random(&dice, teams: 8, cases: 5, places: 2)
            guard world.teamCount > 0, world.caseCount > 0 else { continue }
            let limit = try limit(world)
            var trials = try trials(world, limit)
            let optimum = try #require(BestTotal.solve(wider(world, by: .init())).solution)
            for _ in 0..<4 {
                var change = PlaceTrials.Change(cases: [Int32(dice.roll(0...world.caseCount - 1)): Int32(dice.roll(1...3))])
                if !world.companyCapacities.isEmpty {
                    change.companies[Int32(dice.roll(0...world.companyCapacities.count - 1))] = Int32(dice.roll(1...2))
                }
                let wide = wider(world, by: change)
                let (teams, most) = (trials.teams(with: change), try self.limit(wide).placed)
                #expect(teams == most - limit.placed, "seed \(seed), \(change)")
                let best = try #require(BestTotal.solve(wide).solution)
                guard let worth = trials.worth(of: change) else { throw Unanswered() }
                #expect(worth.fit == best.totalFit - optimum.totalFit, "seed \(seed), \(change)")
                if world.placementWeight > 0 { #expect(worth.placed == best.placed - optimum.placed, "seed \(seed), \(change)") }
                if worth.fit > 0 { gains += 1 }
            }
            for target in 0..<Int32(world.caseCount) {
                var guest = world
                guest.rowStarts.append(guest.rowStarts[guest.teamCount] + 1)
                guest.edgeCases.append(target)
                guest.edgeFits.append(0)
                guest.placementWeight = 0
                let isSpare = try self.limit(guest).placed > limit.placed
                let answer = trials.isSpare(target)
                #expect(answer == isSpare, "seed \(seed), case \(target)")
                if isSpare { spares += 1 } else { tight += 1 }
            }
        }
        #expect(gains > 500 && spares > 300 && tight > 300, "\(gains) \(spares) \(tight)")
    }

    @Test func `what covers a shortage places all of it with no place too many, and what is short of questions is not answered`() throws {
        var (covers, single) = (0, 0)
        for seed in UInt64(1)...1200 {
            var dice = Dice(seed: seed)
            let world = AssignmentProblem.random(&dice, teams: 9, cases: 5, places: 2)
            let limit = try limit(world)
            for shortage in limit.shortages where shortage.missing > 1 {
                var trials = try trials(world, limit)
                let units = shortage.units(in: world)
                #expect(units.map(\.cost) == units.map(\.cost).sorted() && units.count == shortage.cases.count + shortage.companies.count)
                var none = 0
                let unasked = trials.cover(shortage.missing, by: units, budget: &none)
                #expect(unasked == nil)
                var budget = 1_000
                let direct = shortage.directCover(in: world, limit.largest)
                #expect(try self.limit(wider(world, by: direct)).placed == limit.placed + shortage.missing, "seed \(seed), \(direct)")
                #expect(direct.cost >= shortage.missing, "seed \(seed), \(direct)")
                // A company's cases may have too few places themselves: then each team is placed directly.
                guard let change = trials.cover(shortage.missing, by: units, budget: &budget) else {
                    #expect(!shortage.companies.isEmpty && budget > 0, "seed \(seed): no cover of \(shortage)")
                    continue
                }
                covers += 1
                #expect(budget < 1_000, "seed \(seed)")
                if change.cases.count + change.companies.count == 1 { single += 1 }
                #expect(try self.limit(wider(world, by: change)).placed == limit.placed + shortage.missing, "seed \(seed), \(change)")
                #expect(change.cost >= shortage.missing)
                for (target, more) in change.cases {
                    var fewer = change
                    fewer.cases[target] = more == 1 ? nil : more - 1
                    #expect(try self.limit(wider(world, by: fewer)).placed < limit.placed + shortage.missing, "seed \(seed), \(change)")
                }
            }
        }
        #expect(covers > 100 && single > 20, "\(covers) \(single)")
    }

    @Test func `a hundred thousand teams for one case are covered without trying each place`() throws {
        let count = 100_000
        let problem = AssignmentProblem(
            capacities: [7], rowStarts: Array(0...count), edgeCases: Array(repeating: 0, count: count),
            edgeFits: Array(repeating: 1, count: count))
        let limit = try limit(problem)
        var trials = try trials(problem, limit)
        let shortage = try #require(limit.shortages.first)
        let units = shortage.units(in: problem)
        var budget = 1_000
        let tried = trials.cover(shortage.missing, by: units, budget: &budget)
        #expect(tried == nil && budget == 1_000)
        #expect(shortage.directCover(in: problem, limit.largest) == .init(cases: [0: Int32(count) - 7]))
        let two = PlaceTrials.Change(cases: [0: 2])
        let (teams, worth, isSpare) = (trials.teams(with: two), trials.worth(of: two), trials.isSpare(0))
        #expect(teams == 2 && worth == .init(placed: 2, fit: 2) && !isSpare)
    }

    @Test func `a team that is eligible for a case more has it at the end of its row`() {
        let problem = AssignmentProblem(capacities: [1, 1], rowStarts: [0, 1, 2], edgeCases: [0, 1], edgeFits: [5, 6])
        let wider = problem.adding(1, fit: 7, to: 0)
        #expect(wider.rowStarts == [0, 2, 3] && wider.edgeCases == [0, 1, 1] && wider.edgeFits == [5, 7, 6])
    }
}
