import API
import ArgumentParser
import Formats
import Foundation

struct AvailabilityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "availability", abstract: "When a student is free; the student says so, from a calendar too.",
        discussion: """
            EXAMPLES
              vivier student availability me
              vivier student availability me --week 'mon 09:00-12:00;tue 14:00-18:00'
              vivier student availability me --calendar timetable.ics            what it would change; nothing is stored
              vivier student availability me --calendar timetable.ics --store
              vivier student availability me --link webcal://… --within --store   what you said before, less what the calendar takes
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The student's id, or me.") var id: StudentArgument
    @Option(help: "The free hours of a usual week.") var week: String?
    @Option(help: "An iCalendar file, or - for standard input.") var calendar: String?
    @Option(help: "Where the daemon reads a calendar, once: https or webcal.") var link: String?
    @Flag(help: "Of a calendar: keep to what is said already, less what it takes, instead of all that it leaves from 7:00 to 22:00.")
    var within = false
    @Flag(help: "Store what the calendar gives.") var store = false

    func validate() throws {
        guard [week, calendar, link].compactMap({ $0 }).count <= 1 else {
            throw ValidationError(
                said("Give one of --week, --calendar and --link.", "Donnez --week, --calendar ou --link, un seul."))
        }
        if within || store, calendar == nil, link == nil {
            throw ValidationError(
                said("--within and --store speak of a calendar.", "--within et --store concernent un calendrier."))
        }
    }

    func run() async throws {
        try await reporting {
            let id = try await global.student(id)
            if let week {
                try await state(AvailabilityStatement(availability: try grid(week)), of: id)
                return
            }
            guard let reading = try await reading(of: id) else {
                try global.show(try await global.client.call(Endpoints.showAvailability, path: [id])) {
                    show($0.availability, $0.exceptions)
                }
                return
            }
            for var problem in reading.problems where !global.quiet {
                problem.file = calendar.map { InputFile(path: $0).name } ?? ""
                complain(problem.sentence)
            }
            guard let statement = within ? reading.within : reading.whole else {
                throw CommandFailure.usage(
                    said("Nothing is said yet that --within could keep to.", "Rien n’est encore dit à quoi --within pourrait se tenir."))
            }
            guard store else {
                try global.show(reading) { reading in
                    line("now", reading.now.availability.map(spelled) ?? said("not known", "inconnue"))
                    show(statement.availability, statement.exceptions ?? [])
                    global.say(said("Nothing was stored: give --store.", "Rien n’a été enregistré\u{A0}: donnez --store."))
                }
                return
            }
            try await state(statement, of: id, replacing: reading.now.version)
        }
    }

    private func grid(_ text: String) throws(CommandFailure) -> WeekGrid {
        do throws(WeekGridText.Fault) {
            return try WeekGridText.read(text)
        } catch {
            throw .usage("\(error.range): \(said(error.en, error.fr))")
        }
    }

    private func reading(of id: Student.ID) async throws -> CalendarReading? {
        if let calendar {
            return try await global.client.call(
                Endpoints.readCalendar, path: [id], file: fileBytes(calendar, for: Endpoints.readCalendar))
        }
        guard let link else { return nil }
        return try await global.client.call(Endpoints.readCalendarLink, path: [id], body: CalendarLink(address: link))
    }

    private func state(_ statement: AvailabilityStatement, of id: Student.ID, replacing seen: Int? = nil) async throws {
        let version = if let seen { seen } else { try await global.client.call(Endpoints.showAvailability, path: [id]).version }
        _ = try await global.client.call(Endpoints.stateAvailability, path: [id], body: statement, replacing: version)
        try global.show(try await global.client.call(Endpoints.showAvailability, path: [id])) { show($0.availability, $0.exceptions) }
    }

    private func show(_ week: WeekGrid?, _ exceptions: [DayAvailability]) {
        line("available", week.map(spelled) ?? said("not known", "inconnue"))
        for one in exceptions {
            let days = one.from == one.until ? "\(one.from)" : "\(one.from)–\(one.until)"
            line(
                "day that differs",
                "\(days) \(one.free.isEmpty ? said("not free", "pas libre") : one.free.description)")
        }
    }
}
