import API
import Formats
import Foundation
import Hummingbird
import Vivier

/// What a calendar would make of a student's free time, beside what is stored: nothing is, until the student chooses.
struct CalendarPreviewPage {
    var desk: Desk
    var reading: CalendarReading
    /// Where it was read; it goes back and forth with the page and stands nowhere else.
    var link: String?

    private var say: Words { desk.say }
    private var old: WeekGrid? { reading.now.availability }

    func response() -> Response {
        let title = say("What your calendar says", "Ce que dit votre calendrier")
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("When you are free", "Quand vous êtes libre"), "/desk/me/availability"), (say("From your calendar", "Depuis votre calendrier"), CalendarStartPage.path)]))
            <h1>\(title)</h1>
            <p class="lead">\(lead)</p>
            \(desk.form("\(CalendarStartPage.path)/store", "class=\"card\"", choice))
            \(notUnderstood)<div class="calendar-said">\(picture)\(days)</div>\(again)
            """)
    }

    private var lead: String {
        let events = say.count(reading.events, ("event", "events"), ("événement", "événements"))
        let weeks = say.count(reading.weeks, ("week", "weeks"), ("semaine", "semaines"))
        return say(
            "\(events) read. Between \(say.day(reading.from)) and \(say.day(reading.until)), \(weeks) have something in them.",
            "\(events) lus. Entre le \(say.day(reading.from)) et le \(say.day(reading.until)), \(weeks) en contiennent.")
    }

    // MARK: What is stored

    private var choice: HTML {
        let whole = reading.whole.availability ?? WeekGrid()
        let ways: HTML
        if let within = reading.within {
            // Whoever would have no time left wants something else.
            let keeps = within.availability.map { $0.count > 0 } ?? false
            ways = """
                <fieldset><legend>\(say("What counts from now on?", "Qu’est-ce qui compte désormais ?"))</legend>
                \(way("within", say("What I said before, less what the calendar takes", "Ce que j’avais dit, moins ce que prend le calendrier"), within, isChosen: keeps))
                \(way("whole", say("All the time that the calendar leaves, from 7:00 to 22:00", "Tout le temps que laisse le calendrier, de 7 h à 22 h"), reading.whole, isChosen: !keeps))</fieldset>
                \(Self.hidden("within", within))
                """
        } else {
            ways = """
                <p>\(say("You are free", "Vous êtes libre")) <strong>\(say.hours(whole))</strong> \(say("a week: all the time from 7:00 to 22:00 that the calendar leaves.", "par semaine : tout le temps que laisse le calendrier, de 7 h à 22 h."))</p>
                <input type="hidden" name="how" value="whole">
                """
        }
        return """
            <input type="hidden" name="version" value="\(reading.now.version)">\(ways)\(Self.hidden("whole", reading.whole))
            <p class="actions"><button>\(say("Save this", "Enregistrer cela"))</button>
            \(HTML.link(say("Change nothing", "Ne rien changer"), to: "/desk/me/availability"))</p>
            \(replaced)
            """
    }

    private func way(_ name: String, _ label: String, _ statement: AvailabilityStatement, isChosen: Bool) -> HTML {
        let week = statement.availability ?? WeekGrid()
        let count = statement.exceptions?.count ?? 0
        let days = count == 0 ? "" : " · " + say.count(count, ("date that differs", "dates that differ"), ("date à part", "dates à part"))
        let more = say(
            "\(say.hours(week)) a week instead of \(say.hours(old ?? WeekGrid()))\(days)",
            "\(say.hours(week)) par semaine au lieu de \(say.hours(old ?? WeekGrid()))\(days)")
        return """
            <label class="choice"><input type="radio" name="how" value="\(name)"\(isChosen ? " checked" : "" as HTML)>\
            <span><b>\(label)</b><small>\(more)</small></span></label>
            """
    }

    private var replaced: HTML? {
        guard !reading.now.exceptions.isEmpty else { return nil }
        let stored = say.count(reading.now.exceptions.count, ("day", "days"), ("jour", "jours"))
        return
            "<p class=\"hint\">\(say("The days that differ replace the \(stored) stored so far.", "Les jours à part remplacent ceux enregistrés jusqu’ici (\(stored))."))</p>"
    }

    /// A statement as fields of the form: the page is all that remembers it.
    private static func hidden(_ name: String, _ statement: AvailabilityStatement) -> HTML {
        let days = (statement.exceptions ?? []).map { "\($0.from) \($0.until) \($0.free)" }.joined(separator: "|")
        return """
            <input type="hidden" name="\(name)" value="\((statement.availability ?? WeekGrid()).description)">\
            <input type="hidden" name="\(name)-days" value="\(days)">
            """
    }

    /// What was chosen of it.
    static func statement(_ form: Form) throws(GeneralRefusal) -> AvailabilityStatement {
        let name = form["how"] == "within" ? "within" : "whole"
        let unreadable = GeneralRefusal.field(
            "/availability", "format", en: "Read the calendar again.", fr: "Relisez le calendrier.")
        guard let week = form.given(name).flatMap({ WeekGrid($0) }), let text = form.given("\(name)-days") else { throw unreadable }
        var days: [DayAvailability] = []
        for item in text.split(separator: "|") {
            let parts = item.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let from = Day(String(parts[0])), let until = Day(String(parts[1])),
                let free = DayGrid(String(parts[2]))
            else { throw unreadable }
            days.append(DayAvailability(from: from, until: until, free: free))
        }
        return AvailabilityStatement(availability: week, exceptions: days)
    }

    // MARK: What it says

    private var picture: HTML {
        """
        <section><h2>\(say("A usual week", "Une semaine ordinaire"))</h2>
        \(WeekPicture(id: "week", title: say("A usual week", "Une semaine ordinaire"), old: old, new: reading.whole.availability ?? WeekGrid()).html(say))</section>

        """
    }

    private var days: HTML {
        let days = reading.whole.exceptions ?? []
        let title = say("Days that differ", "Jours différents")
        guard !days.isEmpty else {
            return
                "<section><h2>\(title)</h2><p>\(say("None: every week is like the other.", "Aucun : toutes les semaines se ressemblent."))</p></section>"
        }
        return """
            <section><h2>\(title)</h2>
            <p class="hint">\(say("On these days the calendar takes more than usual, or less. What is free of them:", "Ces jours-là, le calendrier prend plus que d’habitude, ou moins. Ce qui en reste libre :"))</p>
            \(CalendarDays(say: say, days: days).html)</section>
            """
    }

    private var notUnderstood: HTML? {
        guard reading.problemsTotal > 0 else { return nil }
        let items = reading.problems.prefix(10).map { problem -> HTML in
            let line: HTML = problem.line.map { "<b>\(say("Line \($0)", "Ligne \($0)"))</b> " } ?? ""
            return "<li>\(line)\(problem.message)</li>"
        }
        let more = reading.problemsTotal - items.count
        let rest: HTML? = more > 0 ? "<p class=\"hint\">\(say("And \(more) more.", "Et \(more) de plus."))</p>" : nil
        let title = say.count(
            reading.problemsTotal, ("line was not understood", "lines were not understood"),
            ("ligne n’a pas été comprise", "lignes n’ont pas été comprises"))
        return """
            <details class="not-read"><summary>\(title)</summary><p class="hint">\(say("The rest counts all the same.", "Le reste compte tout de même."))</p><ul>\(items)</ul>\(rest)</details>
            """
    }

    private var again: HTML? {
        guard let link else { return nil }
        return desk.form(
            CalendarStartPage.path, "",
            """
            <input type="hidden" name="address" value="\(link)">\
            <p class="actions"><button class="quiet">\(say("Read the link again", "Relire le lien"))</button></p>
            """)
    }
}

/// Days that differ from the usual week, and what is free of each: the first ones, the rest behind a fold.
struct CalendarDays {
    var say: Words
    var days: [DayAvailability]

    private static let shown = 8

    var html: HTML {
        let rest = days.dropFirst(Self.shown)
        let fold: HTML? =
            rest.isEmpty
            ? nil
            : "<details><summary>\(say("\(rest.count) more", "\(rest.count) de plus"))</summary><ul class=\"rows days\">\(rest.map(row))</ul></details>"
        return "<ul class=\"rows days\">\(days.prefix(Self.shown).map(row))</ul>\(fold)\n"
    }

    private func row(_ one: DayAvailability) -> HTML {
        let name = say.weekdays[one.from.weekday]
        let when =
            one.from == one.until
            ? "\(name) \(say.day(one.from))"
            : say("\(say.day(one.from)) to \(say.day(one.until))", "du \(say.day(one.from)) au \(say.day(one.until))")
        let free = one.free.ranges.map { "\(say.time(halfHour: $0.lowerBound))–\(say.time(halfHour: $0.upperBound))" }.joined(
            separator: ", ")
        return "<li><span>\(when)</span> <span class=\"soft\">\(free.isEmpty ? say("not free", "pas libre") : free)</span></li>"
    }
}
