import Matching
import Testing

/// Hospitals and student–project allocations with lower quotas: every optimum that brute force and integer programs have published of them.
@Suite(.enabled(if: PublishedData.isThere, Comment(rawValue: PublishedData.absence)))
struct PublishedOptimumTests {
    struct Published: Sendable, CustomTestStringConvertible {
        /// The folder of the instances, and that of a run over them.
        var family: String
        var run: String
        var name: String

        var testDescription: String { "\(family)/\(run)/\(name)" }
        /// Whether projects may close; all lower quotas being 1, such a run has none.
        var mayClose: Bool { run.hasSuffix("_pc") }

        func allocation() throws -> StudentAllocation {
            try StudentAllocation(glasgow: PublishedData.text("glasgow-lp/\(family)/instances/\(name).txt"))
        }

        func outcome() throws -> PublishedOutcome {
            try PublishedOutcome(PublishedData.text("glasgow-lp/\(family)/\(run)/\(name).txt"))
        }

        static func all(_ runs: [(family: String, run: String)]) -> [Published] {
            runs.flatMap { run in ["0", "1", "2"].map { Published(family: run.family, run: run.run, name: $0) } }
        }
    }

    static let bruteForce = Published.all([
        ("hr", "bruteforce"), ("hr", "bruteforce_pc"), ("spa", "bruteforce"), ("spa_onesided", "bruteforce"),
    ])
    static let matchings = Published.all([
        ("hr", "genmax"), ("hr", "gremax"), ("hr", "gre_pc"), ("spa", "genmax"), ("spa", "gremax"), ("spa_onesided", "genmax"),
    ])

    /// Our proven optimum among the matchings that keep the quotas.
    private func best(_ problem: QuotaProblem) throws -> (claim: ResultClaim, matching: [Int32], count: MatchingCount) {
        let claim = try #require(ResultClaim(solving: problem.instance))
        #expect(ResultChecker(problem.instance, claim).firstBroken() == nil)
        let matching = problem.matching(claim)
        try #require(problem.allocation.keepsQuotas(matching, lower: problem.keepsQuotas))
        return (claim, matching, try #require(MatchingCount(matching, in: problem.allocation)))
    }

    private func problem(
        _ allocation: StudentAllocation, _ aim: Aim, _ placement: Instance.Placement, mayClose: Bool
    ) -> QuotaProblem {
        let worth = aim.worth(places: allocation.places, students: allocation.students.count)
        return QuotaProblem(allocation, worth: worth, placement: placement, keepsQuotas: !mayClose)
    }

    @Test(arguments: bruteForce)
    func `our optimum is the one that brute force has published`(published: Published) throws {
        let (allocation, outcome) = (try published.allocation(), try published.outcome())
        func best(_ aim: Aim, _ placement: Instance.Placement = .everyoneFirst) throws -> MatchingCount {
            try self.best(problem(allocation, aim, placement, mayClose: published.mayClose)).count
        }
        let cheapest = try best(.leastCost)
        #expect(cheapest.profile.reduce(0, +) == (try outcome.integer("optimal_size")))
        #expect(cheapest.cost == (try outcome.integer("optimal_maxsizemincost")))
        #expect(try best(.leastSquares).squares == (try outcome.integer("optimal_maxsizeminsqcost")))
        #expect(try best(.generous).profile == (try outcome.profile("optimal_generousmaxprofile")))
        #expect(try best(.greedy).profile == (try outcome.profile("optimal_greedymaxprofile")))
        #expect(try best(.greedy, .fitFirst).profile == (try outcome.profile("optimal_greedyprofile")))
    }

    @Test(arguments: bruteForce)
    func `no largest matching gives everybody better than the worst rank that brute force has published`(published: Published) throws {
        let (allocation, outcome) = (try published.allocation(), try published.outcome())
        let (size, degree) = (try outcome.integer("optimal_size"), try outcome.integer("optimal_maxsizemindegree"))
        func isPossible(upTo rank: Int) throws -> Bool {
            let problem = QuotaProblem(
                allocation, worth: Array(repeating: 0, count: rank), placement: .everyoneFirst, keepsQuotas: !published.mayClose)
            let claim = try #require(ResultClaim(solving: problem.instance))
            try #require(ResultChecker(problem.instance, claim).firstBroken() == nil)
            // Placed first, then places under a lower quota: what the best of these lacks, all lack.
            return claim.placed == size && allocation.keepsQuotas(problem.matching(claim), lower: problem.keepsQuotas)
        }
        #expect(try isPossible(upTo: degree))
        #expect(try !isPossible(upTo: degree - 1))
    }

    @Test(arguments: matchings)
    func `a published matching counts as it says, and our prices prove it optimal`(published: Published) throws {
        let (allocation, outcome) = (try published.allocation(), try published.outcome())
        let matching = try outcome.matching
        let count = try #require(MatchingCount(matching, in: allocation))
        #expect(count.cost == (try outcome.integer("cost")))
        #expect(count.squares == (try outcome.integer("cost_sq")))
        #expect(count.degree == (try outcome.integer("degree")))
        #expect(count.profile == (try outcome.profile("profile")))
        #expect(count.offTarget.max() == (try outcome.integer("max_lec_abs_diff")))
        #expect(count.offTarget.reduce(0, +) == (try outcome.integer("sum_lec_abs_diff")))
        #expect(allocation.keepsQuotas(matching, lower: !published.mayClose))

        let aim: Aim = published.run == "genmax" ? .generous : .greedy
        let placement: Instance.Placement = published.run == "gre_pc" ? .fitFirst : .everyoneFirst
        let problem = problem(allocation, aim, placement, mayClose: published.mayClose)
        let ours = try best(problem)
        #expect(ours.count.profile == count.profile)
        #expect(ResultChecker(problem.instance, problem.claim(matching, proving: ours.claim)).firstBroken() == nil)
        // The same matching without its first student is not proven.
        let student = try #require(matching.firstIndex { $0 >= 0 })
        var worse = matching
        worse[student] = -1
        #expect(ResultChecker(problem.instance, problem.claim(worse, proving: ours.claim)).firstBroken() != nil)
    }

    @Test func `without lower quotas the least cost is that of trying everything`() throws {
        let tiny = try PublishedData.names(in: "spa-st-unlicensed")
            .map { try StudentAllocation(spaST: PublishedData.text("spa-st-unlicensed/\($0).txt")) }
        let others = try PublishedData.names(in: "glasgow-lp/spa_no_lq/instances")
            .map { try StudentAllocation(glasgow: PublishedData.text("glasgow-lp/spa_no_lq/instances/\($0).txt")) }
        var tried = 0
        for allocation in tiny + others {
            let problem = problem(allocation, .leastCost, .everyoneFirst, mayClose: false)
            let ours = try best(problem)
            // Trying everything takes too long beyond; the verifier has proven those too.
            guard allocation.students.count <= 8 else { continue }
            tried += 1
            let assignment = AssignmentProblem(problem.instance, eligible: EligiblePairs(problem.instance))
            var oracle = AssignmentOracle(assignment)
            #expect(ours.claim.totalFit + ours.claim.placed * assignment.placementWeight == oracle.largestTotal())
        }
        #expect(tiny.count == 26 && others.count == 3 && tried > 20)
    }

    @Test func `all lower quotas that were published are 0 or 1, so that a run whose projects may close has none`() throws {
        for family in ["hr", "spa", "spa_onesided", "spa_no_lq"] {
            #expect(try PublishedData.names(in: "glasgow-lp/\(family)/instances") == ["0", "1", "2"])
            for name in ["0", "1", "2"] {
                let allocation = try Published(family: family, run: "", name: name).allocation()
                #expect(allocation.projects.allSatisfy { $0.lower <= 1 })
                #expect(allocation.projects.contains { $0.lower == 1 } == (family != "spa_no_lq"))
            }
        }
    }

    @Test(
        .disabled("the model has no targets for the load of a company, so optimal_max_lec_abs_diff and its sum are left out"),
        arguments: bruteForce)
    func `the load of the lecturers is as near to their targets as published`(published: Published) throws {
        let (allocation, outcome) = (try published.allocation(), try published.outcome())
        let best = try best(problem(allocation, .leastCost, .everyoneFirst, mayClose: published.mayClose))
        #expect(best.count.offTarget.max() == (try outcome.integer("optimal_max_lec_abs_diff")))
        #expect(best.count.offTarget.reduce(0, +) == (try outcome.integer("optimal_sum_lec_abs_diff")))
    }
}
