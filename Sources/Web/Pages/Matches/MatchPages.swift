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
            let query = CompanyMatchExportQuery(q: desk.query("q"))
            return try await desk.sheet("matches") {
                try await desk.perform(ExportCompanyMatches(query: query, as: $0, form: .people(desk.say.language)))
            }
        }
    }
}

/// The company's matches: the team, why it fits, and its members as far as they agree to be known to the company of their case.
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
        let sorts = Pieces.options(
            [
                ("-published", say("Newest first", "Les plus récentes d’abord")),
                ("-fit", say("Best fit first", "La meilleure adéquation d’abord")),
                ("case", say("By case", "Par cas")),
            ], chosen: query.sort)
        return """
            <div class="controls"><form role="search" action="/desk/matches"><label class="visually-hidden" for="q">\(say("Search", "Rechercher"))</label>
            <input id="q" name="q" type="search" value="\(query.q ?? "")" placeholder="\(say("Case, team or school", "Cas, équipe ou école"))">
            <label class="visually-hidden" for="sort">\(say("Order", "Ordre"))</label><select id="sort" name="sort" class="short">\(sorts)</select>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            \(Pieces.exports(say, csv: export(nil), excel: export("xlsx")))</div>

            """
    }

    private func export(_ format: String?) -> String { Desk.address("/desk/matches/export", ["q": query.q, "format": format]) }

    private var list: HTML {
        guard !page.items.isEmpty else {
            return Pieces.nothingFound(say, say("No match is like that.", "Aucune affectation ne correspond."), all: "/desk/matches")
        }
        return "<ul class=\"grid\">\(page.items.map(card))</ul>\n"
    }

    private func card(_ one: CompanyMatch) -> HTML {
        let members: HTML =
            one.members.isEmpty
            ? "<p class=\"soft\">\(say("No member has agreed to be named in the team yet. The school puts you in touch.", "Aucun membre n’a encore accepté d’être nommé dans l’équipe. L’école vous met en relation."))</p>"
            : "<ul class=\"rows\">\(one.members.map { member($0, one) })</ul>\(unnamed(one))"
        return """
            <li class="card"><div class="headline"><h2>\(one.match.teamName)</h2><span class="fit">\(say.fit(one.match.fit))</span></div>
            \(one.match.withdrawn ? "<p>\(Pieces.badge(say("You have withdrawn this case", "Vous avez retiré ce cas"), .bad))</p>" as HTML : nil)<p>\(HTML.link(one.match.caseTitle, to: "/desk/cases/\(one.match.case)"))<br><span class="soft">\(one.match.school) · \(one.roundName) · \(say.moment(one.publishedAt))</span></p>
            \(members)</li>

            """
    }

    private func unnamed(_ one: CompanyMatch) -> HTML? {
        guard one.unnamed > 0 else { return nil }
        let words = say.count(
            one.unnamed, ("more, who has not agreed to be named in the team", "more, who have not agreed to be named in the team"),
            ("autre, qui n’a pas accepté d’être nommé·e dans l’équipe", "autres, qui n’ont pas accepté d’être nommé·es dans l’équipe"))
        return "<p class=\"soft small\">\(say("and \(words)", "et \(words)"))</p>"
    }

    private func member(_ person: CompanyMatch.Member, _ one: CompanyMatch) -> HTML {
        let name = "\(person.givenName) \(person.familyName)"
        // What the consent of the case shows; the person's page is for whom the company may find.
        let shown = [
            person.email, person.programme, person.graduation.map { say.day($0) },
            person.languages.isEmpty ? nil : person.languages.map(say.spoken).joined(separator: ", "),
            person.city, person.hoursPerWeek.map { say("\($0) h a week", "\($0) h par semaine") },
        ].compactMap(\.self).joined(separator: " · ")
        let particulars: HTML? = shown.isEmpty ? nil : "<br><span class=\"soft small\">\(shown)</span>"
        guard person.isInPool else { return "<li><span>\(name)\(particulars)</span></li>\n" }
        let follow: HTML =
            person.prospect.map { HTML.link(say("Followed", "Suivi"), to: "/desk/prospects/\($0)") }
            ?? desk.button(
                "/desk/talent/\(person.student)/follow", say("Follow", "Suivre"), kind: "quiet small",
                fields: ["case": "\(one.match.case)", "back": desk.standsOn])
        return "<li><span>\(HTML.link(name, to: "/desk/talent/\(person.student)"))\(particulars)</span>\(follow)</li>\n"
    }

    private var pager: HTML? {
        let address: (String?) -> String = { Desk.address("/desk/matches", ["q": query.q, "sort": query.sort, "cursor": $0]) }
        return Pieces.pager(say, next: page.next.map(address), first: query.cursor == nil ? nil : address(nil))
    }
}
