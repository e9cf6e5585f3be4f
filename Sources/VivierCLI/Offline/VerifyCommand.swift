import ArgumentParser
import Formats
import Foundation
import Matching

/// `vivier verify`: checks a result file against its instance without the solver, in one pass.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a result file against its instance, offline and independently of the solver.",
        discussion: """
            EXAMPLES
              vivier verify instance.json result.json
              vivier solve instance.json | vivier verify instance.json -

            Prints "valid", or the first condition that the result breaks. What is checked: ids, one match a team, capacities of cases and
            companies, pins, bans, eligibility, totals, and the certificate. Under best-total: sum of capacity times price, plus what each team
            could gain at most above the prices, must equal the total, over every eligible pair. Under stable: no team and case would both
            rather have each other, and the same sum with every placement counting 1 equals size_bound.
            Exit status: 0 valid, 1 not valid, 2 bad usage, 3 a file is refused (each reason with file, line, column and JSON path).
            """)

    @Argument(help: "The instance file, - for standard input.", completion: .file(extensions: ["json"]))
    var instance: String

    @Argument(help: "The result file, - for standard input.", completion: .file(extensions: ["json"]))
    var result: String

    @Flag(help: "Print the verdict as JSON.")
    var json = false

    func run() throws {
        if instance == "-", result == "-" {
            OfflineFile.say("only one of the two files can be standard input")
            throw OfflineFile.Status.badUsage
        }
        let instanceFile = OfflineFile(path: instance)
        let (asked, bytes) = try instanceFile.parsed(asJSON: json) { bytes throws(JSONRefusal) in try InstanceFile.read(bytes) }
        instanceFile.warn(asked.ignored)
        let resultFile = OfflineFile(path: result)
        let (claimed, _) = try resultFile.parsed(asJSON: json) { bytes throws(JSONRefusal) in
            try ResultFile.read(bytes, for: asked.instance)
        }
        resultFile.warn(claimed.ignored)

        let isSameInstance = claimed.instanceSHA256 == SHA256.hex(of: bytes)
        let broken = isSameInstance ? ResultChecker(asked.instance, claimed.claim).firstBroken() : .otherInstance
        let sentence = broken?.sentence(in: asked.instance)
        if json { try OfflineFile.printJSON(Verdict(valid: broken == nil, broken: sentence)) } else { print(sentence ?? "valid") }
        if broken != nil { throw OfflineFile.Status.failed }
    }

    private struct Verdict: Encodable {
        var valid: Bool
        var broken: String?
    }
}
