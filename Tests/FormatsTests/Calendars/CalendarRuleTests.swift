import Foundation
import Testing

@testable import Formats

/// How events repeat: the examples of RFC 5545, 3.8.5.3, in New York, and what programs make of them.
struct CalendarRuleTests {
    private func starts(
        _ event: String, in zone: String = "America/New_York", from: String = "1997-01-01", until: String = "2001-01-01"
    ) throws -> [String] {
        let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n\(event.replacing("\n", with: "\r\n"))\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        let home = try #require(TimeZone(identifier: zone))
        var calendar = try CalendarFile(Array(text.utf8), home: home)
        #expect(calendar.problems.total == 0)
        func moment(_ day: String) throws -> Int { Int(try #require(Day(day)).daysSinceEpoch) * 86_400 }
        return try calendar.times(from: moment(from), until: moment(until)).map { time in
            Date(timeIntervalSince1970: TimeInterval(time.start))
                .formatted(Date.ISO8601FormatStyle(timeZone: home).year().month().day().time(includingFractionalSeconds: false))
        }
    }

    private func days(_ rule: String, start: String = "19970902T090000") throws -> [String] {
        try starts("DTSTART;TZID=America/New_York:\(start)\nRRULE:\(rule)").map { String($0.prefix(10)) }
    }

    @Test func `the examples of the standard`() throws {
        #expect(try days("FREQ=DAILY;COUNT=10").last == "1997-09-11")
        #expect(try days("FREQ=DAILY;UNTIL=19971224T000000Z").count == 113)
        #expect(try days("FREQ=DAILY;INTERVAL=10;COUNT=5") == ["1997-09-02", "1997-09-12", "1997-09-22", "1997-10-02", "1997-10-12"])
        #expect(
            try days("FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", start: "19970901T090000").prefix(5)
                == ["1997-09-01", "1997-09-03", "1997-09-05", "1997-09-15", "1997-09-17"])
        #expect(try days("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", start: "19970905T090000") == ["1997-09-05", "1997-10-03", "1997-11-07"])
        #expect(try days("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", start: "19970922T090000") == ["1997-09-22", "1997-10-20", "1997-11-17"])
        #expect(try days("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", start: "19970928T090000") == ["1997-09-28", "1997-10-29", "1997-11-28"])
        #expect(try days("FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200", start: "19970101T090000").last == "2000-01-01")
        #expect(try days("FREQ=YEARLY;BYDAY=20MO;COUNT=3", start: "19970519T090000") == ["1997-05-19", "1998-05-18", "1999-05-17"])
        #expect(
            try days("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", start: "19970512T090000") == ["1997-05-12", "1998-05-11", "1999-05-17"])
        #expect(
            try days("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", start: "19980213T090000") == ["1998-02-13", "1998-03-13", "1998-11-13"])
        #expect(
            try days("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", start: "19970904T090000") == [
                "1997-09-04", "1997-10-07", "1997-11-06",
            ])
        #expect(
            try days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", start: "19970929T090000") == [
                "1997-09-29", "1997-10-30", "1997-11-27",
            ])
        #expect(try days("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", start: "20000115T090000").last == "2000-03-30")
        // The day on which weeks begin decides.
        #expect(try days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", start: "19970805T090000").last == "1997-08-24")
        #expect(try days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", start: "19970805T090000").last == "1997-08-31")
        #expect(
            try starts("DTSTART;TZID=America/New_York:19970902T090000\nRRULE:FREQ=MINUTELY;INTERVAL=90;COUNT=4").map { $0.suffix(8) }
                == ["09:00:00", "10:30:00", "12:00:00", "13:30:00"])
        #expect(try starts("DTSTART;TZID=America/New_York:19970902T090000\nRRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z").count == 3)
    }

    @Test func `the clock on the wall stays when summer ends, and an hour that is not there is read as before`() throws {
        let paris = try starts(
            "DTSTART;TZID=Romance Standard Time:20261024T020000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3", in: "Europe/Paris",
            from: "2026-10-01", until: "2026-11-01")
        #expect(paris == ["2026-10-24T02:00:00", "2026-10-25T02:00:00", "2026-10-26T02:00:00"])
        let spring = try starts("DTSTART:20260329T023000", in: "Europe/Paris", from: "2026-03-01", until: "2026-04-01")
        #expect(spring == ["2026-03-29T03:30:00"])
    }

    @Test func `what is left out, added, moved, cancelled or free is none, one more, elsewhere, none and none`() throws {
        let base = "DTSTART;TZID=Europe/Paris:20270104T080000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=4"
        func week(_ more: String) throws -> [String] {
            try starts(base + more, in: "Europe/Paris", from: "2027-01-01", until: "2028-01-01").map { String($0.dropFirst(5).prefix(11)) }
        }
        #expect(try week("") == ["01-04T08:00", "01-11T08:00", "01-18T08:00", "01-25T08:00"])
        #expect(try week("\nEXDATE:20270111T070000Z\nRDATE;TZID=Europe/Paris:20270112T100000").contains("01-12T10:00"))
        #expect(try week("\nEXDATE;VALUE=DATE:20270111").count == 3)
        let moved = "\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20270118T070000Z\n"
        #expect(
            try week("\(moved)DTSTART;TZID=Europe/Paris:20270119T140000\nDURATION:PT1H")
                == ["01-04T08:00", "01-11T08:00", "01-19T14:00", "01-25T08:00"])
        #expect(try week("\(moved)DTSTART;TZID=Europe/Paris:20270118T080000\nSTATUS:CANCELLED").count == 3)
        #expect(try week("\nTRANSP:TRANSPARENT").isEmpty)
        #expect(
            try week("\nSEQUENCE:1\(moved)SEQUENCE:0\nDTSTART;TZID=Europe/Paris:20270118T090000\nDURATION:PT1H").contains("01-18T09:00"))
    }

    @Test func `a zone of the file's own, a busy period and a lone day are read`() throws {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VTIMEZONE
            TZID:Chez nous\\, ici
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            DTSTART;TZID="Chez nous, ici":20270701T100000
            DTEND;TZID="Chez nous, ici":20270701T110000
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;TZID="Chez nous, ici":20270104T100000
            DURATION:PT30M
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20270105
            END:VEVENT
            BEGIN:VFREEBUSY
            FREEBUSY;FBTYPE=BUSY:20270106T100000Z/PT1H,20270106T120000Z/20270106T130000Z
            FREEBUSY;FBTYPE=FREE:20270107T100000Z/PT1H
            END:VFREEBUSY
            END:VCALENDAR
            """
        var calendar = try CalendarFile(Array(text.utf8), home: .gmt)
        let times = try calendar.times(from: 1_798_761_600, until: 1_830_297_600)
        #expect(calendar.problems.total == 0)
        #expect(times.map { $0.start - 1_798_761_600 } == [291_600, 345_600, 468_000, 475_200, 15_667_200])
        #expect(times.map { $0.end - $0.start } == [1_800, 86_400, 3_600, 3_600, 3_600])
        #expect(times.map(\.isAllDay) == [false, true, false, false, false])
    }
}
