import API
import Foundation
import Vivier

/// One run of a round by the product's own use cases, and the verification of what it stored.
struct RoundBenchmark {
    let house: BenchHouse
    let round: Round.ID

    struct Outcome {
        /// What the use case says it does, in order.
        var phases: [(name: String, cost: WorkCost)]
        /// All of them, from the first statement to the commit.
        var run: WorkCost
        var verification: WorkCost
        var eligible: Int
        var placed: Int
        var totalFit: Int
        var snapshotBytes: Int
        var peakKiB: Int
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func run() async throws -> Outcome {
        let caller = Caller.terminal(requestID: "bench")
        let clock = PhaseClock(server: house.server)
        var phases: [(name: String, cost: WorkCost)] = []
        var stored: Run?
        ProcessCost.forgetPeak()
        let cost = try await house.cost {
            stored = try await house.application.perform(RunRound(round: round), by: caller, progress: clock.note)
            phases = clock.phases()
        }
        guard let run = stored else { throw Failure(description: "the round was not run") }
        var verdict: Verification?
        let verification = try await house.cost {
            verdict = try await house.application.perform(VerifyRun(run: run.id, query: VerificationQuery()), by: caller)
        }
        guard verdict?.valid == true else { throw Failure(description: "what was stored is not valid: \(verdict?.broken ?? "")") }
        let peak = ProcessCost.peakKiB
        let snapshot = try await house.application.perform(DownloadSnapshot(run: run.id), by: caller)
        return Outcome(
            phases: phases, run: cost, verification: verification, eligible: run.eligible, placed: run.placed, totalFit: run.totalFit,
            snapshotBytes: snapshot.count, peakKiB: peak)
    }
}
