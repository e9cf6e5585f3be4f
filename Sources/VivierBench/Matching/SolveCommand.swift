import ArgumentParser
import Formats
import Foundation
import Matching

/// `vivier-bench solve`: our solver, OR-Tools and LEMON on the same instance in the same run.
struct SolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Time best-total against OR-Tools SimpleMinCostFlow and LEMON on one instance file: same objective, CPU time, memory.",
        discussion: """
            The peers run from a Python that has `ortools` and `numpy` from PyPI; LEMON needs g++ and Debian's liblemon-dev. All are timed \
            from arrays in memory to the solution: what a peer takes to build its network counts, and is shown; reading the file does not.
            """)

    @Argument(help: "The instance file.") var instance: String
    @Option(help: "Runs of each; the medians count.") var runs = 5
    @Option(help: "The Python of the peers; none leaves them out.") var python: String?
    @Option(name: .customLong("peer"), help: "The script of a peer; may be given several times.")
    var peers = ["deploy/bench/ortools_flow.py", "deploy/bench/lemon_flow.py"]
    @Flag(help: "Print the figures as JSON.") var json = false

    func validate() throws {
        guard runs > 0 else { throw ValidationError("--runs must be at least 1") }
    }

    func run() throws {
        let problem = try load()
        var figures = Figures(teams: problem.teamCount, cases: problem.caseCount, pairs: problem.edgeCases.count)
        var seconds: [Double] = []
        figures.peakKib = ProcessCost.peakKiB {
            for _ in 0..<runs {
                let start = ProcessCost.cpuSeconds
                guard case .optimal(let solution) = BestTotal.solve(problem) else { continue }
                seconds.append(ProcessCost.cpuSeconds - start)
                figures.weight = solution.totalFit + Int64(solution.placed) * problem.placementWeight
            }
        }
        guard seconds.count == runs else { throw ValidationError("\(instance) was not solved") }
        figures.cpuSeconds = Self.median(seconds)
        if let python {
            for script in peers {
                let report = try peerReport(python, script)
                guard report.weight == figures.weight else {
                    throw ValidationError("the objectives differ: \(figures.weight) here, \(report.weight) of \(report.name)")
                }
                figures.peers.append(
                    Figures.Peer(
                        name: report.name, cpuSeconds: Self.median(report.cpuSeconds),
                        buildCpuSeconds: Self.median(report.buildCpuSeconds), peakKib: report.peakKib))
            }
        }
        try show(figures)
    }

    private func load() throws -> AssignmentProblem {
        let bytes = Array(try Data(contentsOf: URL(filePath: instance)))
        do {
            let instance = try InstanceFile.read(bytes).instance
            return AssignmentProblem(instance, eligible: EligiblePairs(instance))
        } catch {
            throw ValidationError(error.debugDescription)
        }
    }

    private func peerReport(_ python: String, _ peer: String) throws -> PeerReport {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, peer, instance, String(runs)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ValidationError("\(peer) failed with status \(process.terminationStatus)") }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(PeerReport.self, from: data)
    }

    private func show(_ figures: Figures) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.sortedKeys]
            print(String(decoding: try encoder.encode(figures), as: UTF8.self))
            return
        }
        print("\(figures.teams) teams, \(figures.cases) cases, \(figures.pairs) pairs; weight \(figures.weight); medians of \(runs)")
        func figure(_ value: Double, _ digits: Int) -> String { value.formatted(.number.precision(.fractionLength(digits))) }
        print("vivier: \(figure(figures.cpuSeconds, 4)) CPU-seconds, \(figures.peakKib) KiB")
        for peer in figures.peers {
            let seconds = peer.buildCpuSeconds + peer.cpuSeconds
            let memory = Double(figures.peakKib) / Double(max(1, peer.peakKib))
            print(
                """
                \(peer.name): \(figure(seconds, 4)) CPU-seconds, \(figure(peer.buildCpuSeconds, 4)) of them building, \(peer.peakKib) KiB: \
                objective equal, \(figure(seconds / figures.cpuSeconds, 2)) times the time of vivier \
                (\(figure(peer.cpuSeconds / figures.cpuSeconds, 2)) without building), vivier has \(figure(memory, 2)) of its memory
                """)
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private struct PeerReport: Decodable {
        var name: String
        var weight: Int64
        var cpuSeconds: [Double]
        var buildCpuSeconds: [Double]
        var peakKib: Int
    }

    private struct Figures: Encodable {
        var teams: Int
        var cases: Int
        var pairs: Int
        var weight: Int64 = 0
        var cpuSeconds = 0.0
        var peakKib = 0
        var peers: [Peer] = []

        struct Peer: Encodable {
            var name: String
            var cpuSeconds: Double
            var buildCpuSeconds: Double
            var peakKib: Int
        }
    }
}
