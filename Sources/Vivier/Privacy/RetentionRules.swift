package import API
import Foundation
import Postgres

extension RetentionRule {
    static let columns: SQL = "purpose, months, ask_days, legal_basis, changed_at, (extract(epoch FROM changed_at) * 1000000)::bigint"

    init(_ row: Row) throws(PostgresError) {
        let (purpose, months, askDays, legalBasis, changedAt, version) = try row.decode(
            Purpose.self, Int.self, Int.self, LegalBasis.self, Date.self, Int.self)
        self.init(purpose: purpose, months: months, askDays: askDays, legalBasis: legalBasis, changedAt: changedAt, version: version)
    }
}

extension RetentionRule.Purpose: PostgresEncodable, PostgresDecodable {}
extension RetentionRule.LegalBasis: PostgresEncodable, PostgresDecodable {}

/// How long what is kept, and why.
package struct ListRetention: UseCase {
    package init() {}

    package var needs: Permission { .readRetention }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> Page<RetentionRule> {
        let rows = try await work.execute("SELECT \(RetentionRule.columns) FROM retention_rule ORDER BY purpose")
        return Page(items: try rows.map { try RetentionRule($0) })
    }
}

/// Changes how long something is kept. What is kept already goes by the new rule, but for consents: these end when they said.
package struct SetRetention: UseCase {
    package var draft: RetentionDraft
    /// The version that it was made from; nil for whatever stands there.
    package var version: Int?

    package init(draft: RetentionDraft, replacing version: Int? = nil) {
        self.draft = draft
        self.version = version
    }

    package var needs: Permission { .manageRetention }
    package var audited: Audited? { Audited("setRetention", draft.purpose.rawValue) }

    package func run(in work: UnitOfWork) async throws -> RetentionRule {
        let purpose = draft.purpose
        let rule = try RetentionRule(
            try await work.one(
                "SELECT \(RetentionRule.columns) FROM retention_rule WHERE purpose = \(purpose) FOR UPDATE",
                orMissing: Sentence(en: "The purpose", fr: "La finalité")))
        if let version, rule.version != version { throw GeneralRefusal.changedMeanwhile }
        let months = draft.months ?? rule.months
        let askDays = draft.askDays ?? rule.askDays
        var checks = FieldChecks()
        if !(1...120).contains(months) {
            checks.refuse("/months", "range", en: "Give 1 to 120 months.", fr: "Donnez de 1 à 120 mois.")
        }
        let asksNobody = purpose == .receipt || purpose == .audit
        if asksNobody, askDays != 0 {
            checks.refuse(
                "/ask_days", "range", en: "Nobody is asked before receipts and audit lines end: leave it at 0.",
                fr: "Personne n’est interrogé avant la fin des reçus et du journal : laissez 0.")
        } else if !asksNobody, !(1...180).contains(askDays) || ((1...120).contains(months) && askDays >= months * 28) {
            checks.refuse(
                "/ask_days", "range", en: "Ask 1 to 180 days before the end, and within the time that is kept.",
                fr: "Interrogez de 1 à 180 jours avant la fin, et dans la durée de conservation.")
        }
        try checks.end()
        return try RetentionRule(
            try await work.one(
                """
                UPDATE retention_rule SET months = \(Int32(months)), ask_days = \(Int32(askDays)),
                    legal_basis = \(draft.legalBasis ?? rule.legalBasis), changed_at = clock_timestamp()
                WHERE purpose = \(purpose) RETURNING \(RetentionRule.columns)
                """, orMissing: Sentence(en: "The purpose", fr: "La finalité")))
    }
}
