import API
import Vivier

/// How many a query finds and how it was understood, told while it is typed: a chip a condition, or the place at which it goes wrong.
struct TalentCount {
    var say: Words
    var q: String
    var sort: String?
    var count: PoolCount?
    var fault: RefusalReason.Field?

    var html: HTML { "<div id=\"talent-count\" role=\"status\">\(fault.map(wrong) ?? right ?? "")</div>\n" }

    private var right: HTML? {
        guard let count else { return nil }
        let many =
            count.more
            ? say("More than \(say.number(count.count)) people", "Plus de \(say.number(count.count)) personnes")
            : say.count(count.count, ("person", "people"), ("personne", "personnes"))
        let chips = count.conditions.enumerated().map { index, condition -> HTML in
            let without = Desk.address("/desk/talent", ["q": q, "sort": sort, "without": "\(index)"])
            let label = say("Without \(condition)", "Sans \(condition)")
            return "<li class=\"chip\"><code>\(condition)</code><a href=\"\(without)\" aria-label=\"\(label)\">×</a></li>"
        }
        return "<p class=\"figure\"><b>\(many)</b></p><ul class=\"chips\" aria-label=\"\(say("Conditions", "Conditions"))\">\(chips)</ul>"
    }

    /// The query once more, with a mark where it cannot be read.
    private func wrong(_ fault: RefusalReason.Field) -> HTML {
        let characters = Array(q)
        let place = min(max(0, (fault.column ?? 1) - 1), characters.count)
        let (before, after) = (String(characters[..<place]), String(characters[place...]))
        let rest: HTML = after.isEmpty ? "<mark>⌃</mark>" : "<mark>\(String(after.prefix(1)))</mark>\(String(after.dropFirst()))"
        return """
            <div class="alert" id="query-fault"><p>\(say(fault.sentence))</p><p><code>\(before)\(rest)</code></p></div>
            """
    }
}
