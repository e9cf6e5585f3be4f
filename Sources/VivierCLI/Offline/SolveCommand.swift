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

            Policies: best-total (no other assignment has a larger total fit); stable (no team and case would both rather have each
            other; without ties the best such result for every team, with ties at least two thirds of the largest; ties that remain are
            drawn from the instance's seed), where fit orders a side that gives no ranking; and fairest (as many teams as possible have a
            case, and the worst-served of them is served as well as can be, then the next: by fit, or where the instance states none, or
            says "fairness": "rank", by the place that each team gives its case).
            The result carries integer prices: under best-total they prove it optimal, under stable they prove size_bound, the most teams
            that any matching places, under fairest one list of them proves each level. Anyone can check them without this program.
            A case with a "minimum" runs with at least so many teams or not at all, under best-total. The certificate is then a list of
            branches, all ways to decide which cases run, each with prices that bound it, free in sign for a case that must run; their
            largest is "bound". Which cases to run is searched exactly over some hundred to 2000 branches, or so many as --branches says; beyond,
            the summary says how far from the best the result is at most.
            Pinned pairs are taken out first, with their places: the certificate's size_bound counts the teams beside them, and the summary
            that -o prints adds them again.
            Formats: vivier-instance/1 and vivier-result/1, UTF-8 JSON, integers only.
            Exit status: 0 solved, 1 the result cannot be written, 2 bad usage, 3 the instance is refused (each reason with file, line,
            column and JSON path).
            """)

    @Argument(help: "The instance file, - for standard input.", completion: .file(extensions: ["json"]))
    var instance: String

    @Option(help: "The policy, instead of the instance's own: best-total, stable or fairest.")
    var policy: Instance.Policy?

    @Option(
        help: "Where cases have minimums: the most branches that are looked at. More bring the result nearer to the best, in more time.",
        transform: whole(1...10_000_000))
    var branches: Int?

    @Option(name: [.customShort("o"), .long], help: "Where to write the result, instead of standard output.")
    var output: String?

    @Flag(help: "With -o, print the summary as JSON.")
    var json = false

    @Option(help: "fr or en: the language of what is said. (VIVIER_LANGUAGE, else LANG)")
    var language: SpokenLanguage?

    func run() throws {
        let file = OfflineFile(path: instance)
        if let output {
            try OfflineFile(path: output).requireNoFolder()
            if OfflineFile(path: output).isSame(as: file) {
                OfflineFile.say(
                    said(
                        "\(output): is the instance itself. Give the result another name.",
                        "\(output)\u{A0}: est l’instance elle-même. Donnez un autre nom au résultat."))
                throw OfflineFile.Status.badUsage
            }
        }
        var (contents, bytes) = try file.parsed(asJSON: json) { bytes throws(JSONRefusal) in try InstanceFile.read(bytes) }
        file.warn(contents.ignored)
        if let policy { contents.instance.policy = policy }
        if contents.instance.policy != .bestTotal, contents.instance.hasMinimums {
            OfflineFile.say(
                said(
                    "\(file.name): its cases have minimums, which stand under the policy best-total only",
                    "\(file.name)\u{A0}: ses cas ont des minimums, qui ne valent que pour la règle best-total"))
            throw OfflineFile.Status.refused
        }
        try deliver(try claim(solving: contents.instance, file), of: contents.instance, digest: SHA256.hex(of: bytes))
    }

    private func claim(solving instance: Instance, _ file: OfflineFile) throws -> ResultClaim {
        let eligible = EligiblePairs(instance)
        switch instance.policy {
        case .bestTotal where instance.hasMinimums: return try claim(solvingMinimums: instance, eligible, file)
        case .bestTotal:
            let problem = AssignmentProblem(instance, eligible: eligible)
            switch BestTotal.solve(problem) {
            case .optimal(let solution): return ResultClaim(instance, solution, placementWeight: problem.placementWeight)
            case .cancelled: throw OfflineFile.Status.failed
            case .refused(let defect): try refuse(defect, of: instance, file)
            }
        case .stable:
            switch StableMatching.solve(instance, eligible: eligible) {
            case .stable(let solution): return ResultClaim(instance, solution)
            case .cancelled: throw OfflineFile.Status.failed
            case .refused(let defect): try refuse(defect, of: instance, file)
            }
        case .fairest:
            switch FairestMatching.solve(instance, eligible: eligible) {
            case .fairest(let solution): return ResultClaim(instance, solution)
            case .cancelled: throw OfflineFile.Status.failed
            case .refused(let defect): try refuse(defect, of: instance, file)
            }
        }
    }

    private func claim(solvingMinimums instance: Instance, _ eligible: EligiblePairs, _ file: OfflineFile) throws -> ResultClaim {
        let quota = LowerQuotaProblem(instance, eligible: eligible)
        switch QuotaSearch.solve(quota, branches: branches) {
        case .solved(let solution): return ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight)
        case .cancelled: throw OfflineFile.Status.failed
        case .refused(let defect): try refuse(defect, of: instance, file)
        case .impossible:
            OfflineFile.say(
                said(
                    "\(file.name) at /pins: cases to which teams are pinned cannot all have their minimum: take a pin away, or lower a minimum",
                    "\(file.name)\u{A0}: /pins\u{A0}: les cas sur lesquels des équipes sont fixées ne peuvent tous avoir leur minimum\u{A0}: retirez une paire fixée, ou baissez un minimum"
                ))
            throw OfflineFile.Status.refused
        }
    }

    private func refuse(_ defect: AssignmentDefect, of instance: Instance, _ file: OfflineFile) throws -> Never {
        let why = defect.sentence(in: instance)
        OfflineFile.say(said("\(file.name): \(why.en)", "\(file.name)\u{A0}: \(FrenchSpaces.kept(why.fr))"))
        throw OfflineFile.Status.refused
    }

    private func deliver(_ claim: ResultClaim, of instance: Instance, digest: String) throws {
        let bytes = ResultFile.write(claim, of: instance, instanceSHA256: digest)
        guard let output else {
            StandardOutput.write(Data(bytes))
            return
        }
        try OfflineFile(path: output).write(bytes)
        let summary = Summary(
            policy: claim.policy.rawValue, teams: instance.teams.count, cases: instance.cases.count, placed: claim.placed,
            totalFit: claim.totalFit, sizeBound: claim.sizeBound.map { $0 + Int64(instance.pins.count) },
            worstLevel: claim.levels?.dropFirst().first?.level, gap: claim.gap(in: instance), instanceSha256: digest)
        if json {
            try OfflineFile.printJSON(summary)
        } else {
            let outcome = said(
                "\(summary.placed) of \(counted(summary.teams, "team", "teams", "", "")) placed on \(counted(summary.cases, "case", "cases", "", "")), total fit \(summary.totalFit)",
                "\(placedTeams(Int(summary.placed))) sur \(summary.teams), cas\u{A0}: \(summary.cases), adéquation totale \(summary.totalFit)"
            )
            switch claim.policy {
            case .bestTotal where summary.gap ?? 0 > 0:
                let gap = summary.gap ?? 0
                print("\(outcome), \(said("proven to be at most \(gap) below the best", "à \(gap) au plus du meilleur, c’est prouvé"))")
            case .bestTotal: print("\(outcome), \(said("proven optimal", "optimum prouvé"))")
            case .stable:
                let most = summary.sizeBound ?? 0
                print(
                    "\(outcome), stable; \(said("no matching places more than \(most)", "aucune affectation n’en place plus de \(most)"))")
            case .fairest:
                let worst =
                    summary.worstLevel.map { level in
                        let basis = instance.fairnessBasis.rawValue
                        let beside = instance.pins.isEmpty ? "" : said(" beside the pinned", ", hors équipes fixées,")
                        return said(
                            ", the worst-served\(beside) at \(basis) \(level)", ", la moins bien servie\(beside) à \(named(basis)) \(level)"
                        )
                    } ?? ""
                print("\(outcome), \(said("proven fairest", "équité prouvée (fairest)"))\(worst)")
            }
        }
    }

    private struct Summary: Encodable {
        var policy: String
        var teams: Int
        var cases: Int
        var placed: Int64
        var totalFit: Int64
        /// Under `stable`: no matching places more teams, pinned ones included.
        var sizeBound: Int64?
        /// Under `fairest`: the fit, or the place in the ranking from 0, of the worst-served team that is not pinned.
        var worstLevel: Int64?
        /// Where cases have minimums: how far the total, with the weight of placing teams, is from the proven bound at most.
        var gap: Int64?
        var instanceSha256: String
    }
}

extension Instance.Policy: ExpressibleByArgument {}
