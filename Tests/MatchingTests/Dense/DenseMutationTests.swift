import Testing

@testable import Matching

struct DenseMutationTests {
    @Test(arguments: 0..<20)
    func `a mutated result is refused exactly where it breaks the definition`(part: Int) throws {
        var (refused, accepted, matched, pinned, ofCompanies, everyoneFirst) = (0, 0, 0, 0, 0, 0)
        for round in 0..<250 {
            let seed = UInt64(part * 1_000 + round)
            var rounds = RandomRounds(seed: seed + 90_000)
            let book = try rounds.book(teams: rounds.dice.roll(1...6), cases: rounds.dice.roll(1...4), open: seed % 4 != 0)
            let solution = try #require(DenseBestTotal.solve(book).solution, "seed \(seed)")
            let listed = Instance(everyPairOf: book)
            var claim = solution.claim(book.problem)
            #expect(holds(claim, in: listed), "seed \(seed)")
            claim.mutate(&rounds.dice, listed)
            let isTrue = holds(claim, in: listed)
            let control = seed % 3 == 0 ? DenseControl.threads(2) : DenseControl()
            let verdict = DenseChecker(book, claim).verdict(control: control)
            #expect((verdict == .valid) == isTrue, "seed \(seed): \(verdict)")
            if isTrue { accepted += 1 } else { refused += 1 }
            if !claim.matches.isEmpty { matched += 1 }
            if !listed.pins.isEmpty { pinned += 1 }
            if listed.companyCapacities.contains(where: { $0 != Instance.unlimited }) { ofCompanies += 1 }
            if listed.placement == .everyoneFirst { everyoneFirst += 1 }
        }
        #expect(refused > 60 && accepted > 20 && matched > 100, "\(refused) \(accepted) \(matched)")
        #expect(pinned > 20 && ofCompanies > 60 && everyoneFirst > 60, "\(pinned) \(ofCompanies) \(everyoneFirst)")
    }
}

extension RandomRounds {
    /// - Parameter open: whether most gates stand open, so that teams compete for places.
    fileprivate mutating func book(teams: Int, cases: Int, open: Bool) throws -> FitBook {
        guard open else { return try book(teams: teams, cases: cases) }
        var problem = problem(teams: teams, cases: cases)
        (problem.rules.mustSlack, problem.rules.leastTime, problem.rules.leastPresence) = (3, 0, 0)
        problem.rules.placeRule = .ignored
        for target in problem.cases.indices {
            problem.cases[target].languages = []
            problem.cases[target].mentor = nil
            problem.cases[target].openTo = nil
            for need in problem.cases[target].needs.indices { problem.cases[target].needs[need].importance = .nice }
        }
        for _ in 0..<dice.roll(0...2) {
            problem.pins.append(.init(team: Int32(dice.roll(0...teams - 1)), target: Int32(dice.roll(0...cases - 1))))
            if (try? FitBook(problem)) == nil { problem.pins.removeLast() }
        }
        return try FitBook(problem)
    }
}
