import ArgumentParser
import Foundation
import Matching

/// Proves an optimum over all pairs of a generated round, and says what it cost.
struct DenseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dense",
        abstract: "Score, solve and verify a generated round over every pair of its teams and cases, then change it.")

    @Option(help: "Teams of three to five members with eight skills each.") var teams = 25_000
    @Option(help: "Cases with three to six needs each.") var cases = 5_000
    @Option(help: "The same seed gives the same round.") var seed: UInt64 = 1
    @Option(help: "Threads that score.") var threads = 2
    @Flag(help: "Place as many teams as possible, then mind the fit.") var everyoneFirst = false

    func run() throws {
        var generated = GeneratedRound(teams: teams, cases: cases, seed: seed)
        var problem = generated.problem()
        if everyoneFirst { problem.placement = .everyoneFirst }
        let (book, _) = try measured("prepared") { try FitBook(problem) }
        let pairs = Double(teams) * Double(cases)
        let (_, pass) = measured("scored once, one thread") { score(book) }
        print(String(format: "  %.2f ns a pair a core", pass.cpu * 1e9 / max(1, pairs)))
        let control = DenseControl(parts: threads, perform: { DispatchQueue.concurrentPerform(iterations: $0, execute: $1) })
        let (outcome, cost) = measured("scored and solved, \(threads) threads") { DenseBestTotal.solve(book, control: control) }
        guard case .optimal(let solution) = outcome else { throw ExitCode.failure }
        print(
            "  \(Int(pairs)) pairs, \(solution.eligiblePairs) eligible, \(solution.rounds) rounds, \(solution.edges) edges in the end")
        print(
            String(
                format: "  %.2f ns a pair a core over %d passes, solver included",
                cost.cpu * 1e9 / max(1, pairs * Double(solution.rounds + 1)),
                solution.rounds + 1))
        let (verdict, _) = measured("verified, \(threads) threads") {
            DenseChecker(book, solution.claim(problem)).verdict(control: control)
        }
        print("  \(verdict == .valid ? "valid" : "\(verdict)"), total fit \(solution.totalFit), placed \(solution.placed) of \(teams)")
        guard verdict == .valid else { throw ExitCode.failure }
        try change(book, solution.claim(problem), control)
        print("peak memory \(Cost.now().peakKiB / 1_024) MiB")
    }

    /// A case is withdrawn, and a team without one asks for it.
    private func change(_ book: FitBook, _ claim: ResultClaim, _ control: DenseControl) throws {
        guard !claim.matches.isEmpty else { return }
        let target = claim.matches[claim.matches.count / 2].target
        let (repair, _) = measured("a case withdrawn, every repair over all pairs") {
            DenseRepair.find(book, claim, RunChanges(places: [target: 0]), width: .init(for: book), control: control)
        }
        guard case .found(_, let held, let points, let isWhole) = repair else { throw ExitCode.failure }
        print(
            "  \(claim.matches.count { $0.target == target }) teams displaced, \(points.count) repairs\(isWhole ? "" : ", some may be missing"), "
                + "\(held.cases.count) pairs held")
        guard let team = claim.unmatched.first else { return }
        let (forced, _) = measured("what that case would have cost everybody for a team without one, over all pairs") {
            DensePairForcer.ask(book, claim, team: team, target: target, room: 0, control: control) { $0.forced() }
        }
        guard case .found(let answer?) = forced else { throw ExitCode.failure }
        print("  from a fit of \(answer.neededFit) on; \(answer.moved) other teams would move")
    }

    private func score(_ book: FitBook) -> Int {
        var eligible = 0
        DenseScoring(book).forEachBlock(of: 0..<book.teamCount) { block in
            for target in stride(from: 0, to: block.caseCount, by: 97) where block.fits[target][0] >= 0 { eligible += 1 }
            return true
        }
        return eligible
    }

    private func measured<Result, Failure: Error>(
        _ what: String, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> (Result, Cost) {
        let before = Cost.now()
        let result = try body()
        let after = Cost.now()
        let cost = Cost(wall: after.wall - before.wall, cpu: after.cpu - before.cpu, peakKiB: after.peakKiB)
        print(String(format: "%@: %.3f s, %.3f CPU-seconds", what, cost.wall, cost.cpu))
        return (result, cost)
    }
}

/// What the process has used so far.
private struct Cost {
    var wall: Double
    var cpu: Double
    var peakKiB: Int

    static func now() -> Cost {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let cpu = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        return Cost(wall: ProcessInfo.processInfo.systemUptime, cpu: cpu, peakKiB: usage.ru_maxrss)
    }
}
