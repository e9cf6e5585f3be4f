import API
import Formats
import Hummingbird
import Vivier

/// A new cohort: its programme, its dates and the days on which nobody of it works on a case.
struct CohortFormPage {
    var desk: Desk
    var cohort: FormState
    var programme: FormState
    var programmes: [Programme]
    var schools: [Organisation]

    private var say: Words { desk.say }
    private var isOperator: Bool { desk.role == .operator }

    static func load(_ desk: Desk, cohort: FormState = .fresh, programme: FormState = .fresh) async throws -> CohortFormPage {
        let most = PageQuery.largestLimit
        return CohortFormPage(
            desk: desk, cohort: cohort, programme: programme,
            programmes: try await desk.perform(ListProgrammes(query: PageQuery(limit: most))).items,
            schools: desk.role == .operator ? try await desk.perform(ListSchools(query: OrganisationListQuery(limit: most))).items : [])
    }

    static func draft(_ form: Form) throws -> CohortDraft {
        var blocked: [BlockedDays] = []
        for row in 0..<rows(form) {
            let (reason, from, until) = ("blocked/\(row)/reason", "blocked/\(row)/from", "blocked/\(row)/until")
            guard form.text(from) != nil || form.text(until) != nil else { continue }
            guard let first: Day = try form.value(from) ?? form.value(until), let last: Day = try form.value(until) ?? form.value(from)
            else { continue }
            blocked.append(BlockedDays(reason: BlockedDays.Reason(rawValue: form[reason]) ?? .other, from: first, until: last))
        }
        return CohortDraft(
            school: try form.value("school"), programme: try form.value("programme"), code: form["code"], name: form["name"],
            startsOn: try form.value("starts_on"), endsOn: try form.value("ends_on"), blocked: blocked)
    }

    /// How many rows of blocked days a form has.
    private static func rows(_ form: Form?) -> Int {
        var rows = 4
        while rows < 200, form?.given("blocked/\(rows)/from") != nil { rows += 1 }
        return rows
    }

    func response() -> Response {
        let title = say("New cohort", "Nouvelle promotion")
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("Cohorts", "Promotions"), "/desk/cohorts")]))<h1>\(title)</h1>
            <div class="columns"><div>\(desk.form("/desk/cohorts", "", fields))</div>\(aside)</div>
            """)
    }

    private var fields: HTML {
        let inputs = Inputs(say, cohort)
        let none = say("No programme", "Sans programme")
        let programme = inputs.choice(
            "programme", say("Programme", "Programme"), [("", none)] + programmes.map { ("\($0.id)", "\($0.code) · \($0.name)") },
            stored: desk.query("programme"))
        return """
            \(inputs.summary)\(school(inputs))
            \(inputs.text("name", say("Name", "Nom"), hint: say("As people say it: “Master 1, autumn 2026”.", "Comme on l’appelle : « Master 1, rentrée 2026 »."), "required maxlength=\"200\""))
            <div class="row">\(inputs.text("code", say("Code", "Code"), hint: say("Short, the only one in the school.", "Court, unique dans l’école."), "required maxlength=\"100\""))\(programme)</div>
            <div class="row">\(inputs.text("starts_on", say("First day", "Premier jour"), type: "date"))\(inputs.text("ends_on", say("Last day", "Dernier jour"), type: "date"))</div>
            <fieldset><legend>\(say("Days without work on cases", "Jours sans travail sur les cas"))</legend>
            <p class="hint">\(say("Exams, holidays, weeks at the employer. No case is planned there.", "Examens, vacances, semaines en entreprise. Aucun cas n’y est prévu."))</p>
            \(blockedRows(inputs))</fieldset>
            <p class="actions"><button>\(say("Create the cohort", "Créer la promotion"))</button></p>
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

    private var aside: HTML {
        let inputs = Inputs(say, programme)
        let fields: HTML = """
            \(inputs.summary)\(isOperator ? schoolOfProgramme : nil)
            \(plain(inputs, "code", say("Code of the programme", "Code du programme"), 100))\
            \(plain(inputs, "name", say("Name of the programme", "Nom du programme"), 200))
            <p class="actions"><button class="quiet">\(say("Add the programme", "Ajouter le programme"))</button></p>
            """
        return """
            <section class="card"><h2>\(say("A programme is missing?", "Il manque un programme ?"))</h2>
            \(desk.form("/desk/programmes", "", fields))</section>
            """
    }

    private var schoolOfProgramme: HTML {
        let options = schools.map { "<option value=\"\($0.id.description)\">\($0.name)</option>" as HTML }
        return """
            <div class="field"><label for="programme-school">\(say("School", "École"))</label>\
            <select id="programme-school" name="school">\(options)</select></div>
            """
    }

    /// A field whose name the other form of the page bears too.
    private func plain(_ inputs: Inputs, _ name: String, _ label: String, _ most: Int) -> HTML {
        let fault = inputs.state.faults(of: name).first.map { "<p class=\"fault\" id=\"programme-\(name)-fault\">\(say($0))</p>" as HTML }
        let marks: HTML = fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"programme-\(name)-fault\""
        return """
            <div class="field"><label for="programme-\(name)">\(label)</label>\
            <input id="programme-\(name)" name="\(name)" value="\(inputs.value(name))" required maxlength="\(most)"\(marks)>\(fault)</div>
            """
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
