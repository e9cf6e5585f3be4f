import API
import Hummingbird
import Vivier

/// A school, a company or a network as a form: a new one, or what stands of one.
struct OrganisationFormPage {
    var desk: Desk
    var kind: OrganisationKind
    var state: FormState
    /// What stands of it; none for a new one.
    var stored: Organisation?
    /// Those that a network may have.
    var schools: [Organisation] = []

    private var say: Words { desk.say }

    static func new(_ desk: Desk, _ kind: OrganisationKind, _ state: FormState = .fresh) async throws -> Response {
        OrganisationFormPage(desk: desk, kind: kind, state: state, schools: try await allSchools(desk, kind)).response()
    }

    static func edit(_ desk: Desk, _ kind: OrganisationKind, _ state: FormState = .fresh) async throws -> Response {
        let id: Organisation.ID = try desk.id("organisation")
        // Of others there is nothing to put right.
        guard desk.guest.principal.role == .operator || desk.guest.principal.organisation == id else { throw Failure.noSuchPage }
        let stored =
            switch kind {
            case .school: try await desk.perform(ShowSchool(school: id))
            case .company: try await desk.perform(ShowCompany(company: id))
            case .network: try await desk.perform(ShowNetwork(network: id))
            }
        return OrganisationFormPage(desk: desk, kind: kind, state: state, stored: stored, schools: try await allSchools(desk, kind))
            .response()
    }

    private static func allSchools(_ desk: Desk, _ kind: OrganisationKind) async throws -> [Organisation] {
        kind == .network ? try await desk.perform(ListSchools(query: OrganisationListQuery(limit: 200))).items : []
    }

    func response() -> Response {
        let title = stored.map { $0.name } ?? say(kind.newOne)
        let isOperator = desk.guest.principal.role == .operator
        let back = isOperator ? "/desk/organisations?kind=\(kind.rawValue)" : "/desk"
        let way = isOperator ? say("Organisations", "Organisations") : say("Home", "Accueil")
        return desk.page(
            title, isNarrow: true,
            """
            \(Pieces.crumbs(say, [(way, back)]))<h1>\(title)</h1>
            \(desk.form(stored.map { "/desk/organisations/\($0.id)/edit" } ?? "/desk/organisations/new", "class=\"card\"", fields(back)))
            """)
    }

    private func fields(_ back: String) -> HTML {
        let inputs = Inputs(say, state)
        let version = stored.map { "<input type=\"hidden\" name=\"version\" value=\"\($0.version)\">" as HTML }
        return """
            \(inputs.summary)\(meanwhile)<input type="hidden" name="kind" value="\(kind.rawValue)">\(version)\
            \(inputs.text("name", say("Name", "Nom"), stored: stored?.name, "required maxlength=\"200\""))\(distinct(inputs))\
            \(inputs.text("city", say("City", "Ville"), stored: stored?.city, "maxlength=\"100\""))\(own(inputs))
            <p class="actions"><button>\(stored == nil ? say("Create it", "Créer") : say("Save", "Enregistrer"))</button>\
            \(Pieces.button(say("Cancel", "Annuler"), to: back, isQuiet: true))</p>
            """
    }

    /// What only this kind has.
    private func own(_ inputs: Inputs) -> HTML {
        switch kind {
        case .school:
            return inputs.text(
                "uai", "UAI", hint: say("7 digits and a letter; may be left out.", "7 chiffres et une lettre ; facultatif."),
                stored: stored?.uai, "maxlength=\"8\"")
        case .company:
            return """
                \(inputs.text("siret", "SIRET", hint: say("14 digits; may be left out.", "14 chiffres ; facultatif."), stored: stored?.siret, "maxlength=\"20\" inputmode=\"numeric\""))\
                \(inputs.text("sector", say("Sector", "Secteur"), stored: stored?.sector, "maxlength=\"100\""))\
                \(inputs.text("capacity", say("Teams over all its cases", "Équipes, tous cas confondus"), hint: say("How many it takes at most; may be left out.", "Combien elle en prend au plus ; facultatif."), type: "number", stored: stored?.capacity.map(String.init), "min=\"0\""))
                """
        case .network:
            let ticks = schools.map { school in
                inputs.tick("schools", school.name, value: "\(school.id)", isTicked: stored?.schools?.contains(school.id) == true)
            }
            return "<fieldset><legend>\(say("Its schools", "Ses écoles"))</legend>\(ticks)\(inputs.faults(of: "schools"))</fieldset>"
        }
    }

    /// An operator who has looked says that a name that resembles another's is another's.
    private func distinct(_ inputs: Inputs) -> HTML? {
        guard desk.guest.principal.role == .operator, state.code == "looks-like-another" else { return nil }
        return inputs.tick("distinct", say("I have looked: it is another organisation.", "J’ai vérifié : c’est une autre organisation."))
    }

    /// What stands there now, beside what was typed, where somebody else has changed it.
    private var meanwhile: HTML? {
        guard let stored, state.form != nil, state.faults.isEmpty else { return nil }
        return """
            <div class="warning"><p>\(say("This stands there now; sending again replaces it:", "Voici ce qui est enregistré ; renvoyer le remplace :"))</p>
            \(Pieces.facts([(say("Name", "Nom"), "\(stored.name)"), (say("City", "Ville"), stored.city.map { "\($0)" })]))</div>
            """
    }
}

extension OrganisationDraft {
    /// - Throws: a refusal where a number is none.
    init(_ form: Form, of kind: OrganisationKind) throws {
        self.init(
            name: form["name"], city: form.text("city"), uai: form.text("uai"), siret: form.text("siret"), sector: form.text("sector"),
            capacity: try form.integer("capacity"),
            schools: kind == .network ? form.all("schools").compactMap { Organisation.ID($0) } : nil,
            distinct: form["distinct"] == "yes" ? true : nil)
    }
}
