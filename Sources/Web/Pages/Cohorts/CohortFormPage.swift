import API
import Formats
import Hummingbird
import Vivier

/// A cohort as a form, a new one or what stands of one: its programme, its dates and the days on which nobody of it works on a case. A
/// programme that is missing is added on the way, and what was typed of the cohort stays.
struct CohortFormPage {
    var desk: Desk
    var cohort: FormState
    var programme: FormState
    /// What stands of it; nil for a new one.
    var stored: Cohort?
    var programmes: [Programme]
    var schools: [Organisation]

    private var say: Words { desk.say }
    private var isOperator: Bool { desk.role == .operator }

    static func load(
        _ desk: Desk, cohort: FormState = .fresh, programme: FormState = .fresh, stored: Cohort? = nil
    ) async throws -> CohortFormPage {
        let most = PageQuery.largestLimit
        return CohortFormPage(
            desk: desk, cohort: cohort, programme: programme, stored: stored,
            programmes: try await desk.perform(ListProgrammes(query: SortedQuery(limit: most))).items,
            schools: desk.role == .operator ? try await desk.perform(ListSchools(query: OrganisationListQuery(limit: most))).items : [])
    }

    /// - Throws: a refusal of each period of which only one end is given: the other is nobody's to guess.
    static func draft(_ form: Form) throws -> CohortDraft {
        var blocked: [BlockedDays] = []
        var checks = FieldChecks()
        for row in 0..<rows(form) {
            let (reason, from, until) = ("blocked/\(row)/reason", "blocked/\(row)/from", "blocked/\(row)/until")
            let first = try form.value(from, Day.self)
            let last = try form.value(until, Day.self)
            if let first, let last {
                blocked.append(BlockedDays(reason: BlockedDays.Reason(rawValue: form[reason]) ?? .other, from: first, until: last))
            } else if first != nil {
                checks.refuse(
                    "/\(until)", "missing", en: "Give the last day; for one day alone, the same day again.",
                    fr: "Indiquez le dernier jour\u{A0}; pour un seul jour, le même jour.")
            } else if last != nil {
                checks.refuse(
                    "/\(from)", "missing", en: "Give the first day; for one day alone, the same day again.",
                    fr: "Indiquez le premier jour\u{A0}; pour un seul jour, le même jour.")
            }
        }
        try checks.end()
        return CohortDraft(
            school: try form.value("school"), programme: try form.value("programme"), code: form["code"], name: form["name"],
            startsOn: try form.value("starts_on"), endsOn: try form.value("ends_on"), blocked: blocked)
    }

    /// What stands of a cohort, or what was typed before a programme was added, as the form has it.
    static func form(of cohort: Cohort) -> Form {
        var items: [(name: String, value: String)] = [
            ("name", cohort.name), ("code", cohort.code), ("programme", cohort.programme.map { "\($0)" } ?? ""),
            ("starts_on", cohort.startsOn?.description ?? ""), ("ends_on", cohort.endsOn?.description ?? ""),
            ("version", "\(cohort.version)"),
        ]
        for (row, days) in (cohort.blocked ?? []).enumerated() {
            items += [
                ("blocked/\(row)/reason", days.reason.rawValue), ("blocked/\(row)/from", days.from.description),
                ("blocked/\(row)/until", days.until.description),
            ]
        }
        return Form(items: items)
    }

    /// What an address carries of a form, where it carries one: a field that each of its kind has.
    static func form(_ desk: Desk, with field: String) -> Form? {
        let items = ((try? QueryReader.items(of: desk.request.uri.query)) ?? []).filter { !["lang", "notice"].contains($0.name) }
        return desk.query(field) == nil ? nil : Form(items: items.map { ($0.name, $0.value) })
    }

    /// How many rows of blocked days a form has.
    private static func rows(_ form: Form?) -> Int {
        var rows = 4
        while rows < 200, form?.given("blocked/\(rows)/from") != nil { rows += 1 }
        // One to write into where all are filled.
        return form?.text("blocked/\(rows - 1)/from") == nil ? rows : rows + 1
    }

    func response() -> Response {
        let title = stored.map(\.name) ?? say("New cohort", "Nouvelle promotion")
        var way = [(name: say("Cohorts", "Promotions"), path: "/desk/cohorts")]
        if let stored { way.append((stored.name, "/desk/cohorts/\(stored.id)")) }
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, way))<h1>\(stored == nil ? title : say("Edit \(title)", "Modifier \(title)"))</h1>
            <div class="columns"><div>\(desk.form(stored.map { "/desk/cohorts/\($0.id)/edit" } ?? "/desk/cohorts", "id=\"cohort\"", fields))</div>\(aside)</div>
            """)
    }

    /// What stands there now, where somebody else has changed it.
    private var meanwhile: HTML? {
        guard let stored, cohort.isRefused, cohort.code == "changed-meanwhile" else { return nil }
        return """
            <div class="warning"><p>\(say("This stands there now; sending again replaces it:", "Voici ce qui est enregistré\u{A0}; renvoyer le remplace\u{A0}:"))</p>
            \(Pieces.facts([
                (say("Name", "Nom"), "\(stored.name)"), (say("Code", "Code"), "\(stored.code)"),
                (say("First day", "Premier jour"), stored.startsOn.map { "\(say.day($0))" }),
                (say("Last day", "Dernier jour"), stored.endsOn.map { "\(say.day($0))" }),
            ]))</div>
            """
    }

    private var fields: HTML {
        let inputs = Inputs(say, cohort)
        let none = say("No programme", "Sans programme")
        let programme = inputs.choice(
            "programme", say("Programme", "Programme"), [("", none)] + programmes.map { ("\($0.id)", "\($0.code) · \($0.name)") },
            stored: desk.query("programme"))
        // The version that was read, until its reader has seen what stands there now.
        let read = cohort.code == "changed-meanwhile" ? nil : cohort.form?.text("version")
        let version = stored.map { "<input type=\"hidden\" name=\"version\" value=\"\(read ?? "\($0.version)")\">" as HTML }
        return """
            \(inputs.summary)\(meanwhile)\(version)\(stored == nil ? school(inputs) : nil)
            \(inputs.text("name", say("Name", "Nom"), hint: say("As people say it: “Master 1, autumn 2026”.", "Comme on l’appelle : « Master 1, rentrée 2026 »."), "required maxlength=\"200\""))
            <div class="row">\(inputs.text("code", say("Code", "Code"), hint: say("Short, the only one in the school.", "Court, unique dans l’école."), "required maxlength=\"100\""))\(programme)</div>
            <div class="row">\(inputs.text("starts_on", say("First day", "Premier jour"), type: "date"))\(inputs.text("ends_on", say("Last day", "Dernier jour"), type: "date"))</div>
            <fieldset><legend>\(say("Days without work on cases", "Jours sans travail sur les cas"))</legend>
            <p class="hint">\(say("Exams, holidays, weeks at the employer. No case is planned there.", "Examens, vacances, semaines en entreprise. Aucun cas n’y est prévu."))</p>
            \(blockedRows(inputs))</fieldset>
            <p class="actions"><button>\(stored == nil ? say("Create the cohort", "Créer la promotion") : say("Save", "Enregistrer"))</button>\
            \(Pieces.button(say("Cancel", "Annuler"), to: stored.map { "/desk/cohorts/\($0.id)" } ?? "/desk/cohorts", isQuiet: true))</p>
            """
    }

    private func school(_ inputs: Inputs) -> HTML? {
        guard isOperator else { return nil }
        return inputs.choice("school", say("School", "École"), schools.map { ("\($0.id)", $0.name) })
    }

    private func blockedRows(_ inputs: Inputs) -> [HTML] {
        let reasons = BlockedDays.Reason.allCases.map { ($0.rawValue, say($0.inWords)) }
        return (0..<Self.rows(cohort.form)).map { row in
            let name = "blocked/\(row)"
            return """
                <div class="row">\(inputs.choice("\(name)/reason", say("Why", "Motif"), reasons))\
                \(inputs.text("\(name)/from", say("From", "Du"), type: "date"))\(inputs.text("\(name)/until", say("Until", "Au"), type: "date"))</div>
                """
        }
    }

    /// Its fields belong to the form of the cohort, so that nothing that was typed there is lost.
    private var aside: HTML {
        let send = stored.map { "/desk/programmes?cohort=\($0.id)" } ?? "/desk/programmes"
        return """
            <section class="card"><h2>\(say("A programme is missing?", "Il manque un programme ?"))</h2>
            \(Inputs(say, programme).summary)\(plain("code", say("Code of the programme", "Code du programme"), 100))\
            \(plain("name", say("Name of the programme", "Nom du programme"), 200))
            <p class="actions"><button class="quiet" form="cohort" formaction="\(send)">\(say("Add the programme", "Ajouter le programme"))</button></p>
            </section>
            """
    }

    private func plain(_ name: String, _ label: String, _ most: Int) -> HTML {
        Inputs(say, programme).text("programme_\(name)", label, "form=\"cohort\" maxlength=\"\(most)\"")
    }
}

extension BlockedDays.Reason {
    /// As people say it.
    var inWords: Sentence {
        switch self {
        case .exams: Sentence(en: "Exams", fr: "Examens")
        case .holidays: Sentence(en: "Holidays", fr: "Vacances")
        case .alternance: Sentence(en: "At the employer", fr: "En entreprise")
        case .other: Sentence(en: "Other", fr: "Autre")
        }
    }
}
