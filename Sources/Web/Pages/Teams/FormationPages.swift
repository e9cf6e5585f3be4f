import API
import Foundation
import Hummingbird
import Vivier

extension DeskRoutes {
    func addFormationPages() {
        let shelf = FormationShelf()
        get("/desk/cohorts/{cohort}/formation", for: .formTeams) { desk in try await FormationFormPage.show(desk, .fresh) }
        post("/desk/cohorts/{cohort}/formation", for: .formTeams) { desk, form in
            let cohort: Cohort.ID = try desk.id("cohort")
            let wish = FormationWish(form)
            return try await desk.work(form) {
                FormTeams(cohort: cohort, draft: try wish.draft(dryRun: true))
            } again: {
                try await FormationFormPage.show(desk, $0)
            } then: { formation in
                shelf.put(formation, wish, desk)
                return ("/desk/cohorts/\(cohort)/formation/preview?\(wish.query)", nil)
            }
        }
        get("/desk/cohorts/{cohort}/formation/preview", for: .formTeams) { desk in
            let cohort = try await desk.perform(ShowCohort(cohort: try desk.id("cohort")))
            let wish = FormationWish(desk)
            let excerpt = FormationExcerpt(desk)
            let formation = try await shelf.formation(wish, desk, leafing: excerpt.isNarrowed, of: cohort.id)
            return FormationPreviewPage(desk: desk, cohort: cohort, wish: wish, formation: formation, excerpt: excerpt).response()
        }
        get("/desk/cohorts/{cohort}/formation/preview.csv", for: .formTeams) { desk in
            let cohort = try await desk.perform(ShowCohort(cohort: try desk.id("cohort")))
            let formation = try await shelf.formation(FormationWish(desk), desk, leafing: true, of: cohort.id)
            return FormationExcerpt(desk).file(of: formation.teams, desk)
        }
        post("/desk/cohorts/{cohort}/formation/teams", for: .formTeams) { desk, form in
            let cohort: Cohort.ID = try desk.id("cohort")
            let wish = FormationWish(form)
            return try await desk.work(form) {
                FormTeams(cohort: cohort, draft: try wish.draft(dryRun: false))
            } again: {
                try await FormationFormPage.show(desk, $0)
            } then: { _ in
                (TeamBoardPage.path(cohort), .created)
            }
        }
    }
}

/// What a form asks of a formation. The same wish gives the same teams, so that an address can bear it.
struct FormationWish: Sendable {
    static let fields = ["scope", "min", "max", "even", "with", "apart", "not_alone", "hours", "seed", "seconds"]
    var values: [String: String]

    init(_ form: Form) {
        values = Dictionary(uniqueKeysWithValues: Self.fields.map { ($0, form.all($0).joined(separator: "\n")) }).filter {
            !$0.value.isEmpty
        }
    }

    init(_ desk: Desk) {
        values = [:]
        for field in Self.fields { values[field] = desk.query(field) }
    }

    var query: String {
        Self.fields.compactMap { field in
            values[field].map { "\(field)=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        }.joined(separator: "&")
    }

    /// - Throws: a refusal that names the field, for what is no number.
    func draft(dryRun: Bool) throws -> FormationDraft {
        let form = Form(items: values.map { ($0.key, $0.value) })
        return FormationDraft(
            scope: values["scope"].flatMap(FormationDraft.Scope.init), min: try form.integer("min"), max: try form.integer("max"),
            even: values["even"] != nil, with: groups("with"), apart: groups("apart"), notAlone: shared("not_alone"),
            hours: try form.integer("hours"), seed: try form.integer("seed"), seconds: try form.integer("seconds"), dryRun: dryRun)
    }

    /// A group a line, its students between commas or semicolons.
    private func groups(_ name: String) -> [[String]]? {
        let groups = (values[name] ?? "").split(whereSeparator: \.isNewline).map { line in
            line.split { $0 == "," || $0 == ";" }.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }.filter { !$0.isEmpty }
        return groups.isEmpty ? nil : groups
    }

    /// What nobody shall be alone with: the programme, the city, or a column that was kept, as people call them.
    private func shared(_ name: String) -> [String]? {
        let words = (values[name] ?? "").split { $0.isNewline || $0 == "," || $0 == ";" }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let known = words.map { word in
            switch word.lowercased() {
            case "programme", "program": "programme"
            case "city", "ville": "city"
            default: word.hasPrefix("attribute:") ? word : "attribute:\(word)"
            }
        }
        return known.isEmpty ? nil : known
    }
}
