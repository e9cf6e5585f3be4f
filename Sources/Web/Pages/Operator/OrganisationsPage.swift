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
                caption: say(kind.plural), columns: columns(kind, say), rows: page.items, sort: sort, sorted: { here(sort: $0) }
            ).html
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(Tabs.html(say("Kinds", "Types"), tabs))\
            <div class="controls"><form method="get" action="/desk/organisations" role="search">
            <input type="hidden" name="kind" value="\(kind.rawValue)">
            <input type="search" name="q" value="\(words ?? "")" maxlength="200" aria-label="\(say("Words of name and city", "Mots du nom et de la ville"))">
            <button class="quiet">\(say("Search", "Chercher"))</button></form>
            <a class="button quiet" href="\(HTML(escaping: "/desk/organisations/export?kind=\(kind.rawValue)" + (words.map { "&q=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" } ?? "")))">\(say("Export (CSV)", "Exporter (CSV)"))</a>\(page.items.isEmpty ? "" : new)</div>
            \(list)\(Pieces.pager(say, next: page.next.map { here(sort: sort, cursor: $0) }, first: cursor == nil ? nil : here(sort: sort)))
            """)
    }

    private static func columns(_ kind: OrganisationKind, _ say: Words) -> [Listing<Organisation>.Column] {
        var columns: [Listing<Organisation>.Column] = [
            .init(title: say("Name", "Nom"), sort: "name") { one in
                kind == .company ? HTML.link(one.name, to: "/companies/\(one.id)") : "\(one.name)"
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
        columns.append(
            .init(title: say("People", "Personnes")) { one in
                "<a href=\"/desk/people/tokens?organisation=\(one.id)&amp;kind=\(kind.rawValue)\">\(say("token", "jeton"))</a> · <a href=\"/desk/people?show=invite&amp;organisation=\(one.id)&amp;kind=\(kind.rawValue)\">\(say("invite", "inviter"))</a>"
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

    var newOne: Sentence {
        switch self {
        case .school: Sentence(en: "New school", fr: "Nouvelle école")
        case .company: Sentence(en: "New company", fr: "Nouvelle entreprise")
        case .network: Sentence(en: "New network", fr: "Nouveau réseau")
        }
    }
}

/// A new school, company or network.
struct NewOrganisationPage {
    static func response(_ desk: Desk, kind: OrganisationKind? = nil, state: FormState = .fresh) async throws -> Response {
        let (say, kind) = (desk.say, kind ?? desk.kind)
        let inputs = Inputs(say, state)
        var own: HTML = ""
        switch kind {
        case .school:
            own = inputs.text(
                "uai", "UAI", hint: say("7 digits and a letter; may be left out.", "7 chiffres et une lettre ; facultatif."),
                "maxlength=\"8\"")
        case .company:
            own = """
                \(inputs.text("siret", "SIRET", hint: say("14 digits; may be left out.", "14 chiffres ; facultatif."), "maxlength=\"20\" inputmode=\"numeric\""))\
                \(inputs.text("sector", say("Sector", "Secteur"), "maxlength=\"100\""))\
                \(inputs.text("capacity", say("Teams over all its cases", "Équipes, tous cas confondus"), hint: say("How many it takes at most; may be left out.", "Combien elle en prend au plus ; facultatif."), type: "number", "min=\"0\""))
                """
        case .network:
            let schools = try await desk.perform(ListSchools(query: OrganisationListQuery(limit: 200))).items
            let ticks = schools.map { inputs.tick("schools", $0.name, value: "\($0.id)") }
            own = "<fieldset><legend>\(say("Its schools", "Ses écoles"))</legend>\(ticks)\(inputs.faults(of: "schools"))</fieldset>"
        }
        let title = say(kind.newOne)
        return desk.page(
            title, isNarrow: true,
            """
            \(Pieces.crumbs(say, [(say("Organisations", "Organisations"), "/desk/organisations?kind=\(kind.rawValue)")]))<h1>\(title)</h1>
            \(inputs.summary)\(desk.form("/desk/organisations/new", "novalidate class=\"card\"", """
            <input type="hidden" name="kind" value="\(kind.rawValue)">\(inputs.text("name", say("Name", "Nom"), "required maxlength=\"200\""))\
            \(inputs.text("city", say("City", "Ville"), "maxlength=\"100\""))\(own)
            <p class="actions"><button>\(say("Create it", "Créer"))</button></p>
            """))
            """)
    }

    static func save(_ desk: Desk, _ form: Form) async throws -> Response {
        guard let kind = OrganisationKind(rawValue: form["kind"]) else { throw Failure.noSuchPage }
        func draft() throws -> OrganisationDraft {
            OrganisationDraft(
                name: form["name"], city: form.text("city"), uai: form.text("uai"), siret: form.text("siret"), sector: form.text("sector"),
                capacity: try form.integer("capacity"),
                schools: kind == .network ? form.all("schools").compactMap { Organisation.ID($0) } : nil)
        }
        let again = { (state: FormState) in try await response(desk, kind: kind, state: state) }
        let place = (path: "/desk/organisations?kind=\(kind.rawValue)&sort=-created", notice: Notice.created as Notice?)
        return switch kind {
        case .school: try await desk.submit(form, { CreateSchool(draft: try draft()) }, again: again, then: { _ in place })
        case .company: try await desk.submit(form, { CreateCompany(draft: try draft()) }, again: again, then: { _ in place })
        case .network: try await desk.submit(form, { CreateNetwork(draft: try draft()) }, again: again, then: { _ in place })
        }
    }
}
