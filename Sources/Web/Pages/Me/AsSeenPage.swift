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
            <select id="company" name="company">\(Pieces.options(companies, chosen: asked?.description ?? ""))</select></div>
            <button class="quiet">\(say("Show", "Voir"))</button></form></div>
            """
        let shown: HTML =
            preview.person.map { html(of: PersonPiece(person: $0, say: say)) }
            ?? Pieces.empty(
                nothing(asked.flatMap { asked in companies.first { $0.value == "\(asked)" }?.label }, say),
                Pieces.button(say("Decide who may see you", "Décider qui peut vous voir"), to: "/desk/me/consents"))
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            \(SightTabs.html(say, at: "/desk/me/as-seen"))\
            <p class="lead">\(say("This is what a recruiter finds of you at this moment. Looking here leaves no receipt.", "Voici ce qu’un recruteur trouve de vous en ce moment. Regarder ici ne laisse pas de trace."))</p>
            \(choice)\(shown)
            """)
    }

    private static func html(of piece: PersonPiece) -> HTML {
        """
        <article class="card as-seen" aria-labelledby="seen"><h2 id="seen">\(piece.name)</h2>
        \(piece.lead)<div class="columns"><div>\(piece.evidence)</div><div>\(piece.facts)</div></div></article>

        """
    }

    /// - Parameter company: the one that is asked about; nil: any.
    private static func nothing(_ company: String?, _ say: Words) -> String {
        company.map {
            say("\($0) sees nothing of you: you have not allowed it.", "\($0) ne voit rien de vous\u{A0}: vous ne l’avez pas autorisé.")
        }
            ?? say(
                "No company sees anything of you: you have not allowed it.",
                "Aucune entreprise ne voit rien de vous\u{A0}: vous ne l’avez pas autorisé.")
    }
}
