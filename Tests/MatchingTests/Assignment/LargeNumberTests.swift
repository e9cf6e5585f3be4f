import Foundation
import Matching
import Testing

/// Rounds of one case and a million teams, and capacities as large as numbers go: solved, proven, and in little memory.
@Suite(.serialized) struct LargeNumberTests {
    private static let million = 1_000_000

    /// Every team is eligible for the one case, with many fits alike.
    private func oneCase(_ policy: Instance.Policy, places: Int32) -> Instance {
        var instance = Instance()
        instance.policy = policy
        instance.placement = .everyoneFirst
        instance.teams = (0..<Self.million).map { "t\($0)" }
        instance.cases = ["c"]
        instance.capacities = [places]
        instance.companyOfCase = [-1]
        instance.fits = FitTable(
            rowStarts: Array(0...Self.million), cases: Array(repeating: 0, count: Self.million),
            fits: (0..<Int32(Self.million)).map { $0 * 7 % 10_001 })
        return instance
    }

    private func solved(_ instance: Instance) throws -> ResultClaim {
        let eligible = EligiblePairs(instance)
        switch instance.policy {
        case .bestTotal: return try #require(ResultClaim(solving: instance))
        case .stable:
            guard case .stable(let solution) = StableMatching.solve(instance, eligible: eligible) else { throw Unsolved() }
            return ResultClaim(instance, solution)
        case .fairest:
            guard case .fairest(let solution) = FairestMatching.solve(instance, eligible: eligible) else { throw Unsolved() }
            return ResultClaim(instance, solution)
        }
    }

    private struct Unsolved: Error {}

    @Test(arguments: Instance.Policy.allCases, [400_000, 1_000_000_000] as [Int32])
    func `a million teams want the one case there is`(policy: Instance.Policy, places: Int32) throws {
        let instance = oneCase(policy, places: places)
        var found: ResultClaim?
        var broken: BrokenCondition?
        let solving = try Memory.growth { found = try solved(instance) }
        let claim = try #require(found)
        let checking = Memory.growth { broken = ResultChecker(instance, claim).firstBroken() }
        #expect(broken == nil)
        #expect(claim.placed == min(Int64(places), Int64(Self.million)))
        // The instance itself is some 40 MiB; what else runs in this process may add a little.
        #expect(solving <= 400 && checking <= 400, "\(policy): \(solving) MiB to solve, \(checking) MiB to check")
    }

    @Test(arguments: [Instance.Policy.stable, .fairest], [Instance.Placement.fitFirst, .everyoneFirst])
    func `capacities beyond all teams are no overflow`(policy: Instance.Policy, placement: Instance.Placement) throws {
        let capacities: [(Int32, Int32)] = [(1_000_000_000, 1_000_000_000), (.max, .max - 1), (1_000_000_000, 500), (3, .max - 1)]
        for (places, ofCompany) in capacities {
            for ranked in [false, true] {
                var instance = Crowd(teams: 1_200, cases: 12, row: 6, casesOfCompany: 2).instance(policy, ranked: ranked)
                instance.placement = placement
                instance.capacities = Array(repeating: places, count: 12)
                instance.companyCapacities = Array(repeating: ofCompany, count: instance.companies.count)
                if ranked { instance.fairness = .rank }
                let claim = try solved(instance)
                #expect(ResultChecker(instance, claim).firstBroken() == nil)
                let most = min(1_200, 12 * Int64(places), 6 * Int64(ofCompany))
                #expect(claim.placed == most || policy == .stable && claim.placed * 3 >= most * 2)
            }
        }
    }
}

/// What a computation takes of memory while it runs.
private enum Memory {
    /// - Returns: by how many MiB the process grows at most, seen from where it stood; what others take meanwhile counts too.
    static func growth(_ body: () throws -> Void) rethrows -> Int {
        // Starts the peak anew.
        try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"), options: [])
        let before = kibibytes("VmRSS")
        try body()
        return (kibibytes("VmHWM") - before) / 1_024
    }

    private static func kibibytes(_ name: String) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
