import API
import ArgumentParser
import Foundation

extension RoundCommand {
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a run's certificate against its frozen snapshot.",
            discussion: "The daemon recomputes every pair; --replay also solves the snapshot again and compares bytes.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The run's id.") var run: Run.ID
        @Flag(help: "Solve the snapshot again: it must give the same bytes.") var replay = false

        func run() async throws {
            try await reporting {
                let query = VerificationQuery(replay: replay)
                let verification = try await global.client.call(Endpoints.verifyRun, path: [run], query: query)
                try global.show(verification) { verification in
                    print(
                        verification.valid
                            ? said("certificate valid", "certificat valide")
                            : said("NOT valid: \(verification.broken ?? "")", "NON valide\u{A0}: \(verification.broken ?? "")"))
                    print(
                        said(
                            "\(verification.proven), over \(verification.eligible) eligible pairs",
                            "\(verification.proven), sur \(verification.eligible) paires possibles"))
                    print("\(named("snapshot")) \(verification.snapshotHash)")
                    if let replayed = verification.replayed {
                        print(
                            !replayed
                                ? said("REPLAYED DIFFERENTLY", "REJOUÉ AUTREMENT")
                                : verification.engine == nil
                                    ? said("replayed to the same bytes", "rejoué aux mêmes octets")
                                    : said(
                                        "replayed to a result as good as that of the earlier engine",
                                        "rejoué à un résultat aussi bon que celui du moteur précédent"))
                    }
                }
                if !verification.valid || verification.replayed == false { throw ExitStatus.failed }
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Save a run's frozen snapshot and its result with the certificate, byte for byte.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The run's id.") var run: Run.ID
        @Option(name: .shortAndLong, help: "The folder to write snapshot.json and result.json into.") var output: String = "."

        /// The files that were written.
        private struct Written: Encodable {
            var snapshot: String
            var result: String
        }

        func run() async throws {
            try await reporting {
                let client = try global.client
                let snapshot = try await client.download(Endpoints.downloadSnapshot, path: [run])
                let result = try await client.download(Endpoints.downloadResult, path: [run])
                let written = Written(snapshot: try write(snapshot, "snapshot.json"), result: try write(result, "result.json"))
                try global.show(written) { print("\($0.snapshot)\n\($0.result)") }
            }
        }

        private func write(_ bytes: Data, _ name: String) throws(CommandFailure) -> String {
            let file = URL(filePath: output).appending(component: name)
            do {
                try FileManager.default.createDirectory(at: URL(filePath: output), withIntermediateDirectories: true)
                try bytes.write(to: file, options: .atomic)
            } catch {
                throw .unwritable(file.path, "cannot be written: \(error.localizedDescription)")
            }
            return file.path
        }
    }
}

extension Verification {
    /// What the certificate proves, where it is valid.
    fileprivate var proven: String {
        guard policy == "best-total" else {
            return said(
                "\(policy): \(placed) teams placed, \(bound) at most", "\(policy)\u{A0}: \(placed) équipes placées, \(bound) au plus")
        }
        if gap > 0 {
            return said(
                "total fit \(totalFit), at most \(gap) below the best", "adéquation totale \(totalFit), à \(gap) au plus du meilleur")
        }
        // Under everyone-first placing a team counts beside its fit.
        return totalFit == bound
            ? said("total fit \(totalFit) = bound \(bound)", "adéquation totale \(totalFit) = borne \(bound)")
            : said(
                "\(placed) teams placed, as many as can be, and total fit \(totalFit), as much as can be with so many",
                "\(placed) équipes placées, autant que possible, et adéquation totale \(totalFit), la meilleure avec autant d’équipes")
    }
}
