import API
import Formats
import Vivier

/// The form of a case: seven fields that are seen, the others folded with their defaults.
struct CaseForm {
    var say: Words
    var inputs: Inputs
    /// Labels that the referential does not know, by row.
    var unknown: [CaseOutlook.UnknownLabel] = []
    /// An operator says for which company.
    var asksCompany = false

    var html: HTML {
        """
        \(asksCompany ? inputs.text("company", say("Company", "Entreprise"), hint: say("By name.", "Par son nom."), "required maxlength=\"200\" ") : nil)
        \(inputs.text("title", say("Title", "Titre"), hint: say("One line that makes a student curious.", "Une ligne qui donne envie à un étudiant."), "maxlength=\"200\" required autocomplete=\"off\" "))
        \(inputs.area("description", say("The problem", "Le problème"), hint: say("What is wrong or missing today, and what would help you.", "Ce qui ne va pas ou manque aujourd’hui, et ce qui vous aiderait."), "rows=\"5\" required maxlength=\"65536\" "))
        \(skills)\(window)
        \(inputs.text("hours_per_week", say("Hours a week", "Heures par semaine"), hint: say("That the team gives together.", "Que l’équipe y consacre ensemble."), type: "number", "min=\"1\" max=\"80\" required "))
        \(mentor)\(confidentiality)\(folded)
        """
    }

    // MARK: Skills

    private var skills: HTML {
        let shown = (0..<CaseFields.rows).map(row)
        let used = (0..<CaseFields.mostRows).last { !inputs.value("skills/\($0)/skill").isEmpty }.map { $0 + 1 } ?? 0
        let more = (CaseFields.rows..<max(CaseFields.freeRows, used)).map(row)
        let isUsed = used > CaseFields.rows
        return """
            <fieldset class="skills"><legend>\(say("Three skills", "Trois compétences"))</legend>
            <p class="hint">\(say("Type a few letters: French or English, typing errors are forgiven.", "Tapez quelques lettres, en français ou en anglais : les fautes de frappe sont pardonnées."))</p>
            \(shown)<details\(isUsed ? " open" : "" as HTML)><summary>\(say("More skills", "Autres compétences"))</summary>
            \(more)</details>\(inputs.state.faults(of: "skills", alone: true).map { "<p class=\"fault\">\(say($0))</p>" as HTML })</fieldset>

            """
    }

    private func row(_ index: Int) -> HTML {
        let name = "skills/\(index)"
        let number = index + 1
        let levels = (1...4).map { ("\($0)", "\($0) · \(say(CaseWords.level($0)))") }
        let importances = CaseContent.Importance.allCases.map { ($0.rawValue, say(CaseWords.importance($0.rawValue))) }
        let level = inputs.value("\(name)/level")
        let importance = inputs.value("\(name)/importance")
        // Of the skill itself the candidates below say it already.
        let isAsked = unknown.contains { $0.index == index }
        let fault =
            isAsked
            ? inputs.faults(of: "\(name)/level") ?? inputs.faults(of: "\(name)/skill").map { _ in "" as HTML }
            : inputs.faults(of: "\(name)/skill") ?? inputs.faults(of: "\(name)/level")
        let invalid: HTML = fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"\(name)/skill-fault\""
        return """
            <div class="skill-row">
            <div class="suggests"><label class="visually-hidden" for="\(name)/skill">\(say("Skill \(number)", "Compétence \(number)"))</label>
            <input id="\(name)/skill" name="\(name)/skill" type="text" maxlength="300" autocomplete="off" value="\(inputs.value("\(name)/skill"))" \
            placeholder="\(say("Skill", "Compétence"))" \(SkillSuggestions.marks(say))\(invalid)></div>
            \(select("\(name)/level", say("Level of skill \(number)", "Niveau de la compétence \(number)"), levels, chosen: level.isEmpty ? "2" : level))
            \(select("\(name)/importance", say("Importance of skill \(number)", "Importance de la compétence \(number)"), importances, chosen: importance.isEmpty ? (index == 0 ? "must" : "should") : importance))
            \(fault)\(candidates(index))</div>

            """
    }

    /// What was perhaps meant by a label that nobody knows: one of the nearest, or the label as it is.
    private func candidates(_ index: Int) -> HTML? {
        let name = "skills/\(index)/choice"
        guard let label = unknown.first(where: { $0.index == index }) else {
            guard inputs.value(name) == "=" else { return nil }
            return "\(kept(index))<input type=\"hidden\" name=\"\(name)\" value=\"=\">"
        }
        let choices = label.nearest.enumerated().map { place, nearest -> HTML in
            """
            <label class="choice"><input type="radio" name="\(name)" value="\(nearest)"\(place == 0 ? " checked" : "" as HTML)><span>\(nearest)</span></label>
            """
        }
        // As a must it is refused, so that this is no way out by itself.
        let keep =
            inputs.value("skills/\(index)/importance") == CaseContent.Importance.must.rawValue
            ? say(
                "Keep “\(label.label)”; make it a should above, since nobody could be found by it",
                "Garder « \(label.label) » ; passez-la en souhaité ci-dessus, car personne ne pourrait être trouvé par elle")
            : say(
                "Keep “\(label.label)”; it does not count in a match", "Garder « \(label.label) » ; elle ne compte pas dans une affectation"
            )
        let asked =
            label.nearest.isEmpty
            ? say(
                "“\(label.label)” is not in the skills referential, and nothing there is near it. Say it in other words above, or:",
                "« \(label.label) » n’est pas dans le référentiel, et rien n’en est proche. Dites-le autrement ci-dessus, ou :")
            : say(
                "“\(label.label)” is not in the skills referential. Did you mean:",
                "« \(label.label) » n’est pas dans le référentiel. Vouliez-vous dire :")
        return """
            <fieldset class="candidates"><legend id="skills/\(index)/skill-fault">\(asked)</legend>
            \(choices)<label class="choice"><input type="radio" name="\(name)" value="="\(label.nearest.isEmpty ? " checked" : "" as HTML)><span>\(keep)</span></label></fieldset>
            """
    }

    /// What follows from a label that nobody knows and that stays.
    private func kept(_ index: Int) -> HTML? {
        let name = "skills/\(index)"
        guard inputs.state.faults(of: "\(name)/skill").isEmpty else { return nil }
        let label = inputs.value("\(name)/skill")
        let words =
            inputs.value("\(name)/importance") == CaseContent.Importance.must.rawValue
            ? say(
                "“\(label)” is not in the skills referential: as long as it is needed, the case cannot be published.",
                "«\u{A0}\(label)\u{A0}» n’est pas dans le référentiel\u{A0}: tant qu’elle est indispensable, le cas ne peut pas être publié."
            )
            : say(
                "“\(label)” is not in the skills referential: it does not count in a match.",
                "«\u{A0}\(label)\u{A0}» n’est pas dans le référentiel\u{A0}: elle ne compte pas dans une affectation.")
        return "<p class=\"hint\">\(words)</p>"
    }

    private func select(_ name: String, _ label: String, _ options: [(value: String, label: String)], chosen: String) -> HTML {
        """
        <div><label class="visually-hidden" for="\(name)">\(label)</label><select id="\(name)" name="\(name)">\
        \(Pieces.options(options, chosen: chosen))</select></div>
        """
    }

    // MARK: Time and terms

    private var window: HTML {
        """
        <fieldset><legend>\(say("Window", "Période"))</legend><div class="row">
        \(inputs.text("window/from", say("From", "Du"), type: "date", "required "))\(inputs.text("window/until", say("Until", "Au"), type: "date", "required "))
        </div></fieldset>

        """
    }

    private var mentor: HTML {
        let days = [
            (say("Mon", "Lun"), say("Monday", "lundi")), (say("Tue", "Mar"), say("Tuesday", "mardi")),
            (say("Wed", "Mer"), say("Wednesday", "mercredi")), (say("Thu", "Jeu"), say("Thursday", "jeudi")),
            (say("Fri", "Ven"), say("Friday", "vendredi")),
        ]
        let ticked = Set(inputs.state.form?.all("mentor_slots") ?? [])
        func boxes(_ hours: (from: Int, until: Int), _ name: String) -> HTML {
            let cells = days.enumerated().map { day, words -> HTML in
                let value = "\(CaseFields.halfDay(day, hours))"
                return """
                    <label class="half"><input type="checkbox" name="mentor_slots" value="\(value)" aria-label="\(words.1) \(name)"\(ticked.contains(value) ? " checked" : "" as HTML)>\
                    <span aria-hidden="true">\(words.0)</span></label>
                    """
            }
            return "<div class=\"halves\"><span class=\"soft\">\(name)</span>\(cells)</div>\n"
        }
        return """
            <fieldset><legend>\(say("When your mentor can meet the team", "Quand votre mentor peut voir l’équipe"))</legend>
            <p class="hint">\(say("Leave it open if any time will do.", "Laissez vide si tout moment convient."))</p>
            \(boxes(CaseFields.mornings, say("9–12", "9 h–12 h")))\(boxes(CaseFields.afternoons, say("14–18", "14 h–18 h")))</fieldset>

            """
    }

    private var confidentiality: HTML {
        let options = ["open", "nda"].map { ($0, say(CaseWords.confidentiality($0))) }
        return inputs.choice("confidentiality", say("Confidentiality", "Confidentialité"), options)
    }

    private var folded: HTML {
        let names = ["team_size", "capacity", "minimum", "languages", "place", "rights", "reward", "reference", "open_to", "mentor_other"]
        let isOpen = names.contains { !inputs.state.faults(of: $0).isEmpty }
        let rights = ["students", "licence", "assignment"].map { ($0, say(CaseWords.rights($0))) }
        let remote = [("yes", say("Remote", "À distance")), ("no", say("On site", "Sur place"))]
        return """
            <details class="folded"\(isOpen ? " open" : "" as HTML)><summary>\(say("Teams, languages, place, rights", "Équipes, langues, lieu, droits"))</summary>
            <div class="row">\(inputs.text("team_size/min", say("Members, at least", "Membres, au moins"), type: "number", "min=\"1\" max=\"100\" "))
            \(inputs.text("team_size/max", say("Members, at most", "Membres, au plus"), type: "number", "min=\"1\" max=\"100\" "))
            \(inputs.text("capacity", say("Teams at once", "Équipes à la fois"), type: "number", "min=\"1\" max=\"10000\" "))
            \(inputs.text("minimum", say("With at least so many teams, or none", "Avec au moins tant d’équipes, ou aucune"), type: "number", "min=\"0\" max=\"10000\" "))</div>
            \(inputs.text("languages", say("Languages", "Langues"), hint: say("Every member speaks them: fr:B2 en", "Chaque membre les parle : fr:B2 en")))
            <div class="row">\(inputs.choice("remote", say("Where", "Où"), remote))\(inputs.text("place", say("Town", "Ville"), "maxlength=\"100\" "))</div>
            \(inputs.choice("rights", say("Rights on the work", "Droits sur le travail"), rights))
            \(inputs.text("reward", say("Reward", "Récompense"), "maxlength=\"500\" "))
            \(inputs.text("mentor_other", say("Other hours of the mentor", "Autres heures du mentor"), hint: say("mon 09:00-12:00; tue 14:00-18:00", "lun 09:00-12:00; mar 14:00-18:00")))
            \(inputs.text("reference", say("Your reference", "Votre référence"), "maxlength=\"100\" "))
            \(inputs.area("open_to", say("Only for these schools", "Pour ces écoles seulement"), hint: say("One a line, by name. None: every school.", "Une par ligne, par leur nom. Aucune : toutes les écoles."), "rows=\"2\" "))
            </details>

            """
    }
}
