import API
import Hummingbird
import Vivier

/// Teams as they would be, with what they are worth and what cannot be exceeded, before anything is stored.
struct FormationPreviewPage {
    var desk: Desk
    var cohort: Cohort
    var wish: FormationWish
    var formation: Formation
    var excerpt: FormationExcerpt

    private var say: Words { desk.say }

    func response() -> Response {
        let title = say("Teams as they would be", "Les équipes proposées")
        let back = "/desk/cohorts/\(cohort.id)/formation?\(wish.query)"
        let hidden = wish.values.sorted { $0.key < $1.key }.map {
            "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" as HTML
        }
        let shown = excerpt.page(of: excerpt.found(in: formation.teams))
        let teams = shown.teams.map(card)
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts"), (cohort.name, "/desk/cohorts/\(cohort.id)"), (say("Teams", "Équipes"), TeamBoardPage.path(cohort.id)), (say("Form teams", "Former des équipes"), back)]))
            <h1>\(title)</h1>
            <p class="lead">\(proof)</p>
            \(Pieces.figures([
                (say("teams formed", "équipes formées"), say.number(formation.teams.count)), (say("kept as they are", "gardées telles quelles"), say.number(formation.kept.count)),
                (say("dissolved", "dissoutes"), say.number(formation.dissolved)), (say("points of at most", "points sur au plus") + " \(say.number(formation.bound))", say.number(formation.points)),
            ]))
            \(formation.notes.map { "<p class=\"warning\">\($0)</p>" as HTML })
            \(desk.form("/desk/cohorts/\(cohort.id)/formation/teams", LiveRun.attributes(say), "\(hidden)<div class=\"actions\"><button>\(say("Keep these teams", "Garder ces équipes"))</button>\(Pieces.button(say("Change the rules", "Changer les règles"), to: back, isQuiet: true))</div>"))
            <section id="teams" aria-label="\(say("Teams", "Équipes"))">\(formation.teams.isEmpty ? nil : controls)\(teams.isEmpty ? none : "<ul class=\"board\">\(teams)</ul>" as HTML?)
            \(pager(shown.number, of: shown.of))</section>
            """)
    }

    private var path: String { "/desk/cohorts/\(cohort.id)/formation/preview" }

    private var controls: HTML {
        let hidden = wish.values.sorted { $0.key < $1.key }.map {
            "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" as HTML
        }
        let options = Pieces.options(FormationExcerpt.ways(say), chosen: desk.query("sort") ?? "")
        return """
            <div class="controls"><form method="get" action="\(path)#teams" role="search">\(hidden)<input type="hidden" name="page" value="1"><div class="wide"><label for="q">\(say("Team or member", "Équipe ou membre"))</label>\
            <input id="q" name="q" type="search" value="\(desk.query("q") ?? "")" maxlength="200"></div>\
            <div><label for="sort">\(say("Sort by", "Trier par"))</label><select id="sort" name="sort" class="short">\(options)</select></div>\
            <button class="quiet">\(say("Search", "Rechercher"))</button></form></div>
            \(desk.export("\(path).csv?\(wish.query)\(excerpt.query())"))
            """
    }

    private var none: HTML? {
        guard !formation.teams.isEmpty else { return nil }
        return Pieces.empty(
            say("No team is called so, and has no such member.", "Aucune équipe ne porte ce nom ni n’a ce membre."),
            Pieces.button(say("All teams", "Toutes les équipes"), to: "\(path)?\(wish.query)&page=1#teams", isQuiet: true))
    }

    private func pager(_ number: Int, of pages: Int) -> HTML? {
        func address(_ page: Int) -> String { "\(path)?\(wish.query)\(excerpt.query(page: page))#teams" }
        return Pieces.pager(
            say, next: number < pages ? address(number + 1) : nil, first: number > 1 ? address(1) : nil,
            before: number > 2 ? address(number - 1) : nil)
    }

    private var proof: String {
        if formation.exact {
            return say(
                "Proven: no other teams by these rules are better.",
                "Prouvé\u{A0}: aucune autre répartition suivant ces règles n’est meilleure.")
        }
        if formation.gap == 0 {
            return say(
                "The points reach what no teams by these rules can exceed.",
                "Les points atteignent ce qu’aucune équipe suivant ces règles ne peut dépasser.")
        }
        let gap = say.fit(formation.gap)
        return say(
            "No teams by these rules can have more than \(gap) more points: the rest is proven out of reach.",
            "Aucune équipe suivant ces règles ne peut avoir plus de \(gap) de points en plus\u{A0}: le reste est prouvé hors d’atteinte.")
    }

    private func card(_ team: FormationTeam) -> HTML {
        let parts: [(String, FormationTeam.Part)] = [
            (say("Skills", "Compétences"), team.coverage), (say("Time", "Temps"), team.time), (say("Size", "Taille"), team.size),
        ]
        let bars = parts.filter { $0.1.of > 0 }.map { name, part -> HTML in
            "<li><span>\(name)</span> <meter min=\"0\" max=\"\(part.of)\" value=\"\(part.points)\" aria-label=\"\(name)\">\(part.points) / \(part.of)</meter></li>"
        }
        return """
            <li class="card team"><h2>\(team.name)</h2><ul class="people">\(team.members.map { "<li>\($0.givenName) \($0.familyName)</li>" as HTML })</ul>
            <ul class="meters">\(bars)</ul>
            <details><summary>\(say("Why", "Pourquoi"))</summary><ul class="reasons">\(team.reasons.map { "<li>\($0)</li>" as HTML })</ul></details></li>

            """
    }
}
