import API
import ArgumentParser
import Foundation

extension RoundCommand {
    struct Diagnose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Before a run: how many teams it can place at most, and what keeps the others without a case.",
            discussion: """
                Stores nothing. Figures hold for every run of the round as it is now, whatever the fits. What would mend it comes with the steps \
                that it takes: a place, a level of a member, a half-hour each week, a decision lifted.
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID
        @Option(
            help: "How many of each finding are listed, 1 to 5,000; 20 where it is not said.", transform: whole(1...DiagnosisQuery.most))
        var listing: Int?

        func run() async throws {
            try await reporting {
                try global.show(
                    try await global.client.call(Endpoints.diagnoseRound, path: [round], query: DiagnosisQuery(listing: listing))
                ) { found in
                    print(found.summary)
                    if let note = found.note { print(note) }
                    for shortage in found.shortages { print("\n\(shortage.text)") }
                    if !found.stranded.isEmpty {
                        print(
                            said(
                                "\nEligible for no case: \(found.strandedTotal)", "\nSans aucun cas possible\u{A0}: \(found.strandedTotal)")
                        )
                        for team in found.stranded { print(team.text) }
                        for repair in found.strandedRepairs { print(repair.line) }
                    }
                    if !found.short.isEmpty {
                        print(
                            said(
                                "\nCases that cannot run, for want of teams: \(found.shortTotal)",
                                "\nCas qui ne peuvent avoir lieu, faute d’équipes\u{A0}: \(found.shortTotal)"))
                        for one in found.short {
                            print(
                                said(
                                    "  \(one.title): needs \(one.minimum) teams, \(one.eligible) eligible",
                                    "  \(one.title)\u{A0}: il en faut \(one.minimum), possibles \(one.eligible)"))
                        }
                    }
                    if !found.idle.isEmpty {
                        print(
                            said(
                                "\nCases with places that no team is eligible for: \(found.idleTotal)",
                                "\nCas avec des places qu’aucune équipe ne peut prendre\u{A0}: \(found.idleTotal)"))
                        for one in found.idle {
                            print("  \(one.title) (\(one.places))\(said(": closed by", "\u{A0}: fermé par")) \(one.gates.text)")
                            for gate in one.alone { print("    → \(gateName(gate.code))\(said(":", "\u{A0}:")) \(gate.text)") }
                        }
                    }
                }
            }
        }
    }
}

extension RoundDiagnosis {
    fileprivate var summary: String {
        let what = [
            counted(teams, "team", "teams", "équipe", "équipes"), counted(cases, "case", "cases", "cas", "cas"),
            counted(places, "place", "places", "place", "places"),
            counted(eligible, "eligible pair", "eligible pairs", "paire possible", "paires possibles"),
        ].joined(separator: ", ")
        let most = counted(
            mostPlaced, "team can be placed", "teams can be placed", "équipe peut être placée", "équipes peuvent être placées")
        let settled = pinned == 0 ? "" : said(", \(pinned) of them settled by decisions", ", dont \(pinned) par des décisions")
        return said("\(what): at most \(most)\(settled).", "\(what)\u{A0}: au plus \(most)\(settled).")
    }
}

extension PlaceShortage {
    fileprivate var text: String {
        func names(_ what: String) -> String { "  " + said("\(what): ", "\(named(what))\u{A0}: ") }
        var lines = [message, names("teams") + list(teams.map(\.name), of: teamsTotal)]
        if !cases.isEmpty { lines.append(names("cases") + list(cases.map { "\($0.title) (\($0.places))" }, of: casesTotal)) }
        if !companies.isEmpty { lines.append(names("companies") + companies.map { "\($0.name) (\($0.places))" }.joined(separator: ", ")) }
        lines += repairs.map(\.line)
        return lines.joined(separator: "\n")
    }

    private func list(_ names: [String], of total: Int) -> String {
        names.joined(separator: ", ") + (total > names.count ? said(" … \(total) in all", " … \(total) en tout") : "")
    }
}

extension StrandedTeam {
    fileprivate var text: String {
        let missing = missing.joined(separator: "; ")
        let nearest =
            nearestTitle.map { said("; nearest to “\($0)”: \(missing)", "\u{A0}; au plus près de «\u{A0}\($0)\u{A0}»\u{A0}: \(missing)") }
            ?? ""
        let line = said("  \(name): closed by \(gates.text)\(nearest)", "  \(name)\u{A0}: fermé par \(gates.text)\(nearest)")
        return ([line] + repairs.map { "  \($0.line)" }).joined(separator: "\n")
    }
}

extension [GateCount] {
    /// `language 12, common time 3`
    fileprivate var text: String {
        map { "\(gateName($0.code)) \($0.closed)" }.joined(separator: ", ")
    }
}

extension RoundRepair {
    /// What it costs before what it says, so that the eye compares.
    fileprivate var line: String { "  → [\(counted(cost, "step", "steps", "pas", "pas"))] \(text)" }
}

private func gateName(_ code: String) -> String {
    let words = gateWords[code]
    return said(words?.en ?? code, words?.fr ?? code)
}

/// What the gates are called that keep a team and a case apart, as on the pages.
private let gateWords: [String: (en: String, fr: String)] = [
    "language": ("language", "langue"), "place": ("place", "lieu"), "team-size": ("team size", "taille d’équipe"),
    "window": ("weeks", "semaines"), "must-skill": ("must skill", "compétence indispensable"),
    "time": ("common time", "temps commun"), "mentor": ("mentor slots", "créneaux du mentor"),
    "school": ("not open to the school", "non ouvert à l’école"), "conflict": ("conflict of interest", "conflit d’intérêts"),
    "veto": ("declined", "décliné"), "ban": ("banned", "exclu"), "busy": ("busy elsewhere", "engagée ailleurs"),
    "ranking": ("not ranked", "non classé"),
]
