import Foundation

/// One event of a calendar: when it takes place, and whether it takes time. What it is about is not read.
struct CalendarEvent: Sendable {
    /// The physical line of its `BEGIN`.
    var line: Int
    var uid = ""
    var sequence = 0
    var start: CalendarTime?
    var end: CalendarTime?
    /// Seconds; in place of the end.
    var length: Int?
    var rules: [RecurrenceRule] = []
    var more: [(start: CalendarTime, length: Int?)] = []
    var without: [CalendarTime] = []
    /// The repetition of an event of the same name that this one stands for, and whether for all that follow as well.
    var replaces: CalendarTime?
    var replacesRest = false
    /// It leaves the time free.
    var isFree = false
    /// Something of it could not be read, without which it is not known when it is.
    var isBroken = false
}

extension CalendarFile {
    /// Takes what a property says of an event.
    ///
    /// - Returns: what is not understood.
    static func take(_ property: ContentLine, into event: inout CalendarEvent) -> Problem? {
        let zone = property.parameters["TZID"]
        func time(_ text: some StringProtocol) -> CalendarTime? { CalendarTime(text, zone: zone) }
        func unread() -> Problem { unreadable(property) }
        switch property.name {
        case "UID": event.uid = property.value
        case "SEQUENCE": event.sequence = Int(property.value) ?? 0
        case "DTSTART":
            event.start = time(property.value)
            event.isBroken = event.isBroken || event.start == nil
            return event.start == nil ? unread() : nil
        case "DTEND":
            event.end = time(property.value)
            return event.end == nil ? unread() : nil
        case "DURATION":
            event.length = CalendarLength.seconds(property.value)
            return event.length == nil ? unread() : nil
        case "RRULE" where !property.value.isEmpty:
            do throws(RecurrenceRule.Fault) {
                event.rules.append(try RecurrenceRule(property.value, line: property.line, zone: zone))
            } catch {
                return Problem(
                    file: "", line: property.line, column: "RRULE", code: "unknown-rule",
                    en: "How it repeats is not understood at “\(error.part)”; only its first time counts.",
                    fr: "On ne comprend pas la répétition à « \(error.part) » ; seule la première fois compte.", severity: .warning)
            }
        case "RDATE", "EXDATE":
            for item in property.value.split(separator: ",") {
                let ends = item.trimmingCharacters(in: .whitespaces).split(separator: "/")
                guard ends.count <= 2, let first = ends.first, let start = time(first) else { return unread() }
                if property.name == "EXDATE" {
                    event.without.append(start)
                } else if ends.count == 2 {
                    guard let length = CalendarLength.seconds(ends[1]) ?? time(ends[1]).map({ $0.wall - start.wall }) else {
                        return unread()
                    }
                    event.more.append((start, length))
                } else {
                    event.more.append((start, nil))
                }
            }
        case "RECURRENCE-ID":
            guard let instance = time(property.value) else { return unread() }
            event.replaces = instance
            event.replacesRest = property.parameters["RANGE"]?.uppercased() == "THISANDFUTURE"
        case "TRANSP": if property.value.uppercased() == "TRANSPARENT" { event.isFree = true }
        case "STATUS": if property.value.uppercased() == "CANCELLED" { event.isFree = true }
        default: break
        }
        return nil
    }

    static func unreadable(_ property: ContentLine) -> Problem {
        Problem(
            file: "", line: property.line, column: property.name, code: "unreadable-value",
            en: "\(property.name.excerpt): “\(property.value.excerpt)” cannot be read.",
            fr: "\(property.name.excerpt) : « \(property.value.excerpt) » est illisible.", severity: .warning)
    }
}
