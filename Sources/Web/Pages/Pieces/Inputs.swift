import Vivier

/// Writes the fields of a form: a label, a hint, what was typed or stands there, and what is wrong with it.
struct Inputs {
    var say: Words
    var state: FormState

    init(_ say: Words, _ state: FormState = .fresh) {
        self.say = say
        self.state = state
    }

    /// What is wrong with the form as a whole, and how many fields want another look. The first thing that a refused form says.
    var summary: HTML? {
        guard state.isRefused else { return nil }
        let sentence =
            state.general.map { say($0) }
            ?? say("Not saved yet. Please look at the marked fields.", "Rien n’est encore enregistré. Voyez les champs signalés.")
        return "<div class=\"alert\" role=\"alert\" tabindex=\"-1\"><p>\(sentence)</p></div>\n"
    }

    /// The same, with a link to each field that wants another look; for forms whose fields bear the names that refusals give.
    ///
    /// - Parameters:
    ///   - kept: the form was to be published, and stands in a draft that was saved before.
    ///   - fields: of the form as they are shown, whose order is that of the links.
    func linkedSummary(kept: Bool = false, over fields: HTML) -> HTML? {
        guard state.general == nil, !state.faults.isEmpty else { return summary }
        let page = fields.text
        let faults = state.faults.sorted { $0.key < $1.key }.map { name, sentences in
            let parts = name.split(separator: "/")
            let field = parts.last.flatMap { Int($0) } == nil ? name : parts.dropLast().joined(separator: "/")
            return (field: field, place: page.firstRange(of: "id=\"\(field)\"")?.lowerBound ?? page.endIndex, sentences: sentences)
        }
        // Those of one place stay in the order of their names: what comes first is asked for first.
        let ordered = faults.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
        let items = ordered.map { fault -> HTML in
            "<li><a href=\"#\(fault.field)\">\(fault.sentences.map { say($0) }.joined(separator: " "))</a></li>"
        }
        let words =
            kept
            ? say(
                "Not published yet; the draft is kept as it was last saved. Please look at these fields:",
                "Pas encore publié ; le brouillon reste tel qu’il a été enregistré. Voyez ces champs :")
            : say("Not saved yet. Please look at these fields:", "Rien n’est encore enregistré. Voyez ces champs :")
        return """
            <div class="alert" role="alert" tabindex="-1"><p>\(words)</p><ul>\(items)</ul></div>

            """
    }

    /// What to write into a field: what was typed, else what stands there.
    func value(_ name: String, _ stored: String? = nil) -> String { state.form.map { $0.given(name) ?? "" } ?? stored ?? "" }

    /// - Parameters:
    ///   - type: `text`, `email`, `number`, `date`, `search`, `url`.
    ///   - attributes: more of them, written out: `required maxlength="120"`.
    func text(
        _ name: String, _ label: String, hint: String? = nil, type: String = "text", stored: String? = nil, _ attributes: HTML = ""
    ) -> HTML {
        field(name, label, hint) { marks in
            "<input id=\"\(name)\" name=\"\(name)\" type=\"\(type)\" value=\"\(value(name, stored))\" \(attributes)\(marks)>"
        }
    }

    func area(_ name: String, _ label: String, hint: String? = nil, stored: String? = nil, _ attributes: HTML = "") -> HTML {
        field(name, label, hint) { marks in
            // The first line break after the tag is not part of the text (HTML, 13.1.2).
            "<textarea id=\"\(name)\" name=\"\(name)\" \(attributes)\(marks)>\n\(value(name, stored))</textarea>"
        }
    }

    func choice(
        _ name: String, _ label: String, _ options: [(value: String, label: String)], hint: String? = nil, stored: String? = nil,
        _ attributes: HTML = ""
    ) -> HTML {
        let items = Pieces.options(options, chosen: value(name, stored))
        return field(name, label, hint) { marks in
            "<select id=\"\(name)\" name=\"\(name)\" \(attributes)\(marks)>\(items)</select>"
        }
    }

    /// One box to tick.
    func tick(_ name: String, _ label: String, hint: String? = nil, value: String = "yes", isTicked stored: Bool = false) -> HTML {
        let isTicked = state.form.map { $0.all(name).contains(value) } ?? stored
        let more: HTML = hint.map { "<small>\($0)</small>" } ?? ""
        return """
            <label class="choice"><input type="checkbox" name="\(name)" value="\(value)"\(isTicked ? " checked" : "" as HTML)>\
            <span>\(label)\(more)</span></label>
            """
    }

    /// The sentences about a field that this type does not write itself.
    func faults(of name: String) -> HTML? {
        let faults = state.faults(of: name)
        guard !faults.isEmpty else { return nil }
        return "<p class=\"fault\" id=\"\(name)-fault\">\(faults.map { say($0) }.joined(separator: " "))</p>"
    }

    private func field(_ name: String, _ label: String, _ hint: String?, _ control: (HTML) -> HTML) -> HTML {
        let fault = faults(of: name)
        var described = hint == nil ? [] : ["\(name)-hint"]
        if fault != nil { described.append("\(name)-fault") }
        let invalid: HTML = fault == nil ? "" : " aria-invalid=\"true\""
        let marks: HTML = described.isEmpty ? invalid : "\(invalid) aria-describedby=\"\(described.joined(separator: " "))\""
        return """
            <div class="field"><label for="\(name)">\(label)</label>
            \(hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" as HTML })
            \(control(marks))\(fault)</div>

            """
    }
}
