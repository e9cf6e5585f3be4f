import API
import Foundation
import Postgres

extension UnitOfWork {
    /// What the things that lines of the audit are about are called, as far as the caller may see them; by the text that stands in the line.
    ///
    /// A company learns no student's name here: each look of a company at a person leaves a receipt, and this is none.
    func names(ofAudited objects: Set<String>) async throws -> [String: String] {
        let parts = Dictionary(uniqueKeysWithValues: objects.map { ($0, AuditedObject($0)) })
        let ids = Array(Set(parts.values.flatMap(\.ids)))
        guard !ids.isEmpty else { return [:] }
        let sources = Self.namesOfEverybody + Self.names(for: caller.role)
        let all = sources.dropFirst().reduce(sources[0]) { "\($0) UNION ALL \($1)" }
        let rows = try await execute("SELECT id::text, name FROM (\(all)) AS named (id, name) WHERE id = ANY (\(ids)) AND name <> ''")
            .decode(String.self, String.self)
        let names = Dictionary(rows) { first, _ in first }
        return parts.compactMapValues { part in
            let named = part.ids.compactMap { names[$0.text] }
            // Of two things the one that is there still is told alone; a decision is nothing without both.
            guard !named.isEmpty, part.decision == nil || named.count == part.ids.count else { return nil }
            return named.joined(separator: part.decision == nil ? " · " : " / ")
        }
    }

    /// Of what not every role may read.
    private static func names(for role: Role) -> [SQL] {
        switch role {
        case .operator: namesOfSchools + namesOfCompanies + namesOfProspects
        case .schoolAdmin: namesOfSchools
        case .companyOwner, .company, .recruiter: namesOfCompanies
        default: []
        }
    }

    private static let namesOfEverybody: [SQL] = [
        "SELECT id, name FROM organisation", "SELECT id, title FROM business_case", "SELECT id, name FROM round",
        "SELECT run.id, round.name || ' · ' || run.number FROM run JOIN round ON round.id = run.round_id", "SELECT id, name FROM team",
        "SELECT id, label FROM token", "SELECT m.id, a.email FROM membership m JOIN account a ON a.id = m.account_id",
        "SELECT id, email FROM invitation WHERE email <> \(Invitation.erased)",
    ]
    private static let namesOfCompanies: [SQL] = ["SELECT id, name FROM pool"]
    private static let namesOfProspects: [SQL] = [
        "SELECT p.id, s.given_name || ' ' || s.family_name FROM prospect p JOIN student s ON s.id = p.student_id"
    ]
    private static let namesOfSchools: [SQL] = [
        "SELECT id, given_name || ' ' || family_name FROM student", "SELECT id, name FROM cohort", "SELECT id, name FROM programme",
        "SELECT id, file_name FROM roster_import",
        "SELECT c.id, s.given_name || ' ' || s.family_name FROM consent c JOIN student s ON s.id = c.student_id",
        "SELECT id, email FROM account",
    ]
}
