import API
import Foundation
import Hummingbird
import Vivier

/// The rounds that one holds or takes part in, newest first.
struct RoundListPage {
    var desk: Desk
    var page: Page<RoundLine>

    private var say: Words { desk.say }
    private var q: String { desk.query("q") ?? "" }
    private func address(_ path: String = "/desk/rounds", sort: String? = nil, cursor: String? = nil) -> String {
        desk.place(path, ["q": q, "sort": sort ?? desk.query("sort"), "cursor": cursor])
    }

    /// All of them as a file.
    static func file(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let rows = try await desk.all { cursor in
            let query = RoundListQuery(q: desk.query("q"), sort: desk.query("sort"), limit: 200, cursor: cursor)
            let page = try await desk.perform(ListRounds(query: query))
            return (page.items.map { [$0.name, RoundWords.state($0.state, say), "\($0.runs)", say.moment($0.createdAt)] }, page.next)
        }
        return desk.table([say("name", "nom"), say("state", "état"), say("runs", "calculs"), say("opened", "ouverte")], rows, "rounds.csv")
    }

    private func controls(_ button: HTML?) -> HTML {
        let label = say("Name of the round", "Nom de la session")
        return """
            <div class="controls"><form method="get" role="search"><label class="visually-hidden" for="q">\(label)</label>\
            <input id="q" name="q" type="search" value="\(q)" placeholder="\(label)"><button class="quiet">\(say("Search", "Rechercher"))</button></form>\
            <a class="button quiet" href="\(address("/desk/rounds.csv"))">\(say("Export (CSV)", "Exporter (CSV)"))</a>\(button)</div>
            """
    }

    /// For whoever opens no round: who does, and when it stands here.
    private var none: HTML {
        Pieces.empty(
            say(
                "There is no round yet. The administration of a school opens one once its teams are formed; then it stands here.",
                "Il n’y a encore aucune session. L’administration d’une école en ouvre une quand ses équipes sont formées\u{A0}; elle paraîtra alors ici."
            ),
            desk.may(.readCohorts)
                ? Pieces.button(
                    say("To the cohorts and their teams", "Vers les promotions et leurs équipes"), to: "/desk/cohorts", isQuiet: true)
                : Pieces.button(say("Meanwhile, see the cases", "En attendant, voir les cas"), to: "/desk/cases", isQuiet: true))
    }

    func response() -> Response {
        let title = say("Rounds", "Sessions")
        let mayOpen = desk.may(.manageRounds)
        let button: HTML? = mayOpen ? Pieces.button(say("New round", "Nouvelle session"), to: "/desk/rounds/new") : nil
        let list = Listing(
            caption: say("Rounds", "Sessions"),
            columns: [
                .init(title: say("Name", "Nom"), sort: "name", cell: { HTML.link($0.name, to: "/desk/rounds/\($0.id)") }),
                .init(title: say("State", "État"), cell: { RoundWords.badge($0.state, say) }),
                .init(title: say("Runs", "Calculs"), isNumber: true, cell: { "\($0.runs)" }),
                .init(title: say("Opened", "Ouverte"), sort: "created", cell: { "\(say.moment($0.createdAt))" }),
            ], rows: page.items, say: say, sort: desk.query("sort") ?? "-created", sorted: { address(sort: $0) })
        let empty = Pieces.empty(
            say(
                "A round brings teams and cases together: choose cohorts and cases, look for what stands in the way, run, check, publish with the proof.",
                "Une session réunit équipes et cas\u{A0}: choisissez promotions et cas, repérez les obstacles, calculez, vérifiez, publiez avec la preuve."
            ),
            button)
        let nothing = Pieces.empty(
            q.isEmpty
                ? say("There is no round beyond these.", "Il n’y a pas d’autre session au-delà.")
                : say("No round is called so.", "Aucune session ne porte ce nom."),
            Pieces.button(say("See all rounds", "Voir toutes les sessions"), to: "/desk/rounds", isQuiet: true))
        let isBare = page.items.isEmpty && desk.query("cursor") == nil && q.isEmpty
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(isBare ? (mayOpen ? empty : none) : "\(controls(button))\(page.items.isEmpty ? nothing : list.html)" as HTML)
            \(Pieces.pager(say, next: page.next.map { address(cursor: $0) }, first: desk.query("cursor").map { _ in address() }))
            """)
    }
}

/// What rounds, runs and their rules are called.
enum RoundWords {
    static func state(_ state: String, _ say: Words) -> String {
        switch state {
        case "open": say("open", "ouverte")
        case "published": say("published", "publiée")
        default: say("closed", "close")
        }
    }

    /// Who does what a school that merely takes part may not do.
    static func held(by holder: String, _ say: Words) -> String {
        say(
            "“\(holder)” holds this round: the operator of the service runs and publishes it. Then your teams’ matches stand here.",
            "«\u{A0}\(holder)\u{A0}» porte cette session\u{A0}: l’opérateur du service la calcule et la publie. Les affectations de vos équipes seront alors ici."
        )
    }

    static func badge(_ state: String, _ say: Words) -> HTML {
        Pieces.badge(self.state(state, say), state == "open" ? .good : .plain)
    }

    static func runBadge(_ state: String, _ say: Words) -> HTML {
        switch state {
        case "published": Pieces.badge(say("published", "publié"), .good)
        case "superseded": Pieces.badge(say("replaced", "remplacé"), .warn)
        default: Pieces.badge(say("draft", "brouillon"))
        }
    }

    static func policy(_ policy: String, _ say: Words) -> String {
        switch policy {
        case "stable": say("Stable", "Stable")
        case "fairest": say("Fairest", "La plus équitable")
        default: say("Best total", "Meilleur total")
        }
    }

    /// What a policy promises, to somebody who chooses one.
    static func promise(_ policy: String, placement: String = "fit-first", _ say: Words) -> String {
        switch policy {
        case _ where policy == "best-total" && placement == "everyone-first":
            say(
                "Places as many teams as possible; of all assignments that do, none fits better overall.",
                "Place le plus d’équipes possible\u{A0}; de toutes les affectations qui le font, aucune ne convient mieux dans l’ensemble.")
        case "stable":
            say(
                "Follows both sides’ rankings: no team and no case would both rather have each other than what they get.",
                "Suit les classements des deux côtés\u{A0}: aucune équipe et aucun cas ne se préféreraient l’un l’autre à ce qu’ils obtiennent."
            )
        case "fairest":
            say(
                "Places as many teams as possible, then lifts the worst-off as high as it goes, then the next.",
                "Place le plus d’équipes possible, puis élève la moins bien lotie aussi haut que possible, puis la suivante.")
        default:
            say(
                "No other assignment fits better overall: the fits of all teams add up to the largest sum possible.",
                "Aucune autre affectation ne convient mieux dans l’ensemble\u{A0}: la somme sur toutes les équipes est la plus grande possible."
            )
        }
    }

    static func rules(_ rules: RoundRules, _ say: Words) -> String {
        var parts = [policy(rules.policy, say)]
        if rules.placement == "everyone-first" { parts.append(say("everyone placed first", "placer tout le monde d’abord")) }
        if rules.fairness == "rank" { parts.append(say("by rank", "selon le rang")) }
        parts.append(
            say(
                "skills \(rules.skillWeight)\u{A0}: time \(rules.timeWeight)",
                "compétences \(rules.skillWeight)\u{A0}: temps \(rules.timeWeight)"))
        return parts.joined(separator: " · ")
    }
}
