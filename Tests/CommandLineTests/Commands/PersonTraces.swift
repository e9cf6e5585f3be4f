import Foundation
import TestSupport
import Testing

/// A person's strings wherever a service may keep them, in each form in which its files may hold them.
struct PersonTraces {
    let traces: [String]
    let state: URL

    private var folder: URL { state.deletingLastPathComponent() }

    /// The files below a place in which a trace stands.
    private func files(in place: URL) async throws -> [String] {
        let patterns = folder.appending(path: "patterns-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: patterns) }
        try Data(Set(traces.flatMap(TraceForms.all)).sorted().joined(separator: "\n").utf8).write(to: patterns)
        let outcome = try await CommandLineProgram.run(
            ["-rlaF", "-f", patterns.path, place.path], of: "/usr/bin/grep", environment: ["LC_ALL": "C"])
        // What the server has taken away meanwhile is nowhere; everything else was read.
        let unread = outcome.complaints.split(separator: "\n").filter { !$0.hasSuffix("No such file or directory") }
        #expect(unread.isEmpty, "\(unread)")
        return outcome.output.split(separator: "\n").map { String($0.dropFirst(place.path.count)) }
    }

    /// All of a service's folder: the database's own files, its log and that of its server too.
    func inFiles() async throws -> [String] { try await files(in: state) }

    /// All that the database keeps, as `pg_dump` prints it.
    func inDump(whichHolds known: String) async throws -> [String] {
        let dump = folder.appending(path: "dump.sql")
        defer { try? FileManager.default.removeItem(at: dump) }
        let outcome = try await CommandLineProgram.run(
            ["-h", state.appending(path: "run").path, "-U", "vivier_owner", "-d", "vivier", "--file", dump.path], of: "/usr/bin/pg_dump")
        #expect(outcome.status == 0, "\(outcome.complaints)")
        #expect(try String(contentsOf: dump, encoding: .utf8).contains(known))
        let found = try await files(in: dump)
        guard !found.isEmpty else { return [] }
        let lines = try String(contentsOf: dump, encoding: .utf8).split(separator: "\n")
        return lines.filter { line in traces.flatMap(TraceForms.all).contains { line.contains($0) } }.map { String($0.prefix(20_000)) }
    }

    func inLog(_ daemon: RunningDaemon) -> [String] { traces.filter { daemon.log.contains($0) } }

    /// As the cluster's owner, with whom nothing is out of reach.
    @discardableResult
    func query(_ statement: String) async throws -> String {
        let outcome = try await CommandLineProgram.run(
            [
                "-h", state.appending(path: "run").path, "-U", "vivier_owner", "-d", "vivier", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c",
                statement,
            ], of: "/usr/bin/psql")
        #expect(outcome.status == 0, "\(statement): \(outcome.complaints)")
        return outcome.output.trimmingCharacters(in: .newlines)
    }
}
