import API
import Formats
import Matching
import Postgres

/// What went into a run and what came out of it, as its papers say: names of nobody, positions and ids.
struct RunPapers: Sendable {
    var snapshot: Snapshot
    var claim: ResultClaim
}

extension RunPapers {
    /// Those that were read lately. They never change, and those of a published round are asked for page after page; reading them is most of
    /// what such a page costs.
    static func shelf() -> AnswerShelf<RunPapers> { AnswerShelf(most: 8) }

    /// Of the frozen input, in bytes: what is larger is read anew each time, rather than kept many times over.
    static let largestKept = 1 << 20
}

extension UnitOfWork {
    /// The papers of a run that the caller has been shown to see: what is computed from them is the caller's to know, though only who
    /// holds the round may read them.
    func papersToComputeWith(of run: Run.ID) async throws -> RunPapers {
        if let kept = application.papers.look("\(run)", again: true) { return kept }
        let (input, output) = try await beyondTheCaller { (try await document("snapshot", of: run), try await document("result", of: run)) }
        let snapshot = try Snapshot.read(input)
        let papers = RunPapers(snapshot: snapshot, claim: try ResultFile.read(output, for: snapshot.frame).claim)
        if input.count <= RunPapers.largestKept { application.papers.put(papers, as: "\(run)") }
        return papers
    }

    /// Every match of a run that the caller has been shown to see, by team.
    func matchesToComputeWith(of run: Run.ID) async throws -> Rows {
        try await beyondTheCaller {
            try await execute("SELECT team_id, case_id, fit FROM match WHERE run_id = \(run) ORDER BY team_id")
        }
    }
}
