import API
import ArgumentParser
import Formats
import Foundation
import Logging
import Vivier

/// Loads the demonstration and says what came of it.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Load a demonstration: 3 schools, 300 students, 60 teams, 40 cases, one published round.",
        discussion:
            "Beside a running daemon it uses that daemon's database. Run again, it only makes new tokens, in the place of the earlier ones."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var result: ResultOptions

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings().beside()
            let turn = try Turn("demo", in: settings.stateFolder)
            defer { withExtendedLifetime(turn) {} }
            let outcome = try await HouseZone.$current.withValue(settings.timeZone) {
                try await House.visit(settings, log: makeLogger(level: .warning)) { application in
                    try await application.loadDemo { FileHandle.standardError.write(Data("loading \($0)\n".utf8)) }
                }
            }
            let shown = Loaded(
                new: outcome.isNew, schools: outcome.schools, students: outcome.students, teams: outcome.teams,
                companies: outcome.companies, cases: outcome.cases, consents: outcome.consents, run: outcome.run,
                tokensFile: try write(outcome, of: settings))
            try result.show(shown) { loaded in
                if loaded.new {
                    print("imported: \(loaded.schools) schools, \(loaded.students) students, \(loaded.teams) teams")
                    print(
                        "posted: \(loaded.cases) cases of \(loaded.companies) companies; \(loaded.consents) students consented to be found")
                } else {
                    print("the demonstration is there already")
                }
                let run = loaded.run
                print(
                    "run \(run.number): total fit \(run.totalFit), \(run.placed) of \(run.teams) teams placed, \(run.eligible) eligible pairs"
                )
                print("tokens, one for each role: \(loaded.tokensFile)")
            }
        }
    }

    /// What was made now: nothing but tokens where the demonstration was there already.
    private struct Loaded: Encodable {
        var new: Bool
        var schools: Int
        var students: Int
        var teams: Int
        var companies: Int
        var cases: Int
        var consents: Int
        var run: Run
        var tokensFile: String
    }

    /// The tokens go to a file that only its owner reads.
    ///
    /// - Returns: its path.
    private func write(_ outcome: DemoOutcome, of settings: Settings) throws -> String {
        let folder = settings.stateFolder
        // Where the daemon listens everywhere, this machine is one of the places.
        let host = settings.listen.description.replacing("0.0.0.0:", with: "127.0.0.1:")
        var lines = [
            "export VIVIER_URL=http://\(host)", "DEMO_RUN=\(outcome.run.id)",
            "DEMO_QUERY='skill:\"negotiation\">=2 available:2027-02 language:en'",
        ]
        for (role, secret) in outcome.tokens {
            let name = role == .schoolAdmin ? "SCHOOL" : role.rawValue.uppercased().replacing("-", with: "_")
            lines.append("DEMO_\(name)_TOKEN=\(secret)")
        }
        let path = "\(folder)/demo.env"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ClusterError.stateNotWritable(path, String(cString: strerror(errno))) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
        return path
    }
}
