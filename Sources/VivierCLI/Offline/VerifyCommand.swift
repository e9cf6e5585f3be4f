import ArgumentParser
import Formats
import Foundation
import Matching

/// `vivier verify`: checks a result file against its instance or its run's snapshot without the solver, in one pass.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a result file against its instance or snapshot, offline and independently of the solver.",
        discussion: """
            EXAMPLES
              vivier verify instance.json result.json
              vivier solve instance.json | vivier verify instance.json -
              vivier round export RUN -o proof && vivier verify proof/snapshot.json proof/result.json

            Prints "valid", where cases have minimums also how far from the best the result may be at most, or the first condition that it breaks. What is checked: ids, one match a team, capacities of cases and
            companies, pins, bans, eligibility, totals, and the certificate. Under best-total: sum of capacity times price, plus what each team
            could gain at most above the prices, must equal the total, over every eligible pair. Under stable: no team and case would both
            rather have each other, and the same sum with every placement counting 1 equals size_bound, which leaves pinned teams out. Of
            a round's snapshot every pair's fit is first computed again from skills, availability and the other gates.
            Exit status: 0 valid, 1 not valid, 2 bad usage, 3 a file is refused (each reason with file, line, column and JSON path).
            """)

    @Argument(help: "The instance file or a run's snapshot, - for standard input.", completion: .file(extensions: ["json"]))
    var instance: String

    @Argument(help: "The result file, - for standard input.", completion: .file(extensions: ["json"]))
    var result: String

    @Flag(help: "Print the verdict as JSON.")
    var json = false

    @Option(help: "fr or en: the language of the verdict. (VIVIER_LANGUAGE, else LANG)")
    var language: SpokenLanguage?

    func run() throws {
        if instance == "-", result == "-" {
            OfflineFile.say(
                said("only one of the two files can be standard input", "un seul des deux fichiers peut être l’entrée standard"))
            throw OfflineFile.Status.badUsage
        }
        let input = try VerifiedInput(OfflineFile(path: instance), asJSON: json)
        let resultFile = OfflineFile(path: result)
        let (claimed, bytes) = try resultFile.parsed(asJSON: json) { bytes throws(JSONRefusal) in
            try ResultFile.read(bytes, for: input.instance)
        }
        resultFile.warn(claimed.ignored)
        if input.wantsExactForm, bytes != ResultFile.write(claimed.claim, of: input.instance, instanceSHA256: claimed.instanceSHA256) {
            OfflineFile.say(
                said(
                    "\(resultFile.name): a run's result is verified as the service wrote it: export it again",
                    "\(resultFile.name)\u{A0}: le résultat d’un calcul se vérifie tel que le service l’a écrit\u{A0}: exportez-le de nouveau"
                ))
            throw OfflineFile.Status.refused
        }

        let (claims, asks) = (claimed.claim.policy.rawValue, input.instance.policy.rawValue)
        if claims != asks {
            OfflineFile.say(
                said(
                    "note: the result is of the policy \(claims), the instance asks for \(asks)",
                    "note\u{A0}: le résultat suit la règle \(claims), l’instance demande \(asks)"))
        }
        let sentence = input.firstBroken(claimed)?.sentence(in: input.instance)
        let broken = SpokenLanguage.chosen(language) == .fr ? sentence?.fr : sentence?.en
        let gap = broken == nil ? input.gap(claimed) : nil
        // The word that programs wait for is the same in every language; what is said beside it is not.
        if json {
            try OfflineFile.printJSON(Verdict(valid: broken == nil, broken: broken, gap: gap))
        } else {
            print(
                broken
                    ?? (gap ?? 0 > 0
                        ? said("valid, at most \(gap ?? 0) below the best", "valid, à \(gap ?? 0) au plus du meilleur")
                        : "valid"))
        }
        if broken != nil { throw OfflineFile.Status.failed }
    }

    private struct Verdict: Encodable {
        var valid: Bool
        var broken: String?
        /// How far from the best a valid result may be at most, where cases have minimums.
        var gap: Int64?
    }
}
