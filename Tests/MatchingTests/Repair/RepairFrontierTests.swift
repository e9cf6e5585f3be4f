import Matching
import Synchronization
import Testing

struct RepairFrontierTests {
    @Test func `the points are all that nothing beats, and the corners of their hull are proven by prices`() throws {
        var (corners, dents) = (0, 0)
        var frontiers = 0
        for seed in UInt64(1)...2000 {
            var dice = Dice(seed: seed)
            let isCrowded = seed % 4 == 0
            var world = ChangingWorld(isCrowded ? .crowded(&dice) : .random(&dice, teams: 6, cases: 5, places: 2))
            guard world.problem.caseCount > 0, world.problem.teamCount > 0 else { continue }
            world.absent = Set((0..<Int32(world.problem.teamCount)).filter { _ in dice.chance(10) })
            let solution = try #require(BestTotal.solve(world.current).solution)
            var question = RepairQuestion(
                before: world.problem, absentBefore: world.absent, matches: solution.caseOfTeam, prices: solution.prices)
            if isCrowded { world.capacities[0] = 0 } else { for _ in 0...dice.roll(0...2) { _ = world.change(&dice) } }
            (question.absent, question.capacities, question.companyCapacities) = (world.absent, world.capacities, world.companyCapacities)

            guard case .found(let points, let isWhole) = RepairFrontier.find(question) else {
                Issue.record("seed \(seed) finds nothing")
                continue
            }
            for point in points { #expect(point.isProven(for: question), "seed \(seed)") }
            let reached = points.map { RepairOracle.Value(kept: $0.kept, weight: world.weight($0)) }
            var oracle = RepairOracle(world.current, keepable: question.keepable)
            let best = oracle.unbeaten()
            #expect(Set(reached) == best && isWhole, "seed \(seed)")
            let proven = points.filter { $0.branches == 0 }.map { RepairOracle.Value(kept: $0.kept, weight: world.weight($0)) }
            #expect(RepairOracle.corners(of: best).isSubset(of: proven), "seed \(seed)")
            dents += points.count - proven.count
            #expect(reached == reached.sorted { $0.kept > $1.kept }, "seed \(seed)")
            corners += reached.count
            frontiers += 1
        }
        #expect(corners > frontiers + 100, "hardly a frontier had more than one point")
        #expect(dents > 20, "\(dents)")
    }

    @Test func `from matches that no prices prove, the frontier is found from nothing`() throws {
        var unproven = 0
        for seed in UInt64(1)...1000 {
            var dice = Dice(seed: seed)
            var world = ChangingWorld(.random(&dice, teams: 6, cases: 5, places: 2))
            guard world.problem.caseCount > 0, world.problem.teamCount > 0 else { continue }
            // Best for other fits: feasible, and seldom best for these.
            var other = world.problem
            other.edgeFits = other.edgeFits.map { _ in Int32(dice.roll(0...10_000)) }
            let held = try #require(BestTotal.solve(other).solution)
            var question = RepairQuestion(before: world.problem, matches: held.caseOfTeam, prices: held.prices)
            question.startFromNothing()
            for _ in 0...dice.roll(0...2) { _ = world.change(&dice) }
            (question.absent, question.capacities, question.companyCapacities) = (world.absent, world.capacities, world.companyCapacities)
            guard case .found(let points, let isWhole) = RepairFrontier.find(question) else {
                Issue.record("seed \(seed) finds nothing")
                continue
            }
            for point in points { #expect(point.isProven(for: question), "seed \(seed)") }
            let reached = points.map { RepairOracle.Value(kept: $0.kept, weight: world.weight($0)) }
            var oracle = RepairOracle(world.current, keepable: question.keepable)
            let best = oracle.unbeaten()
            #expect(Set(reached) == best && isWhole, "seed \(seed)")
            if reached.count > 1 { unproven += 1 }
        }
        #expect(unproven > 100, "\(unproven)")
    }

    @Test func `a point that no exchange rate makes best is found through branches, or said to be missing`() throws {
        // Each team is on its own case; nobody is on case 3. Case 0 goes.
        let problem = AssignmentProblem(
            capacities: [1, 1, 1, 1], rowStarts: [0, 2, 4, 6], edgeCases: [0, 1, 1, 2, 2, 3], edgeFits: [200, 101, 100, 95, 100, 95])
        let solution = try #require(BestTotal.solve(problem).solution)
        #expect(solution.caseOfTeam == [0, 1, 2])
        var question = RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
        question.capacities[0] = 0
        guard case .found(let points, isWhole: true) = RepairFrontier.find(question) else {
            Issue.record("nothing found")
            return
        }
        // Pushing team 1 out gains 1 and moves one team; moving two teams on gains 91. Half of 91 is more than 1.
        #expect(points.map(\.kept) == [2, 1, 0])
        #expect(points.map(\.totalFit) == [200, 201, 291])
        #expect(points.map(\.caseOfTeam) == [[-1, 1, 2], [1, -1, 2], [1, 2, 3]])
        #expect(points.map { $0.branches > 0 } == [false, true, false] && points.allSatisfy { $0.isProven(for: question) })
        var altered = points[1]
        altered.caseOfTeam = [1, 1, 2]
        #expect(!altered.isProven(for: question))
        altered = points[1]
        altered.totalFit += 1
        #expect(!altered.isProven(for: question))
        guard case .found(let proven, isWhole: false) = RepairFrontier.find(question, budget: 0) else {
            Issue.record("without branches the frontier was said to be whole")
            return
        }
        #expect(proven == [points[0], points[2]])
    }

    @Test(arguments: [UInt64(1), 2, 3]) func `a withdrawn case of a large matching has its whole frontier within the budget`(seed: UInt64)
        throws
    {
        var dice = Dice(seed: seed)
        let problem = AssignmentProblem.random(&dice, teams: 2_000, cases: 400)
        let solution = try #require(BestTotal.solve(problem).solution)
        var question = RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
        question.capacities[Int(try #require(solution.caseOfTeam.first { $0 >= 0 }))] = 0
        guard case .found(let points, isWhole: true) = RepairFrontier.find(question) else {
            Issue.record("not whole")
            return
        }
        #expect(points.allSatisfy { $0.isProven(for: question) })
        for (keener, heavier) in zip(points, points.dropFirst()) {
            #expect(keener.kept > heavier.kept && keener.totalFit != heavier.totalFit)
        }
    }

    @Test func `without a change the matching itself is the whole frontier`() throws {
        for seed in UInt64(1)...300 {
            var dice = Dice(seed: seed)
            let problem = AssignmentProblem.random(&dice, teams: 20, cases: 8)
            let solution = try #require(BestTotal.solve(problem).solution)
            let question = RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
            guard case .found(let points, _) = RepairFrontier.find(question) else {
                Issue.record("seed \(seed) finds nothing")
                continue
            }
            #expect(points.map(\.caseOfTeam) == [solution.caseOfTeam], "seed \(seed)")
        }
    }

    @Test func `a point whose figures or prices are altered is not proven`() throws {
        let problem = AssignmentProblem(
            capacities: [1, 1, 1], rowStarts: [0, 2, 4, 6], edgeCases: [0, 1, 1, 2, 2, 0], edgeFits: [900, 500, 800, 300, 700, 600])
        let solution = try #require(BestTotal.solve(problem).solution)
        var question = RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
        let withdrawn = try #require(solution.caseOfTeam.first { $0 >= 0 })
        question.capacities[Int(withdrawn)] = 0
        guard case .found(let points, _) = RepairFrontier.find(question), let point = points.first else {
            Issue.record("nothing found")
            return
        }
        #expect(point.isProven(for: question))
        var altered = point
        altered.kept -= 1
        #expect(!altered.isProven(for: question))
        altered = point
        altered.prices.cases[try #require(question.capacities.firstIndex { $0 > 0 })] = 1 << 40
        #expect(!altered.isProven(for: question))
        altered = point
        altered.caseOfTeam = solution.caseOfTeam
        #expect(!altered.isProven(for: question))
    }

    @Test func `prices that do not prove the matching before are refused`() throws {
        var dice = Dice(seed: 4)
        let problem = AssignmentProblem.random(&dice, teams: 40, cases: 12)
        let solution = try #require(BestTotal.solve(problem).solution)
        var prices = solution.prices
        prices.cases[try #require(problem.capacities.firstIndex { $0 > 0 })] = 1 << 40
        guard case .notProven = RepairFrontier.find(RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: prices)) else {
            Issue.record("altered prices were taken for a proof")
            return
        }
    }

    @Test func `a search that is cancelled says so, wherever it stands`() throws {
        let problem = Crowd(teams: 300, cases: 60, row: 8, places: 110).problem()
        let solution = try #require(BestTotal.solve(problem).solution)
        var question = RepairQuestion(before: problem, matches: solution.caseOfTeam, prices: solution.prices)
        for target in stride(from: 0, to: problem.caseCount, by: 6) { question.capacities[target] = 0 }
        for limit in [0, 5, 12, 30] {
            let asked = Atomic(0)
            let control = SolverControl(isCancelled: { asked.add(1, ordering: .relaxed).oldValue >= limit })
            guard case .cancelled = RepairFrontier.find(question, control: control) else {
                Issue.record("goes on after \(limit) questions")
                continue
            }
        }
    }
}
