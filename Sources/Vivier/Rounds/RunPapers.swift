import API
import Formats
import Matching
import Postgres
import Synchronization

/// What went into a run and what came out of it, as its papers say: names of nobody, positions and ids.
struct RunPapers: Sendable {
    var snapshot: Snapshot
    var claim: ResultClaim
}

/// The papers that were read lately. They never change, and those of a published round are asked for page after page; reading them is most of
/// what such a page costs.
final class KeptPapers: Sendable {
    private struct Kept {
        var run: Run.ID
        var papers: RunPapers
        var since: ContinuousClock.Instant
    }

    private static let most = 8
    /// Of the frozen input, in bytes: what is larger is read anew each time, rather than kept many times over.
    private static let largest = 1 << 20
    private static let age: Duration = .seconds(900)
    private let kept = Mutex<[Kept]>([])

    func papers(of run: Run.ID, at now: ContinuousClock.Instant = .now) -> RunPapers? {
        kept.withLock { kept in
            kept.removeAll { $0.since.duration(to: now) > Self.age }
            return kept.first { $0.run == run }?.papers
        }
    }

    /// - Parameter size: of the frozen input, in bytes.
    func keep(_ papers: RunPapers, of run: Run.ID, size: Int, at now: ContinuousClock.Instant = .now) {
        guard size <= Self.largest else { return }
        kept.withLock { kept in
            kept.removeAll { $0.run == run }
            kept.append(Kept(run: run, papers: papers, since: now))
            if kept.count > Self.most { kept.removeFirst() }
        }
    }
}

extension UnitOfWork {
    /// The papers of a run that the caller has been shown to see: what is computed from them is the caller's to know, though only who
    /// holds the round may read them.
    func papersToComputeWith(of run: Run.ID) async throws -> RunPapers {
        if let kept = application.papers.papers(of: run) { return kept }
        let (input, output) = try await beyondTheCaller { (try await document("snapshot", of: run), try await document("result", of: run)) }
        let snapshot = try Snapshot.read(input)
        let papers = RunPapers(snapshot: snapshot, claim: try ResultFile.read(output, for: snapshot.frame).claim)
        application.papers.keep(papers, of: run, size: input.count)
        return papers
    }

    /// Every match of a run that the caller has been shown to see, by team.
    func matchesToComputeWith(of run: Run.ID) async throws -> Rows {
        try await beyondTheCaller {
            try await execute("SELECT team_id, case_id, fit FROM match WHERE run_id = \(run) ORDER BY team_id")
        }
    }
}
