import Foundation
import Testing

@testable import Formats

/// Calendars of other people's programs, whose times an independent reader has worked out: recurring-ical-events, in
/// `ics/expected_occurrences.json`.
@Suite(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)), .timeLimit(.minutes(2)))
struct RealCalendarTests {
    private struct Expectation: Decodable {
        var firstOccurrences: [[String?]]?
        var occurrenceCount: Int?
        var window: [String]?
    }

    private struct List: Decodable {
        var files: [String: Expectation]
    }

    /// Where the other reader and this one differ, and why this one stays as it is.
    private static let differing: [String: String] = [
        "ical4j/valid/japan_west.ics": "the same days: it lays them into a zone, which puts them in another order among hours",
        "icalendar/calendars/example.ics": "days that end on the day on which they begin: it takes them for moments",
        "recurring/Germany_Holidays.ics": "days that end on the day on which they begin: it takes them for moments",
        "icalendar/calendars/issue_156_RDATE_with_PERIOD_TZID_khal.ics": "it passes over periods that are added (RFC 5545, 3.8.5.2)",
        "icalendar/calendars/issue_156_RDATE_with_PERIOD_TZID_khal_2.ics": "it passes over periods that are added (RFC 5545, 3.8.5.2)",
    ]

    private func moment(_ text: String) throws -> Int {
        if let day = Day(text) { return Int(day.daysSinceEpoch) * 86_400 }
        let date = try Date(text.count == 19 ? text + "Z" : text, strategy: .iso8601)
        return Int(date.timeIntervalSince1970)
    }

    /// What the clock shows, whatever the zone.
    private func wall(_ text: String) throws -> Int { try moment(String(text.prefix(19))) }

    private func agrees(_ found: [CalendarBusyTime], _ expected: Expectation) throws -> Bool {
        let first = try (expected.firstOccurrences ?? []).map { one in
            let (start, end) = (try #require(one[0]), try #require(one[1]))
            return (moments: [try moment(start), try moment(end)], walls: [try wall(start), try wall(end)])
        }.sorted { $0.moments.lexicographicallyPrecedes($1.moments) }
        guard found.count == expected.occurrenceCount else { return false }
        return zip(found, first).allSatisfy { ours, theirs in
            // Of those behind the last that is listed some may begin at the same moment.
            let compared = first.count < found.count ? [ours.start] : [ours.start, ours.end]
            // A whole day is one wherever one is; the other reader lays it into a zone at times.
            return theirs.moments.starts(with: compared) || (ours.isAllDay && theirs.walls.starts(with: compared))
        }
    }

    @Test func `every file has the times that another reader finds, but for those that are named`() throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let list = try decoder.decode(List.self, from: Data(ReferenceData.bytes("ics/expected_occurrences.json")))
        var compared = 0
        var differing: [String] = []
        for (name, expected) in list.files {
            let bytes = try ReferenceData.bytes("ics/\(name)")
            guard let window = expected.window, window.count == 2 else { continue }
            compared += 1
            var calendar = try CalendarFile(bytes, home: .gmt)
            let found = try calendar.times(from: moment(window[0]), until: moment(window[1]), withFree: true)
            if try !agrees(found, expected) { differing.append(name) }
        }
        #expect(Set(differing) == Set(Self.differing.keys), "\(compared - differing.count) of \(compared) agree")
        #expect(compared == 174)
    }

    @Test func `what no other reader reads is read or refused with its place`() throws {
        for folder in [
            "ade-unlicensed", "ical4j/invalid", "ical4j/valid", "icalendar/calendars", "icalendar/events", "recurring", "zoneinfo",
        ] {
            for name in ReferenceData.names(in: "ics/\(folder)") where name.hasSuffix(".ics") {
                let bytes = try ReferenceData.bytes("ics/\(folder)/\(name)")
                do throws(Problem) {
                    let calendar = try CalendarFile(bytes, home: .gmt)
                    #expect(calendar.problems.problems.allSatisfy { ($0.line ?? 0) > 0 && !$0.en.isEmpty && !$0.fr.isEmpty }, "\(name)")
                } catch {
                    #expect(["no-calendar", "binary", "not-utf8"].contains(error.code), "\(name): \(error)")
                }
            }
        }
    }
}
