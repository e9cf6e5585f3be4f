import ArgumentParser
import Foundation
import Matching

/// `vivier-bench stable`: the policy `stable`, with and without its proof, and plain deferred acceptance in C++ on the same instance.
struct StableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stable",
        abstract: "Time stable matching with ties against a plain C++ Gale–Shapley without ties on the same generated instance.",
        discussion: """
            Both are timed from arrays in memory, rankings included. The peer is deploy/bench/gale_shapley.cpp: compile it with \
            g++ -std=c++17 -O3 -march=native and say where it is with --peer.
            """)

    @Option(help: "How many teams.") var teams = 100_000
    @Option(help: "How many cases.") var cases = 20_000
    @Option(help: "How many cases each team names.") var candidates = 40
    @Option(help: "How many different fits there are: few make many ties.") var levels = 10_001
    @Option(help: "Runs of each; the medians count.") var runs = 5
    @Option(help: "The same seed gives the same instance on every machine.") var seed: UInt64 = 1
    @Option(help: "The compiled peer; none leaves it out.") var peer: String?

    func validate() throws {
        guard runs > 0, (1...10_001).contains(levels) else { throw ValidationError("--runs must be at least 1, --levels from 1 to 10001") }
    }

    func run() throws {
        var instance = GeneratedInstance(teams: teams, cases: cases, candidates: candidates, seed: seed, shape: .uniform).instance()
        instance.policy = .stable
        guard var fits = instance.fits else { throw Unsolved() }
        for pair in fits.fits.indices { fits.fits[pair] = fits.fits[pair] * Int32(levels) / 10_001 * (10_000 / Int32(max(1, levels - 1))) }
        instance.fits = fits
        let eligible = EligiblePairs(instance)
        var (matched, proven): ([Double], [Double]) = ([], [])
        var solution: StableSolution?
        for _ in 0..<runs {
            matched.append(try seconds { if StableMatching.matches(instance, eligible: eligible) == nil { throw Unsolved() } })
            proven.append(
                try seconds {
                    guard case .stable(let found) = StableMatching.solve(instance, eligible: eligible) else { throw Unsolved() }
                    solution = found
                })
        }
        guard let solution, ResultChecker(instance, ResultClaim(instance, solution)).firstBroken() == nil else { throw Unsolved() }
        let share = Double(solution.placed) / Double(max(1, solution.sizeBound)) * 100
        print("\(teams) teams, \(cases) cases, \(fits.cases.count) pairs, \(levels) different fits; CPU-seconds, medians of \(runs)")
        print("matched in \(figure(median(matched))), with the proof \(figure(median(proven))); no pair blocks")
        print("\(solution.placed) placed, \(figure(share)) % of the proven bound")
        guard let peer else { return }
        let (placed, times) = try plain(peer, instance, fits)
        print(
            "plain C++ without ties \(figure(median(times))), \(placed) placed: "
                + "\(figure(median(matched) / median(times))) times as long here, with the proof \(figure(median(proven) / median(times)))")
    }

    private struct Unsolved: Error {}

    /// What the peer places, and its times.
    private func plain(_ peer: String, _ instance: Instance, _ fits: FitTable) throws -> (Int, [Double]) {
        var bytes = Data()
        func append<Value: BitwiseCopyable>(_ values: [Value]) { values.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        append([teams, cases, fits.cases.count, runs])
        append(fits.rowStarts)
        append(instance.capacities)
        append(fits.cases)
        append(fits.fits)
        let file = FileManager.default.temporaryDirectory.appending(path: "vivier-bench-\(UUID().uuidString)")
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: peer)
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let numbers = text.split(separator: "\n").compactMap { Double($0) }
        guard process.terminationStatus == 0, numbers.count == runs + 1 else { throw ValidationError("\(peer) failed") }
        return (Int(numbers[0]), Array(numbers.dropFirst()))
    }

    private func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = ProcessCost.cpuSeconds
        try work()
        return ProcessCost.cpuSeconds - start
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private func figure(_ value: Double) -> String { value.formatted(.number.precision(.fractionLength(3))) }
}
