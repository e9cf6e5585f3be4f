package import API
import Formats
import Foundation
import Matching
import Postgres

/// Checks a stored run against its snapshot: the hash, the result's form, the certificate over every eligible pair, and that the matches
/// that everyone is shown are those of the result. With `replay` the snapshot is solved again and must give the same bytes; where an earlier
/// engine made the run, a result exactly as good.
package struct VerifyRun: UseCase {
    package var id: Run.ID
    package var query: VerificationQuery

    package init(run: Run.ID, query: VerificationQuery) {
        id = run
        self.query = query
    }

    package var needs: Permission { .verifyRuns }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    private static let otherHash = Sentence(
        en: "the snapshot's hash is not the run's", fr: "l’empreinte de l’instantané n’est pas celle du calcul")
    private static let otherSnapshot = Sentence(
        en: "the result is of another snapshot", fr: "le résultat vient d’un autre instantané")
    private static let unreadable = Sentence(
        en: "the run's papers cannot be read", fr: "les pièces du calcul ne peuvent être lues")

    package func run(in work: UnitOfWork) async throws -> Verification {
        work.report(WorkProgress(phase: "reading", done: 0))
        let run = try await ShowRun(run: id).run(in: work)
        let (snapshotBytes, resultBytes, stored) = try await work.documentsToCheck(of: id)
        var verification = Verification(
            valid: false, broken: nil, policy: run.rules.policy, snapshotHash: SHA256.hex(of: snapshotBytes), totalFit: run.totalFit,
            placed: run.placed, bound: run.certificate.bound, gap: run.certificate.gap, eligible: run.eligible, replayed: nil)
        guard verification.snapshotHash == run.snapshotHash else {
            verification.broken = Self.otherHash.text(work.caller.language)
            return verification
        }
        let snapshot: Snapshot
        let contents: ResultFile.Contents
        do {
            snapshot = try Snapshot.read(snapshotBytes)
            contents = try ResultFile.read(resultBytes, for: snapshot.frame)
        } catch {
            verification.broken =
                error.problems.first.map { "\($0.place.path): \($0.sentence.text(work.caller.language))" }
                ?? Self.unreadable.text(work.caller.language)
            return verification
        }
        if contents.instanceSHA256 != run.snapshotHash {
            verification.broken = Self.otherSnapshot.text(work.caller.language)
            return verification
        }
        verification.engine = contents.claim.engine < ResultClaim.currentEngine ? contents.claim.engine : nil
        verification.totalFit = Int(contents.claim.totalFit)
        verification.placed = Int(contents.claim.placed)
        work.report(WorkProgress(phase: "verifying", done: 0))
        verification.broken = try await MatchingEngine.firstBroken(
            contents.claim, stored: StoredMatches(stored), as: run, of: snapshot)?.text(work.caller.language)
        verification.valid = verification.broken == nil
        if query.replay == true {
            verification.replayed = try await MatchingEngine.replays(
                contents.claim, resultBytes, of: snapshot, hash: run.snapshotHash)
        }
        return verification
    }
}

extension JSONProblem {
    fileprivate var sentence: Sentence { Sentence(en: message, fr: french) }
}
