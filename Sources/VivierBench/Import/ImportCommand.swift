import API
import ArgumentParser
import Formats
import Foundation
import Vivier

/// `vivier-bench import`: the product's import of a roster beside `psql \copy` of the same file.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a generated cohort through the product, and \\copy the same file into a bare table: time, rate, memory.",
        discussion: """
            Every import goes into a database of its own, on a PostgreSQL that is set as the daemon's private one and is gone at the end, \
            or on that of --database-url. Beside the time by the clock stands the CPU time of this program and of the server. \
            The goal is 4 times the time of \\copy.
            """)

    @Option(help: "Students, with eight skills each.") var students = 100_000
    @Option(help: "Members a team; 0 leaves teams out of the file.") var teamSize = 0
    @Option(help: "The same seed gives the same file.") var seed: UInt64 = 1
    @Option(help: "Runs of each; the medians count.") var runs = 3
    @Option(help: "Where the database is, in libpq's syntax; none starts one.") var databaseURL: String?
    @Option(help: "Write the generated file here and keep it.") var keep: String?

    func validate() throws {
        guard runs > 0, students > 0, teamSize >= 0 else { throw ValidationError("--runs and --students are at least 1, --team-size 0") }
    }

    func run() async throws {
        let bytes = try GeneratedCohort(students: students, seed: seed, teamSize: teamSize).csv()
        let path = keep.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory.appending(path: "vivier-bench-\(getpid()).csv")
        try Data(bytes).write(to: path)
        defer { if keep == nil { try? FileManager.default.removeItem(at: path) } }
        print("\(students) students with \(GeneratedCohort.skillsEach) skills each, \(bytes.count / 1_000_000) MB; medians of \(runs)")
        let server = try await BenchServer.start(url: databaseURL)
        var benchmark = ImportBenchmark(server: server, path: path, bytes: bytes, students: students)
        do {
            for _ in 0..<runs { try await benchmark.run() }
            try await server.stop()
        } catch {
            try? await server.stop()
            throw error
        }
        show(benchmark)
    }

    private func show(_ benchmark: ImportBenchmark) {
        guard let copy = WorkCost.median(benchmark.copies), let new = WorkCost.median(benchmark.imports),
            let again = WorkCost.median(benchmark.repetitions), let undo = WorkCost.median(benchmark.undos)
        else { return }
        func line(_ name: String, _ cost: WorkCost) -> String {
            "\(name)\(cost); \((Double(students) / cost.seconds).formatted(.number.precision(.fractionLength(0)))) students/s"
        }
        print(line("\\copy   ", copy))
        print(line("import  ", new))
        print(line("again   ", again))
        print(line("undo    ", undo))
        let ratio = new.seconds / copy.seconds
        print("ratio   \(ratio.formatted(.number.precision(.fractionLength(2)))), goal 4: \(ratio <= 4 ? "reached" : "missed")")
        print("memory  \(benchmark.peakKiB >> 10) MiB at most while importing, the file included")
    }
}
