import Testing

@testable import Matching

@Suite("Verifier of a result over all pairs")
struct DenseCheckerTests {
    private struct Example {
        let book: FitBook
        let claim: ResultClaim
    }

    private func example() throws -> Example {
        var rounds = RandomRounds(seed: 8)
        let book = try rounds.crowded(teams: 30, cases: 10)
        let solution = try #require(DenseBestTotal.solve(book).solution)
        return Example(book: book, claim: solution.claim(book.problem))
    }

    private func verdict(_ example: Example, _ change: (inout ResultClaim) -> Void) -> DenseChecker.Verdict {
        var claim = example.claim
        change(&claim)
        return DenseChecker(example.book, claim).verdict()
    }

    @Test func `a true result is valid, on any number of threads`() throws {
        let example = try example()
        #expect(verdict(example) { _ in } == .valid)
        #expect(DenseChecker(example.book, example.claim).verdict(control: .threads(3)) == .valid)
    }

    @Test func `a match that is dropped, doubled or swapped is refused`() throws {
        let example = try example()
        let first = example.claim.matches[0]
        #expect(verdict(example) { $0.matches.removeFirst() } == .broken(.unmatchedMissing(team: first.team)))
        #expect(verdict(example) { $0.matches.append(first) } == .broken(.teamMatchedTwice(team: first.team)))
    }

    @Test func `two matches that are swapped are refused, but where the swap is an optimum too`() throws {
        let example = try example()
        let matches = example.claim.matches
        func fit(_ team: Int32, _ target: Int32) -> Int32? {
            example.book.explanation(team: Int(team), target: Int(target)).fit
        }
        var refused = 0
        for first in matches.indices {
            for second in matches.indices.dropFirst(first + 1) where matches[first].target != matches[second].target {
                let swapped = verdict(example) { claim in
                    (claim.matches[first].target, claim.matches[second].target) = (matches[second].target, matches[first].target)
                }
                let before = [fit(matches[first].team, matches[first].target), fit(matches[second].team, matches[second].target)]
                let after = [fit(matches[first].team, matches[second].target), fit(matches[second].team, matches[first].target)]
                let isOptimum = !after.contains(nil) && after.compactMap(\.self).reduce(0, +) == before.compactMap(\.self).reduce(0, +)
                #expect((swapped == .valid) == isOptimum)
                if !isOptimum { refused += 1 }
            }
        }
        #expect(refused > 0)
    }

    @Test func `a total that differs is refused`() throws {
        let example = try example()
        let total = example.claim.totalFit
        #expect(verdict(example) { $0.totalFit += 1 } == .broken(.totalFitDiffers(claimed: total + 1, counted: total)))
        #expect(verdict(example) { $0.placed -= 1 } != .valid)
    }

    @Test func `a price that no longer proves is refused`() throws {
        let example = try example()
        #expect(verdict(example) { $0.prices = nil } == .broken(.pricesMissing))
        for target in 0..<10 {
            for change in [Int64(1), -1, 500] {
                let changed = verdict(example) { $0.prices?.cases[target] += change }
                let price = example.claim.prices?.cases[target] ?? 0
                if price + change < 0 {
                    #expect(changed == .broken(.priceOutOfRange(.case(Int32(target)), price + change)))
                } else if change == 500 {
                    guard case .broken(.notProven(_, _, .team(_, let has, let wants))) = changed else {
                        Issue.record("\(changed)")
                        continue
                    }
                    #expect(has == Int32(target) && wants != has)
                }
            }
        }
        let free = verdict(example) { $0.prices?.cases = Array(repeating: 0, count: 10) }
        guard case .broken(.notProven(_, _, .team(_, let has, let wants))) = free else {
            Issue.record("\(free)")
            return
        }
        #expect(wants != nil && has != wants)
        #expect(verdict(example) { $0.prices?.placementWeight = 5 } == .broken(.placementWeightUnasked(5)))
    }

    @Test func `a worse assignment is refused though all its figures are true`() throws {
        let example = try example()
        let last = try #require(example.claim.matches.last)
        let fit = try #require(example.book.explanation(team: Int(last.team), target: Int(last.target)).fit)
        let worse = verdict(example) { claim in
            claim.matches.removeLast()
            claim.unmatched.append(last.team)
            claim.placed -= 1
            claim.totalFit -= Int64(fit)
        }
        guard case .broken(.notProven(let bound, let total, let end)) = worse else {
            Issue.record("\(worse)")
            return
        }
        #expect(bound == total + Int128(fit))
        // Either it wants its place back, or the place has a price and is free.
        #expect(
            end == .place(.case(last.target), free: 1)
                || end == .team(last.team, has: nil, wants: last.target), "\(String(describing: end))")
    }

    @Test func `a weight too large to add up is refused, not wrapped round`() throws {
        var problem = try example().book.problem
        problem.placement = .everyoneFirst
        let book = try FitBook(problem)
        var claim = try #require(DenseBestTotal.solve(book).solution).claim(problem)
        claim.prices?.placementWeight = PriceChecker.largestPrice
        claim.prices?.cases = Array(repeating: 0, count: book.caseCount)
        guard case .broken(.notProven(let bound, _, _)) = DenseChecker(book, claim).verdict() else {
            Issue.record("not refused")
            return
        }
        #expect(bound > Int128(PriceChecker.largestPrice) * 29)
    }

    @Test func `a pair that is not eligible is refused`() throws {
        var problem = FitExample.problem([FitMember()], needs: [.init(skill: 5, level: 4, importance: .must)])
        problem.exclusions = []
        let claim = ResultClaim(
            policy: .bestTotal, matches: [.init(team: 0, target: 0)], unmatched: [], placed: 1, totalFit: 3_000,
            prices: .init(cases: [3_000], companies: [], placementWeight: nil))
        #expect(DenseChecker(try FitBook(problem), claim).verdict() == .broken(.notEligible(team: 0, target: 0)))
        problem.exclusions = [.init(team: 0, target: 0, reason: .ban)]
        #expect(DenseChecker(try FitBook(problem), claim).verdict() == .broken(.banned(team: 0, target: 0)))
    }

    @Test func `a check can be cancelled`() throws {
        let example = try example()
        #expect(DenseChecker(example.book, example.claim).verdict(control: DenseControl(isCancelled: { true })) == .cancelled)
    }
}
