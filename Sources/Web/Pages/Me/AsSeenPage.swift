import API
import Hummingbird
import Vivier

/// The student as a company sees the student now: the same words and the same order as on the company's own page.
struct AsSeenPage {
    static func response(_ desk: Desk) async throws -> Response {
        let say = desk.say
        let me = try desk.me()
        let consents = try await desk.perform(ListConsents(student: me)).items
        let asked = desk.query("company").flatMap { Organisation.ID($0) }
        let preview = try await desk.perform(PreviewProfile(student: me, query: PreviewQuery(company: asked)))
        var companies: [(value: String, label: String)] = [(value: "", label: say("any company", "n’importe quelle entreprise"))]
        for company in Set(consents.compactMap(\.company)).union(asked.map { [$0] } ?? []) {
            companies.append((value: "\(company)", label: try await desk.perform(ShowCompany(company: company)).name))
        }
        let title = say("As HR sees me", "Vu par les RH")
        let choice: HTML =
            companies.count < 2
            ? ""
            : """
            <div class="controls"><form method="get" action="/desk/me/as-seen"><div class="field"><label for="company">\(say("Seen by", "Vu par"))</label>
            <select id="company" name="company">\(companies.map { "<option value=\"\($0.value)\"\($0.value == asked?.description ?? "" ? " selected" : "" as HTML)>\($0.label)</option>" as HTML })</select></div>
            <button class="quiet">\(say("Show", "Voir"))</button></form></div>
            """
        let shown: HTML =
            preview.person.map { PersonCard(person: $0, say: say).html }
            ?? Pieces.empty(
                say("It sees nothing of you: you have not allowed it.", "Elle ne voit rien de vous : vous ne l’avez pas autorisé."),
                Pieces.button(say("Decide who may see you", "Décider qui peut vous voir"), to: "/desk/me/consents"))
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            \(SightTabs.html(say, at: "/desk/me/as-seen"))\
            <p class="lead">\(say("This is what a recruiter finds of you at this moment. Looking here leaves no receipt.", "Voici ce qu’un recruteur trouve de vous en ce moment. Regarder ici ne laisse pas de trace."))</p>
            \(choice)\(shown)
            """)
    }
}

/// A consenting student as companies see the person.
struct PersonCard {
    var person: PoolStudent
    var say: Words
    /// Of its heading.
    var level = 2

    var html: HTML {
        let skills = person.skills.map { skill -> HTML in
            """
            <li><span><b>\(skill.label)</b> <span class="soft small">\(say.source(held: skill.source)), \(say.day(skill.statedOn))</span></span>\
            <span>\(say.level(skill.level)) <span class="dots" aria-hidden="true">\(String(repeating: "●", count: skill.level) + String(repeating: "○", count: max(0, 4 - skill.level)))</span></span></li>

            """
        }
        return """
            <article class="card person"><h\(level)>\(person.givenName) \(person.familyName)</h\(level)>
            <p class="soft">\(person.school)</p>
            \(Pieces.facts([
                (say("Programme", "Programme"), person.programme.map { "\($0)" }), (say("Graduation", "Diplôme"), person.graduation.map { "\(say.day($0))" }),
                (say("Languages", "Langues"), person.languages.isEmpty ? nil : "\(person.languages.map(say.spoken).joined(separator: " · "))"),
                (say("City", "Ville"), person.city.map { "\($0)" }),
                (say("Hours a week", "Heures par semaine"), person.hoursPerWeek.map { "\($0)" }), (say("E-mail", "Adresse"), person.email.map { "\($0)" }),
            ]))
            \(person.skills.isEmpty ? "<p class=\"soft\">\(say("No skill is stated yet.", "Aucune compétence n’est encore déclarée."))</p>" as HTML : "<ul class=\"rows\">\n\(skills)</ul>")</article>

            """
    }
}

extension Words {
    /// Who states a skill, as others read it.
    func source(held source: String) -> String {
        switch source {
        case "self": self("says so", "le déclare")
        case "company": self("a company says so", "attesté par une entreprise")
        case "peer": self("a peer says so", "attesté par un pair")
        default: self("the school says so", "attesté par l’école")
        }
    }
}
