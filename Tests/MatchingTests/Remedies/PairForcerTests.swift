import Testing

@testable import Matching

struct PairForcerTests {
    /// The problem with a pair of that fit, made or changed.
    private func problem(_ problem: AssignmentProblem, team: Int, target: Int32, fit: Int32) -> AssignmentProblem {
        var changed = problem
        (changed.rowStarts, changed.edgeCases, changed.edgeFits) = ([0], [], [])
        for row in 0..<problem.teamCount {
            for pair in problem.rowStarts[row]..<problem.rowStarts[row + 1] where row != team || problem.edgeCases[pair] != target {
                changed.edgeCases.append(problem.edgeCases[pair])
                changed.edgeFits.append(problem.edgeFits[pair])
            }
            if row == team {
                changed.edgeCases.append(target)
                changed.edgeFits.append(fit)
            }
            changed.rowStarts.append(changed.edgeCases.count)
        }
        return changed
    }

    private func question(_ problem: AssignmentProblem) throws -> RepairQuestion {
        let solution = try #require(BestTotal.solve(problem).solution)
        return RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
    }

    @Test func `with less than the needed fit no best total has the pair, with more every one`() throws {
        var (above, below) = (0, 0)
        for seed in UInt64(1)...1500 {
            var dice = Dice(seed: seed)
            let world = AssignmentProblem.random(&dice, teams: 7, cases: 5)
            guard world.teamCount > 0, world.caseCount > 0 else { continue }
            let (team, target) = (dice.roll(0...world.teamCount - 1), Int32(dice.roll(0...world.caseCount - 1)))
            let place = "seed \(seed), team \(team), case \(target)"
            let asked = try question(world)
            guard var forcer = PairForcer(asked, team: Int32(team), target: target, room: 3) else {
                Issue.record("the optimum of seed \(seed) is not taken over")
                continue
            }
            guard let forced = forcer.forced() else {
                let owner = world.companyOfCase[Int(target)]
                #expect(world.capacities[Int(target)] == 0 || owner >= 0 && world.companyCapacities[Int(owner)] == 0, "\(place)")
                continue
            }
            func solve(_ fit: Int64) throws -> AssignmentSolution {
                try #require(BestTotal.solve(problem(world, team: team, target: target, fit: Int32(fit))).solution)
            }
            if (0..<10_000).contains(forced.neededFit) {
                above += 1
                let solution = try solve(forced.neededFit + 1)
                #expect(solution.caseOfTeam[team] == target, "\(place): \(forced)")
            }
            let pair = (world.rowStarts[team]..<world.rowStarts[team + 1]).first { world.edgeCases[$0] == target }
            let fit = pair.map { Int64(world.edgeFits[$0]) } ?? -1
            #expect(pair == nil || forced.neededFit >= fit, "\(place)")
            if forced.neededFit > fit, (1...10_001).contains(forced.neededFit) {
                below += 1
                let solution = try solve(forced.neededFit - 1)
                #expect(solution.caseOfTeam[team] != target, "\(place): \(forced)")
            }
            // What is lost is what a new solve loses where the pair must be.
            guard (0...10_000).contains(forced.neededFit) else { continue }
            let (free, held) = (try #require(BestTotal.solve(world).solution), try solve(forced.neededFit))
            #expect(free.placed - held.placed == 0 || world.placementWeight == 0, "\(place)")
            if world.placementWeight > 0 {
                #expect(forced.placedLost == 0 && forced.fitLost(fit: Int32(forced.neededFit)) == 0, "\(place): \(forced)")
            }
        }
        #expect(above > 300 && below > 300, "\(above) \(below)")
    }

    @Test func `the fewest places are those with which a new solve can give the pair`() throws {
        var found = 0
        for seed in UInt64(1)...1500 {
            var dice = Dice(seed: seed)
            let world = AssignmentProblem.random(&dice, teams: 7, cases: 5)
            guard world.teamCount > 0, world.caseCount > 0 else { continue }
            let team = dice.roll(0...world.teamCount - 1)
            guard let pair = (world.rowStarts[team]..<world.rowStarts[team + 1]).randomElement(using: &dice) else { continue }
            let (target, fit) = (world.edgeCases[pair], world.edgeFits[pair])
            let asked = try question(world)
            guard var forcer = PairForcer(asked, team: Int32(team), target: target, room: 4) else {
                Issue.record("the optimum of seed \(seed) is not taken over")
                continue
            }
            let fewest = forcer.fewestPlaces(fit: fit, room: 4)
            let owner = Int(world.companyOfCase[Int(target)])
            let bound = owner >= 0 && world.companyCapacities[owner] != AssignmentProblem.unlimited
            #expect(forcer.companyIsBound == bound)
            /// Whether a best total has the pair: one that must have it weighs as much as one that need not.
            func gives(_ more: Int32, _ ofCompany: Int32) throws -> Bool {
                var wide = world
                wide.capacities[Int(target)] = min(wide.capacities[Int(target)], .max - 9) + more
                if bound { wide.companyCapacities[owner] += ofCompany }
                let placement = wide.placementWeight
                let free = try #require(BestTotal.solve(wide).solution)
                guard wide.capacities[Int(target)] > 0, !bound || wide.companyCapacities[owner] > 0 else { return false }
                wide.capacities[Int(target)] -= 1
                if bound { wide.companyCapacities[owner] -= 1 }
                let rest = try #require(BestTotal.solve(wide.without([Int32(team)])).solution)
                func weight(_ solution: AssignmentSolution) -> Int64 { solution.totalFit + Int64(solution.placed) * placement }
                return weight(rest) + Int64(fit) + placement == weight(free)
            }
            var least: (Int32, Int32)?
            for sum in Int32(1)...4 where least == nil {
                for ofCompany in 0...(bound ? sum : 0) where least == nil {
                    if try gives(sum - ofCompany, ofCompany) { least = (sum - ofCompany, ofCompany) }
                }
            }
            #expect(fewest?.ofCase == least?.0 && fewest?.ofCompany == least?.1, "seed \(seed): \(fewest as Any) \(least as Any)")
            if least != nil { found += 1 }
        }
        #expect(found > 300, "\(found)")
    }
}
