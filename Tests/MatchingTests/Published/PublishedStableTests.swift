import Matching
import Testing

/// Student–project allocations with ties: ours and the published stable matchings against the definition and the verifier.
@Suite(.enabled(if: PublishedData.isThere, Comment(rawValue: PublishedData.absence)))
struct PublishedStableTests {
    private func solve(_ instance: Instance) throws -> (claim: ResultClaim, matching: [Int32]) {
        guard case .stable(let solution) = StableMatching.solve(instance, eligible: EligiblePairs(instance)) else {
            throw Unsolved()
        }
        return (ResultClaim(instance, solution), solution.caseOfTeam)
    }

    /// How many the largest stable matching places, looked for among all matchings that place more than a stable one is known to.
    private func largestStable(_ instance: Instance, atLeast known: Int, atMost bound: Int) -> Int {
        guard known < bound else { return known }
        let oracle = StableOracle(instance)
        var largest = known
        oracle.forEachMatching { matching in
            let placed = matching.count { $0 >= 0 }
            if placed > largest, oracle.isStable(matching) { largest = placed }
        }
        return largest
    }

    /// Holds our own stable matching of an instance to the definition, its verifier and the guaranteed size.
    private func check(_ allocation: StudentAllocation, _ name: String) throws -> (claim: ResultClaim, largest: Int) {
        var instance = allocation.instance
        instance.policy = .stable
        var (ours, largest): (ResultClaim?, Int) = (nil, 0)
        for seed in UInt64(0)..<20 {
            instance.seed = seed
            let (claim, matching) = try solve(instance)
            #expect(ResultChecker(instance, claim).firstBroken() == nil, "\(name), seed \(seed)")
            #expect(StableOracle(instance).isStable(matching), "\(name), seed \(seed)")
            if ours == nil {
                largest = largestStable(instance, atLeast: Int(claim.placed), atMost: Int(try #require(claim.sizeBound)))
                ours = claim
            }
            #expect(3 * Int(claim.placed) >= 2 * largest, "\(name), seed \(seed)")
            #expect(Int(claim.placed) <= largest, "\(name), seed \(seed)")
        }
        return (try #require(ours), largest)
    }

    @Test(arguments: ["0", "1", "2"])
    func `a published stable matching is stable to our verifier, and ours is at least two thirds of the largest`(name: String) throws {
        let allocation = try StudentAllocation(glasgow: PublishedData.text("glasgow-lp/spa_no_lq/instances/\(name).txt"))
        let outcome = try PublishedOutcome(PublishedData.text("glasgow-lp/spa_no_lq/stable/\(name).txt"))
        #expect(allocation.projects.allSatisfy { $0.lower == 0 } && allocation.lecturers.allSatisfy { $0.lower == 0 })
        let (ours, largest) = try check(allocation, name)

        #expect(try outcome.word("stability_correct") == "True")
        let published = try outcome.matching
        var instance = allocation.instance
        instance.policy = .stable
        #expect(StableOracle(instance).isStable(published))
        let claim = claim(published, proving: ours)
        #expect(ResultChecker(instance, claim).firstBroken() == nil)
        #expect(claim.matches.count <= largest)
        #expect(3 * Int(ours.placed) >= 2 * claim.matches.count)
    }

    @Test(arguments: ["0", "1", "2"])
    func `a published stable matching from which one match is taken has a blocking pair`(name: String) throws {
        let allocation = try StudentAllocation(glasgow: PublishedData.text("glasgow-lp/spa_no_lq/instances/\(name).txt"))
        let published = try PublishedOutcome(PublishedData.text("glasgow-lp/spa_no_lq/stable/\(name).txt")).matching
        var instance = allocation.instance
        instance.policy = .stable
        let ours = try solve(instance).claim
        for student in published.indices where published[student] >= 0 {
            var broken = published
            broken[student] = -1
            guard case .blockingPair = ResultChecker(instance, claim(broken, proving: ours)).firstBroken() else {
                Issue.record("student \(student + 1) without a project blocks with nobody")
                continue
            }
        }
    }

    @Test(arguments: ["hr", "spa", "spa_onesided"])
    func `a stable matching of an allocation, its lower quotas left aside, is at least two thirds of the largest`(family: String) throws {
        for name in try PublishedData.names(in: "glasgow-lp/\(family)/instances") {
            let allocation = try StudentAllocation(glasgow: PublishedData.text("glasgow-lp/\(family)/instances/\(name).txt"))
            let (ours, largest) = try check(allocation, "\(family)/\(name)")
            #expect(largest > 0 && ours.matches.count <= largest)
        }
    }

    @Test func `a stable matching of each of the 26 tiny allocations is at least two thirds of the largest`() throws {
        let names = try PublishedData.names(in: "spa-st-unlicensed")
        #expect(names.count == 26)
        var (placed, largestPlaced) = (0, 0)
        for name in names {
            let allocation = try StudentAllocation(spaST: PublishedData.text("spa-st-unlicensed/\(name).txt"))
            let (ours, largest) = try check(allocation, name)
            placed += Int(ours.placed)
            largestPlaced += largest
        }
        // The bound is two thirds; what comes out is far above it.
        #expect(100 * placed >= 95 * largestPlaced)
    }

    /// Another's matching with the proof of our size bound, which holds for every matching of the instance.
    private func claim(_ matching: [Int32], proving ours: ResultClaim) -> ResultClaim {
        let matches = matching.enumerated().filter { $0.element >= 0 }.map { Instance.Pair(team: Int32($0.offset), target: $0.element) }
        let unmatched = matching.indices.filter { matching[$0] < 0 }.map(Int32.init)
        return ResultClaim(
            policy: .stable, matches: matches, unmatched: unmatched, placed: Int64(matches.count), totalFit: 0, prices: ours.prices,
            sizeBound: ours.sizeBound)
    }
}

/// The solver gave no answer.
struct Unsolved: Error {}
