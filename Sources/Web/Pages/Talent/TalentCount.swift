import API
import Vivier

/// How many a query finds and how it was understood, told while it is typed: a chip a condition, or the place at which it goes wrong.
struct TalentCount {
    var say: Words
    var q: String
    var sort: String?
    var count: PoolCount?
    var fault: RefusalReason.Field?
    /// Those who are all on the page were counted one by one.
    var isExact = false
    /// What was perhaps meant by a skill that nobody knows, each with the query that says so.
    var nearest: [(label: String, query: String)] = []
    /// Whether it speaks of what is being typed, the people of which are not shown yet.
    var isLive = false

    var html: HTML { "<div id=\"talent-count\" role=\"status\">\(fault.map(wrong) ?? right ?? "")</div>\n" }

    private var right: HTML? {
        guard let count else { return nil }
        let many =
            count.count.map { found in
                count.more
                    ? say("More than \(say.number(found)) people", "Plus de \(say.number(found)) personnes")
                    : isExact
                        ? say.count(found, ("person", "people"), ("personne", "personnes"))
                        : say("About \(say.number(found)) people", "Environ \(say.number(found)) personnes")
            } ?? say("Fewer than \(PoolCount.fewest) people", "Moins de \(PoolCount.fewest) personnes")
        let chips = count.conditions.enumerated().map { index, condition -> HTML in
            let without = Desk.address("/desk/talent", ["q": q, "sort": sort, "without": "\(index)"])
            let words = say(PoolQueryWords.words(of: condition))
            let label = say("Without: \(words)", "Sans\u{A0}: \(words)")
            return
                "<li class=\"chip\"><span title=\"\(condition)\">\(words)</span><a href=\"\(without)\" aria-label=\"\(label)\">×</a></li>"
        }
        let show: HTML? =
            isLive
            ? "<p class=\"actions\">\(Pieces.button(say("Show them", "Les voir"), to: Desk.address("/desk/talent", ["q": q, "sort": sort])))</p>"
            : nil
        let about: HTML? =
            isExact
            ? nil
            : """
            <p class="soft">\(say("Blurred on purpose, so that counting tells of nobody in particular, and more so the more is counted in a day. The list itself is exact.", "Chiffre volontairement flou, pour que compter ne révèle personne, et d’autant plus que l’on compte souvent dans la journée. La liste, elle, est exacte."))</p>
            """
        return
            "<p class=\"figure\"><b>\(many)</b></p>\(about)<ul class=\"chips\" aria-label=\"\(say("Conditions", "Conditions"))\">\(chips)</ul>\(show)"
    }

    /// The query once more, with a mark where it cannot be read.
    private func wrong(_ fault: RefusalReason.Field) -> HTML {
        let characters = Array(q)
        let place = min(max(0, (fault.column ?? 1) - 1), characters.count)
        let (before, after) = (String(characters[..<place]), String(characters[place...]))
        let rest: HTML = after.isEmpty ? "<mark>⌃</mark>" : "<mark>\(String(after.prefix(1)))</mark>\(String(after.dropFirst()))"
        let links = nearest.map { one -> HTML in
            "<li class=\"chip\">\(HTML.link(one.label, to: Desk.address("/desk/talent", ["q": one.query, "sort": sort])))</li>"
        }
        let meant: HTML? = links.isEmpty ? nil : "<ul class=\"chips\">\(links)</ul>"
        return """
            <div class="alert" id="query-fault"><p>\(say(fault.sentence))</p><p><code>\(before)\(rest)</code></p>\(meant)</div>
            """
    }
}
