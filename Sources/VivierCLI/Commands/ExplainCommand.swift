import API
import ArgumentParser

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Why a team and a case fit as they do, by the numbers of the run.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The team's id.") var team: Team.ID
    @Argument(help: "The case's id.") var businessCase: BusinessCase.ID
    @Option(
        name: .customLong("run"),
        help: "The run's id. Default, of the latest round that has runs: the published one, else the latest that is no branch.") var run:
        Run.ID?
    @Flag(help: "Show instead what would have given the team the case: levels, common hours, places. Found by optimising again.")
    var remedies = false

    func run() async throws {
        try await reporting {
            let client = try global.client
            let run = if let run = self.run { run } else { try await latestRun(client) }
            let query = ExplanationQuery(team: team, case: businessCase)
            if remedies {
                try global.show(try await client.call(Endpoints.findRemedies, path: [run], query: query), write)
            } else {
                try global.show(try await client.call(Endpoints.explain, path: [run], query: query), write)
            }
        }
    }

    private func latestRun(_ client: Client) async throws -> Run.ID {
        for line in try await client.call(Endpoints.listRounds, query: RoundListQuery(limit: 10)).items where line.runs > 0 {
            let round = try await client.call(Endpoints.showRound, path: [line.id])
            guard let chosen = try await chosenRun(of: round, client) else { continue }
            global.say(said("Of run \(chosen.number) of “\(round.name)”:", "Calcul \(chosen.number) de «\u{A0}\(round.name)\u{A0}»\u{A0}:"))
            return chosen.id
        }
        throw CommandFailure.usage(
            said(
                "No round has a run yet. Start one with: vivier round run ROUND",
                "Aucune session n’a encore de calcul. Lancez-en un\u{A0}: vivier round run SESSION"))
    }

    /// The published run; else the latest that tries nothing out; else the latest.
    private func chosenRun(of round: Round, _ client: Client) async throws -> RunLine? {
        let runs = round.runs.sorted { $0.number > $1.number }
        if let published = runs.first(where: { $0.state == "published" }) { return published }
        for line in runs.prefix(20) where try await client.call(Endpoints.showRun, path: [line.id]).branch == nil { return line }
        return runs.first
    }

    private func write(_ explanation: Explanation) {
        let (team, title) = (explanation.teamName, explanation.caseTitle)
        let verdict =
            explanation.eligible
            ? said("fit \(explanation.fit)", "adéquation \(explanation.fit)") : said("not eligible", "paire impossible")
        print(said("\(team) and \(title): \(verdict)", "\(team) et \(title)\u{A0}: \(verdict)"))
        if explanation.matched { print(said("matched", "affectés")) }
        for gate in explanation.gates where !gate.passed { line("excluded", gate.message) }
        var table = Table(heading: ["skill", "importance", "needed", "found", "by", "credit"], right: [2, 3, 5])
        for part in explanation.skills {
            let through = part.through.map { " (\(called(part.relation))\(said(":", "\u{A0}:")) \($0))" } ?? ""
            table.rows.append([
                part.skill + through, called(part.importance), "\(part.neededLevel)", "\(part.foundLevel)", part.member ?? "",
                "\(part.credit)",
            ])
        }
        table.print()
        print(
            said(
                "skill fit \(explanation.skillFit), time fit \(explanation.timeFit)",
                "adéquation des compétences \(explanation.skillFit), du temps \(explanation.timeFit)"))
        for week in explanation.weeks where week.commonHalfHours < week.neededHalfHours {
            let (common, needed) = (hours(week.commonHalfHours), hours(week.neededHalfHours))
            print(
                said(
                    "week of \(week.week): \(common) h in common of \(needed) h",
                    "semaine du \(week.week)\u{A0}: \(common) h en commun sur \(needed) h"))
        }
        for opening in explanation.openings {
            print(said("Within reach with: \(opening)", "À portée avec\u{A0}: \(opening)"))
        }
        if let standing = explanation.standing { print(standing.message) }
        if let cost = explanation.cost, !explanation.matched { print(sentence(cost)) }
    }

    private func write(_ remedies: Remedies) {
        let (team, title) = (remedies.teamName, remedies.caseTitle)
        if remedies.matched { return print(said("\(team) has \(title).", "\(team) a \(title).")) }
        let needed =
            remedies.neededFit.map { said(", from \($0) on it would have it", ", à partir de \($0) elle l’aurait") }
            ?? (remedies.forced == nil ? "" : said(", and no fit would do", ", et aucune ne suffirait"))
        print(
            said(
                "\(team) and \(title): fit \(remedies.fit)\(needed)", "\(team) et \(title)\u{A0}: adéquation \(remedies.fit)\(needed)"))
        for condition in remedies.conditions { line("first", condition) }
        for remedy in remedies.remedies { line(remedy.kind.rawValue.replacing("-", with: " "), remedy.message) }
        if remedies.remedies.isEmpty, remedies.conditions.isEmpty {
            print(
                said(
                    remedies.forced == nil
                        ? "No change of places that was tried gives it the case; levels and hours are not tried in such a run."
                        : "No change of levels, hours or places that was tried gives it the case.",
                    remedies.forced == nil
                        ? "Aucun changement essayé de places ne lui donne le cas\u{A0}; niveaux et heures ne s’essaient pas dans un tel calcul."
                        : "Aucun changement essayé de niveaux, d’heures ou de places ne lui donne le cas."))
        }
        if remedies.forced == nil, remedies.remedies.contains(where: { $0.kind != .tie }) {
            print(said("Levels and hours are not tried in such a run.", "Niveaux et heures ne s’essaient pas dans un tel calcul."))
        }
        if let forced = remedies.forced { print(cost(forced)) }
    }

    private func sentence(_ cost: Explanation.Cost) -> String {
        if cost.exact {
            let taken = taken(cost.fitLost, cost.placedLost ?? 0)
            return said("Giving the team this case would \(taken).", "Donner ce cas à l’équipe \(taken).")
        }
        let fit = said(
            "take at least \(counted(cost.fitLost, "point", "points", "", "")) from the total",
            "ôterait au moins \(counted(cost.fitLost, "", "", "point", "points")) au total")
        let more = counted(max(1, cost.placedLost ?? 0), "more team", "more teams", "équipe de plus", "équipes de plus")
        switch cost.placedLost {
        case nil: return said("Giving the team this case would \(fit).", "Donner ce cas à l’équipe \(fit).")
        case 0:
            return said(
                "Giving the team this case would \(fit), or leave \(more) without a case.",
                "Donner ce cas à l’équipe \(fit), ou laisserait sans cas \(more).")
        default:
            return said(
                "Giving the team this case would leave at least \(more) without a case.",
                "Donner ce cas à l’équipe laisserait sans cas au moins \(more).")
        }
    }

    /// What forcing the pair as it is does to everybody.
    private func cost(_ forced: Remedies.Forced) -> String {
        let moved = counted(forced.teamsMoved, "other team", "other teams", "autre équipe", "autres équipes")
        let taken = taken(forced.fitLost, forced.placedLost)
        return said(
            "Forcing it as it is would \(taken) and change the case of \(moved).",
            "L’imposer en l’état \(taken) et changerait le cas de \(moved).")
    }

    /// What happens to the total and to those with a case, behind "would".
    private func taken(_ fitLost: Int, _ placedLost: Int) -> String {
        let points = counted(abs(fitLost), "point", "points", "point", "points")
        let teams = counted(abs(placedLost), "more team", "more teams", "équipe de plus", "équipes de plus")
        let fit =
            fitLost < 0
            ? said("add \(points) to the total", "ajouterait \(points) au total")
            : said("take \(points) from the total", "ôterait \(points) au total")
        switch placedLost {
        case 0: return fit
        case 1...: return said("leave \(teams) without a case and \(fit)", "laisserait sans cas \(teams) et \(fit)")
        default: return said("give \(teams) a case and \(fit)", "donnerait un cas à \(teams) et \(fit)")
        }
    }
}
