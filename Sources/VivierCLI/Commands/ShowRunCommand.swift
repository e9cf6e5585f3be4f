import API
import ArgumentParser
import Foundation

extension RoundCommand {
    struct ShowRun: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show-run", abstract: "Show a run: what it came to, its proof, what was settled before it.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The run's id.") var run: Run.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.showRun, path: [run])) { one in
                    print(one.sentence)
                    line("id", one.id)
                    line("round", one.round)
                    line("snapshot", one.snapshotHash)
                    line("certificate", "\(one.certificate.kind), \(one.certificate.verifiedAt.formatted(.iso8601))")
                    line("run at", one.createdAt.formatted(.iso8601))
                    if let published = one.publishedAt { line("published at", published.formatted(.iso8601)) }
                    if let settled = one.settled { line("settled before", settled.sentence) }
                    for warning in one.warnings { global.say(said("note: \(warning)", "note\u{A0}: \(warning)")) }
                }
            }
        }
    }
}

extension Run.Settled {
    fileprivate var sentence: String {
        [
            counted(pinned, "pin", "pins", "paire fixée", "paires fixées"),
            counted(banned, "ban", "bans", "paire exclue", "paires exclues"),
            counted(
                kept, "team kept on its case", "teams kept on their cases", "équipe laissée sur son cas", "équipes laissées sur leur cas"),
        ].joined(separator: ", ")
    }
}
