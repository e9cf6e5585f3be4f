package import Foundation

/// What an iCalendar file (RFC 5545) says of when somebody is busy. Titles, places and people in it are passed over.
package struct CalendarFile {
    package static let mostBytes = 5 << 20
    package static let mostEvents = 20_000
    private static let deepest = 16

    var events: [CalendarEvent] = []
    var zones: CalendarZones
    /// What was not understood, each at its line; the rest counts all the same.
    package private(set) var problems = ProblemList()
    package var eventCount: Int { events.count }

    private var open: [String] = []
    private var event: CalendarEvent?
    private var observances: [CalendarZones.Observance] = []
    private var zoneName: String?
    private var hasCalendar = false
    /// The zones that events name, and where first. A file may say what they are only at its end.
    private var named: [String: Int] = [:]

    /// - Parameter home: the zone of times that name none.
    /// - Throws: why it is no calendar that is read, at its line.
    package init(_ bytes: [UInt8], home: TimeZone) throws(Problem) {
        zones = CalendarZones(home: home)
        guard bytes.count <= Self.mostBytes else {
            throw Self.refusal(
                nil, "too-large", "The calendar is larger than \(Self.mostBytes >> 20) MiB. Export a shorter time.",
                "Le calendrier dépasse \(Self.mostBytes >> 20) Mio. Exportez une période plus courte.")
        }
        let bytes =
            bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) ? try TextEncoding.decode(bytes, file: "").text : bytes
        for (line, text) in ContentLines(bytes) {
            guard !text.contains(0) else {
                throw Self.refusal(
                    line, "binary", "This is no text: an iCalendar file (.ics) is expected.",
                    "Ce n’est pas du texte : on attend un fichier iCalendar (.ics).")
            }
            guard let property = ContentLine(text, line: line) else {
                // What a page or a picture begins with need not be read to its end.
                guard hasCalendar || !events.isEmpty || event != nil else { throw Self.noCalendar(line) }
                let shown = String(decoding: text.prefix(400), as: UTF8.self).excerpt
                problems.add(
                    Problem(
                        file: "", line: line, code: "no-property", en: "“\(shown)” is no property.",
                        fr: "« \(shown) » n’est pas une propriété.", severity: .warning))
                continue
            }
            // A table begins with anything else.
            guard hasCalendar || !open.isEmpty || !events.isEmpty || property.name == "BEGIN" else { throw Self.noCalendar(line) }
            try read(property)
        }
        guard hasCalendar || !events.isEmpty else { throw Self.noCalendar(nil) }
        for (name, line) in named.sorted(by: { $0.value < $1.value }) where !zones.knows(name) {
            problems.add(Self.unknownZone(name, line))
        }
    }

    private static func unknownZone(_ name: String, _ line: Int) -> Problem {
        Problem(
            file: "", line: line, column: "TZID", code: "unknown-zone",
            en: "The zone “\(name.excerpt)” is not known; its times are read as the time here.",
            fr: "Le fuseau « \(name.excerpt) » est inconnu ; ses heures sont lues comme l’heure d’ici.", severity: .warning)
    }

    private mutating func read(_ property: ContentLine) throws(Problem) {
        switch property.name {
        case "BEGIN":
            let name = property.value.uppercased()
            guard open.count < Self.deepest else {
                throw Self.refusal(property.line, "too-deep", "Too many parts stand one within another.", "Trop d’éléments sont imbriqués.")
            }
            open.append(name)
            if name == "VCALENDAR" { hasCalendar = true }
            if name == "VEVENT" || name == "VFREEBUSY" { event = CalendarEvent(line: property.line) }
            if name == "VTIMEZONE" { (observances, zoneName) = ([], nil) }
            if name == "STANDARD" || name == "DAYLIGHT" {
                observances.append(.init(start: CalendarTime(wall: 0, clock: .floating), before: 0, offset: 0))
            }
        case "END":
            let name = property.value.uppercased()
            guard let place = open.lastIndex(of: name) else { return }
            open.removeSubrange(place...)
            if name == "VEVENT" { try close(property.line) }
            if name == "VFREEBUSY" { event = nil }
            if name == "VTIMEZONE", let zoneName { zones.define(zoneName, observances) }
        default:
            switch open.last {
            case "VEVENT":
                guard var one = event else { return }
                if let zone = property.parameters["TZID"], property.name.hasPrefix("DT"), named[zone] == nil, named.count < 1_000 {
                    named[zone] = property.line
                }
                if let problem = Self.take(property, into: &one) { problems.add(problem) }
                event = one
            case "VFREEBUSY" where property.name == "FREEBUSY": try takePeriods(property)
            case "VTIMEZONE" where property.name == "TZID":
                zoneName = property.value.replacing("\\,", with: ",").replacing("\\;", with: ";")
            case "VCALENDAR" where property.name == "X-WR-TIMEZONE":
                if let zone = ZoneNames.zone(property.value) { zones.floating = zone }
            case "STANDARD", "DAYLIGHT": takeObservance(property)
            default: break
            }
        }
    }

    private mutating func close(_ line: Int) throws(Problem) {
        guard var closed = event else { return }
        event = nil
        if closed.start == nil {
            if !closed.isBroken {
                problems.add(
                    Problem(
                        file: "", line: closed.line, column: "VEVENT", code: "no-start", en: "This event does not say when it begins.",
                        fr: "Cet événement ne dit pas quand il commence.", severity: .warning))
            }
            return
        }
        // A day that ends at an hour is hours.
        if closed.start?.isDay == true {
            if let end = closed.end, !end.isDay { closed.start?.clock = end.clock }
            if let length = closed.length, !length.isMultiple(of: 86_400) { closed.start?.clock = .floating }
        }
        try add(closed, line)
    }

    private mutating func add(_ event: CalendarEvent, _ line: Int) throws(Problem) {
        guard events.count < Self.mostEvents else {
            throw Self.refusal(
                line, "too-many-events", "The calendar has more than 20,000 events. Export a shorter time.",
                "Le calendrier compte plus de 20 000 événements. Exportez une période plus courte.")
        }
        events.append(event)
    }

    /// `FREEBUSY;FBTYPE=BUSY:19970308T160000Z/PT3H,…`
    private mutating func takePeriods(_ property: ContentLine) throws(Problem) {
        if property.parameters["FBTYPE"]?.uppercased() == "FREE" { return }
        for item in property.value.split(separator: ",") {
            let ends = item.split(separator: "/")
            guard ends.count == 2, let start = CalendarTime(ends[0], zone: nil),
                let length = CalendarLength.seconds(ends[1]) ?? CalendarTime(ends[1], zone: nil).map({ $0.wall - start.wall })
            else {
                problems.add(Self.unreadable(property))
                return
            }
            var event = CalendarEvent(line: property.line)
            (event.start, event.length) = (start, length)
            try add(event, property.line)
        }
    }

    private mutating func takeObservance(_ property: ContentLine) {
        guard let last = observances.indices.last, observances.count <= 1_000 else { return }
        switch property.name {
        case "DTSTART": observances[last].start = CalendarTime(property.value, zone: nil) ?? observances[last].start
        case "TZOFFSETFROM": observances[last].before = Self.offset(property.value) ?? 0
        case "TZOFFSETTO": observances[last].offset = Self.offset(property.value) ?? 0
        case "RDATE":
            observances[last].more += property.value.split(separator: ",").prefix(1_000).compactMap { CalendarTime($0, zone: nil)?.wall }
        case "RRULE":
            if let rule = try? RecurrenceRule(property.value, line: property.line, zone: nil) { observances[last].rules.append(rule) }
        default: break
        }
    }

    /// `+0100`, `-103045`, in seconds.
    private static func offset(_ text: String) -> Int? {
        let digits = text.drop { $0 == "+" || $0 == "-" }
        guard digits.utf8.count == 4 || digits.utf8.count == 6, let number = Int(digits), number >= 0 else { return nil }
        let full = digits.utf8.count == 4 ? number * 100 : number
        let seconds = full / 10_000 * 3_600 + full / 100 % 100 * 60 + full % 100
        return text.hasPrefix("-") ? -seconds : seconds
    }

    private static func noCalendar(_ line: Int?) -> Problem {
        refusal(
            line, "no-calendar", "This is no calendar: an iCalendar file (.ics) is expected, which begins with BEGIN:VCALENDAR.",
            "Ce n’est pas un calendrier : on attend un fichier iCalendar (.ics), qui commence par BEGIN:VCALENDAR.")
    }

    static func refusal(_ line: Int?, _ code: String, _ en: String, _ fr: String) -> Problem {
        Problem(file: "", line: line, code: code, en: en, fr: fr)
    }
}
