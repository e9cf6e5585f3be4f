import ArgumentParser
import Formats
import Foundation
import Matching

/// `vivier-bench solve`: our solver and OR-Tools on the same instance in the same run.
struct SolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Time best-total against OR-Tools SimpleMinCostFlow on one instance file: same objective, CPU time, memory.",
        discussion: "The peer runs in a Python that has `ortools` and `numpy` from PyPI. Both are timed without reading the file.")

    @Argument(help: "The instance file.") var instance: String
    @Option(help: "Runs of each; the medians count.") var runs = 5
    @Option(help: "The Python of the peer; none leaves it out.") var python: String?
    @Option(help: "The script of the peer.") var peer = "deploy/bench/ortools_flow.py"
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
            let report = try peerReport(python)
            figures.peerCpuSeconds = Self.median(report.cpuSeconds)
            figures.peerBuildCpuSeconds = Self.median(report.buildCpuSeconds)
            figures.peerPeakKib = report.peakKib
            guard report.weight == figures.weight else {
                throw ValidationError("the objectives differ: \(figures.weight) here, \(report.weight) there")
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

    private func peerReport(_ python: String) throws -> PeerReport {
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
        func line(_ name: String, _ seconds: Double, _ kib: Int) -> String {
            "\(name) \(seconds.formatted(.number.precision(.fractionLength(4)))) CPU-seconds, \(kib) KiB"
        }
        print(line("vivier   ", figures.cpuSeconds, figures.peakKib))
        guard let seconds = figures.peerCpuSeconds, let kib = figures.peerPeakKib else { return }
        print(line("or-tools ", seconds, kib))
        let ratio = (seconds / figures.cpuSeconds).formatted(.number.precision(.fractionLength(2)))
        let memory = (Double(figures.peakKib) / Double(max(1, kib))).formatted(.number.precision(.fractionLength(2)))
        print("objective equal, \(ratio) times as fast, \(memory) of the memory")
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private struct PeerReport: Decodable {
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
        var peerCpuSeconds: Double?
        var peerBuildCpuSeconds: Double?
        var peerPeakKib: Int?
    }
}
