import API
import Formats
import Postgres

/// The entries of a school's ledger as far as they were read: numbered without a gap, each with the SHA-256 of what it says and of the entry
/// before.
///
/// Entries from before moments were recorded are of the form `vivier-consent-entry/1`, those from before it was recorded who acted of
/// `vivier-consent-entry/2`; the operator's guide describes all three.
struct LedgerChain {
    static let batch = 5_000
    static let zeros = [UInt8](repeating: 0, count: 32)
    let school: Organisation.ID
    private(set) var number = 0
    private(set) var hash = zeros
    private(set) var broken: Sentence?

    init(school: Organisation.ID) { self.school = school }

    /// The entries after those read, ``batch`` of them, for ``follows(_:)``.
    var next: SQL {
        """
        SELECT number, microseconds(at)::text, event, consent_id::text, student_id::text, purpose, coalesce(company_id::text, '-'), fields,
            text_version, recorded_by, given_at IS NULL, microseconds(given_at)::text, microseconds(ends_at)::text,
            CASE WHEN withdrawn_at IS NULL THEN '-' ELSE microseconds(withdrawn_at)::text END, previous, sha256,
            acted_by
        FROM consent_entry WHERE school_id = \(school) AND number > \(Int64(number)) ORDER BY number LIMIT \(Self.batch)
        """
    }

    /// Takes the next entry in, or says what is wrong with it.
    mutating func follows(_ row: Row) throws -> Bool {
        let next = try row.get(0, as: Int64.self)
        guard next == Int64(number) + 1 else {
            broken = Sentence(en: "entry \(number + 1) is missing", fr: "l’écriture \(number + 1) manque")
            return false
        }
        let (previous, claimed) = try (row.get(14, as: [UInt8].self), row.get(15, as: [UInt8].self))
        guard previous == hash, let text = try text(of: row, number: next), SHA256.hash(of: text.utf8) == claimed else {
            broken = Sentence(en: "entry \(next) is not as it was written", fr: "l’écriture \(next) n’est pas telle qu’elle fut écrite")
            return false
        }
        number = Int(next)
        hash = claimed
        return true
    }

    /// What the hash is of; nil where a moment is no moment, as infinity.
    private func text(of row: Row, number: Int64) throws -> String? {
        let form = try row.get(10, as: Bool.self) ? 1 : row.get(16, as: String?.self) == nil ? 2 : 3
        var lines = ["vivier-consent-entry/\(form)", "\(school)", "\(number)"]
        let columns = [1, 2, 3, 4, 5, 6, 7, 8, 9] + (form == 3 ? [16] : []) + (form == 1 ? [12] : [11, 12, 13])
        for column in columns {
            if column == 7 {
                lines.append(try row.get(column, as: [String].self).joined(separator: ","))
            } else {
                guard let part = try row.get(column, as: String?.self) else { return nil }
                lines.append(part)
            }
        }
        lines.append(SHA256.hex(hash))
        return lines.joined(separator: "\n")
    }
}
