import API
import ArgumentParser
import Formats
import Foundation
import Matching

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
                    let pairs = counted(verification.eligible, "eligible pair", "eligible pairs", "paire possible", "paires possibles")
                    print(said("\(verification.proven), over \(pairs)", "\(verification.proven), sur \(pairs)"))
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
            abstract: "Save a run's frozen snapshot and its result with the certificate, byte for byte.",
            discussion: """
                --instance lists instead the eligible pairs with their fits, as vivier-instance/1 with the same result for it, so that whatever
                reads instances can check the run: vivier verify, deploy/verify.py. How the fits come about stands in the snapshot only.
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The run's id.") var run: Run.ID
        @Option(name: .shortAndLong, help: "The folder to write snapshot.json and result.json into.") var output: String = "."
        @Flag(help: "Write instance.json, with every eligible pair, in the place of snapshot.json.") var instance = false

        /// The files that were written.
        private struct Written: Encodable {
            var snapshot: String?
            var instance: String?
            var result: String
        }

        func run() async throws {
            try await reporting {
                try refuseOther()
                let client = try global.client
                let snapshot = try await client.download(Endpoints.downloadSnapshot, path: [run])
                let result = try await client.download(Endpoints.downloadResult, path: [run])
                var written: Written
                if instance {
                    let (listed, claimed) = try Self.listed(Array(snapshot), Array(result))
                    written = Written(
                        instance: try write(Data(listed), "instance.json"), result: try write(Data(claimed), "result.json"))
                } else {
                    written = Written(snapshot: try write(snapshot, "snapshot.json"), result: try write(result, "result.json"))
                }
                try global.show(written) { print("\($0.snapshot ?? $0.instance ?? "")\n\($0.result)") }
            }
        }

        /// What lies in the folder from an export of the other kind would stay beside the new result, and be taken for its input.
        private func refuseOther() throws(CommandFailure) {
            let folder = URL(filePath: output)
            func isThere(_ name: String) -> Bool {
                FileManager.default.fileExists(atPath: folder.appending(component: name).path)
            }
            let (own, other) = instance ? ("instance.json", "snapshot.json") : ("snapshot.json", "instance.json")
            guard isThere("result.json"), isThere(other), !isThere(own) else { return }
            throw .refused(
                folder.appending(component: other).path,
                said(
                    "lies there from another export, with its result.json, which this one would replace. Give another folder, or remove both.",
                    "vient d’un autre export, avec son result.json, que celui-ci remplacerait. Donnez un autre dossier, ou retirez les deux."
                ))
        }

        /// The pairs of a snapshot with their fits, and the result as one of them.
        private static func listed(_ snapshotBytes: [UInt8], _ resultBytes: [UInt8]) throws -> (instance: [UInt8], result: [UInt8]) {
            do {
                let snapshot = try Snapshot.read(snapshotBytes)
                let claim = try ResultFile.read(resultBytes, for: snapshot.frame).claim
                guard let pairs = snapshot.rankedInstance(of: try FitBook(snapshot.problem)) else {
                    throw CommandFailure.refused(
                        "instance.json",
                        said(
                            "the run has more eligible pairs than such a file holds: export its snapshot.",
                            "le calcul a plus de paires possibles qu’un tel fichier n’en tient\u{A0}: exportez son instantané."))
                }
                let instance = InstanceFile.write(pairs)
                return (instance, ResultFile.write(claim, of: pairs, instanceSHA256: SHA256.hex(of: instance)))
            } catch is JSONRefusal {
                throw unknownForm
            } catch is FitDefect {
                throw unknownForm
            }
        }

        private static var unknownForm: CommandFailure {
            .refused(
                "snapshot.json",
                said("is of a form that this version does not read.", "est d’une forme que cette version ne lit pas."))
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
                "\(rule(policy)): \(placedTeams(placed)), \(bound) at most",
                "\(rule(policy))\u{A0}: \(placedTeams(placed)), \(bound) au plus")
        }
        let gap = gap ?? 0
        if gap > 0 {
            return said(
                "total fit \(totalFit), at most \(gap) below the best", "adéquation totale \(totalFit), à \(gap) au plus du meilleur")
        }
        // Under everyone-first placing a team counts beside its fit.
        return totalFit == bound
            ? said("total fit \(totalFit) = bound \(bound)", "adéquation totale \(totalFit) = borne \(bound)")
            : said(
                "\(placedTeams(placed)), as many as can be, and total fit \(totalFit), as much as can be with so many",
                "\(placedTeams(placed)), autant que possible, et adéquation totale \(totalFit), la meilleure avec autant d’équipes")
    }
}
