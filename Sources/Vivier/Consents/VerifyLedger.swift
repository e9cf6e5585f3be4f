package import API
import Formats
import Postgres

/// Reads a school's whole consent ledger and says whether it is as it was written: numbered without a gap, each entry with the SHA-256 of
/// what it says and of the entry before, ending where the database says that it ends, telling of each consent only what the service does,
/// and leading to the very consents that stand and to what companies are shown by them. A mark that was written down elsewhere is looked
/// for, so that not even somebody who rewrites the whole chain goes unseen.
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

    package func run(in work: UnitOfWork) async throws -> LedgerVerification {
        try await work.mayReadLedger(of: school)
        if (mark.number == nil) != (mark.sha256 == nil) {
            throw GeneralRefusal.parameter(
                mark.number == nil ? "number" : "sha256", "missing", en: "Give the number and the SHA-256 of the entry together.",
                fr: "Donnez ensemble le numéro et le SHA-256 de l’écriture.")
        }
        var chain = LedgerChain(school: school)
        var isMarkFound = mark.number == nil
        reading: while true {
            let rows = try await work.execute(chain.next)
            for row in rows {
                guard try chain.follows(row) else { break reading }
                if chain.number == mark.number { isMarkFound = SHA256.hex(chain.hash) == mark.sha256?.lowercased() }
            }
            if rows.count < LedgerChain.batch { break }
        }
        var broken = chain.broken
        if broken == nil { broken = try await end(of: chain, in: work) }
        if broken == nil, !isMarkFound {
            broken = Sentence(
                en: "entry \(mark.number ?? 0) is not the one that was written down",
                fr: "l’écriture \(mark.number ?? 0) n’est pas celle qui a été notée")
        }
        if broken == nil { broken = try await LedgerStories(school: school, work: work).broken() }
        return LedgerVerification(
            valid: broken == nil, broken: broken?.text(work.caller.language), entries: chain.number, sha256: SHA256.hex(chain.hash))
    }

    private func end(of chain: LedgerChain, in work: UnitOfWork) async throws -> Sentence? {
        let head = try await work.execute("SELECT number, sha256 FROM consent_head WHERE school_id = \(school)")
            .decode(Int64.self, [UInt8].self).first
        let (number, hash) = head ?? (0, LedgerChain.zeros)
        if Int(number) == chain.number, hash == chain.hash { return nil }
        return Sentence(
            en: "the ledger ends with entry \(chain.number), not with entry \(number) as it was left",
            fr: "le registre finit à l’écriture \(chain.number), et non à la \(number) où il a été laissé")
    }
}
