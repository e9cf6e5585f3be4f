import API
import ArgumentParser
import Foundation

extension RoundCommand {
    struct RepairIt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "repair", abstract: "After a run: what to do when a case is withdrawn or a team leaves.",
            discussion: """
                Shows each way to go on, from the one that moves fewest teams to the one that reaches the most fit, with who moves where. Each is
                proven: none that lets as many teams stay reaches more. Stores nothing, but with --apply the choice becomes a run, with a proof of
                its own, and its id is printed: publish it, and it takes the place of this one. Cases withdrawn and teams disbanded since the
                run are known without being named. A choice a line, columns apart by tabs: its number, teams that give up a case that still has a
                place, teams placed, total fit, fit lost.

                EXAMPLE
                  vivier round repair $RUN --without-case CASE --without-team TEAM --places CASE2=1
                  vivier round publish $(vivier round repair $RUN --without-case CASE --apply 1)
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The run's id.") var run: Run.ID
        @Option(help: "A case that its company withdraws; repeat for each.") var withoutCase: [BusinessCase.ID] = []
        @Option(help: "A team that leaves; repeat for each.") var withoutTeam: [Team.ID] = []
        @Option(help: "CASE=N: a case that has N places now; repeat for each.", transform: casePlaces) var places: [RepairRequest.Places] =
            []

        @Option(help: "N: makes the choice of that number a run of the round, and prints its id.") var apply: Int?

        func run() async throws {
            try await reporting {
                let request = RepairRequest(
                    withdrawnCases: withoutCase.isEmpty ? nil : withoutCase, places: places.isEmpty ? nil : places,
                    goneTeams: withoutTeam.isEmpty ? nil : withoutTeam)
                let preview = try await global.client.call(Endpoints.repairRun, path: [run], body: request)
                guard let apply else { return try global.show(preview) { $0.write(global) } }
                guard preview.repairs.indices.contains(apply - 1) else {
                    let last = preview.repairs.count
                    throw CommandFailure.usage(
                        last == 1
                            ? said(
                                "There is no choice \(apply): the only one is 1.", "Il n’y a pas de choix \(apply)\u{A0}: le seul est 1.")
                            : said(
                                "There is no choice \(apply): they go from 1 to \(last).",
                                "Il n’y a pas de choix \(apply)\u{A0}: ils vont de 1 à \(last)."))
                }
                try await global.branch(
                    run,
                    BranchRequest(
                        withdrawnCases: withoutCase, places: places, goneTeams: withoutTeam, moved: preview.repairs[apply - 1].moved))
            }
        }
    }
}

/// What `--places` says of one case.
func casePlaces(_ text: String) throws -> RepairRequest.Places {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let businessCase = BusinessCase.ID(parts[0]), let places = Int(parts[1]), places >= 0 else {
        throw ValidationError("Give CASE=N, the case's id and its places now.")
    }
    return RepairRequest.Places(case: businessCase, places: places)
}

extension RepairPreview {
    fileprivate func write(_ global: GlobalOptions) {
        let placed = placedTeams(placed)
        let lost = counted(
            displacedTotal, "team loses its case", "teams lose their case", "équipe perd son cas", "équipes perdent leur cas")
        global.say(
            said(
                "The run: \(placed), total fit \(totalFit); \(lost).",
                "Le calcul\u{A0}: \(placed), adéquation totale \(totalFit)\u{A0}; \(lost)."))
        for one in crowded { global.say(one.sentence) }
        if !withdrawnSince.isEmpty {
            let titles = withdrawnSince.map(\.title).joined(separator: ", ")
            global.say(
                said("Withdrawn since the run, and counted too: \(titles).", "Retirés depuis le calcul, et comptés aussi\u{A0}: \(titles).")
            )
        }
        var table = Table(heading: ["choice", "moved", "placed", "fit", "fit lost"], right: [0, 1, 2, 3, 4])
        for (index, repair) in repairs.enumerated() {
            table.rows.append(["\(index + 1)", "\(repair.moved)", "\(repair.placed)", "\(repair.totalFit)", "\(repair.fitLost)"])
        }
        table.print()
        if !complete {
            print(
                said(
                    "There may be others between these: the search for them was given up.",
                    "Il peut y en avoir d’autres entre celles-ci\u{A0}: leur recherche a été abandonnée."))
        }
        for (index, repair) in repairs.enumerated() where !repair.moves.isEmpty {
            print(said("\nchoice \(index + 1):", "\nchoix \(index + 1)\u{A0}:"))
            for move in repair.moves { print("  \(move.sentence)") }
            if repair.movesTotal > repair.moves.count {
                print("  " + said("… \(repair.movesTotal) in all", "… \(repair.movesTotal) en tout"))
            }
        }
    }
}

extension RepairPreview.CrowdedCase {
    fileprivate var sentence: String {
        let have = counted(teams, "team", "teams", "équipe", "équipes")
        let keep = counted(places, "place", "places", "place", "places")
        let leave = counted(
            teams - places, "team has to leave it", "teams have to leave it", "équipe doit le quitter", "équipes doivent le quitter")
        let which = teams - places == 1 ? "laquelle" : "lesquelles"
        return said(
            "\(title) has \(have) and \(keep) left: \(leave), and each choice says which.",
            "\(title) a \(have) et ne garde que \(keep)\u{A0}: \(leave), et chaque choix dit \(which).")
    }
}

extension TeamMove {
    /// `Équipe 3: Vendre → Exporter (fit 7000)`
    fileprivate var sentence: String {
        let nothing = said("no case", "aucun cas")
        let fit = fit.map { said(" (fit \($0))", " (adéquation \($0))") } ?? ""
        let way = "\(fromTitle ?? nothing) → \(toTitle ?? nothing)\(fit)"
        let why =
            switch kind {
            case .displaced: said("; its case has no place any more", "\u{A0}; son cas n’a plus de place")
            case .joins: said("; it had no case", "\u{A0}; elle n’avait pas de cas")
            case .moves: ""
            }
        return said("\(name): \(way)\(why)", "\(name)\u{A0}: \(way)\(why)")
    }
}
