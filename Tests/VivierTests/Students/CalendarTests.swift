import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Vivier

/// What a student's calendar makes of the free time, and that nothing changes before the student says so.
struct CalendarTests {
    /// 2027-01-06, a Wednesday, 12:00 in Paris.
    private let today = Date(timeIntervalSince1970: 1_799_233_200)

    private func calendar(_ events: String...) -> [UInt8] {
        Array("BEGIN:VCALENDAR\n\(events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined())END:VCALENDAR\n".utf8)
    }

    private static let tuesdays = "DTSTART;TZID=Europe/Paris:20270105T081500\nDURATION:PT1H30M\nRRULE:FREQ=WEEKLY;COUNT=20"

    private func scene(_ given: Given) async throws -> (eve: Student.ID, caller: Caller, school: Organisation.ID) {
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        let eve = try await given.student("Ève O’Neil", of: school, in: cohort)
        return (eve, .student(eve, of: school), school)
    }

    @Test func `a usual week is what half of the weeks have, and dates differ from it`() async throws {
        try await Given.house { given in
            let (eve, caller, _) = try await scene(given)
            let file = calendar(
                Self.tuesdays, "DTSTART;TZID=Europe/Paris:20270113T100000\nDURATION:PT1H",
                "DTSTART;VALUE=DATE:20270118\nDTEND;VALUE=DATE:20270120\nUID:exams", "DTSTART:20270230T080000Z")
            let reading = try await given.perform(ReadCalendar(student: eve, file: file, today: today), as: caller)
            #expect(reading.from.description == "2027-01-06" && reading.until.description == "2027-07-04")
            #expect(reading.weeks == 20 && reading.events == 3 && reading.times == 22)
            // What begins at 8:15 takes the half-hour of 8:00; summer time moves nothing.
            #expect(reading.taken.description == "tue 08:00-10:00")
            #expect(reading.whole.availability?.day(1).description == "07:00-08:00;10:00-22:00")
            #expect(reading.within == nil)
            #expect(
                reading.whole.exceptions == [
                    DayAvailability(from: try day("2027-01-13"), until: try day("2027-01-13"), free: try grid("07:00-10:00;11:00-22:00")),
                    DayAvailability(from: try day("2027-01-18"), until: try day("2027-01-19"), free: DayGrid()),
                ])
            #expect(reading.problems.map(\.line) == [17] && reading.problemsTotal == 1)
            // Nothing is stored.
            let now = try await given.perform(ShowAvailability(student: eve), as: caller)
            #expect(now.availability == reading.now.availability && now.exceptions.isEmpty && now.version == reading.now.version)
        }
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }
    private func grid(_ text: String) throws -> DayGrid { try #require(DayGrid(text)) }

    @Test func `what is chosen is stored with its dates, from the version that was seen, and a round goes by it`() async throws {
        try await Given.house { given in
            let (eve, caller, school) = try await scene(given)
            var version = try await given.perform(ShowAvailability(student: eve), as: caller).version
            let said = AvailabilityStatement(availability: WeekGrid("tue 09:00-12:00;wed 10:00-12:00"))
            version = try await given.perform(StateAvailability(student: eve, statement: said, replacing: version), as: caller).version
            let file = calendar(Self.tuesdays, "DTSTART;TZID=Europe/Paris:20270113T100000\nDURATION:PT1H\nUID:2")
            let reading = try await given.perform(ReadCalendar(student: eve, file: file, today: today), as: caller)
            let within = try #require(reading.within)
            #expect(within.availability?.description == "tue 10:00-12:00;wed 10:00-12:00")
            #expect(within.exceptions?.map(\.free.description) == ["11:00-12:00"])
            _ = try await given.perform(StateAvailability(student: eve, statement: within, replacing: reading.now.version), as: caller)
            let stored = try await given.perform(ShowAvailability(student: eve), as: caller)
            #expect(stored.availability == within.availability && stored.exceptions == within.exceptions)
            // From what was seen before: nothing is overwritten.
            await #expect(throws: GeneralRefusal.self) {
                try await given.perform(StateAvailability(student: eve, statement: within, replacing: version), as: caller)
            }
            // A week that is painted anew leaves the dates alone; an empty list takes them away.
            var next = try await given.perform(StateAvailability(student: eve, statement: said, replacing: stored.version), as: caller)
            #expect(try await given.perform(ShowAvailability(student: eve), as: .school(school)).exceptions.count == 1)
            let none = AvailabilityStatement(availability: said.availability, exceptions: [])
            next = try await given.perform(StateAvailability(student: eve, statement: none, replacing: next.version), as: caller)
            #expect(try await given.perform(ShowAvailability(student: eve), as: caller).exceptions.isEmpty)
            let one = DayAvailability(from: try day("2027-01-02"), until: try day("2027-01-01"), free: DayGrid())
            for wrong in [[one], Array(repeating: DayAvailability(from: one.until, until: one.from, free: DayGrid()), count: 401)] {
                let statement = AvailabilityStatement(availability: nil, exceptions: wrong)
                await #expect(throws: GeneralRefusal.self) {
                    try await given.perform(StateAvailability(student: eve, statement: statement, replacing: next.version), as: caller)
                }
            }
        }
    }

    @Test func `a calendar that is none, or has nothing to come, is refused at its field; another's student is not there`() async throws {
        try await Given.house { given in
            let (eve, caller, school) = try await scene(given)
            let max = try await given.student("Max", of: school)
            func refused(_ file: [UInt8], of student: Student.ID) async -> RefusalReason? {
                do {
                    _ = try await given.perform(ReadCalendar(student: student, file: file, today: today), as: caller)
                    return nil
                } catch {
                    return (error as? any Refusal)?.reason
                }
            }
            let none = await refused(Array("a;b\n".utf8), of: eve)
            #expect(none?.fields.map(\.pointer) == ["/file"] && none?.fields.map(\.code) == ["no-calendar"])
            #expect(none?.fields.first?.sentence.fr.hasPrefix("Ligne 1\u{A0}:") == true)
            let past = await refused(calendar("DTSTART:20200101T080000Z\nDURATION:PT1H"), of: eve)
            #expect(past?.fields.map(\.code) == ["nothing-coming"])
            #expect(await refused(calendar(Self.tuesdays), of: max)?.kind == .missing)
            let link = ReadCalendarLink(student: max, link: CalendarLink(address: "https://127.0.0.1/"), today: today)
            await #expect(throws: GeneralRefusal.self) { try await given.perform(link, as: caller) }
            // The audit says that a link was read, and not which.
            let own = ReadCalendarLink(student: eve, link: CalendarLink(address: "https://127.0.0.1/secret-of-eve"), today: today)
            await #expect(throws: CalendarRefusal.self) { try await given.perform(own, as: caller) }
            let lines = try await given.database.execute(
                "SELECT action, outcome, a::text FROM audit_entry a WHERE action = 'readCalendarLink'"
            )
            .decode(String.self, String.self, String.self)
            #expect(
                lines.count == 2 && lines.allSatisfy { $0.1 == "refused" && !$0.2.contains("secret-of-eve") && !$0.2.contains("127.0.0.1") }
            )
        }
    }
}
