import Formats
import Matching
import Testing

/// Shapes that make auctions bid for ever, augmenting paths long, or sums overflow: all end, and soon.
struct AdversarialTests {
    private func proven(_ problem: AssignmentProblem) throws -> AssignmentSolution {
        let solution = try #require(BestTotal.solve(problem).solution)
        #expect(flaw(of: solution, in: problem) == nil)
        return solution
    }

    private func problem(teams: Int, capacities: [Int32], weight: Int64 = 0, row: (Int) -> [(Int, Int)]) -> AssignmentProblem {
        var problem = AssignmentProblem(capacities: capacities, rowStarts: [0], edgeCases: [], edgeFits: [], placementWeight: weight)
        for team in 0..<teams {
            for (target, fit) in row(team) {
                problem.edgeCases.append(Int32(target))
                problem.edgeFits.append(Int32(fit))
            }
            problem.rowStarts.append(problem.edgeCases.count)
        }
        return problem
    }

    @Test(arguments: [0, 1, 7000, 20_000] as [Int32])
    func `all teams want the one case there is`(places: Int32) throws {
        let solution = try proven(problem(teams: 20_000, capacities: [places]) { [(0, $0 % 10_001)] })
        #expect(solution.placed == Int(places))
    }

    @Test func `all fits are equal, and places too few`() throws {
        let problem = problem(teams: 600, capacities: Array(repeating: 5, count: 100)) { team in
            (0..<20).map { ((team * 7 + $0 * 13) % 100, 5000) }
        }
        #expect(try proven(problem).placed == 500)
    }

    @Test func `all fits are 0`() throws {
        var problem = problem(teams: 200, capacities: Array(repeating: 1, count: 150)) { team in
            (0..<5).map { ((team + $0 * 31) % 150, 0) }
        }
        #expect(try proven(problem).placed > 100)
        problem.placementWeight = AssignmentProblem.everyoneFirstWeight(teams: 200, places: 150)
        #expect(try proven(problem).placed == 150)
    }

    @Test func `two tiers, everyone first`() throws {
        let weight = AssignmentProblem.everyoneFirstWeight(teams: 400, places: 400)
        let problem = problem(teams: 400, capacities: Array(repeating: 4, count: 100), weight: weight) { team in
            (0..<8).map { ((team * 11 + $0 * 17) % 100, (team + $0) % 2 == 0 ? 2000 : 8000) }
        }
        #expect(try proven(problem).placed == 400)
    }

    @Test(arguments: [1, -1])
    func `one newcomer moves a whole chain of teams`(direction: Int) throws {
        let length = 3000
        // Everyone likes the own case a little better than the next; the newcomer has the first one only.
        let problem = problem(teams: length + 1, capacities: Array(repeating: 1, count: length + 1)) { index in
            let team = direction > 0 ? index : length - index
            return team == length ? [(0, 9000)] : [(team, 5001), (team + 1, 5000)]
        }
        #expect(try proven(problem).totalFit == 9000 + 5000 * Int64(length))
    }

    @Test func `a company closes what its cases leave open`() throws {
        var problem = problem(teams: 300, capacities: Array(repeating: 10, count: 60)) { team in
            (0..<12).map { ((team * 3 + $0 * 5) % 60, (team * 37 + $0 * 101) % 10_001) }
        }
        problem.companyOfCase = (0..<60).map { Int32($0 % 3) }
        problem.companyCapacities = [40, 0, AssignmentProblem.unlimited]
        #expect(try proven(problem).placed > 200)
    }

    @Test func `weights up to the limit are exact, beyond it they are refused`() throws {
        var problem = problem(teams: 3, capacities: [1, 1]) { team in [(0, team), (1, 10_000)] }
        problem.placementWeight = (1 << 60) / 4 - 10_001
        #expect(try proven(problem).placed == 2)
        problem.placementWeight += 1
        #expect(BestTotal.solve(problem) == .refused(.weightOutOfRange))
        problem.placementWeight = Int64.max
        #expect(BestTotal.solve(problem) == .refused(.weightOutOfRange))
    }

    @Test func `the answer is the same to the byte in every build`() throws {
        var dice = Dice(seed: 2026)
        var bytes: [UInt8] = []
        for _ in 0..<20 {
            let problem = AssignmentProblem.random(&dice, teams: 150, cases: 40, places: 5)
            let solution = try proven(problem)
            #expect(BestTotal.solve(problem) == .optimal(solution))
            bytes += Array("\(solution.caseOfTeam) \(solution.casePrices) \(solution.companyPrices)\n".utf8)
        }
        #expect(SHA256.hex(of: bytes) == "8f10fe6e22aa2aff002463307e4cdb8c319d5ceba251df09938015267fbbe75f")
    }
}
