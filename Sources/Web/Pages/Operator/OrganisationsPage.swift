import API
import Foundation
import Hummingbird
import Vivier

/// The schools, companies or networks.
struct OrganisationsPage {
    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let (kind, words, sort, cursor) = (desk.kind, desk.query("q"), desk.query("sort") ?? "name", desk.query("cursor"))
        let query = OrganisationListQuery(q: words, sort: sort, limit: 50, cursor: cursor)
        let page =
            switch kind {
            case .school: try await desk.perform(ListSchools(query: query))
            case .company: try await desk.perform(ListCompanies(query: query))
            case .network: try await desk.perform(ListNetworks(query: query))
            }
        func here(sort: String? = nil, cursor: String? = nil) -> String {
            desk.here(["kind": kind.rawValue, "q": words, "sort": sort, "cursor": cursor])
        }
        let title = say("Organisations", "Organisations")
        let tabs = OrganisationKind.allCases.map { one in
            (name: say(one.plural), path: "/desk/organisations?kind=\(one.rawValue)", isHere: one == kind)
        }
        let new = Pieces.button(say(kind.newOne), to: "/desk/organisations/new?kind=\(kind.rawValue)")
        let list: HTML =
            page.items.isEmpty
            ? Pieces.empty(
                words == nil
                    ? say("There is none yet.", "Il n’y en a pas encore.") : say("None bears these words.", "Aucune ne porte ces mots."),
                new)
            : Listing<Organisation>(
                caption: say(kind.plural), columns: columns(kind, say), rows: page.items, say: say, sort: sort, sorted: { here(sort: $0) }
            ).html
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(Tabs.html(say("Kinds", "Types"), tabs))\
            <div class="controls"><form method="get" action="/desk/organisations" role="search">
            <input type="hidden" name="kind" value="\(kind.rawValue)">
            <div class="wide"><label for="q">\(say("Name or town", "Nom ou ville"))</label>
            <input id="q" type="search" name="q" value="\(words ?? "")" maxlength="200"></div>
            <button class="quiet">\(say("Search", "Rechercher"))</button></form>
            <a class="button quiet" href="\(HTML(escaping: "/desk/organisations/export?kind=\(kind.rawValue)" + (words.map { "&q=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" } ?? "")))">\(say("Export (CSV)", "Exporter (CSV)"))</a>\(page.items.isEmpty ? "" : new)</div>
            \(list)\(Pieces.pager(say, next: page.next.map { here(sort: sort, cursor: $0) }, first: cursor == nil ? nil : here(sort: sort)))
            """)
    }

    private static func columns(_ kind: OrganisationKind, _ say: Words) -> [Listing<Organisation>.Column] {
        var columns: [Listing<Organisation>.Column] = [
            .init(title: say("Name", "Nom"), sort: "name") { one in
                "<a href=\"/desk/organisations/\(one.id)/edit?kind=\(kind.rawValue)\">\(one.name)</a>"
            },
            .init(title: say("City", "Ville"), sort: "city") { "\($0.city ?? "–")" },
        ]
        switch kind {
        case .school: columns.append(.init(title: "UAI") { "\($0.uai ?? "–")" })
        case .company:
            columns.append(.init(title: "SIRET") { "\($0.siret ?? "–")" })
            columns.append(.init(title: say("Sector", "Secteur")) { "\($0.sector ?? "–")" })
        case .network: columns.append(.init(title: say("Schools", "Écoles"), isNumber: true) { "\($0.schools?.count ?? 0)" })
        }
        func page(_ one: Organisation) -> HTML? {
            switch kind {
            case .company:
                "<a class=\"button quiet small\" href=\"\(AddressWords.path(ofCompany: one.id, one.name))\">\(say("Page", "Page"))</a>"
            case .school:
                "<a class=\"button quiet small\" href=\"\(LedgerPage.path(one.id))\">\(say("Consent ledger", "Registre des consentements"))</a>"
            case .network: nil
            }
        }
        columns.append(
            .init(title: say("Actions", "Actions")) { one in
                "<span class=\"files\"><a class=\"button quiet small\" href=\"/desk/people?show=invite&amp;organisation=\(one.id)&amp;kind=\(kind.rawValue)\">\(say("Invite somebody", "Inviter quelqu’un"))</a><a class=\"button quiet small\" href=\"/desk/people/tokens?organisation=\(one.id)&amp;kind=\(kind.rawValue)\">\(say("Token", "Jeton"))</a>\(page(one))</span>"
            })
        return columns
    }
}

extension OrganisationKind {
    var plural: Sentence {
        switch self {
        case .school: Sentence(en: "Schools", fr: "Écoles")
        case .company: Sentence(en: "Companies", fr: "Entreprises")
        case .network: Sentence(en: "Networks", fr: "Réseaux")
        }
    }

    /// One of them, in the midst of a sentence.
    var one: Sentence {
        switch self {
        case .school: Sentence(en: "school", fr: "école")
        case .company: Sentence(en: "company", fr: "entreprise")
        case .network: Sentence(en: "network", fr: "réseau")
        }
    }

    var newOne: Sentence {
        switch self {
        case .school: Sentence(en: "New school", fr: "Nouvelle école")
        case .company: Sentence(en: "New company", fr: "Nouvelle entreprise")
        case .network: Sentence(en: "New network", fr: "Nouveau réseau")
        }
    }
}
