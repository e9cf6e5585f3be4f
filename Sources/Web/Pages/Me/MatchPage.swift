import API
import Formats
import Foundation
import Hummingbird
import Vivier

/// What a published round gave the own team, why, and why not another case. Nothing of other teams.
struct MatchPage {
    var desk: Desk
    var here: OwnRound
    var rounds: [OwnRound]
    var cases: [RankableCase]
    /// Of them what the address asks for.
    var found: [RankableCase]
    var ranking: [[BusinessCase.ID]]
    var explained: Explanation?
    /// The case that the team has, as its members may read it.
    var own: BusinessCase?

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let all = try await desk.perform(ListOwnRounds(student: try desk.me())).items
        let rounds = all.filter { $0.run != nil }
        let asked = desk.query("run").flatMap { Run.ID($0) }
        guard let here = asked == nil ? rounds.first : rounds.first(where: { $0.run == asked }), let run = here.run else {
            if asked != nil { throw GeneralRefusal.missing(Sentence(en: "The run", fr: "Le calcul")) }
            let title = say("Your match", "Votre affectation")
            return desk.page(title, "<h1>\(title)</h1>\n\(none(canRank: all.contains { $0.state == "open" }, say))")
        }
        if here.run == rounds.first?.run, !here.isRead { _ = try await desk.perform(ReadOutcome(student: try desk.me())) }
        let ofRun = try await RankedCases(desk, here)
        let cases = try await ofRun.read()
        let query = RankedCases.asked(desk)
        let found = query.q == nil && query.sort == nil ? cases : try await ofRun.read(query)
        let ranking = try await desk.perform(ShowRanking(round: here.round, team: here.team)).cases.map(\.tied)
        let which = desk.query("case").flatMap { BusinessCase.ID($0) } ?? here.match?.case
        var explained: Explanation?
        if let which { explained = try await desk.perform(ExplainPair(run: run, query: ExplanationQuery(team: here.team, case: which))) }
        var own: BusinessCase?
        if let match = here.match {
            do {
                own = try await desk.perform(ShowCase(case: match.case))
            } catch let refusal as any Refusal where refusal.reason.kind == .missing {
                own = nil
            }
        }
        return MatchPage(
            desk: desk, here: here, rounds: rounds, cases: cases, found: found, ranking: ranking, explained: explained, own: own
        ).response()
    }

    /// Before anything is published.
    private static func none(canRank: Bool, _ say: Words) -> HTML {
        canRank
            ? Pieces.empty(
                say(
                    "No round with your team is published yet. Until then, rank the cases with your team.",
                    "Aucune session avec votre équipe n’est encore publiée. D’ici là, classez les cas avec votre équipe."),
                Pieces.button(say("Rank the cases", "Classer les cas"), to: "/desk/me/ranking"))
            : Pieces.empty(
                say(
                    "No round with your team is published yet: your school forms the teams and opens a round. Until then, keep your profile up to date.",
                    "Aucune session avec votre équipe n’est encore publiée\u{A0}: votre école forme les équipes et ouvre une session. D’ici là, tenez votre profil à jour."
                ), Pieces.button(say("To your profile", "Vers votre profil"), to: "/desk/me"))
    }

    func response() -> Response {
        let title = say("Your match", "Votre affectation")
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            <p class="lead">\(here.name) · \(say.team(here.teamName))</p>
            \(outcome)\(explained.map { PairWords(pair: $0, company: company(of: $0), say: say).html })\(others)\(earlier)
            """)
    }

    /// Whose case it is that is explained; of the own one the card above says it.
    private func company(of pair: Explanation) -> HTML? {
        guard pair.case != here.match?.case, let line = cases.first(where: { $0.case == pair.case }) else { return nil }
        return Self.link(to: line.company)
    }

    private static func link(to company: OrganisationReference) -> HTML {
        HTML.link(company.name, to: AddressWords.path(ofCompany: company.id, company.name))
    }

    private var outcome: HTML {
        guard let match = here.match else {
            if let lost = here.lost { return LostCaseWords.card(lost, in: here, say) }
            return """
                <div class="card next"><h2>\(say("No case this time", "Pas de cas cette fois"))</h2>
                <p>\(say("The round found no case for your team. Below, each case says why.", "La session n’a pas trouvé de cas pour votre équipe. Ci-dessous, chaque cas dit pourquoi."))</p></div>

                """
        }
        let rank = match.rank.map { say("Your team’s choice number \($0).", "Le choix numéro \($0) de votre équipe.") }
        return """
            <div class="card next"><h2>\(title(of: match))</h2>
            <p>\(Self.link(to: match.company)) · \(say.pair(say("fit", "adéquation"), say.fit(match.fit)))</p>
            \(rank.map { "<p>\($0)</p>" as HTML })\(work)\(here.lost.map { "<p class=\"soft\">\(LostCaseWords.what($0, say))</p>" as HTML })</div>

            """
    }

    /// With the way to the case: to its public page, where it has one.
    private func title(of match: OwnMatch) -> HTML {
        guard let own else { return HTML(escaping: match.title) }
        let isOpen = own.isPublic && own.state != .closed && (own.state != .published || Day.today <= own.content.window.until)
        return HTML.link(match.title, to: isOpen ? AddressWords.path(of: own.id, match.title) : "/desk/cases/\(own.id)")
    }

    /// When the team works on its case, and what comes next.
    private var work: HTML? {
        guard let own else { return nil }
        let (window, today) = (own.content.window, Day.today)
        let next: String? =
            if today < window.from {
                say(
                    "Your school puts you in touch with the company; the work begins on \(say.day(window.from)).",
                    "Votre école vous met en relation avec l’entreprise\u{A0}; le travail commence le \(say.day(window.from)).")
            } else if today <= window.until {
                say(
                    "The work has begun. If you are not in touch with the company yet, ask your school.",
                    "Le travail a commencé. Si vous n’êtes pas encore en relation avec l’entreprise, demandez à votre école.")
            } else {
                nil
            }
        return """
            <p>\(say.days(window)), \(say.hoursAWeek(own.content.hoursPerWeek))</p>\(next.map { "<p>\($0)</p>" as HTML })
            """
    }

    private var others: HTML? {
        let list = OtherCases(found, ranking, of: here, isSorted: desk.query("sort") != nil)
        let (place, rest) = (list.places, list.cases)
        guard !rest.isEmpty || desk.query("q") != nil else { return nil }
        let run = here.run.map { "\($0)" } ?? ""
        let shown = RankedCases.Excerpt(of: rest, desk)
        let rows = shown.items.map { line -> HTML in
            let rank = place[line.case].map { say("ranked \($0)", "classé \($0)") } ?? say("not ranked", "non classé")
            let isShown = explained?.case == line.case
            let action: HTML =
                isShown
                ? Pieces.badge(say("explained above", "expliqué ci-dessus"))
                : """
                <a href="/desk/me/match?run=\(run)&amp;case=\(line.case)" aria-label="\(say("Why not? “\(line.title)”", "Pourquoi pas\u{A0}? «\u{A0}\(line.title)\u{A0}»"))">\(say("Why not?", "Pourquoi pas\u{A0}?"))</a>
                """
            return """
                <li><span><b>\(line.title)</b><br><span class="soft small">\(line.company.name) · \(rank)</span></span>\(action)</li>

                """
        }
        let fields: KeyValuePairs<String, String?> = ["run": run, "case": desk.query("case")]
        let file = Desk.address("/desk/me/match.csv", ["run": run, "q": desk.query("q"), "sort": desk.query("sort")])
        return """
            <h2 id="others">\(say("The other cases", "Les autres cas"))</h2>
            \(shown.search("/desk/me/match", fields, [("", say("your ranking", "votre classement"))] + RankedCases.ways(say)))<ul class="rows level">
            \(rows)</ul>\(shown.pager("/desk/me/match", fields))\(rest.isEmpty ? nil : desk.export(file))
            """
    }

    private var earlier: HTML? {
        let rest = rounds.filter { $0.run != here.run }
        guard !rest.isEmpty else { return nil }
        let items = rest.map { "<li>\(HTML.link($0.name, to: "/desk/me/match?run=\($0.run.map { "\($0)" } ?? "")"))</li>" as HTML }
        return "<h2>\(say("Other rounds", "Autres sessions"))</h2><ul>\(items)</ul>\n"
    }
}
