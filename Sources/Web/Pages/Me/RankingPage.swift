import API
import Foundation
import Hummingbird
import Vivier

/// The cases of a round as the own team ranks them: each button is one step and is kept at once.
struct RankingPage {
    var desk: Desk
    var rounds: [OwnRound]
    /// The one that is shown.
    var here: OwnRound
    /// Of the cases on offer those that the team ranks, and of the others those that the address asks for.
    var known: [RankableCase]
    var unranked: [RankableCase]
    var ranking: [[BusinessCase.ID]]
    /// What keeps a ranking from counting as things are.
    var note: String?

    private var say: Words { desk.say }
    private var isOpen: Bool { here.state == "open" }

    static func response(_ desk: Desk) async throws -> Response {
        let rounds = try await desk.perform(ListOwnRounds(student: try desk.me())).items
        let asked = desk.query("round").flatMap { Round.ID($0) }
        let team = desk.query("team").flatMap { Team.ID($0) }
        let found = asked.map { asked in rounds.first { $0.round == asked && (team == nil || $0.team == team) } }
        if let found, found == nil { throw GeneralRefusal.missing(Sentence(en: "The round", fr: "La session")) }
        guard let here = found ?? rounds.first(where: { $0.state == "open" }) ?? rounds.first else { return none(desk) }
        let ranking = try await desk.perform(ShowRanking(round: here.round, team: here.team))
        let cases = try await RankedCases(desk, here)
        // No search and no page of the others ever hides what is ranked.
        let known = try await cases.read(RankableCaseQuery(ranked: true))
        let unranked = try await cases.read(RankedCases.asked(desk, ranked: false))
        return RankingPage(
            desk: desk, rounds: rounds, here: here, known: known, unranked: unranked, ranking: ranking.cases.map(\.tied), note: ranking.note
        ).response()
    }

    /// All that the team can rank, or what a search finds of it, with the place that the team gives each.
    static func file(_ desk: Desk) async throws -> Response {
        guard let round = desk.query("round").flatMap({ Round.ID($0) }), let team = desk.query("team").flatMap({ Team.ID($0) }) else {
            throw Failure.noSuchPage
        }
        let query = SortedExportQuery(q: desk.query("q"), sort: desk.query("sort"))
        let export = ExportRankableCases(round: round, team: team, query: query, form: .people(desk.say.language))
        return desk.csv(try await desk.perform(export), "cases.csv")
    }

    static func move(_ desk: Desk, _ form: Form) async throws -> Response {
        guard let round = Round.ID(form["round"]), let team = Team.ID(form["team"]), let which = BusinessCase.ID(form["case"]),
            let step = RankingMove.Step(rawValue: form["step"])
        else { throw Failure.noSuchPage }
        let move = RankingMove(case: which, step: step, before: BusinessCase.ID(form["before"]))
        _ = try await desk.perform(MoveInRanking(round: round, team: team, move: move))
        let address = Desk.address(
            "/desk/me/ranking",
            ["round": "\(round)", "team": "\(team)", "q": form.text("q"), "sort": form.text("sort"), "page": form.text("page")])
        return desk.go(to: "\(address)#\(step == .remove ? "others" : "c-\(which)")")
    }

    private static func none(_ desk: Desk) -> Response {
        let say = desk.say
        let title = say("Cases to rank", "Cas à classer")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(Pieces.empty(
                say(
                    "There is nothing to rank yet: your school forms the teams and opens a round. Until then, say what you can do and when you are free.",
                    "Il n’y a encore rien à classer : votre école forme les équipes et ouvre une session. D’ici là, dites ce que vous savez faire et quand vous êtes libre."),
                Pieces.button(say("To your profile", "Vers votre profil"), to: "/desk/me")))
            """)
    }

    func response() -> Response {
        let title = say("Cases to rank", "Cas à classer")
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            <p class="lead">\(here.name) · \(say.team(here.teamName)) \(badge)</p>
            \(note.map { "<p class=\"warning\">\($0)</p>\n" as HTML })\(otherRounds)<h2>\(say("Your team’s ranking", "Le classement de votre équipe"))</h2>
            \(few)\(ranked)\(others)\(isBare ? nil : desk.export(file))
            """)
    }

    private var file: String {
        Desk.address(
            "/desk/me/ranking.csv",
            ["round": "\(here.round)", "team": "\(here.team)", "q": desk.query("q"), "sort": desk.query("sort")])
    }

    private var badge: HTML {
        isOpen ? Pieces.badge(say("open", "ouverte"), .good) : Pieces.badge(say("closed", "close"))
    }

    private var otherRounds: HTML? {
        let rest = rounds.filter { $0.round != here.round || $0.team != here.team }
        guard !rest.isEmpty else { return nil }
        let items = rest.map {
            "<li>\(HTML.link("\($0.name) · \($0.teamName)", to: "/desk/me/ranking?round=\($0.round)&team=\($0.team)"))</li>" as HTML
        }
        return "<details><summary>\(say("Other rounds", "Autres sessions"))</summary><ul>\(items)</ul></details>\n"
    }

    /// Said once of a round that is over, where it would stand on card after card and nobody can act on it any more.
    private var few: HTML? {
        guard !isOpen, (known + unranked).contains(where: { $0.rankedBy == nil }) else { return nil }
        let few = say.number(CaseDemand.fewest)
        let words = say(
            "Where no number of teams stands, fewer than \(few) rank the case.",
            "Sans nombre d’équipes indiqué, moins de \(few) classent le cas.")
        return "<p class=\"soft small\">\(words)</p>\n"
    }

    private var ranked: HTML {
        let known = Dictionary(known.map { ($0.case, $0) }) { first, _ in first }
        let explained = say(
            "Best first. Equal places are a tie. What you leave out your team would not take. Every step is kept at once, for the whole team.",
            "Le meilleur d’abord. À égalité, le rang est le même. Ce que vous omettez, votre équipe ne le prendrait pas. Chaque geste est gardé aussitôt, pour toute l’équipe."
        )
        guard !ranking.isEmpty else {
            // What comes next is said below, once.
            if isOpen, isBare { return "<p class=\"soft\">\(say("Nothing is ranked yet.", "Rien n’est encore classé."))</p>\n" }
            return Pieces.empty(
                isOpen
                    ? say(
                        "Nothing is ranked yet: choose from the cases below. Without a ranking, how well skills and hours fit decides.",
                        "Rien n’est encore classé : choisissez parmi les cas ci-dessous. Sans classement, l’adéquation des compétences et des heures décide."
                    )
                    : say("Your team gave no ranking in this round.", "Votre équipe n’a pas donné de classement dans cette session."))
        }
        let places = ranking.enumerated().flatMap { place, tied in
            tied.enumerated().map { index, id -> HTML in
                let rank = place + 1
                guard let line = known[id] else {
                    return
                        "<li class=\"card rank\"><span class=\"place\"><b>\(rank)</b></span><p class=\"what soft\">\(say("A case that is not on offer here any more.", "Un cas qui n’est plus proposé ici."))</p></li>"
                }
                let isTied = tied.count > 1
                return card(
                    line, rank: rank, isTied: isTied,
                    buttons: isOpen
                        ? [
                            place > 0 || isTied ? step("up", "↑", say("Rank higher", "Monter"), line) : nil,
                            place < ranking.count - 1 || isTied ? step("down", "↓", say("Rank lower", "Descendre"), line) : nil,
                            isTied ? step(index == 0 ? "up" : "down", "≠", say("No longer tied", "Ne plus être à égalité"), line) : nil,
                            place > 0 ? step("tie", "=", say("As good as the one above", "À égalité avec le précédent"), line) : nil,
                            step("remove", "✕", say("Take out", "Retirer"), line),
                        ].compactMap(\.self) : [])
            }
        }
        return "<p class=\"hint\">\(explained)</p>\n<ol class=\"ranking\"\(isOpen ? drag : "")>\n\(places)</ol>\n"
    }

    /// Nothing is on offer, as far as nobody searches.
    private var isBare: Bool { known.isEmpty && unranked.isEmpty && desk.query("q") == nil }

    /// What the script needs to take a step for a card that is dragged.
    private var drag: HTML { " data-rank data-round=\"\(here.round)\" data-team=\"\(here.team)\"" }

    private var others: HTML {
        // Nobody is asked to choose what is given away already.
        let rest = unranked.filter { $0.places > 0 }
        let heading = say("Not ranked", "Non classés")
        guard !rest.isEmpty || desk.query("q") != nil else {
            return isBare
                ? Pieces.empty(
                    say(
                        "No case is on offer in this round yet. Companies publish theirs, and they stand here at once. Until then, say what you can do: that is what cases are chosen by.",
                        "Aucun cas n’est encore proposé dans cette session. Les entreprises publient les leurs, et ils paraissent ici aussitôt. D’ici là, dites ce que vous savez faire\u{A0}: c’est là-dessus que les cas se choisissent."
                    ), Pieces.button(say("To your profile", "Vers votre profil"), to: "/desk/me"))
                : unranked.isEmpty
                    ? "<p class=\"soft\" id=\"others\">\(say("All cases are ranked.", "Tous les cas sont classés."))</p>\n"
                    : "<p class=\"soft\" id=\"others\">\(say("No other case has a place left.", "Aucun autre cas n’a encore une place."))</p>\n"
        }
        let full = unranked.count - rest.count
        let left: HTML? =
            full == 0
            ? nil
            : "<p class=\"soft\">\(say.count(full, ("case is not shown: its places are taken.", "cases are not shown: their places are taken."), ("cas n’est pas montré\u{A0}: ses places sont prises.", "cas ne sont pas montrés\u{A0}: leurs places sont prises.")))</p>\n"
        let shown = RankedCases.Excerpt(of: rest, desk)
        let fields: KeyValuePairs<String, String?> = ["round": "\(here.round)", "team": "\(here.team)"]
        let cards = shown.items.map { line in
            card(line, rank: nil, isTied: false, buttons: isOpen ? [step("add", "+", say("Rank it", "Classer"), line, words: true)] : [])
        }
        let count = rest.count > shown.items.count ? " · \(rest.count)" : ""
        return """
            <h2 id="others">\(heading)\(count)</h2>
            \(shown.search("/desk/me/ranking", fields, RankedCases.ways(say)))<ul class="ranking">
            \(cards)</ul>
            \(shown.pager("/desk/me/ranking", fields))\(left)
            """
    }

    private func step(_ step: String, _ sign: String, _ label: String, _ line: RankableCase, words: Bool = false) -> HTML {
        let shown: HTML = words ? "\(label)" : "<span aria-hidden=\"true\">\(sign)</span>"
        return """
            <button class="quiet small" name="step" value="\(step)" aria-label="\(say.pair(label, line.title))" title="\(label)">\(shown)</button>
            """
    }

    private func card(_ line: RankableCase, rank: Int?, isTied: Bool, buttons: [HTML]) -> HTML {
        let fields: HTML = """
            <input type="hidden" name="round" value="\(here.round)"><input type="hidden" name="team" value="\(here.team)">\
            <input type="hidden" name="case" value="\(line.case)">\(place(kept: "q"))\(place(kept: "sort"))\(place(kept: "page"))<div class="buttons">\(buttons)</div>
            """
        let place: HTML? = rank.map { rank in
            "<span class=\"place\"><span class=\"visually-hidden\">\(say("Rank", "Rang")) </span><b>\(rank)</b>\(isTied ? " <small>\(say("tied", "ex æquo"))</small>" : "" as HTML)</span>"
        }
        return """
            <li class="card rank" id="c-\(line.case)" data-case="\(line.case)">\(place)<div class="what"><h3>\(line.title)</h3>
            <p class="soft small">\(line.company.name) · \(demand(line))</p>
            \(RankableDetails(line: line, say: say).html)</div>
            \(buttons.isEmpty ? nil : desk.form("/desk/me/ranking", "", fields) as HTML?)</li>

            """
    }

    /// So that a step leads back to what was searched and to its page.
    private func place(kept name: String) -> HTML? { desk.query(name).map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" } }

    private func demand(_ line: RankableCase) -> String {
        let places =
            line.places == 0
            ? say("no place left", "plus de place") : say.count(line.places, ("place", "places"), ("place", "places"))
        let few = say.number(CaseDemand.fewest)
        guard let all = line.rankedBy.map({ say.number($0) }) else {
            guard isOpen else { return places }
            return say("fewer than \(few) teams rank it, \(places)", "moins de \(few) équipes le classent, \(places)")
        }
        guard let first = line.rankedFirstBy.map({ say.number($0) }) else {
            return say(
                "about \(all) teams rank it, fewer than \(few) of them first, \(places)",
                "environ \(all) équipes le classent, moins de \(few) en tête, \(places)")
        }
        return say(
            "about \(first) teams rank it first, about \(all) in all, \(places)",
            "environ \(first) équipes le mettent en tête, environ \(all) en tout, \(places)")
    }
}

/// The rest of a case, behind a fold.
struct RankableDetails {
    var line: RankableCase
    var say: Words

    var html: HTML {
        let skills = line.skills.map {
            "<li class=\"chip\">\($0.skill) · \(say.level($0.level)) · \(say.importance($0.importance))</li>" as HTML
        }
        let place = line.remote ? say("remote", "à distance") : line.place ?? "–"
        return """
            <details><summary>\(say("More about it", "En savoir plus"))</summary>
            <p class="soft small">\(say.days(line.window)) · \(say.hoursAWeek(line.hoursPerWeek)) · \(place)</p>
            <ul class="chips">\(skills)</ul>
            <p>\(Markdown.words(line.description, most: 600))</p></details>
            """
    }
}
