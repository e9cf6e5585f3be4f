import API
import Hummingbird
import Vivier

/// About how many teams could do what stands in the form, told while it is typed.
struct Chances {
    var say: Words
    /// Nil while the form cannot be read yet.
    var outlook: CaseOutlook?
    /// Whether the numbers are blurred for the reader.
    var isBlurred = true

    /// The same, as the answer to a form that asks for nothing else.
    static func answer(to form: Form, _ desk: Desk) async throws -> Response {
        let outlook = try await outlook(of: CaseFields(form), desk)
        let chances = Chances(say: desk.say, outlook: outlook, isBlurred: desk.caller.isToldBlurred)
        return desk.page(desk.say("Who could do it", "Qui saurait le faire"), isNarrow: true, chances.html)
    }

    /// Nil where the fields cannot be read yet.
    static func outlook(of fields: CaseFields, _ desk: Desk) async throws -> CaseOutlook? {
        do {
            var draft = try fields.draft()
            // Who could do it does not hang on its title.
            if draft.title.isEmpty { draft.title = "–" }
            return try await desk.perform(CheckCase(draft: draft))
        } catch let refusal as any Refusal where Desk.isMendable(refusal) {
            return nil
        }
    }

    var html: HTML {
        """
        <div id="chances" class="card chances" role="status"><h2>\(say("Who could do it", "Qui saurait le faire"))</h2>
        \(words)</div>

        """
    }

    /// A blurred count, to the nearest five; nil where it is below that, which the true one need not be.
    private func about(_ count: Int?, isFirst: Bool = true) -> String {
        guard let count else {
            let few = CaseOutlook.fewest
            return isFirst
                ? say("Probably fewer than \(few)", "Sans doute moins de \(few)")
                : say("probably fewer than \(few)", "sans doute moins de \(few)")
        }
        let number = say.number(count)
        return isFirst ? say("About \(number)", "Environ \(number)") : say("about \(number)", "environ \(number)")
    }

    private var words: HTML {
        guard let outlook, let last = outlook.steps.last else {
            return """
                <p class="soft">\(say("Here stands about how many teams of the schools could do it: while you type, or after a preview, once the dates and the hours can be read.", "Ici s’affiche à peu près combien d’équipes des écoles sauraient le faire\u{A0}: pendant la saisie ou après un aperçu, dès que les dates et les heures sont lisibles."))</p>
                """
        }
        guard outlook.hasTeams else {
            return """
                <p class="figure"><b>\(say("No school has teams yet", "Aucune école n’a encore d’équipe"))</b></p>
                <p class="soft">\(say("The case can be published all the same: teams are matched with it once they are formed.", "Le cas peut être publié quand même\u{A0}: des équipes lui seront affectées une fois formées."))</p>
                """
        }
        // Without a skill, the dates and the hours alone have said who is left: nobody's knowing how is told yet.
        let could =
            outlook.steps.count > 1
            ? say("teams could do this today", "équipes sauraient le faire aujourd’hui")
            : say(
                "teams could take it on, before any skill is asked for",
                "équipes pourraient s’en charger, avant toute compétence demandée")
        let many: HTML = "<p class=\"figure\"><b>\(about(last.teams))</b> \(could)</p>"
        var drops: [HTML] = []
        for (before, after) in zip(outlook.steps, outlook.steps.dropFirst()) where before.teams != after.teams {
            guard let skill = after.skill, let from = before.teams else { continue }
            let to = about(after.teams, isFirst: false)
            drops.append(
                "<li><em>\(skill)</em> \(say("takes it from \(about(from, isFirst: false)) to \(to)", "fait passer d’\(about(from, isFirst: false)) à \(to)"))</li>\n"
            )
        }
        let list: HTML = drops.isEmpty ? "" : "<ul class=\"plain\">\(drops)</ul>"
        // Where even the case without skills finds few, or where none is asked for, fewer skills open it to nobody.
        let advice: HTML =
            last.teams == nil && outlook.steps.first?.teams != nil
            ? "<p class=\"soft\">\(say("Fewer skills that are needed, or a lower level, opens it to more.", "Moins de compétences indispensables, ou un niveau plus bas, l’ouvre à davantage."))</p>"
            : ""
        let note =
            last.teams == nil
            ? say(
                "So few are not counted out, so that no single team can be told from it.",
                "Si peu ne se compte pas\u{A0}: ainsi, on n’y reconnaît aucune équipe.")
            : isBlurred
                ? say(
                    "Mostly within 10 of the true number, so that no single team can be told from it.",
                    "Le plus souvent à 10 près\u{A0}: ainsi, on n’y reconnaît aucune équipe.")
                : say("To the nearest five.", "Arrondi au multiple de cinq le plus proche.")
        let blur: HTML = "<p class=\"soft small\">\(note)</p>\n"
        return "\(many)\(list)\(advice)\(blur)"
    }
}
