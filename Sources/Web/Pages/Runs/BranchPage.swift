import API
import Hummingbird
import Vivier

/// What if: the run's frozen input with some changes, solved as a run of its own.
struct BranchPage {
    var frame: RunFrame
    var gone: GoneThings
    var inputs: Inputs

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        let gone = try await GoneThings.shown({ name in state.form?.all(name) ?? desk.queries(name) }, in: frame.round.id, desk)
        return BranchPage(frame: frame, gone: gone, inputs: Inputs(desk.say, state)).response()
    }

    static func request(_ form: Form, in round: Round.ID, _ desk: Desk) async throws -> BranchRequest {
        func team(_ name: String) async throws -> Team.ID? { try await RoundChoice.read(form[name], at: name, .team, in: round, desk) }
        func businessCase(_ name: String) async throws -> BusinessCase.ID? {
            try await RoundChoice.read(form[name], at: name, .case, in: round, desk)
        }
        var request = BranchRequest()
        let gone = try await GoneThings.read(form.all, in: round, desk).request
        (request.withdrawnCases, request.goneTeams) = (gone.withdrawnCases, gone.goneTeams)
        request.moved = try form.integer("moved")
        if let target = try await businessCase("places_case") {
            guard let places = try form.integer("places") else {
                throw GeneralRefusal.field("/places", "missing", en: "Say how many places.", fr: "Indiquez le nombre de places.")
            }
            request.places = [RepairRequest.Places(case: target, places: places)]
        }
        if let target = try await businessCase("minimum_case") {
            guard let minimum = try form.integer("minimums") else {
                throw GeneralRefusal.field(
                    "/minimums", "missing", en: "Say how many teams at least; 0: any number.",
                    fr: "Indiquez combien d’équipes au moins\u{A0}; 0\u{A0}: n’importe quel nombre.")
            }
            request.minimums = [BranchRequest.Minimum(case: target, minimum: minimum)]
        }
        switch (try await team("pair_team"), try await businessCase("pair_case")) {
        case (let team?, let target?):
            let pair = BranchPair(team: team, case: target)
            if form["pair_kind"] == "ban" { request.bans = [pair] } else { request.pins = [pair] }
        case (nil, nil): break
        case (nil, _): throw GeneralRefusal.field("/pair_team", "missing", en: "Name the team too.", fr: "Nommez aussi l’équipe.")
        case (_, nil): throw GeneralRefusal.field("/pair_case", "missing", en: "Name the case too.", fr: "Nommez aussi le cas.")
        }
        request.policy = form.text("policy")
        request.placement = form.text("placement")
        request.skillWeight = try form.integer("skill_weight")
        request.timeWeight = try form.integer("time_weight")
        return request
    }

    private var say: Words { frame.desk.say }

    func response() -> Response {
        frame.page(
            say("What if …", "Et si…"),
            lead: say(
                "The same frozen input with your changes, solved and proven as a run of its own. This run stays as it is.",
                "La même entrée figée avec vos changements, résolue et prouvée comme un calcul à part. Celui-ci reste tel quel."),
            """
            \(inputs.summary)
            \(frame.desk.form("\(frame.path)/branches", "\(LiveRun.attributes(say)) data-progress-stop-at=\"/desk/rounds/\(frame.round.id)/stop\"", "\(fields)\(LiveRun.picture(say))<div class=\"actions\"><button>\(say("Compute", "Calculer"))</button></div>"))
            """)
    }

    private var fields: HTML {
        let none = [(value: "", label: say("no change", "sans changement"))]
        let choice = RoundChoice(desk: frame.desk, round: frame.round.id, inputs: inputs)
        return """
            <div class="pair"><fieldset class="card"><legend>\(say("Cases and teams", "Cas et équipes"))</legend>
            \(gone.caseFields(say("A case is withdrawn", "Un cas est retiré"), choice))
            <div class="row">\(choice.field("places_case", say("A case has other places", "Un cas a d’autres places"), .case))\
            \(inputs.text("places", say("Places", "Places"), type: "number", "min=\"0\""))</div>
            <div class="row" id="minimum">\(choice.field("minimum_case", say("A case has another minimum of teams", "Un cas a un autre minimum d’équipes"), .case))\
            \(inputs.text("minimums", say("Minimum", "Minimum"), hint: say("0: runs with any number.", "0\u{A0}: s’ouvre quel que soit leur nombre."), type: "number", "min=\"0\""))</div>
            \(gone.teamFields(say("A team leaves", "Une équipe part"), choice))</fieldset>
            <fieldset class="card"><legend>\(say("A pair, and the rule", "Une paire, et la règle"))</legend>
            <div class="row">\(inputs.choice("pair_kind", say("Decision", "Décision"), RoundDecisions.branchKinds(say)))
            \(choice.field("pair_team", say("Team", "Équipe"), .team))\(choice.field("pair_case", say("Case", "Cas"), .case))</div>
            <div class="row">\(inputs.choice("policy", say("Rule", "Règle"), none + ["best-total", "fairest"].map { ($0, RoundWords.policy($0, say)) }))
            \(inputs.choice("placement", say("First", "D’abord"), none + [("fit-first", say("the sum of fits", "la somme des adéquations")), ("everyone-first", say("placing everyone", "placer tout le monde"))]))
            \(inputs.text("skill_weight", say("Weight of skills", "Poids des compétences"), type: "number", "min=\"0\" max=\"100\""))
            \(inputs.text("time_weight", say("Weight of time", "Poids du temps"), type: "number", "min=\"0\" max=\"100\""))</div></fieldset></div>

            """
    }
}
