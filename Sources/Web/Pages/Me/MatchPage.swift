import API
import Foundation
import Hummingbird
import Vivier

/// What a published round gave the own team, why, and why not another case. Nothing of other teams.
struct MatchPage {
    var desk: Desk
    var here: OwnRound
    var rounds: [OwnRound]
    var cases: [RankableCase]
    var ranking: [[BusinessCase.ID]]
    var explained: Explanation?

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let rounds = try await desk.perform(ListOwnRounds(student: try desk.me())).items.filter { $0.run != nil }
        let asked = desk.query("run").flatMap { Run.ID($0) }
        guard let here = asked == nil ? rounds.first : rounds.first(where: { $0.run == asked }), let run = here.run else {
            if asked != nil { throw GeneralRefusal.missing(Sentence(en: "The run", fr: "Le calcul")) }
            let title = say("Your match", "Votre affectation")
            return desk.page(
                title,
                """
                <h1>\(title)</h1>
                \(Pieces.empty(
                    say("No round with your team is published yet. Until then, rank the cases with your team.", "Aucune session avec votre équipe n’est encore publiée. D’ici là, classez les cas avec votre équipe."),
                    Pieces.button(say("Rank the cases", "Classer les cas"), to: "/desk/me/ranking")))
                """)
        }
        let cases = try await desk.perform(ListRankableCases(round: here.round, team: here.team, query: PageQuery(limit: 200))).items
        let ranking = try await desk.perform(ShowRanking(round: here.round, team: here.team)).cases.map(\.tied)
        let which = desk.query("case").flatMap { BusinessCase.ID($0) } ?? here.match?.case
        var explained: Explanation?
        if let which { explained = try await desk.perform(ExplainPair(run: run, query: ExplanationQuery(team: here.team, case: which))) }
        return MatchPage(desk: desk, here: here, rounds: rounds, cases: cases, ranking: ranking, explained: explained).response()
    }

    func response() -> Response {
        let title = say("Your match", "Votre affectation")
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            <p class="lead">\(here.name) · \(say.pair(say("team", "équipe"), here.teamName))</p>
            \(outcome)\(explained.map { PairWords(pair: $0, say: say).html })\(others)\(earlier)
            """)
    }

    private var outcome: HTML {
        guard let match = here.match else {
            return """
                <div class="card next"><h2>\(say("No case this time", "Pas de cas cette fois"))</h2>
                <p>\(say("The round found no case for your team. Below, each case says why.", "La session n’a pas trouvé de cas pour votre équipe. Ci-dessous, chaque cas dit pourquoi."))</p></div>

                """
        }
        let rank = match.rank.map { say("Your team’s choice number \($0).", "Le choix numéro \($0) de votre équipe.") }
        return """
            <div class="card next"><h2>\(match.title)</h2>
            <p>\(HTML.link(match.company.name, to: "/companies/\(match.company.id)")) · \(say.pair(say("fit", "accord"), say.fit(match.fit)))</p>
            \(rank.map { "<p>\($0)</p>" as HTML })</div>

            """
    }

    private var others: HTML? {
        let place = Dictionary(
            ranking.enumerated().flatMap { place, tied in tied.map { ($0, place + 1) } }, uniquingKeysWith: { first, _ in first })
        let rest = cases.filter { $0.case != here.match?.case }.sorted {
            (place[$0.case] ?? .max, $0.title) < (place[$1.case] ?? .max, $1.title)
        }
        guard !rest.isEmpty else { return nil }
        let run = here.run.map { "\($0)" } ?? ""
        let rows = rest.map { line -> HTML in
            let rank = place[line.case].map { say("ranked \($0)", "classé \($0)") } ?? say("not ranked", "non classé")
            let isShown = explained?.case == line.case
            let action: HTML =
                isShown
                ? Pieces.badge(say("explained above", "expliqué ci-dessus"))
                : HTML.link(say("Why not?", "Pourquoi pas ?"), to: "/desk/me/match?run=\(run)&case=\(line.case)")
            return "<li><span><b>\(line.title)</b> <span class=\"soft small\">\(line.company.name) · \(rank)</span></span>\(action)</li>\n"
        }
        return "<h2>\(say("The other cases", "Les autres cas"))</h2>\n<ul class=\"rows\">\n\(rows)</ul>\n"
    }

    private var earlier: HTML? {
        let rest = rounds.filter { $0.run != here.run }
        guard !rest.isEmpty else { return nil }
        let items = rest.map { "<li>\(HTML.link($0.name, to: "/desk/me/match?run=\($0.run.map { "\($0)" } ?? "")"))</li>" as HTML }
        return "<h2>\(say("Other rounds", "Autres sessions"))</h2><ul>\(items)</ul>\n"
    }
}

/// Why a team and a case fit as they do, for the team's members.
struct PairWords {
    var pair: Explanation
    var say: Words

    var html: HTML {
        let failed = pair.gates.filter { !$0.passed }
        let why: HTML =
            failed.isEmpty
            ? "<p>\(sentence)</p>\(pair.standing.map { "<p>\($0.message)</p>" as HTML })"
            : "<p>\(say("This case was out of reach:", "Ce cas était hors d’atteinte :"))</p><ul>\(failed.map { "<li>\($0.message)</li>" as HTML })</ul>"
        return """
            <section class="card" aria-labelledby="pair"><h2 id="pair">\(pair.matched ? say("Why this case", "Pourquoi ce cas") : say("Why not “\(pair.caseTitle)”", "Pourquoi pas « \(pair.caseTitle) »"))</h2>
            \(why)\(figures)\(skills)\(weeks)</section>

            """
    }

    private var sentence: String {
        pair.matched
            ? say(
                "Of all ways to place the teams, one with this match is best by the rules of the round; the proof is published.",
                "De toutes les façons de placer les équipes, une avec cette affectation est la meilleure selon les règles de la session ; la preuve est publiée."
            )
            : say(
                "Your team could have done it. The places went to where, by the rules of the round, they serve all teams together best.",
                "Votre équipe aurait pu le faire. Les places sont allées là où, selon les règles de la session, elles servent le mieux l’ensemble des équipes."
            )
    }

    private var figures: HTML {
        Pieces.figures([
            (say("fit", "accord"), say.fit(pair.fit)), (say("skills", "compétences"), say.fit(pair.skillFit)),
            (say("time", "temps"), say.fit(pair.timeFit)),
        ])
    }

    private var skills: HTML? {
        guard !pair.skills.isEmpty else { return nil }
        return Listing<Explanation.SkillPart>(
            caption: say("Skills that the case asks for", "Compétences que le cas demande"),
            columns: [
                .init(title: say("Skill", "Compétence")) { "\($0.skill)" },
                .init(title: say("Asked for", "Demandé")) { part in
                    "\(say.level(part.neededLevel)), \(CaseContent.Importance(rawValue: part.importance).map(say.importance) ?? part.importance)"
                },
                .init(title: say("In your team", "Dans votre équipe")) { part in
                    guard part.foundLevel > 0 else { return "\(say("nobody", "personne"))" }
                    let through = part.through.map { say(" through \($0)", " par \($0)") } ?? ""
                    return "\(say.level(part.foundLevel))\(through)"
                },
            ], rows: pair.skills
        ).html
    }

    private var weeks: HTML? {
        let short = pair.weeks.filter { $0.commonHalfHours < $0.neededHalfHours }
        guard !pair.weeks.isEmpty else { return nil }
        guard !short.isEmpty else {
            return
                "<p class=\"soft\">\(say("Your team shares enough free time in every week.", "Votre équipe partage assez de temps libre chaque semaine."))</p>"
        }
        return Listing<Explanation.WeekPart>(
            caption: say("Weeks with too little common time", "Semaines où le temps commun manque"),
            columns: [
                .init(title: say("Week of", "Semaine du")) { "\($0.week)" },
                .init(title: say("Common hours", "Heures communes"), isNumber: true) { "\(say.hours(halfHours: $0.commonHalfHours))" },
                .init(title: say("Needed", "Nécessaires"), isNumber: true) { "\(say.hours(halfHours: $0.neededHalfHours))" },
            ], rows: short
        ).html
    }
}

extension Words {
    /// `3.5`, `3,5`.
    func hours(halfHours: Int) -> String {
        halfHours % 2 == 0 ? number(halfHours / 2) : "\(halfHours / 2)\(language == .french ? "," : ".")5"
    }

    /// The day of a moment, in the time of the place where the schools are.
    func day(_ moment: Date) -> String {
        moment.formatted(
            Date.FormatStyle(
                date: .abbreviated, locale: Locale(identifier: language == .french ? "fr_FR" : "en_GB"),
                timeZone: TimeZone(identifier: "Europe/Paris") ?? .gmt))
    }
}
