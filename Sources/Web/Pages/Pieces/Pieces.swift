/// Small parts that many pages are made of.
enum Pieces {
    /// Where a page lies: links from the widest to the narrowest, without the page itself.
    static func crumbs(_ say: Words, _ places: [(name: String, path: String)]) -> HTML {
        let items = places.map { "<li>\(HTML.link($0.name, to: $0.path))</li>" as HTML }
        return "<nav aria-label=\"\(say("You are here", "Vous êtes ici"))\"><ol class=\"crumbs\">\(items)</ol></nav>\n"
    }

    enum Tone: String {
        case plain = "badge"
        case good = "badge good"
        case warn = "badge warn"
        case bad = "badge bad"
    }

    static func badge(_ text: String, _ tone: Tone = .plain) -> HTML { "<span class=\"\(tone.rawValue)\">\(text)</span>" }

    /// A place with nothing in it yet: what it will hold, and the one thing to do next.
    static func empty(_ sentence: String, _ action: HTML? = nil) -> HTML { "<div class=\"empty\"><p>\(sentence)</p>\(action)</div>\n" }

    /// What is said where a search finds nothing, with the way back to all.
    static func nothingFound(_ say: Words, _ sentence: String, all path: String) -> HTML {
        empty(sentence, button(say("Show all", "Tout voir"), to: path, isQuiet: true))
    }

    static func button(_ label: String, to path: String, isQuiet: Bool = false) -> HTML {
        "<a class=\"\(isQuiet ? "button quiet" : "button")\" href=\"\(path)\">\(label)</a>"
    }

    /// What a list to choose from offers.
    ///
    /// - Parameters:
    ///   - options: what a form sends, and what people read.
    ///   - chosen: the value of the one that is chosen already.
    static func options(_ options: [(value: String, label: String)], chosen: String?) -> [HTML] {
        options.map { option in
            "<option value=\"\(option.value)\"\(option.value == chosen ? " selected" : "" as HTML)>\(option.label)</option>"
        }
    }

    /// Where the file of a list is had.
    static func export(_ say: Words, _ path: String) -> HTML {
        "<div class=\"controls\"><a class=\"button quiet small\" href=\"\(path)\">\(say("Export (CSV)", "Exporter (CSV)"))</a></div>\n"
    }

    /// The same where there is a workbook too.
    static func exports(_ say: Words, csv: String, excel: String) -> HTML {
        """
        <span class="moves"><a class="button quiet small" href="\(csv)">\(say("Export (CSV)", "Exporter (CSV)"))</a>\
        <a class="button quiet small" href="\(excel)">\(say("Export (Excel)", "Exporter (Excel)"))</a></span>
        """
    }

    /// Numbers that matter, large.
    static func figures(_ figures: [(name: String, value: String)]) -> HTML {
        let items = figures.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>\n" as HTML }
        return "<dl class=\"figures\">\(items)</dl>\n"
    }

    /// What is known of one thing.
    static func facts(_ facts: [(name: String, value: HTML?)]) -> HTML {
        let items = facts.compactMap { fact -> HTML? in fact.value.map { "<dt>\(fact.name)</dt><dd>\($0)</dd>\n" } }
        return "<dl class=\"facts\">\(items)</dl>\n"
    }

    /// To the first page of a list, to the one before where that is another, and to the next one; nothing where it has one page.
    static func pager(_ say: Words, next: String?, first: String?, before: String? = nil) -> HTML? {
        guard next != nil || first != nil else { return nil }
        let back: HTML =
            first.map { "<a class=\"button quiet small\" href=\"\($0)\">\(say("From the start", "Depuis le début"))</a>" } ?? ""
        let on: HTML =
            next.map { "<a class=\"button quiet small\" rel=\"next\" href=\"\($0)\">\(say("Next page", "Page suivante"))</a>" } ?? ""
        let previous: HTML? =
            before.map { "<a class=\"button quiet small\" rel=\"prev\" href=\"\($0)\">\(say("Previous page", "Page précédente"))</a>" }
        return "<nav class=\"pager\" aria-label=\"\(say("Pages of the list", "Pages de la liste"))\">\(back)\(previous)\(on)</nav>\n"
    }
}
