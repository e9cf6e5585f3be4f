import API
import Formats
import Foundation
import Vivier

/// What pages say, in the reader's language: `say("Cohorts", "Promotions")`, and numbers, days and moments as that language writes them.
struct Words: Sendable {
    let language: Language

    func callAsFunction(_ en: String, _ fr: String) -> String { Sentence(en: en, fr: fr).text(language) }

    func callAsFunction(_ sentence: Sentence) -> String { PageWords.withoutCommands(sentence.text(language)) }

    /// A team by its name; most names say themselves that it is one.
    func team(_ name: String) -> String {
        let saysSo = ["team", "équipe", "equipe"].contains { name.lowercased().hasPrefix($0) }
        return saysSo ? name : self("team \(name)", "équipe \(name)")
    }

    /// A number with its noun. French counts 0 and 1 as one, English 1 alone.
    func count(_ number: Int, _ en: (one: String, many: String), _ fr: (one: String, many: String)) -> String {
        let noun = language == .french ? (abs(number) < 2 ? fr.one : fr.many) : number == 1 ? en.one : en.many
        return "\(self.number(number))\(Self.thin)\(noun)"
    }

    /// With the group separators of the language.
    func number(_ number: Int) -> String {
        guard abs(number) >= 10_000 || (language == .english && abs(number) >= 1_000) else { return String(number) }
        return number.formatted(.number.locale(locale))
    }

    /// Fit is counted in 0…10000 and shown in hundredths of the whole, to the nearest tenth; what is not the whole is not shown as such.
    func fit(_ fit: Int) -> String {
        let tenths = fit < 10_000 ? min((fit + 5) / 10, 999) : (fit + 5) / 10
        let (whole, tenth) = (tenths / 10, tenths % 10)
        if fit == 10_000 { return language == .french ? "100\(Self.thin)%" : "100%" }
        return language == .french ? "\(whole),\(tenth)\(Self.thin)%" : "\(whole).\(tenth)%"
    }

    /// A fit, never less than it is: what is at most so much is no more.
    func fitUpTo(_ fit: Int) -> String { self.fit((fit + 9) / 10 * 10) }

    func day(_ day: Day) -> String {
        ordinal(
            Date(timeIntervalSince1970: TimeInterval(day.daysSinceEpoch) * 86_400)
                .formatted(Date.FormatStyle(date: .abbreviated, locale: locale, timeZone: .gmt)))
    }

    /// `1er sept.`: of the days of a month French counts the first alone in order.
    private func ordinal(_ date: String) -> String {
        language == .french && date.hasPrefix("1 ") ? "1er" + date.dropFirst(1) : date
    }

    /// In the time of the house, which it names: `28 Nov 2026 at 17:40 CET`, `28 nov. 2026 à 17:40 CET`.
    func moment(_ moment: Date) -> String { ordinal(inHouseTime(moment, date: .abbreviated)) }

    /// The day of a moment, in the time of the house.
    func day(_ moment: Date) -> String {
        ordinal(moment.formatted(Date.FormatStyle(date: .abbreviated, locale: locale, timeZone: HouseZone.current)))
    }

    /// The time of the day, likewise: `13:44 CET`.
    func clock(_ moment: Date) -> String { inHouseTime(moment, date: .omitted) }

    /// A zone with a name of letters bears it in both languages, where the French locale would count hours from UTC.
    private func inHouseTime(_ moment: Date, date: Date.FormatStyle.DateStyle) -> String {
        let text = moment.formatted(
            Date.FormatStyle(date: date, time: .shortened, locale: locale, timeZone: HouseZone.current).timeZone(.specificName(.short)))
        guard language == .french else { return text }
        func name(_ locale: String) -> String {
            moment.formatted(
                Date.FormatStyle(locale: Locale(identifier: locale), timeZone: HouseZone.current).timeZone(.specificName(.short)))
        }
        let (counted, named) = (name("fr_FR"), name("en_GB"))
        guard named.allSatisfy(\.isLetter), text.hasSuffix(counted) else { return text }
        return text.dropLast(counted.count) + named
    }

    /// `1.2 s`, `340 ms`.
    func duration(milliseconds: Int) -> String {
        guard milliseconds >= 1_000 else { return "\(milliseconds)\(Self.thin)ms" }
        let (seconds, tenth) = (milliseconds / 1_000, milliseconds % 1_000 / 100)
        return language == .french ? "\(seconds),\(tenth)\(Self.thin)s" : "\(seconds).\(tenth)\(Self.thin)s"
    }

    /// `A, B and C`.
    func list(_ items: [String]) -> String { items.formatted(.list(type: .and).locale(locale)) }

    /// `attribute: value`, with the space that French has before a colon.
    func pair(_ name: String, _ value: String) -> String { language == .french ? "\(name)\u{A0}: \(value)" : "\(name): \(value)" }

    /// `Mon`, `lun.`; 0 is Monday.
    func weekday(_ day: Int) -> String {
        let names =
            language == .french
            ? ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."] : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return names.indices.contains(day) ? names[day] : ""
    }

    /// The half-hour of a day as a time: `9:30`, `9 h 30`.
    func time(_ halfHour: Int) -> String {
        let half = halfHour % 2 == 1
        guard language == .french else { return "\(halfHour / 2):\(half ? "30" : "00")" }
        return "\(halfHour / 2)\(Self.thin)h\(half ? "\(Self.thin)30" : "")"
    }

    private var locale: Locale { Locale(identifier: language == .french ? "fr_FR" : "en_GB") }
    /// Keeps a number and its unit on one line.
    private static let thin = "\u{A0}"
}
