import ArgumentParser
import Formats
import Foundation
import Matching

/// `vivier solve`: from an instance file to a result file with its certificate, without a daemon.
struct SolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Match teams and cases of an instance file, offline, with a certificate.",
        discussion: """
            EXAMPLES
              vivier solve instance.json -o result.json
              vivier verify instance.json result.json

            The result carries integer prices that prove it optimal; anyone can check them without this program.
            Formats: vivier-instance/1 and vivier-result/1, UTF-8 JSON, integers only.
            Exit status: 0 solved, 2 bad usage, 3 the instance is refused (each reason with file, line, column and JSON path).
            """)

    @Argument(help: "The instance file, - for standard input.", completion: .file(extensions: ["json"]))
    var instance: String

    @Option(help: "The policy, instead of the instance's own: best-total.")
    var policy: String?

    @Option(name: [.customShort("o"), .long], help: "Where to write the result, instead of standard output.")
    var output: String?

    @Flag(help: "With -o, print the summary as JSON.")
    var json = false

    func run() throws {
        let file = OfflineFile(path: instance)
        var (contents, bytes) = try file.parsed(asJSON: json) { bytes throws(JSONRefusal) in try InstanceFile.read(bytes) }
        file.warn(contents.ignored)
        if let policy { contents.instance.policy = try chosen(policy) }
        guard contents.instance.policy == .bestTotal else {
            OfflineFile.say(
                "\(file.name): the policy \"\(contents.instance.policy.rawValue)\" cannot be solved yet; best-total can: --policy best-total"
            )
            throw OfflineFile.Status.refused
        }
        let problem = AssignmentProblem(contents.instance, eligible: EligiblePairs(contents.instance))
        switch BestTotal.solve(problem) {
        case .optimal(let solution):
            let claim = ResultClaim(contents.instance, solution, placementWeight: problem.placementWeight)
            try deliver(claim, of: contents.instance, digest: SHA256.hex(of: bytes))
        case .cancelled:
            throw OfflineFile.Status.failed
        case .refused(let defect):
            OfflineFile.say("\(file.name): the instance is too large for exact 64-bit arithmetic (\(defect))")
            throw OfflineFile.Status.refused
        }
    }

    private func chosen(_ name: String) throws -> Instance.Policy {
        guard let policy = Instance.Policy(rawValue: name) else {
            let known = Instance.Policy.allCases.map(\.rawValue).joined(separator: ", ")
            OfflineFile.say("--policy \(name): there is no such policy; there are \(known)")
            throw OfflineFile.Status.badUsage
        }
        return policy
    }

    private func deliver(_ claim: ResultClaim, of instance: Instance, digest: String) throws {
        let bytes = ResultFile.write(claim, of: instance, instanceSHA256: digest)
        guard let output else {
            FileHandle.standardOutput.write(Data(bytes))
            return
        }
        try OfflineFile(path: output).write(bytes)
        let summary = Summary(
            policy: claim.policy.rawValue, teams: instance.teams.count, cases: instance.cases.count, placed: claim.placed,
            totalFit: claim.totalFit, instanceSha256: digest)
        if json {
            try OfflineFile.printJSON(summary)
        } else {
            print(
                "\(summary.placed) of \(summary.teams) teams placed on \(summary.cases) cases, total fit \(summary.totalFit), proven optimal"
            )
        }
    }

    private struct Summary: Encodable {
        var policy: String
        var teams: Int
        var cases: Int
        var placed: Int64
        var totalFit: Int64
        var instanceSha256: String
    }
}
