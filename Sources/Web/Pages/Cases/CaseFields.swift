import API
import Formats
import Foundation
import Vivier

/// The fields of a case's form: what was typed as a draft, and a stored case as it stands in them.
struct CaseFields {
    var form: Form

    /// Rows of skills that are seen at once.
    static let rows = 3
    /// Rows that are there to be filled; a case that has more skills has more rows.
    static let freeRows = 8
    /// As many skills as a case may have.
    static let mostRows = 50
    static let skillParts = ["skill", "level", "importance", "choice"]
    static let mornings = (from: 18, until: 24)
    static let afternoons = (from: 28, until: 36)

    /// - Parameter form: as it was sent; rows of skills without a skill are closed up, so that a refusal finds its row.
    init(_ form: Form) {
        var closed = form
        closed.items.removeAll { $0.name.hasPrefix("skills/") }
        var row = 0
        for index in 0..<Self.mostRows {
            let chosen = form["skills/\(index)/choice"]
            let skill = chosen.isEmpty || chosen == "=" ? form["skills/\(index)/skill"] : chosen
            guard !skill.isEmpty else { continue }
            closed.items.append(("skills/\(row)/skill", skill))
            for part in Self.skillParts.dropFirst() where form.given("skills/\(index)/\(part)") != nil {
                // What was chosen among the candidates is the skill now.
                if part == "choice", chosen != "=" { continue }
                closed.items.append(("skills/\(row)/\(part)", form["skills/\(index)/\(part)"]))
            }
            row += 1
        }
        self.form = closed
    }

    /// - Throws: a refusal that names every field that cannot be read.
    func draft() throws(GeneralRefusal) -> CaseDraft {
        let (draft, faults) = read()
        guard faults.isEmpty else { throw .invalid(faults) }
        return draft
    }

    /// The draft, and every field that cannot be read; in its place stands something that can, so that the rest can be looked at as well.
    func read() -> (draft: CaseDraft, faults: [RefusalReason.Field]) {
        var faults: [RefusalReason.Field] = []
        func kept<Value>(_ read: () throws(GeneralRefusal) -> Value?) -> Value? {
            do throws(GeneralRefusal) {
                return try read()
            } catch {
                faults += error.reason.fields
                return nil
            }
        }
        func needed<Value>(_ name: String, _ value: Value?, _ en: String, _ fr: String) -> Value? {
            if form.text(name) == nil { faults.append(.init(pointer: "/\(name)", code: "missing", sentence: Sentence(en: en, fr: fr))) }
            return value
        }
        func number(_ name: String) -> Int? { kept { () throws(GeneralRefusal) in try form.integer(name) } }
        func day(_ name: String) -> Day? {
            needed(name, kept { () throws(GeneralRefusal) in try form.value(name, Day.self) }, "Give a day.", "Indiquez un jour.")
        }
        var skills: [CaseContent.NeededSkill] = []
        for index in 0..<Self.mostRows {
            guard let skill = form.text("skills/\(index)/skill") else { break }
            skills.append(
                CaseContent.NeededSkill(
                    skill: skill, level: number("skills/\(index)/level") ?? 2,
                    importance: CaseContent.Importance(rawValue: form["skills/\(index)/importance"]) ?? .should))
        }
        let (from, until) = (day("window/from"), day("window/until"))
        let first = from ?? until ?? .today
        let hours = needed("hours_per_week", number("hours_per_week"), "Say how many hours.", "Indiquez combien d’heures.")
        let least = number("team_size/min") ?? 1
        let size = CaseContent.TeamSize(min: least, max: number("team_size/max") ?? max(20, least))
        let draft = CaseDraft(
            company: form.text("company"), reference: form.text("reference"), title: form["title"],
            description: form.given("description") ?? "", skills: skills,
            teamSize: size, capacity: number("capacity"), minimum: number("minimum"),
            window: CaseContent.Window(from: first, until: until ?? first), hoursPerWeek: hours ?? 1,
            mentorSlots: kept { () throws(GeneralRefusal) in try mentor() },
            languages: form["languages"].split { " ,;".contains($0) }.map(Self.language),
            place: form.text("place"), remote: form["remote"] != "no", confidentiality: form.text("confidentiality"),
            rights: form.text("rights"), reward: form.text("reward"), openTo: openTo)
        return (draft, faults)
    }

    /// `FR:b2` as `fr:B2`.
    private static func language(_ text: Substring) -> String {
        let parts = text.split(separator: ":", maxSplits: 1)
        return ([parts.first?.lowercased() ?? ""] + parts.dropFirst().map { $0.uppercased() }).joined(separator: ":")
    }

    /// Schools, one a line; none: every school.
    private var openTo: [String]? {
        let named = (form.given("open_to") ?? "").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
            !$0.isEmpty
        }
        return named.isEmpty ? nil : named
    }

    /// The half-days that are ticked, and what was written beside them.
    private func mentor() throws(GeneralRefusal) -> WeekGrid? {
        var grid = WeekGrid()
        for slot in form.all("mentor_slots") { if let half = WeekGrid(slot) { grid = grid | half } }
        if let text = form.text("mentor_other") {
            guard let other = WeekGrid(text) else {
                throw .field(
                    "/mentor_other", "format", en: "Write hours like this: mon 09:00-12:00; tue 14:00-18:00.",
                    fr: "Écrivez des heures de cette façon : lun 09:00-12:00; mar 14:00-18:00.")
            }
            grid = grid | other
        }
        return grid.count == 0 ? nil : grid
    }

    /// A half-day of the week, as its box has it.
    static func halfDay(_ day: Int, _ hours: (from: Int, until: Int)) -> WeekGrid {
        var grid = WeekGrid()
        for slot in hours.from..<hours.until { grid[day * 48 + slot] = true }
        return grid
    }

    /// Whether it was saved before it had a title. Its form shows none.
    static func isUntitled(_ stored: BusinessCase) -> Bool { stored.state == .draft && stored.content.isUntitled }

    /// What stands in the fields of a stored case.
    init(_ stored: BusinessCase) {
        let content = stored.content
        let title = Self.isUntitled(stored) ? "" : content.title
        var items: [(name: String, value: String)] = [
            ("version", "\(stored.version)"), ("title", title), ("description", content.description),
            ("window/from", "\(content.window.from)"), ("window/until", "\(content.window.until)"),
            ("hours_per_week", "\(content.hoursPerWeek)"), ("confidentiality", content.confidentiality),
            ("team_size/min", "\(content.teamSize.min)"), ("team_size/max", "\(content.teamSize.max)"),
            ("capacity", "\(content.capacity)"), ("minimum", content.minimum.map(String.init) ?? ""),
            ("languages", content.languages.joined(separator: " ")), ("place", content.place ?? ""),
            ("remote", content.remote ? "yes" : "no"), ("rights", content.rights), ("reward", content.reward ?? ""),
            ("reference", content.reference ?? ""), ("open_to", content.openTo.map { $0.map(\.description).joined(separator: "\n") } ?? ""),
        ]
        for (index, need) in content.skills.prefix(Self.mostRows).enumerated() {
            items.append(("skills/\(index)/skill", need.skill))
            items.append(("skills/\(index)/level", "\(need.level)"))
            items.append(("skills/\(index)/importance", need.importance.rawValue))
            if need.uri == nil { items.append(("skills/\(index)/choice", "=")) }
        }
        if var rest = content.mentorSlots {
            for day in 0..<5 {
                for hours in [Self.mornings, Self.afternoons] {
                    let half = Self.halfDay(day, hours)
                    guard (rest & half) == half else { continue }
                    items.append(("mentor_slots", "\(half)"))
                    rest = rest.subtracting(half)
                }
            }
            if rest.count > 0 { items.append(("mentor_other", "\(rest)")) }
        }
        form = Form(items: items)
    }

    /// What stands in the fields of a case that nobody has begun: from the first Monday after the first of the month after next, for twelve weeks.
    /// Never from the first itself: of January, May and November it is a holiday.
    static func fresh(today: Day = .today) -> CaseFields {
        let months = Int(today.description.dropFirst(5).prefix(2)).map { $0 + 2 } ?? 1
        let year = (Int(today.description.prefix(4)) ?? 2027) + (months > 12 ? 1 : 0)
        let first = Day(year: year, month: (months - 1) % 12 + 1, day: 1) ?? today
        let from = first.adding(days: 7).monday
        return CaseFields(
            Form(items: [
                ("window/from", "\(from)"), ("window/until", "\(from.adding(days: 83))"), ("hours_per_week", "4"),
                ("confidentiality", "open"), ("rights", "students"), ("remote", "yes"), ("capacity", "1"), ("team_size/min", "2"),
                ("team_size/max", "6"),
            ]))
    }
}
