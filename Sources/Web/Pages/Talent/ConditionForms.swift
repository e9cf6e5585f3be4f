import API
import Formats
import Vivier

/// Adds a condition to a search without its language: a form each for what is asked most, and one for the rest.
struct ConditionForms {
    var say: Words
    var q: String
    var sort: String?
    /// What could not be added.
    var added: Added?

    /// A condition as a form sent it.
    struct Added {
        var field: String
        var value: String
        var level: String
        /// As the query language writes it; nil where it cannot be read.
        var condition: String?
        var fault: Sentence?
        /// Labels that were perhaps meant.
        var nearest: [String] = []
    }

    /// - Returns: nil where no form was sent.
    static func added(_ desk: Desk) async throws -> Added? {
        guard let field = desk.query("field"), let value = desk.query("value") else { return nil }
        let level = desk.query("level") ?? ""
        var added = Added(field: field, value: value, level: level)
        let whole = field == "language" && !level.isEmpty ? "\(value):\(level)" : value
        guard let condition = PoolQueryText.condition(field: field, value: whole, level: Int(level)) else {
            added.fault = Sentence(en: "This cannot be read.", fr: "Cette valeur est illisible.")
            return added
        }
        do {
            try await desk.perform(ReadPoolCondition(condition))
            added.condition = condition
        } catch let refusal as any Refusal {
            guard let fault = refusal.reason.fields.first else { throw refusal }
            added.fault = fault.sentence
            guard field == "skill" else { return added }
            let found = try await desk.perform(SearchSkills(query: SkillQuery(q: String(value.prefix(100)), limit: 4))).items
            let french = desk.say.language == .french
            added.nearest = found.compactMap { french ? $0.labelFr ?? $0.labelEn : $0.labelEn ?? $0.labelFr }
            if !added.nearest.isEmpty {
                added.fault = Sentence(
                    en: "No skill is called “\(value)”. Did you mean:",
                    fr: "Aucune compétence ne s’appelle « \(value) ». Vouliez-vous dire :")
            }
        }
        return added
    }

    var html: HTML {
        """
        <section class="card"><h2>\(say("Add a condition", "Ajouter une condition"))</h2>
        \(skill)\(language)\(month("available", say("Free in", "Disponible en")))
        <details\(isOpen ? " open" : "" as HTML)><summary>\(say("Graduation, town, programme, school", "Diplôme, ville, programme, école"))</summary>
        \(month("graduation", say("Graduates from", "Diplômé à partir de")))\(rest)</details></section>

        """
    }

    private var isOpen: Bool { added.map { !["skill", "language", "available"].contains($0.field) } ?? false }

    private func form(_ field: String?, _ content: HTML) -> HTML {
        let name = field.map { "<input type=\"hidden\" name=\"field\" value=\"\($0)\">" as HTML }
        let order = sort.map { "<input type=\"hidden\" name=\"sort\" value=\"\($0)\">" as HTML }
        return "<form action=\"/desk/talent\"><input type=\"hidden\" name=\"q\" value=\"\(q)\">\(order)\(name)\(content)</form>\n"
    }

    /// What was typed into one of the forms, what is wrong with it, and how its field says so.
    private func state(_ fields: String...) -> (value: String, level: String, fault: HTML?, marks: HTML) {
        guard let added, fields.contains(added.field), let fault = added.fault else { return ("", "", nil, "") }
        let links = added.nearest.map { label -> HTML in
            let address = Desk.address(
                "/desk/talent", ["q": q, "sort": sort, "field": added.field, "value": label, "level": added.level])
            return "<li class=\"chip\"><a href=\"\(address)\">\(label)</a></li>"
        }
        let list: HTML = links.isEmpty ? "" : "<ul class=\"chips\">\(links)</ul>"
        return (
            added.value, added.level, "<p class=\"fault\" id=\"\(fields[0])-fault\" role=\"alert\">\(say(fault))</p>\(list)",
            " aria-invalid=\"true\" aria-describedby=\"\(fields[0])-fault\""
        )
    }

    private var skill: HTML {
        let state = self.state("skill")
        let levels = Pieces.options(
            (1...4).map { level in
                ("\(level)", say("at least \(say(CaseWords.level(level)))", "au moins \(say(CaseWords.level(level)))"))
            }, chosen: state.level)
        return form(
            "skill",
            """
            <div class="field suggests"><label for="skill">\(say("Skill", "Compétence"))</label>
            <input id="skill" name="value" type="text" required maxlength="300" autocomplete="off" value="\(state.value)" \(SkillSuggestions.marks(say))\(state.marks)>\(state.fault)</div>
            <div class="row"><div class="field"><label for="level">\(say("Level", "Niveau"))</label><select id="level" name="level">\(levels)</select></div>
            <button class="quiet end">\(say("Add the skill", "Ajouter la compétence"))</button></div>
            """)
    }

    private var language: HTML {
        let state = self.state("language")
        let names = Pieces.options(ProfilePage.known.map { ($0, say.spoken($0)) }, chosen: state.value)
        let levels = CEFR.allCases.map { level -> HTML in
            "<option value=\"\(level.rawValue)\">\(say("\(level.rawValue) or better", "\(level.rawValue) ou mieux"))</option>"
        }
        return form(
            "language",
            """
            <div class="row"><div class="field"><label for="spoken">\(say("Language", "Langue"))</label><select id="spoken" name="value"\(state.marks)>\(names)</select>\(state.fault)</div>
            <div class="field"><label for="spoken-level">\(say("Level", "Niveau"))</label><select id="spoken-level" name="level"><option value="">\(say("any", "indifférent"))</option>\(levels)</select></div>
            <button class="quiet end">\(say("Add the language", "Ajouter la langue"))</button></div>
            """)
    }

    private func month(_ field: String, _ label: String) -> HTML {
        let state = self.state(field)
        return form(
            field,
            """
            <div class="row"><div class="field"><label for="\(field)">\(label)</label><input id="\(field)" name="value" type="month" required placeholder="2027-01" value="\(state.value)"\(state.marks)>\(state.fault)</div>
            <button class="quiet end">\(say("Add the month", "Ajouter le mois"))</button></div>
            """)
    }

    private var rest: HTML {
        let state = self.state("city", "programme", "school")
        let fields = Pieces.options(
            [("city", say("Town", "Ville")), ("programme", say("Programme", "Programme")), ("school", say("School", "École"))],
            chosen: added?.field)
        return form(
            nil,
            """
            <div class="field"><label for="field">\(say("Something else", "Autre chose"))</label><select id="field" name="field">\(fields)</select></div>
            <div class="row"><div class="field"><label for="value">\(say("Value", "Valeur"))</label><input id="value" name="value" type="text" required maxlength="200" value="\(state.value)"\(state.marks)>\(state.fault)</div>
            <button class="quiet end">\(say("Add", "Ajouter"))</button></div>
            """)
    }
}
