import API
import Formats
import Foundation
import Matching

/// Solves, proves and checks a snapshot, on threads of its own.
enum MatchingEngine {
    /// What came of a snapshot, as it is stored.
    struct Outcome: Sendable {
        var snapshot: Snapshot
        var snapshotBytes: [UInt8]
        var snapshotHash: [UInt8]
        var resultBytes: [UInt8]
        var solution: DenseSolution
        /// Why each pinned match may stand although a gate is closed is in the solution; which matches are pinned is here.
        var pinned: Set<Int32>
        /// The sum of the certificate's prices and profits: equal to the objective.
        var bound: Int64
        var milliseconds: Int
    }

    enum Fault: Error {
        /// The checker found what it should not: the run is not stored.
        case notProven(String)
        /// The snapshot breaks what a problem states of itself.
        case contradiction(FitDefect)
        /// The numbers leave the ranges in which sums are exact.
        case notExact(AssignmentDefect)
    }

    /// - Throws: `CancellationError` within some milliseconds of the task's cancellation.
    static func solve(_ snapshot: Snapshot, report: @escaping @Sendable (WorkProgress) -> Void) async throws -> Outcome {
        try await OwnThread.run("solver") { isCancelled in
            let started = ContinuousClock.now
            let bytes = snapshot.write()
            let hash = SHA256.hash(of: bytes)
            let (solution, book) = try solved(snapshot, isCancelled: isCancelled, report: report)
            report(WorkProgress(phase: "verifying", done: 0, total: book.teamCount * book.caseCount))
            let claim = solution.claim(snapshot.problem)
            switch DenseChecker(book, claim).verdict(control: control(isCancelled, report: nil)) {
            case .valid: break
            case .cancelled: throw CancellationError()
            case .broken(let condition): throw Fault.notProven(condition.sentence(in: snapshot.frame))
            }
            let result = ResultFile.write(claim, of: snapshot.frame, instanceSHA256: SHA256.hex(hash))
            return Outcome(
                snapshot: snapshot, snapshotBytes: bytes, snapshotHash: hash, resultBytes: result, solution: solution,
                pinned: Set(snapshot.problem.pins.map(\.team)), bound: solution.bound(of: snapshot.problem),
                milliseconds: Int((ContinuousClock.now - started) / .milliseconds(1)))
        }
    }

    /// The same bytes again: solves the snapshot and writes the result.
    static func replay(_ snapshot: Snapshot, hash: String) async throws -> [UInt8] {
        try await OwnThread.run("replay") { isCancelled in
            let (solution, _) = try solved(snapshot, isCancelled: isCancelled, report: nil)
            return ResultFile.write(solution.claim(snapshot.problem), of: snapshot.frame, instanceSHA256: hash)
        }
    }

    /// - Returns: nil where the claim holds over every eligible pair, else what does not, in an English sentence with ids.
    static func firstBroken(_ claim: ResultClaim, of snapshot: Snapshot) async throws -> String? {
        try await OwnThread.run("verifier") { isCancelled in
            let book: FitBook
            do throws(FitDefect) {
                book = try FitBook(snapshot.problem)
            } catch {
                return "the snapshot contradicts itself: \(snapshot.sentence(of: error).en)"
            }
            switch DenseChecker(book, claim).verdict(control: control(isCancelled, report: nil)) {
            case .valid: return nil
            case .cancelled: throw CancellationError()
            case .broken(let condition): return condition.sentence(in: snapshot.frame)
            }
        }
    }

    static func book(of snapshot: Snapshot) throws -> FitBook {
        do throws(FitDefect) {
            return try FitBook(snapshot.problem)
        } catch {
            throw Fault.contradiction(error)
        }
    }

    private static func solved(
        _ snapshot: Snapshot, isCancelled: @escaping @Sendable () -> Bool, report: (@Sendable (WorkProgress) -> Void)?
    ) throws -> (DenseSolution, FitBook) {
        let book = try book(of: snapshot)
        switch DenseBestTotal.solve(book, control: control(isCancelled, report: report)) {
        case .optimal(let solution): return (solution, book)
        case .cancelled: throw CancellationError()
        case .refused(let defect): throw Fault.notExact(defect)
        }
    }

    /// Two threads: the result is the same for any number.
    private static func control(
        _ isCancelled: @escaping @Sendable () -> Bool, report: (@Sendable (WorkProgress) -> Void)?
    ) -> DenseControl {
        var control = DenseControl(parts: 16, isCancelled: isCancelled)
        control.perform = { count, body in OwnThread.divide(count, body) }
        guard let report else { return control }
        control.progress = { progress in
            let phase = progress.round == 0 ? "scoring" : "solving"
            report(
                WorkProgress(
                    phase: phase, done: progress.pairsScored, total: progress.pairs, found: progress.bestTotal.map { Int($0) },
                    bound: progress.provenBound.map { Int($0) }))
        }
        return control
    }
}

extension DenseSolution {
    /// What the certificate proves that no assignment can exceed: the pins' fits, capacity · price over what they leave, and the profits.
    func bound(of problem: FitProblem) -> Int64 {
        var caseLeft = problem.cases.map(\.capacity)
        var companyLeft = problem.companyCapacities
        var bound: Int64 = 0
        for pin in problem.pins {
            bound += Int64(fitOfTeam[Int(pin.team)])
            caseLeft[Int(pin.target)] -= 1
            let company = problem.cases[Int(pin.target)].company
            if company >= 0, companyLeft[Int(company)] != Instance.unlimited { companyLeft[Int(company)] -= 1 }
        }
        for (price, left) in zip(prices.cases, caseLeft) { bound += price * Int64(max(0, left)) }
        for (price, left) in zip(prices.companies, companyLeft) where left != Instance.unlimited { bound += price * Int64(max(0, left)) }
        return bound + profits.reduce(0, +)
    }
}
