package import API
import Formats
import Postgres

/// Reads a school's whole consent ledger and says whether it is as it was written: numbered without a gap, each entry with the SHA-256 of
/// what it says and of the entry before, ending where the database says that it ends, and leading to the very consents that stand. A mark
/// that was written down elsewhere is looked for, so that not even somebody who rewrites the whole chain goes unseen.
///
/// The hashes are computed here from the columns, not by the function of the database that wrote them. O(entries), 5,000 of them in memory.
package struct VerifyLedger: UseCase {
    package var school: Organisation.ID
    package var mark: LedgerMark

    package init(school: Organisation.ID, mark: LedgerMark) {
        self.school = school
        self.mark = mark
    }

    package var needs: Permission { .readLedger }
    package static var isolation: Isolation { .repeatableRead }

    private static let batch = 5_000

    package func run(in work: UnitOfWork) async throws -> LedgerVerification {
        try await work.mayReadLedger(of: school)
        if (mark.number == nil) != (mark.sha256 == nil) {
            throw GeneralRefusal.parameter(
                mark.number == nil ? "number" : "sha256", "missing", en: "Give the number and the SHA-256 of the entry together.",
                fr: "Donnez ensemble le numéro et le SHA-256 de l’écriture.")
        }
        var chain = Chain(school: school)
        var isMarkFound = mark.number == nil
        reading: while true {
            let rows = try await work.execute(
                """
                SELECT number, microseconds(at), event, consent_id::text, student_id::text, purpose, coalesce(company_id::text, '-'), fields,
                    text_version, recorded_by, microseconds(ends_at), previous, sha256
                FROM consent_entry WHERE school_id = \(school) AND number > \(Int64(chain.number)) ORDER BY number LIMIT \(Self.batch)
                """)
            for row in rows {
                guard try chain.follows(row) else { break reading }
                if chain.number == mark.number { isMarkFound = SHA256.hex(chain.hash) == mark.sha256?.lowercased() }
            }
            if rows.count < Self.batch { break }
        }
        var broken = chain.broken
        if broken == nil { broken = try await end(of: chain, in: work) }
        if broken == nil, !isMarkFound {
            broken = Sentence(
                en: "entry \(mark.number ?? 0) is not the one that was written down",
                fr: "l’écriture \(mark.number ?? 0) n’est pas celle qui a été notée")
        }
        if broken == nil { broken = try await consents(in: work) }
        return LedgerVerification(
            valid: broken == nil, broken: broken?.text(work.caller.language), entries: chain.number, sha256: SHA256.hex(chain.hash))
    }

    private func end(of chain: Chain, in work: UnitOfWork) async throws -> Sentence? {
        let head = try await work.execute("SELECT number, sha256 FROM consent_head WHERE school_id = \(school)")
            .decode(Int64.self, [UInt8].self).first
        let (number, hash) = head ?? (0, Chain.zeros)
        if Int(number) == chain.number, hash == chain.hash { return nil }
        return Sentence(
            en: "the ledger ends with entry \(chain.number), not with entry \(number) as it was left",
            fr: "le registre finit à l’écriture \(chain.number), et non à la \(number) où il a été laissé")
    }

    /// The last entry of each consent against the consent itself.
    private func consents(in work: UnitOfWork) async throws -> Sentence? {
        let rows = try await work.execute(
            """
            WITH last AS (
                SELECT DISTINCT ON (e.consent_id) e.* FROM consent_entry e WHERE e.school_id = \(school)
                ORDER BY e.consent_id, e.number DESC)
            SELECT coalesce(l.consent_id, c.id)::text
            FROM last l FULL JOIN (SELECT * FROM consent WHERE school_id = \(school)) c ON c.id = l.consent_id
            WHERE (c.id IS NULL AND l.event <> 'erased') OR (c.id IS NOT NULL AND (l.consent_id IS NULL OR l.event = 'erased'
                OR (l.event <> 'changed' AND (c.withdrawn_at IS NULL) <> (l.event IN ('given', 'renewed')))
                OR (c.student_id, c.purpose, c.fields, c.text_version, c.recorded_by, c.ends_at)
                    IS DISTINCT FROM (l.student_id, l.purpose, l.fields, l.text_version, l.recorded_by, l.ends_at)
                OR c.company_id IS DISTINCT FROM l.company_id))
            ORDER BY 1 LIMIT 1
            """
        ).decode(String.self)
        return rows.first.map { id in
            Sentence(en: "consent \(id) is not as the ledger says", fr: "le consentement \(id) n’est pas comme le dit le registre")
        }
    }

    /// The entries as far as they were read.
    private struct Chain {
        static let zeros = [UInt8](repeating: 0, count: 32)
        let school: Organisation.ID
        var number = 0
        var hash = zeros
        var broken: Sentence?

        /// Takes the next entry in, or says what is wrong with it.
        mutating func follows(_ row: Row) throws -> Bool {
            let (next, at, endsAt) = try (row.get(0, as: Int64.self), row.get(1, as: Int64?.self), row.get(10, as: Int64?.self))
            let (previous, claimed) = try (row.get(11, as: [UInt8].self), row.get(12, as: [UInt8].self))
            guard next == Int64(number) + 1 else {
                broken = Sentence(en: "entry \(number + 1) is missing", fr: "l’écriture \(number + 1) manque")
                return false
            }
            let (event, consent, student, purpose, company) = try (
                row.get(2, as: String.self), row.get(3, as: String.self), row.get(4, as: String.self), row.get(5, as: String.self),
                row.get(6, as: String.self)
            )
            let (fields, textVersion, recordedBy) = try (
                row.get(7, as: [String].self), row.get(8, as: String.self), row.get(9, as: String.self)
            )
            let lines = [
                "vivier-consent-entry/1", "\(school)", "\(next)", at.map { "\($0)" } ?? "-", event, consent, student, purpose, company,
                fields.joined(separator: ","), textVersion, recordedBy, endsAt.map { "\($0)" } ?? "-", SHA256.hex(hash),
            ]
            guard previous == hash, SHA256.hash(of: lines.joined(separator: "\n").utf8) == claimed else {
                broken = Sentence(en: "entry \(next) is not as it was written", fr: "l’écriture \(next) n’est pas telle qu’elle fut écrite")
                return false
            }
            number = Int(next)
            hash = claimed
            return true
        }
    }
}
