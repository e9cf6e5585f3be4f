import API
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The teams that published rounds gave to the company's cases.
    func addMatchPages() {
        get("/desk/matches", for: .followProspects) { desk in
            let query = CompanyMatchQuery(q: desk.query("q"), sort: desk.query("sort"), limit: 25, cursor: desk.query("cursor"))
            return MatchesPage(desk: desk, query: query, page: try await desk.perform(ListCompanyMatches(query: query))).response()
        }
        get("/desk/matches/export", for: .followProspects) { desk in
            desk.csv(try await desk.perform(ExportCompanyMatches(query: CompanyMatchExportQuery(q: desk.query("q")))), "matches.csv")
        }
    }
}

/// The company's matches: the team, why it fits, and its members as far as they agree to be known.
struct MatchesPage {
    var desk: Desk
    var query: CompanyMatchQuery
    var page: Page<CompanyMatch>

    private var say: Words { desk.say }

    func response() -> Response {
        let title = say("Your matches", "Vos affectations")
        let isEmpty = page.items.isEmpty && query.q == nil && query.cursor == nil
        let empty = Pieces.empty(
            say(
                "No published round has given a team to one of your cases yet.",
                "Aucune session publiée n’a encore donné d’équipe à l’un de vos cas."),
            Pieces.button(say("Look at your cases", "Voir vos cas"), to: "/desk/cases"))
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(isEmpty ? empty : "\(controls)\(list)\(pager)")
            """)
    }

    private var controls: HTML {
        let sorts = [
            ("-published", say("Newest first", "Les plus récentes d’abord")),
            ("-fit", say("Best fit first", "La meilleure adéquation d’abord")),
            ("case", say("By case", "Par cas")),
        ].map { "<option value=\"\($0.0)\"\($0.0 == query.sort ? " selected" : "" as HTML)>\($0.1)</option>" as HTML }
        return """
            <div class="controls"><form role="search" action="/desk/matches"><label class="visually-hidden" for="q">\(say("Search", "Rechercher"))</label>
            <input id="q" name="q" type="search" value="\(query.q ?? "")" placeholder="\(say("Case, team or school", "Cas, équipe ou école"))">
            <label class="visually-hidden" for="sort">\(say("Order", "Ordre"))</label><select id="sort" name="sort" class="short">\(sorts)</select>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            <a class="button quiet small" href="\(Desk.address("/desk/matches/export", ["q": query.q]))">\(say("Export as CSV", "Exporter en CSV"))</a></div>

            """
    }

    private var list: HTML {
        guard !page.items.isEmpty else { return Pieces.empty(say("No match is like that.", "Aucune affectation ne correspond.")) }
        return "<ul class=\"grid\">\(page.items.map(card))</ul>\n"
    }

    private func card(_ one: CompanyMatch) -> HTML {
        let members: HTML =
            one.members.isEmpty
            ? "<p class=\"soft\">\(say("No member has agreed to be named yet. The school puts you in touch.", "Aucun membre n’a encore accepté d’être nommé. L’école vous met en relation."))</p>"
            : "<ul class=\"rows\">\(one.members.map { member($0, one) })</ul>"
        return """
            <li class="card"><div class="headline"><h2>\(one.match.teamName)</h2><span class="fit">\(say.fit(one.match.fit))</span></div>
            <p>\(HTML.link(one.match.caseTitle, to: "/desk/cases/\(one.match.case)"))<br><span class="soft">\(one.match.school) · \(one.roundName) · \(say.moment(one.publishedAt))</span></p>
            \(members)</li>

            """
    }

    private func member(_ person: CompanyMatch.Member, _ one: CompanyMatch) -> HTML {
        let name = "\(person.givenName) \(person.familyName)"
        let follow: HTML =
            person.prospect.map { HTML.link(say("Followed", "Suivi"), to: "/desk/prospects/\($0)") }
            ?? desk.button(
                "/desk/talent/\(person.student)/follow", say("Follow", "Suivre"), kind: "quiet small", fields: ["case": "\(one.match.case)"]
            )
        return "<li><span>\(HTML.link(name, to: "/desk/talent/\(person.student)"))</span>\(follow)</li>\n"
    }

    private var pager: HTML? {
        let address: (String?) -> String = { Desk.address("/desk/matches", ["q": query.q, "sort": query.sort, "cursor": $0]) }
        return Pieces.pager(say, next: page.next.map(address), first: query.cursor == nil ? nil : address(nil))
    }
}
