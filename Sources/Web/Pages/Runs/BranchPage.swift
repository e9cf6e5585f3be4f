import API
import Hummingbird
import Vivier

/// What if: the run's frozen input with some changes, solved as a run of its own.
struct BranchPage {
    var frame: RunFrame
    var choices: RunChoices
    var inputs: Inputs

    static func show(_ desk: Desk, _ state: FormState) async throws -> Response {
        let frame = try await RunFrame.read(desk)
        return BranchPage(frame: frame, choices: try await RunChoices.read(frame), inputs: Inputs(desk.say, state)).response()
    }

    static func request(_ form: Form) throws -> BranchRequest {
        var request = BranchRequest()
        func list<Subject>(_ name: String) -> [Identifier<Subject>]? {
            let ids = form.all(name).compactMap { Identifier<Subject>($0) }
            return ids.isEmpty ? nil : ids
        }
        request.withdrawnCases = list("withdrawn_cases")
        request.goneTeams = list("gone_teams")
        request.moved = try form.integer("moved")
        if let target: BusinessCase.ID = try form.value("places_case") {
            guard let places = try form.integer("places") else {
                throw GeneralRefusal.field("/places", "missing", en: "Say how many places.", fr: "Indiquez le nombre de places.")
            }
            request.places = [RepairRequest.Places(case: target, places: places)]
        }
        if let team: Team.ID = try form.value("pair_team"), let target: BusinessCase.ID = try form.value("pair_case") {
            let pair = BranchPair(team: team, case: target)
            if form["pair_kind"] == "ban" { request.bans = [pair] } else { request.pins = [pair] }
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
            \(frame.desk.form("\(frame.path)/branches", LiveRun.attributes(say), "\(fields)\(LiveRun.picture(say))<div class=\"actions\"><button>\(say("Compute", "Calculer"))</button></div>"))
            """)
    }

    private var fields: HTML {
        let none = [(value: "", label: say("no change", "sans changement"))]
        return """
            <div class="pair"><fieldset class="card"><legend>\(say("Cases and teams", "Cas et équipes"))</legend>
            \(inputs.choice("withdrawn_cases", say("A case is withdrawn", "Un cas est retiré"), none + choices.cases))
            <div class="row">\(inputs.choice("places_case", say("A case has other places", "Un cas a d’autres places"), none + choices.cases))\
            \(inputs.text("places", say("Places", "Places"), type: "number", "min=\"0\""))</div>
            \(inputs.choice("gone_teams", say("A team leaves", "Une équipe part"), none + choices.teams))</fieldset>
            <fieldset class="card"><legend>\(say("A pair, and the rule", "Une paire, et la règle"))</legend>
            <div class="row">\(inputs.choice("pair_kind", say("Decision", "Décision"), RoundDecisions.kinds(say)))
            \(inputs.choice("pair_team", say("Team", "Équipe"), none + choices.teams))\(inputs.choice("pair_case", say("Case", "Cas"), none + choices.cases))</div>
            <div class="row">\(inputs.choice("policy", say("Rule", "Règle"), none + ["best-total", "fairest"].map { ($0, RoundWords.policy($0, say)) }))
            \(inputs.choice("placement", say("First", "D’abord"), none + [("fit-first", say("the sum of fits", "la somme des adéquations")), ("everyone-first", say("placing everyone", "placer tout le monde"))]))
            \(inputs.text("skill_weight", say("Weight of skills", "Poids des compétences"), type: "number", "min=\"0\" max=\"100\""))
            \(inputs.text("time_weight", say("Weight of time", "Poids du temps"), type: "number", "min=\"0\" max=\"100\""))</div></fieldset></div>

            """
    }
}

/// The teams and cases of a run, to choose from.
struct RunChoices {
    var teams: [(value: String, label: String)]
    var cases: [(value: String, label: String)]

    static func read(_ frame: RunFrame) async throws -> RunChoices {
        var matches: [Match] = []
        var cursor: String?
        // A menu of more is no menu.
        repeat {
            let page = try await frame.desk.perform(
                ListMatches(run: frame.run.id, query: MatchQuery(sort: "team", limit: 200, cursor: cursor)))
            matches += page.items
            cursor = page.next
        } while cursor != nil && matches.count < 400
        var titles: [BusinessCase.ID: String] = [:]
        for match in matches { titles[match.case] = match.caseTitle }
        if frame.round.state == "open" {
            for item in try await frame.desk.perform(ShowDemand(round: frame.round.id, query: PageQuery(limit: 200))).items {
                titles[item.case] = item.title
            }
        }
        var teams = matches.map { (value: "\($0.team)", label: $0.teamName) }
        if frame.run.teams - frame.run.placed > 0 {
            teams += try await frame.desk.perform(ListUnplaced(run: frame.run.id, query: PageQuery(limit: 50))).items.map {
                ("\($0.team)", $0.name)
            }
        }
        return RunChoices(teams: teams, cases: titles.map { (value: "\($0.key)", label: $0.value) }.sorted { $0.label < $1.label })
    }
}
