import API
import Formats
import Foundation
import Hummingbird
import Vivier

extension DeskRoutes {
    /// The way of a calendar into a student's free time: file or link, preview, done.
    func addCalendarPages() {
        get("/desk/me/availability/calendar", for: .stateOwnProfile) { CalendarStartPage(desk: $0).response() }
        // A form around the file.
        post("/desk/me/availability/calendar", for: .stateOwnProfile, files: CalendarFile.mostBytes + (64 << 10)) { desk, form in
            let me = try desk.me()
            do {
                let reading: CalendarReading
                if let file = form.files["file"] {
                    reading = try await desk.perform(ReadCalendar(student: me, file: file.bytes))
                } else if let address = form.text("address") {
                    reading = try await desk.perform(ReadCalendarLink(student: me, link: CalendarLink(address: address)))
                } else if form.given("address") != nil {
                    throw GeneralRefusal.field("/address", "missing", en: "Give a link.", fr: "Donnez un lien.")
                } else {
                    throw GeneralRefusal.field("/file", "missing", en: "Choose a file.", fr: "Choisissez un fichier.")
                }
                return CalendarPreviewPage(desk: desk, reading: reading, link: form.text("address")).response()
            } catch let refusal as any Refusal where Desk.isMendable(refusal) {
                var response = CalendarStartPage(desk: desk, state: FormState(form, refused: refusal)).response()
                response.status = Failure(refusal).status
                return response
            }
        }
        post("/desk/me/availability/calendar/store", for: .stateOwnProfile) { desk, form in
            let me = try desk.me()
            let statement = try CalendarPreviewPage.statement(form)
            let version = try form.integer("version") ?? 0
            _ = try await desk.perform(StateAvailability(student: me, statement: statement, replacing: version))
            return desk.go(to: "/desk/me/availability", .saved)
        }
    }
}

/// Where a student brings a calendar.
struct CalendarStartPage {
    var desk: Desk
    var state = FormState.fresh

    static let path = "/desk/me/availability/calendar"
    private var say: Words { desk.say }

    func response() -> Response {
        let title = say("From your calendar", "Depuis votre calendrier")
        return desk.page(
            title,
            """
            \(Pieces.crumbs(say, [(say("When you are free", "Quand vous êtes libre"), "/desk/me/availability")]))
            <h1>\(title)</h1>
            <p class="lead">\(say(
                "Your timetable says when you are taken. You see what comes of it before anything changes.",
                "Votre emploi du temps dit quand vous êtes pris. Vous voyez ce que cela donne avant que rien ne change."))</p>
            \(Inputs(say, state).summary)\(desk.form(Self.path, "enctype=\"multipart/form-data\" class=\"drop\" data-drop", drop))
            \(desk.form(Self.path, "class=\"card\" novalidate", link))
            \(guide)
            """)
    }

    private var drop: HTML {
        let fault = Inputs(say, state).faults(of: "file")
        let marks: HTML =
            fault == nil ? " aria-describedby=\"file-hint\"" : " aria-invalid=\"true\" aria-describedby=\"file-hint file-fault\""
        return """
            <label for="file">\(say("A calendar file", "Un fichier de calendrier"))</label>
            <p class="hint" id="file-hint">\(say("Drop an .ics file here, or choose it. Up to 5 MiB. Titles, places and people in it are not read.", "Déposez ici un fichier .ics, ou choisissez-le. Jusqu’à 5 Mio. Titres, lieux et personnes n’y sont pas lus."))</p>
            <input id="file" type="file" name="file" accept=".ics,.ical,.ifb,text/calendar" required\(marks)>\(fault)
            <p class="actions"><button>\(say("Look at the calendar", "Regarder le calendrier"))</button></p>
            """
    }

    private var link: HTML {
        """
        \(Inputs(say, state).text(
            "address", say("Or its link", "Ou son lien"),
            hint: say("It begins with https:// or webcal://. It is read once, now, and not kept.", "Il commence par https:// ou webcal://. Il est lu une fois, maintenant, et n’est pas conservé."),
            type: "url", "maxlength=\"2000\" autocomplete=\"off\" spellcheck=\"false\" required"))\
        <p class="actions"><button class="quiet">\(say("Read the link", "Lire le lien"))</button></p>
        """
    }

    private var guide: HTML {
        """
        <details><summary>\(say("Where to find it", "Où le trouver"))</summary>
        <ul><li>\(say("ADE: “Export agenda”, choose the weeks, then the file or the address that it shows.", "ADE : « Export agenda », choisissez les semaines, puis le fichier ou l’adresse affichée."))</li>
        <li>\(say("Hyperplanning: the iCal sign above your timetable.", "Hyperplanning : le symbole iCal au-dessus de votre emploi du temps."))</li>
        <li>\(say("Google Calendar: settings of the calendar, “secret address in iCal format”.", "Google Agenda : paramètres de l’agenda, « adresse secrète au format iCal »."))</li>
        <li>\(say("Outlook: “publish a calendar”, then the ICS link.", "Outlook : « publier un calendrier », puis le lien ICS."))</li></ul></details>
        """
    }
}
