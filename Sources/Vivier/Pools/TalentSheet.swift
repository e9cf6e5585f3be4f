import API
import Formats
import Postgres

/// In which form rows are taken away.
package enum SheetFormat: String, Sendable, CaseIterable {
    case csv, xlsx

    /// - Parameters:
    ///   - sheet: with the columns as programs know them.
    ///   - form: who reads it.
    /// - Throws: `XLSXWriter.Fault`, where the system has no memory for it.
    func bytes(of sheet: Sheet, for form: SheetForm) throws -> [UInt8] {
        var sheet = sheet
        let heads = sheet.columns.map { SheetHeads.head($0.title) }
        for (index, title) in form.heads(heads).enumerated() { sheet.columns[index].title = title }
        switch self {
        case .xlsx: return try XLSXWriter.bytes(of: sheet)
        case .csv:
            var writer = form.writer(heads)
            for row in sheet.rows { writer.append(row.map(\.plain)) }
            return Array(writer.text.utf8)
        }
    }
}

extension Sheet.Cell {
    fileprivate var plain: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(Int(number))
        case .day(let day): day.description
        case .empty: ""
        }
    }
}

/// A file about persons, the last columns of which say until when each has agreed to it, to what of them, and by which consent, for whom and when
/// they were taken.
enum TalentSheet {
    static var columns: [Sheet.Column] {
        let own: [Sheet.Column] = [
            .init("id", width: 38), .init("family_name", width: 20), .init("given_name"), .init("school", width: 28),
            .init("email", width: 28),
            .init("programme", width: 24), .init("graduation", width: 12), .init("languages"), .init("city"),
            .init("hours_per_week", width: 8), .init("skills", width: 60),
        ]
        return own + consent
    }

    /// By which consent a person is in the file, behind all others.
    static var consent: [Sheet.Column] {
        [.init("consent_until", width: 12), .init("consent_fields", width: 40), .init("consent_scope", width: 60)]
    }

    /// `consent scope: talent-pool, shown to Miel du Morvan on 2026-11-28; ends on the day beside each person, or when the person withdraws it`.
    ///
    /// - Parameter form: people read what the purpose is called, not its code.
    static func scope(for form: SheetForm, in work: UnitOfWork) async throws -> String {
        let (company, day) = try await work.one(
            "SELECT name, \(SQL.today) FROM organisation WHERE id = \(work.caller.organisation)",
            orMissing: .company
        ).decode(String.self, Day.self)
        switch work.caller.language {
        case .english:
            let purpose = if case .program = form { "talent-pool" } else { "talent pool" }
            return
                "consent scope: \(purpose), shown to \(company) on \(day); ends on the day beside each person, or when the person withdraws it"
        case .french:
            let purpose = if case .program = form { "talent-pool" } else { "vivier de talents" }
            return
                "portée du consentement : \(purpose), montré à \(company) le \(day) ; prend fin le jour indiqué pour chaque personne, ou quand elle le retire"
        }
    }

    /// Until when each of these students may be found by the caller's company.
    static func ends(of students: [Student.ID], in work: UnitOfWork) async throws -> [Student.ID: Day] {
        let rows = try await work.execute(
            """
            SELECT student_id, (max(ends_at) AT TIME ZONE \(SQL.zone))::date FROM consent
            WHERE student_id = ANY (\(students)) AND purpose = 'talent-pool' AND withdrawn_at IS NULL GROUP BY student_id
            """
        ).decode(Student.ID.self, Day.self)
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// - Parameter scope: what ``scope(for:in:)`` says.
    static func cells(
        _ person: SearchPool.Found, _ skills: [HeldSkill], until end: Day?, scope: String, for form: SheetForm
    ) -> [Sheet.Cell] {
        let (_, id, family, given, school, email, programme, graduation, languages, city, hours, _) = person
        let shown: [(Consent.Field, Bool)] = [
            (.email, email != nil), (.programme, programme != nil), (.graduation, graduation != nil), (.languages, !languages.isEmpty),
            (.city, city != nil), (.hours, hours != nil),
        ]
        return [
            .text("\(id)"), .text(family), .text(given), .text(school), .init(email), .init(programme), .init(graduation),
            .init(languages.joined(separator: "; ")), .init(city), .init(hours),
            .init(skills.map { "\($0.label) \($0.level) (\(form.called($0.source)), \($0.statedOn))" }.joined(separator: "; ")), .init(end),
            .text(form.particulars(["name", "school", "skills"] + shown.filter(\.1).map(\.0.rawValue))),
            .text(scope),
        ]
    }
}
