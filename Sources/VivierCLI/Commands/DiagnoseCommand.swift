import API
import ArgumentParser
import Foundation

extension RoundCommand {
    struct Diagnose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Before a run: how many teams it can place at most, and what keeps the others without a case.",
            discussion: "Stores nothing. Figures hold for every run of the round as it is now, whatever the fits.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The round's id.") var round: Round.ID

        func run() async throws {
            try await reporting {
                try global.show(try await global.client.call(Endpoints.diagnoseRound, path: [round])) { found in
                    print(found.summary)
                    for shortage in found.shortages { print("\n\(shortage.text)") }
                    if !found.stranded.isEmpty {
                        print("\nEligible for no case: \(found.strandedTotal)")
                        for team in found.stranded { print(team.text) }
                    }
                    if !found.idle.isEmpty {
                        print("\nCases with places that no team is eligible for: \(found.idleTotal)")
                        for one in found.idle { print("  \(one.title) (\(one.places)): closed by \(one.gates.text)") }
                    }
                }
            }
        }
    }
}

extension RoundDiagnosis {
    fileprivate var summary: String {
        let settled = pinned == 0 ? "" : ", \(pinned) of them settled by decisions"
        return "\(teams) teams, \(cases) cases with \(places) places, \(eligible) eligible pairs: "
            + "at most \(mostPlaced) teams can be placed\(settled)."
    }
}

extension PlaceShortage {
    fileprivate var text: String {
        var lines = [message, "  teams: " + list(teams.map(\.name), of: teamsTotal)]
        if !cases.isEmpty { lines.append("  cases: " + list(cases.map { "\($0.title) (\($0.places))" }, of: casesTotal)) }
        if !companies.isEmpty { lines.append("  companies: " + companies.map { "\($0.name) (\($0.places))" }.joined(separator: ", ")) }
        lines += repairs.prefix(5).map { "  → \($0)" }
        return lines.joined(separator: "\n")
    }

    private func list(_ names: [String], of total: Int) -> String {
        names.joined(separator: ", ") + (total > names.count ? " … \(total) in all" : "")
    }
}

extension StrandedTeam {
    fileprivate var text: String {
        let nearest = nearestTitle.map { "; nearest to “\($0)”: \(missing.joined(separator: "; "))" } ?? ""
        return "  \(name): closed by \(gates.text)\(nearest)"
    }
}

extension [GateCount] {
    /// `language 12, time 3`
    fileprivate var text: String { map { "\($0.code) \($0.closed)" }.joined(separator: ", ") }
}
