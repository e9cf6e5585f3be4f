import API
import Hummingbird
import Vivier

/// A new round: its name, its rule in plain words, who and what takes part.
struct NewRoundPage {
    var desk: Desk
    var cohorts: [Cohort]
    var cases: [CaseLine]
    var inputs: Inputs

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let cohorts = try await desk.perform(ListCohorts(query: PageQuery(limit: 200))).items
        let cases = try await desk.perform(ListCases(query: CaseListQuery(state: .published, limit: 200))).items
        return NewRoundPage(desk: desk, cohorts: cohorts, cases: cases, inputs: Inputs(desk.say, state)).response()
    }

    static func draft(_ form: Form) throws -> RoundDraft {
        func ids<Subject>(_ name: String) -> [Identifier<Subject>] { form.all(name).compactMap { Identifier<Subject>($0) } }
        let isChosen = form["which"] == "chosen"
        let policy = form.text("policy") ?? "best-total"
        return RoundDraft(
            organisation: try form.value("organisation"), name: form["name"], cohorts: ids("cohorts"), cases: isChosen ? ids("cases") : nil,
            policy: policy, placement: policy == "best-total" ? form.text("placement") : nil,
            fairness: policy == "fairest" ? form.text("fairness") : nil, skillWeight: try form.integer("skill_weight"),
            timeWeight: try form.integer("time_weight"), seed: try form.integer("seed"))
    }

    private var say: Words { desk.say }

    func response() -> Response {
        let title = say("New round", "Nouvelle session")
        let crumbs = Pieces.crumbs(say, [(say("Rounds", "Sessions"), "/desk/rounds")])
        guard !cohorts.isEmpty else {
            return desk.page(
                title, isNarrow: true,
                "\(crumbs)<h1>\(title)</h1>\(Pieces.empty(say("A round needs a cohort with teams.", "Une session demande une promotion avec des équipes."), Pieces.button(say("Cohorts", "Promotions"), to: "/desk/cohorts")))"
            )
        }
        return desk.page(
            title, isNarrow: true,
            """
            \(crumbs)<h1>\(title)</h1>
            <p class="lead">\(say("The rule holds for every run of the round, and is published with it.", "La règle vaut pour tous les calculs de la session, et elle est publiée avec elle."))</p>
            \(inputs.summary)\(cases.isEmpty ? noCase : nil)
            \(desk.form("/desk/rounds/new", "", "\(fields)<div class=\"actions\"><button>\(say("Open the round", "Ouvrir la session"))</button></div>"))
            """)
    }

    /// Said before it is found out by a run that has nothing to match.
    private var noCase: HTML {
        """
        <p class="warning">\(say(
            "No case is published now. The round can be opened, and runs as soon as companies have published cases.",
            "Aucun cas n’est publié pour l’instant. La session peut s’ouvrir\u{A0}; elle se calculera dès que des entreprises auront publié des cas."))</p>

        """
    }

    private var fields: HTML {
        """
        \(inputs.text("name", say("Name", "Nom"), hint: say("For example “Spring 2027”.", "Par exemple «\u{A0}Printemps 2027\u{A0}»."), "required maxlength=\"200\""))
        \(policies)
        <fieldset><legend>\(say("Cohorts that take part", "Promotions participantes"))</legend>\(inputs.faults(of: "cohorts"))<div class="ticks">
        \(cohorts.map { cohort in
            let teams = say.count(cohort.teams, ("team", "teams"), ("équipe", "équipes"))
            let hint = [cohort.schoolName, teams].compactMap(\.self).joined(separator: " · ")
            return inputs.tick("cohorts", cohort.name, hint: hint, value: "\(cohort.id)", isTicked: cohorts.count == 1)
        })</div></fieldset>
        <fieldset><legend>\(say("Cases", "Cas"))</legend>\(inputs.faults(of: "cases"))
        \(radio("which", "all", say("Every published case open to the schools", "Tous les cas publiés ouverts aux écoles"), hint: nil, isStandard: true))
        \(radio("which", "chosen", say("Only those ticked here", "Seulement ceux cochés ici"), hint: nil))
        <details\(inputs.value("which") == "chosen" ? " open" : "" as HTML)><summary>\(say.count(cases.count, ("published case", "published cases"), ("cas publié", "cas publiés")))</summary><div class="ticks">
        \(cases.map { inputs.tick("cases", $0.title, hint: $0.company, value: "\($0.id)") })</div></details></fieldset>
        <details><summary>\(say("Weights and seed", "Poids et graine"))</summary><div class="row">
        \(inputs.text("skill_weight", say("Weight of skills", "Poids des compétences"), type: "number", stored: "7", "min=\"0\" max=\"100\""))
        \(inputs.text("time_weight", say("Weight of common time", "Poids du temps commun"), type: "number", stored: "3", "min=\"0\" max=\"100\""))
        \(inputs.text("seed", say("Seed of the lottery", "Graine du tirage"), hint: say("The same number gives the same result.", "Le même nombre donne le même résultat."), type: "number", stored: "1", "min=\"0\""))</div></details>

        """
    }

    private var policies: HTML {
        let choices = ["best-total", "fairest", "stable"].map { policy in
            let leftOut =
                policy == "best-total"
                ? "" : say(" Cases with a minimum of teams are left out.", " Les cas à minimum d’équipes sont laissés de côté.")
            return radio(
                "policy", policy, RoundWords.policy(policy, say), hint: RoundWords.promise(policy, say) + leftOut,
                isStandard: policy == "best-total")
        }
        return """
            <fieldset><legend>\(say("Rule", "Règle"))</legend>\(inputs.faults(of: "policy"))<div class="policy">\(choices)</div></fieldset>
            <div class="row">\(inputs.choice("placement", say("With the best total", "Avec le meilleur total"), [
                ("fit-first", say("the largest sum comes first", "la plus grande somme d’abord")),
                ("everyone-first", say("as many teams as possible come first", "le plus d’équipes possible d’abord")),
            ]))\(inputs.choice("fairness", say("With the fairest", "Avec la plus équitable"), [
                ("fit", say("teams are compared by fit", "les équipes sont comparées par adéquation")),
                ("rank", say("by the rank of their case", "par le rang de leur cas")),
            ]))</div>
            """
    }

    private func radio(_ name: String, _ value: String, _ label: String, hint: String?, isStandard: Bool = false) -> HTML {
        let chosen = inputs.value(name)
        let isChosen = chosen.isEmpty ? isStandard : chosen == value
        let more: HTML? = hint.map { "<small>\($0)</small>" }
        return """
            <label class="choice"><input type="radio" name="\(name)" value="\(value)"\(isChosen ? " checked" : "" as HTML)>\
            <span><b>\(label)</b>\(more)</span></label>
            """
    }
}
