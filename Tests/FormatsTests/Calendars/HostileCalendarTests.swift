import Foundation
import Testing

@testable import Formats

/// Calendars that are none, or that would take for ever: refused, at their line where one is to blame, or read within so many steps.
@Suite(.timeLimit(.minutes(3))) struct HostileCalendarTests {
    private let window = (from: 1_798_761_600, until: 1_798_761_600 + 26 * 604_800)

    private func refusal(_ text: String, steps: Int = 300_000) -> Problem? { refusal(Array(text.utf8), steps: steps) }

    private func refusal(_ bytes: [UInt8], steps: Int = 300_000) -> Problem? {
        do throws(Problem) {
            var calendar = try CalendarFile(bytes, home: .gmt)
            _ = try calendar.times(from: window.from, until: window.until, steps: steps)
            return nil
        } catch {
            return error
        }
    }

    private func calendar(_ content: String) -> String { "BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(content)\nEND:VEVENT\nEND:VCALENDAR\n" }

    @Test func `too many events are refused, at once or at the one that is too many`() {
        let event = "BEGIN:VEVENT\nDTSTART:20270104T080000Z\nEND:VEVENT\n"
        #expect(refusal("BEGIN:VCALENDAR\n" + String(repeating: event, count: 120_000))?.code == "too-large")
        let many = refusal("BEGIN:VCALENDAR\n" + String(repeating: event, count: 20_001))
        #expect(many?.code == "too-many-events" && many?.line == 60_004)
    }

    @Test func `rules that repeat too often are refused at their line, and others without an end are read`() {
        for rule in ["FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=1000000000", "FREQ=MINUTELY;INTERVAL=1"] {
            let refused = refusal(calendar("DTSTART:19700101T000000Z\nRRULE:\(rule)"))
            #expect(refused?.code == "too-many-times" && refused?.line == 4, "\(rule): \(String(describing: refused))")
        }
        // Those that never come and those that began long ago are done within the same steps.
        for rule in [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY", "FREQ=MONTHLY;BYMONTHDAY=31;BYSETPOS=2", "FREQ=WEEKLY;INTERVAL=100000",
        ] {
            #expect(refusal(calendar("DTSTART:00010101T000000Z\nRRULE:\(rule)")) == nil, "\(rule)")
        }
        let all = { (range: Range<Int>) in range.map(String.init).joined(separator: ",") }
        let dense = "DTSTART:20270104T080000Z\nRRULE:FREQ=YEARLY;BYHOUR=\(all(0..<24));BYMINUTE=\(all(0..<60));BYSECOND=\(all(0..<60))"
        let events = String(repeating: "BEGIN:VEVENT\n\(dense)\nEND:VEVENT\n", count: 100)
        #expect(refusal("BEGIN:VCALENDAR\n\(events)END:VCALENDAR")?.code == "too-many-times")
    }

    @Test func `a rule that repeats for long ends when nobody waits any longer`() throws {
        var calendar = try CalendarFile(
            Array(self.calendar("DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000").utf8), home: .gmt)
        var asked = 0
        let refused = #expect(throws: Problem.self) {
            try calendar.times(from: window.from, until: window.until) {
                asked += 1
                return asked > 100
            }
        }
        #expect(refused?.line == 4 && asked == 101)
    }

    @Test func `a rule that repeats for long is given up after so many steps, however long it were waited for`() throws {
        var calendar = try CalendarFile(
            Array(self.calendar("DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000").utf8), home: .gmt)
        var asked = 0
        let refused = #expect(throws: Problem.self) {
            try calendar.times(from: window.from, until: window.until) {
                asked += 1
                return false
            }
        }
        #expect(refused?.code == "too-many-times" && asked > 1_000 && asked <= 500_000)
    }

    @Test func `lengths that are longer than any time and thousands of changes of one event are read`() {
        #expect(refusal(calendar("DTSTART:20270104T080000Z\nDURATION:P" + String(repeating: "9999999999W", count: 2_000))) == nil)
        let events = (0..<2_000).map {
            "BEGIN:VEVENT\nUID:1\n\($0.isMultiple(of: 2) ? "" : "RECURRENCE-ID:20270104T080000Z\n")DTSTART:20270104T080000Z\nEND:VEVENT\n"
        }
        #expect(refusal("BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR") == nil)
    }

    @Test func `deep folds and long lines are read, deep parts, binary files and what is no calendar are refused`() {
        let folded = "DESCRIPTION:" + String(repeating: "\n \n x", count: 100_000)
        #expect(refusal(calendar("DTSTART:20270104T080000Z\n\(folded)")) == nil)
        #expect(refusal(calendar("DTSTART:20270104T080000Z\nATTACH:" + String(repeating: "A", count: 1_000_000))) == nil)
        #expect(refusal(calendar("DTSTART:20270104T080000Z" + String(repeating: "\n", count: 1_000_000))) == nil)
        let deep = refusal(String(repeating: "BEGIN:VEVENT\n", count: 100_000))
        #expect(deep?.code == "too-deep" && deep?.line == 17)
        #expect(refusal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D])?.code == "no-calendar")
        let binary = refusal(Array("BEGIN:VCALENDAR\nX:".utf8) + [0, 1, 2])
        #expect(binary?.code == "binary" && binary?.line == 2)
        for text in ["", "\n\n", "<!doctype html>\n<p>:", "BEGIN:VCARD\nEND:VCARD\n", "key;name\n1;2\n"] {
            #expect(refusal(text)?.code == "no-calendar", "\(text)")
        }
    }

    @Test func `what is not understood is said at its line, and the rest counts`() throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART:20270230T080000Z
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;TZID=Mars/Olympus:20270104T080000
            RRULE:FREQ=WEEKLY;UNTL=20280101
            no colon
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:x
            END:VEVENT
            END:VCALENDAR
            """
        var calendar = try CalendarFile(Array(text.utf8), home: .gmt)
        #expect(calendar.problems.problems.map(\.code) == ["unreadable-value", "unknown-rule", "no-property", "no-start", "unknown-zone"])
        #expect(calendar.problems.problems.map(\.line) == [3, 7, 8, 10, 6])
        #expect(try calendar.times(from: window.from, until: window.until).count == 1)
    }

    @Test func `calendars damaged at random are read, or refused in both languages`() {
        var dice = SeededGenerator(seed: 0x5EED_2027)
        let good = Array(
            calendar(
                "UID:1\nDTSTART;TZID=Europe/Paris:20270104T080000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO,-1TU;COUNT=9\nEXDATE:20270111T070000Z"
            )
            .utf8)
        for _ in 0..<1_000 {
            if let problem = refusal(Mutator.mutant(of: good, &dice)) { #expect(!problem.en.isEmpty && !problem.fr.isEmpty) }
        }
    }
}
