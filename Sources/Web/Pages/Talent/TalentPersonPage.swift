import API
import Hummingbird
import Vivier

/// One consenting student: evidence first, and that this view is recorded.
struct TalentPersonPage {
    var desk: Desk
    var person: PoolStudent
    var state = FormState.fresh

    private var say: Words { desk.say }

    func response() -> Response {
        let piece = PersonPiece(person: person, say: say)
        return desk.page(
            piece.name,
            """
            \(Pieces.crumbs(say, [(say("Talent", "Vivier de talents"), "/desk/talent")]))
            <h1>\(piece.name)</h1>
            \(piece.lead)
            <p class="notice seen">\(say("This view is recorded, and \(person.givenName) reads that your company has looked.", "Cette consultation est enregistrée, et \(person.givenName) saura que votre entreprise a regardé."))</p>
            \(Inputs(say, state).summary)
            <div class="columns"><div>\(piece.evidence)</div><aside aria-label="\(say("Follow and facts", "Suivi et repères"))">\(piece.facts)\(follow)</aside></div>
            """)
    }

    private var follow: HTML {
        if let prospect = person.prospect {
            return """
                <section class="card next"><h2>\(say("You follow this person", "Vous suivez cette personne"))</h2>
                \(Pieces.button(say("Open the file", "Ouvrir le suivi"), to: "/desk/prospects/\(prospect)"))</section>

                """
        }
        let inputs = Inputs(say, state)
        let form = desk.form(
            "/desk/talent/\(person.id)/follow", "",
            """
            \(inputs.area("note", say("Note", "Note"), hint: say(MoveMenu.readers), "rows=\"3\" maxlength=\"4000\" "))
            <button>\(say("Follow", "Suivre"))</button>
            """)
        return "<section class=\"card next\"><h2>\(say("Follow as a prospect", "Suivre ce candidat"))</h2>\(form)</section>\n"
    }
}
