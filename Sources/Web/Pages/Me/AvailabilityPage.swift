import API
import Formats
import Foundation
import Hummingbird
import Vivier

/// When the student is free: painted on the week, typed as ranges, or said by what is taken.
struct AvailabilityPage {
    var desk: Desk
    var stored: Availability
    var state = FormState.fresh

    private var say: Words { desk.say }
    private var free: WeekGrid { stored.availability ?? WeekGrid() }

    /// The half-hours that the week shows at once; nights stand behind a fold.
    private static let day = 14..<44
    private static let nights = Array(0..<14) + Array(44..<48)

    static func response(_ desk: Desk, state: FormState = .fresh) async throws -> Response {
        AvailabilityPage(desk: desk, stored: try await desk.perform(ShowAvailability(student: try desk.me())), state: state).response()
    }

    static func save(_ desk: Desk, _ form: Form) async throws -> Response {
        let me = try desk.me()
        return try await desk.submit(
            form,
            {
                StateAvailability(student: me, statement: try AvailabilityStatement(form), replacing: try form.integer("version") ?? 0)
            }, again: { try await response(desk, state: $0) }, then: { _ in ("/desk/me/availability", .saved) })
    }

    func response() -> Response {
        let title = say("When you are free", "Quand vous êtes libre")
        return desk.page(
            title,
            """
            <h1>\(title)</h1>
            <p class="lead">\(say(
                "A usual week. Teams and cases are matched by the hours that everybody shares.",
                "Une semaine ordinaire. Équipes et cas s’accordent sur les heures que tous partagent."))</p>
            \(Inputs(say, state).summary)<p class="actions"><span class="soft">\(sum)</span> \(Pieces.button(say("From a calendar…", "Depuis un calendrier…"), to: "/desk/me/availability/calendar", isQuiet: true))</p>
            \(painted)\(typed)\(otherDays)
            """)
    }

    private var sum: String {
        guard let availability = stored.availability else {
            return say("Nothing is said yet: no hour counts as free.", "Rien n’est encore dit : aucune heure ne compte comme libre.")
        }
        let hours = say.hours(availability)
        return say("You are free \(hours) a week.", "Vous êtes libre \(hours) par semaine.")
    }

    private var version: HTML { "<input type=\"hidden\" name=\"version\" value=\"\(stored.version)\">" }

    // MARK: Painted

    private var painted: HTML {
        let days = say.weekdays
        let heads = days.map { "<th scope=\"col\"><abbr title=\"\($0)\">\($0.prefix(3))</abbr></th>" as HTML }
        let caption = say("Tick the half-hours in which you are free", "Cochez les demi-heures où vous êtes libre")
        return desk.form(
            "/desk/me/availability", "",
            """
            \(version)<p class="hint">\(say("Tick when you are free.", "Cochez quand vous êtes libre."))<span data-gestures hidden> \(say("Or draw a rectangle with the mouse or a finger; Escape undoes it. With the keyboard: arrows and the space bar.", "Ou tracez un rectangle à la souris ou au doigt\u{A0}; Échap l’annule. Au clavier\u{A0}: les flèches et la barre d’espace."))</span></p>
            <div class="week"><table class="slots" data-paint><caption class="visually-hidden">\(caption)</caption><thead><tr><td></td>\(heads)</tr></thead>
            <tbody>\(Self.day.map { row($0, days) })</tbody></table></div>
            <details><summary>\(say("Night and early morning", "Nuit et petit matin"))</summary>
            <div class="week"><table class="slots" data-paint><caption class="visually-hidden">\(caption)</caption><thead><tr><td></td>\(heads)</tr></thead>
            <tbody>\(Self.nights.map { row($0, days) })</tbody></table></div></details>
            <p class="actions"><button name="how" value="free">\(say("Save: free where ticked", "Enregistrer : libre où c’est coché"))</button>
            <button class="quiet" name="how" value="busy">\(say("Save: busy where ticked, free at all other times", "Enregistrer : pris où c’est coché, libre le reste du temps"))</button></p>
            <p class="hint">\(say("“All other times” are those from 7:00 to 22:00, every day.", "« Le reste du temps » va de 7 h à 22 h, tous les jours."))</p>
            """)
    }

    private func row(_ slot: Int, _ days: [String]) -> HTML {
        let time = say.time(halfHour: slot)
        // Only what was painted stands on the week again; ranges that were typed leave it as it is stored.
        let typed = state.form.flatMap { ["free", "busy"].contains($0["how"]) ? Set($0.all("slot")) : nil }
        let cells = days.indices.map { day -> HTML in
            let number = day * 48 + slot
            let isOn = typed.map { $0.contains(String(number)) } ?? free[number]
            let mark: HTML = isOn ? " checked" : ""
            return "<td><input type=\"checkbox\" name=\"slot\" value=\"\(number)\" aria-label=\"\(days[day]) \(time)\"\(mark)></td>"
        }
        let head: HTML =
            slot.isMultiple(of: 2)
            ? "<th scope=\"row\">\(time)</th>" : "<th scope=\"row\"><span class=\"visually-hidden\">\(time)</span></th>"
        return "<tr>\(head)\(cells)</tr>\n"
    }

    // MARK: Days that differ

    private var otherDays: HTML? {
        guard !stored.exceptions.isEmpty else { return nil }
        return """
            <section class="other-days"><h2>\(say("Days that differ", "Jours différents"))</h2>
            <p class="hint">\(say("On these days you are not free as usual. They stay when you change the week above.", "Ces jours-là, vous n’êtes pas libre comme d’habitude. Ils restent quand vous modifiez la semaine ci-dessus."))</p>
            \(CalendarDays(say: say, days: stored.exceptions).html)
            \(desk.form("/desk/me/availability", "", """
                \(version)<input type="hidden" name="how" value="forget"><input type="hidden" name="availability" value="\(free.description)">\
                <p class="actions"><button class="quiet">\(say("Forget these days", "Oublier ces jours"))</button></p>
                """))</section>

            """
    }

    // MARK: Typed

    private var typed: HTML {
        let inputs = Inputs(say, state)
        return """
            <details\(state.form?["how"] == "typed" ? " open" : "" as HTML)><summary>\(say("Type it instead", "Le taper plutôt"))</summary>
            \(desk.form("/desk/me/availability", "", """
                \(version)<input type="hidden" name="how" value="typed">\
                \(inputs.area("availability", say("Free hours", "Heures libres"), hint: say("One range after another: mon 09:00-12:00; tue 14:00-18:00", "Une plage après l’autre : lun 09:00-12:00 ; mar 14:00-18:00"), stored: free.description.replacing(";", with: "; ")))
                <p class="actions"><button>\(say("Save what is typed", "Enregistrer ce qui est tapé"))</button></p>
                """))</details>

            """
    }
}

extension AvailabilityStatement {
    /// The days that differ stay as they are, unless they are to be forgotten.
    fileprivate init(_ form: Form) throws(GeneralRefusal) {
        guard form["how"] == "forget" else {
            self.init(availability: try WeekGrid(form))
            return
        }
        self.init(availability: form.text("availability").flatMap { WeekGrid($0) }, exceptions: [])
    }
}

extension WeekGrid {
    /// From the 7:00 to the 22:00 of every day.
    private static let waking = {
        var grid = WeekGrid()
        for day in 0..<7 { for slot in 14..<44 { grid[day * 48 + slot] = true } }
        return grid
    }()

    /// - Throws: a refusal at the first range that cannot be read.
    init(_ form: Form) throws(GeneralRefusal) {
        if form["how"] == "typed" {
            do throws(WeekGridText.Fault) {
                self = try WeekGridText.read(form["availability"])
            } catch {
                throw .field("/availability", "format", en: "“\(error.range)”: \(error.en).", fr: "« \(error.range) » : \(error.fr).")
            }
            return
        }
        var ticked = WeekGrid()
        for text in form.all("slot") {
            guard let slot = Int(text), (0..<336).contains(slot) else {
                throw .field(
                    "/availability", "format", en: "This is no half-hour of a week.", fr: "Ce n’est pas une demi-heure de la semaine.")
            }
            ticked[slot] = true
        }
        self = form["how"] == "busy" ? Self.waking.subtracting(ticked) : ticked
    }
}

extension Words {
    /// `4 hours`, `4.5 hours`.
    func hours(_ week: WeekGrid) -> String {
        week.count.isMultiple(of: 2)
            ? count(week.count / 2, ("hour", "hours"), ("heure", "heures")) : CaseWords.hours(halves: week.count, self)
    }

    var weekdays: [String] {
        language == .french
            ? ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
            : ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    }

    /// `9:30`, `9 h 30`.
    func time(halfHour: Int) -> String {
        let (hour, minute) = (halfHour / 2, halfHour % 2 == 0 ? "00" : "30")
        return language == .french ? "\(hour)\u{A0}h\(minute == "00" ? "" : "\u{A0}\(minute)")" : "\(hour):\(minute)"
    }
}
