import Matching
import Synchronization
import Testing

/// What keeps teams without a case, held against trying everything.
struct PlacementLimitTests {
    private func limit(_ problem: AssignmentProblem, pinned: Set<Int32> = []) throws -> PlacementLimit {
        guard case .found(let limit) = PlacementLimit.of(problem, pinned: pinned) else {
            throw Unanswered()
        }
        return limit
    }

    private struct Unanswered: Error {}

    private func mostPlaced(_ problem: AssignmentProblem) -> Int {
        var counting = problem
        counting.edgeFits = Array(repeating: 0, count: problem.edgeFits.count)
        counting.placementWeight = 1
        var oracle = AssignmentOracle(counting)
        return Int(oracle.largestTotal())
    }

    @Test(arguments: 0..<40)
    func `shortages are disjoint, closed, as tight as they say, and account for every team without a case`(seed: Int) throws {
        for round in 0..<50 {
            var dice = Dice(seed: UInt64(seed * 1_000 + round))
            let problem = AssignmentProblem.random(&dice, teams: 7, cases: 5, places: 2)
            let limit = try limit(problem)
            let most = mostPlaced(problem)
            #expect(limit.placed == most, "seed \(seed) \(round)")
            let missing = limit.shortages.reduce(0) { $0 + $1.missing }
            #expect(most + limit.stranded.count + missing == problem.teamCount, "seed \(seed) \(round)")
            var seen = Set(limit.stranded)
            for shortage in limit.shortages {
                #expect(shortage.missing > 0 && seen.isDisjoint(with: shortage.teams), "seed \(seed) \(round)")
                seen.formUnion(shortage.teams)
                check(shortage, in: problem, most: most, "seed \(seed) \(round)")
            }
            for team in limit.stranded { #expect(problem.rowStarts[Int(team)] == problem.rowStarts[Int(team) + 1]) }
            #expect(limit.idle.allSatisfy { !problem.edgeCases.contains($0) && problem.capacities[Int($0)] > 0 })
        }
    }

    private func check(_ shortage: Shortage, in problem: AssignmentProblem, most: Int, _ seed: Comment) {
        // Closed: no team of it is eligible for anything else.
        for team in shortage.teams {
            for pair in problem.rowStarts[Int(team)]..<problem.rowStarts[Int(team) + 1] {
                let target = problem.edgeCases[pair]
                #expect(
                    shortage.cases.contains(target) || shortage.companies.contains(problem.companyOfCase[Int(target)]), seed)
            }
        }
        let places =
            shortage.cases.reduce(0) { $0 + Int(problem.capacities[Int($1)]) }
            + shortage.companies.reduce(0) { $0 + Int(problem.companyCapacities[Int($1)]) }
        #expect(places == shortage.places, seed)
        #expect(shortage.cases.allSatisfy { !shortage.companies.contains(problem.companyOfCase[Int($0)]) }, seed)
        // One more place where it says so, and one more team is placed; elsewhere one alone is of no use.
        for target in shortage.cases {
            var wider = problem
            wider.capacities[Int(target)] += 1
            #expect(mostPlaced(wider) == most + (shortage.openings.contains(target) ? 1 : 0), seed)
        }
        for company in shortage.companies {
            var wider = problem
            wider.companyCapacities[Int(company)] += 1
            #expect(mostPlaced(wider) == most + 1, seed)
        }
    }

    @Test func `three teams for two cases of one place each, and one that nobody takes`() throws {
        let problem = AssignmentProblem(
            capacities: [1, 1, 4, 2], rowStarts: [0, 2, 3, 5, 6, 6], edgeCases: [0, 1, 0, 0, 1, 2], edgeFits: [9, 9, 9, 9, 9, 9])
        let limit = try limit(problem)
        #expect(limit.placed == 3 && limit.stranded == [4] && limit.idle == [3])
        #expect(limit.shortages == [Shortage(teams: [0, 1, 2], cases: [0, 1], companies: [], places: 2, openings: [0, 1])])
        #expect(try self.limit(problem, pinned: [4]).stranded.isEmpty)
    }

    @Test func `a company that takes no more is what bounds, not its cases`() throws {
        let problem = AssignmentProblem(
            capacities: [2, 2], companyOfCase: [0, 0], companyCapacities: [1], rowStarts: [0, 1, 2], edgeCases: [0, 1], edgeFits: [5, 5])
        let limit = try limit(problem)
        #expect(limit.shortages == [Shortage(teams: [0, 1], cases: [], companies: [0], places: 1, openings: [])])
    }

    @Test func `a hundred thousand teams for one case are one shortage, found at once`() throws {
        let count = 100_000
        let problem = AssignmentProblem(
            capacities: [7], rowStarts: Array(0...count), edgeCases: Array(repeating: 0, count: count),
            edgeFits: Array(repeating: 1, count: count))
        let limit = try limit(problem)
        #expect(limit.placed == 7 && limit.shortages.map(\.teams.count) == [count] && limit.shortages.map(\.missing) == [count - 7])
    }

    @Test func `a search that is cancelled says so, wherever it stands`() {
        let problem = Crowd(teams: 3_000, cases: 300, row: 20, places: 80).problem()
        for limit in [0, 2, 4] {
            let asked = Atomic(0)
            let control = SolverControl(isCancelled: { asked.add(1, ordering: .relaxed).oldValue >= limit })
            #expect(PlacementLimit.of(problem, control: control) == .cancelled)
        }
    }
}
