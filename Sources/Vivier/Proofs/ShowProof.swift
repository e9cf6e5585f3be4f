package import API
import Formats
package import Foundation
import Matching
import Postgres

/// What anybody may know of a published run: that it is proven, by what, and how to check it. No person, no team and no company is named.
package struct ShowProof: UseCase {
    package struct Proof: Sendable {
        package var run: Run.ID
        /// What the round is called.
        package var round: String
        /// The school or network that published it.
        package var holder: String
        package var publishedAt: Date
        /// Another run of the round has taken its place since.
        package var isSuperseded: Bool
        package var rules: RoundRules
        /// What people settled before the run; nil where it was not counted.
        package var settled: Run.Settled?
        package var snapshotHash: String
        /// SHA-256 of the result's bytes, which hold the certificate.
        package var resultHash: String
        package var certificate: Run.Certificate
        package var teams: Int
        package var cases: Int
        package var eligible: Int
        package var placed: Int
        package var totalFit: Int
        /// Nil where the public pair of files can be had.
        package var withheld: Withheld?
    }

    /// Why there is no public pair of files.
    package enum Withheld: Sendable, Equatable {
        case tooManyPairs(most: Int)
        /// The proof rests on rankings, which are whose they are.
        case rankings
    }

    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }

    /// Whether everybody may know the run; a draft does not exist for them.
    package func run(in work: UnitOfWork) async throws -> Proof {
        let row = try await work.one(
            """
            SELECT q.name, o.name, r.published_at, r.state
            FROM run r JOIN organisation o ON o.id = r.organisation_id JOIN round q ON q.id = r.round_id
            WHERE r.id = \(id) AND r.state <> 'draft'
            """, orMissing: .proof)
        let (round, holder, publishedAt, state) = try row.decode(String.self, String.self, Date.self, String.self)
        let run = try await ShowRun(run: id).run(in: work)
        let resultHash = try await work.one(
            "SELECT encode(sha256, 'hex') FROM run_document WHERE run_id = \(id) AND kind = 'result'", orMissing: .proof
        ).decode(String.self)
        return Proof(
            run: id, round: round, holder: holder, publishedAt: publishedAt, isSuperseded: state == "superseded", rules: run.rules,
            settled: run.settled,
            snapshotHash: run.snapshotHash, resultHash: resultHash, certificate: run.certificate, teams: run.teams, cases: run.cases,
            eligible: run.eligible, placed: run.placed, totalFit: run.totalFit, withheld: PublicPair.withheld(run))
    }
}

extension Sentence {
    static let proof = Sentence(en: "The published run", fr: "Le calcul publié")
}

/// Checks a published run for anybody who asks, with code that shares nothing with what computed it.
package struct VerifyProof: UseCase {
    package var id: Run.ID

    package init(run: Run.ID) {
        id = run
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> Verification {
        _ = try await ShowProof(run: id).run(in: work)
        return try await VerifyRun(run: id, query: VerificationQuery()).run(in: work)
    }
}

/// One of the two files that anybody can check a published run with.
package struct DownloadProof: UseCase {
    package enum File: String, Sendable, CaseIterable {
        case instance, result
    }

    package var id: Run.ID
    package var file: File

    package init(run: Run.ID, file: File) {
        id = run
        self.file = file
    }

    package enum No: Refusal {
        case withheld

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "proof-withheld", en: "These files are not public. Ask the school that published the run for its papers.",
                fr: "Ces fichiers ne sont pas publics. Demandez ceux du calcul à l’école qui l’a publié.")
        }
    }

    package var needs: Permission { .readOrganisations }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { .seconds(120) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        guard try await ShowProof(run: id).run(in: work).withheld == nil else { throw No.withheld }
        let papers = (try await work.document("snapshot", of: id), try await work.document("result", of: id))
        let file = file
        return try await OwnThread.run("proof") { isCancelled in
            let pair = try PublicPair(snapshot: papers.0, result: papers.1, isCancelled: isCancelled)
            return file == .instance ? pair.instance : pair.result
        }
    }
}
