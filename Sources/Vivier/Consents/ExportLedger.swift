package import API
import Formats
import Foundation
import Postgres

/// Entries of a school's consent ledger as CSV, the first ``mostEntries`` of those that are asked for, with all that the SHA-256 of each
/// is of: to programs moments are told to the microsecond, as they went into it.
package struct ExportLedger: UseCase {
    package var school: Organisation.ID
    package var query: SortedExportQuery
    /// Who reads it: a program, or people with a spreadsheet.
    package var form: SheetForm

    package static let mostEntries = 50_000

    package init(school: Organisation.ID, query: SortedExportQuery, form: SheetForm = .program) {
        self.school = school
        self.query = query
        self.form = form
    }

    package var needs: Permission { .readLedger }
    package var audited: Audited? { Audited("exportLedger", school) }
    package static var patience: Duration? { .seconds(120) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let sort = try LedgerSort(checking: query.sort)
        var writer = form.writer([
            ("number", "Number", "Numéro"), ("at", "When (UTC)", "Quand (UTC)"), ("event", "Event", "Événement"),
            ("acted_by", "By", "Par"), ("consent", "Consent (id)", "Consentement (identifiant)"),
            ("student", "Student (id)", "Étudiant (identifiant)"), ("purpose", "Purpose", "Finalité"),
            ("company", "Company (id)", "Entreprise (identifiant)"), ("fields", "Particulars", "Informations"),
            ("text_version", "Version of the text", "Version du texte"), ("recorded_by", "On whose word", "Sur la parole de"),
            ("given_at", "Given (UTC)", "Donné (UTC)"), ("ends_at", "Ends (UTC)", "Prend fin (UTC)"),
            ("withdrawn_at", "Withdrawn (UTC)", "Retiré (UTC)"), ("previous", "Hash of the entry before", "Empreinte de l’entrée d’avant"),
            ("sha256", "Hash", "Empreinte"),
        ])
        for one in try await work.ledger(of: school, q: query.q, sort, after: "true", limit: Self.mostEntries) {
            writer.append([
                "\(one.number)", moment(one.at), form.called(one.event.rawValue), one.actedBy.map(form.called) ?? "", "\(one.consent)",
                "\(one.student)", form.called(one.purpose.rawValue), one.company?.description ?? "",
                one.fields.map { form.called($0.rawValue) }.joined(separator: " "), one.textVersion, form.called(one.recordedBy),
                one.givenAt.map(moment) ?? "", moment(one.endsAt), one.withdrawnAt.map(moment) ?? "", one.previous,
                one.sha256,
            ])
        }
        return Array(writer.text.utf8)
    }

    private func moment(_ date: Date) -> String {
        // Until the year 2100 doubles tell microseconds apart.
        guard case .program = form, let microseconds = Int64(exactly: (date.timeIntervalSince1970 * 1_000_000).rounded()) else {
            return date.ISO8601Format()
        }
        let rest = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
        let second = Date(timeIntervalSince1970: TimeInterval((microseconds - rest) / 1_000_000))
        return "\(second.ISO8601Format().dropLast()).\(String(1_000_000 + rest).dropFirst())Z"
    }
}
