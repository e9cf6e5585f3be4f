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
        var solved: Solved
        /// What one more place on each case is worth, where it is computed.
        var worths: [PlaceWorths.Worth]?
        /// Why each pinned match may stand although a gate is closed is in the solution; which matches are pinned is here.
        var pinned: Set<Int32>
        var milliseconds: Int
        /// How it came to that.
        var course: [Run.CoursePoint] = []
    }

    enum Fault: Error {
        /// The checker found what it should not: the run is not stored.
        case notProven(String)
        /// The snapshot breaks what a problem states of itself.
        case contradiction(FitDefect)
        /// The numbers leave the ranges in which sums are exact.
        case notExact(AssignmentDefect)
        /// More than ``Snapshot/mostRankedPairs``.
        case tooManyPairs
        /// Cases to which teams are pinned cannot all have their minimum.
        case minimumsImpossible
        case outOfTime
    }

    /// What a snapshot is solved and verified on.
    private enum Ground {
        /// Fits come from the book as they are needed.
        case everyPair(FitBook)
        /// Under `stable` and `fairest`, and where cases have minimums, all eligible pairs are held at once, with both sides' rankings.
        case listedPairs(Instance)
    }

    /// - Throws: `CancellationError` within some milliseconds of the task's cancellation, ``Fault/outOfTime`` of the deadline.
    static func solve(
        _ snapshot: Snapshot, until deadline: ContinuousClock.Instant, report: @escaping @Sendable (WorkProgress) -> Void
    ) async throws -> Outcome {
        do {
            return try await OwnThread.run("solver") { isCancelled in
                try solve(snapshot, isCancelled: { isCancelled() || ContinuousClock.now >= deadline }, report: report)
            }
        } catch is CancellationError where !Task.isCancelled {
            throw Fault.outOfTime
        }
    }

    private static func solve(
        _ snapshot: Snapshot, isCancelled: @escaping @Sendable () -> Bool, report: @escaping @Sendable (WorkProgress) -> Void
    ) throws -> Outcome {
        let started = ContinuousClock.now
        let course = RunCourse()
        let report: @Sendable (WorkProgress) -> Void = { progress in
            course.take(progress)
            report(progress)
        }
        let bytes = snapshot.write()
        let hash = SHA256.hash(of: bytes)
        report(WorkProgress(phase: "scoring", done: 0, total: snapshot.teams.count * snapshot.cases.count))
        let ground = try ground(of: snapshot, try book(of: snapshot), isCancelled: isCancelled)
        let solved = try solved(snapshot, hash: hash, on: ground, isCancelled: isCancelled, report: report)
        // Where the best total is sought, whoever watches sees how near the two came in the end.
        let isBounded = snapshot.problem.policy == .bestTotal
        report(
            WorkProgress(
                phase: "verifying", done: 0, total: snapshot.teams.count * snapshot.cases.count,
                found: isBounded ? Int(solved.bound - solved.gap) : nil, bound: isBounded ? Int(solved.bound) : nil))
        if let condition = try firstBroken(solved.claim, of: snapshot, on: ground, isCancelled: isCancelled) {
            throw Fault.notProven(condition.sentence(in: snapshot.frame).en)
        }
        let worths = try placeWorths(snapshot, solved, isCancelled: isCancelled)
        let result = ResultFile.write(solved.claim, of: snapshot.frame, instanceSHA256: SHA256.hex(hash))
        return Outcome(
            snapshot: snapshot, snapshotBytes: bytes, snapshotHash: hash, resultBytes: result, solved: solved, worths: worths,
            pinned: Set(snapshot.problem.pins.map(\.team)),
            milliseconds: Int((ContinuousClock.now - started) / .milliseconds(1)), course: course.all)
    }

    /// Solves the snapshot again.
    ///
    /// - Returns: whether that gives the same bytes, or, where an earlier engine made the result, one exactly as good.
    static func replays(_ stored: ResultClaim, _ bytes: [UInt8], of snapshot: Snapshot, hash: String) async throws -> Bool {
        try await OwnThread.run("replay") { isCancelled in
            let ground = try ground(of: snapshot, try book(of: snapshot), isCancelled: isCancelled)
            let solved = try solved(snapshot, hash: SHA256.hash(of: snapshot.write()), on: ground, isCancelled: isCancelled, report: nil)
            var claim = solved.claim
            claim.engine = stored.engine
            if ResultFile.write(claim, of: snapshot.frame, instanceSHA256: hash) == bytes { return true }
            return stored.engine < ResultClaim.currentEngine && claim.isAsGood(as: stored)
        }
    }

    /// - Returns: nil where the claim holds over every eligible pair and is what is stored of the run, else what does not, with ids.
    static func firstBroken(
        _ claim: ResultClaim, stored: StoredMatches, as run: Run, of snapshot: Snapshot
    ) async throws -> Sentence? {
        try await OwnThread.run("verifier") { isCancelled in
            do {
                let book = try book(of: snapshot)
                let ground = try ground(of: snapshot, book, isCancelled: isCancelled)
                guard let broken = try firstBroken(claim, of: snapshot, on: ground, isCancelled: isCancelled) else {
                    return try stored.firstDifference(from: claim, gap: gap(of: claim, on: ground), of: snapshot, in: book, run: run)
                }
                let sentence = broken.sentence(in: snapshot.frame)
                return Sentence(en: sentence.en, fr: sentence.fr)
            } catch Fault.contradiction(let defect) {
                let sentence = snapshot.sentence(of: defect)
                return Sentence(
                    en: "the snapshot contradicts itself: \(sentence.en)", fr: "l’instantané se contredit : \(sentence.fr)")
            }
        }
    }

    private static func gap(of claim: ResultClaim, on ground: Ground) -> Int64 {
        guard case .listedPairs(let instance) = ground else { return 0 }
        return claim.gap(in: instance) ?? 0
    }

    static func book(of snapshot: Snapshot) throws -> FitBook {
        do throws(FitDefect) {
            return try FitBook(snapshot.problem)
        } catch {
            throw Fault.contradiction(error)
        }
    }

    private static func ground(of snapshot: Snapshot, _ book: FitBook, isCancelled: () -> Bool) throws -> Ground {
        guard snapshot.problem.holdsEveryPair else { return .everyPair(book) }
        guard let instance = snapshot.rankedInstance(of: book, isCancelled: isCancelled) else {
            throw isCancelled() ? CancellationError() : Fault.tooManyPairs
        }
        return .listedPairs(instance)
    }

    private static func solved(
        _ snapshot: Snapshot, hash: [UInt8], on ground: Ground, isCancelled: @escaping @Sendable () -> Bool,
        report: (@Sendable (WorkProgress) -> Void)?
    ) throws -> Solved {
        switch ground {
        case .everyPair(let book):
            switch DenseBestTotal.solve(book, control: control(isCancelled, report: report)) {
            case .optimal(let solution): return Solved(solution, of: snapshot.problem)
            case .cancelled: throw CancellationError()
            case .refused(let defect): throw Fault.notExact(defect)
            }
        case .listedPairs(var instance):
            instance.seed = snapshot.lotterySeed(hash: hash)
            guard let eligible = EligiblePairs(instance, isCancelled: isCancelled) else { throw CancellationError() }
            if instance.hasMinimums { return try solvedWithMinimums(instance, eligible, isCancelled: isCancelled, report: report) }
            report?(WorkProgress(phase: "solving", done: 0, total: eligible.table.cases.count))
            if instance.policy == .fairest {
                switch FairestMatching.solve(instance, eligible: eligible, control: SolverControl(isCancelled: isCancelled)) {
                case .fairest(let solution): return Solved(solution, of: instance, eligible)
                case .cancelled: throw CancellationError()
                case .refused(let defect): throw Fault.notExact(defect)
                }
            }
            switch StableMatching.solve(instance, eligible: eligible, control: SolverControl(isCancelled: isCancelled)) {
            case .stable(let solution): return Solved(solution, of: instance, eligible)
            case .cancelled: throw CancellationError()
            case .refused(let defect): throw Fault.notExact(defect)
            }
        }
    }

    private static func solvedWithMinimums(
        _ instance: Instance, _ eligible: EligiblePairs, isCancelled: @escaping @Sendable () -> Bool,
        report: (@Sendable (WorkProgress) -> Void)?
    ) throws -> Solved {
        var control = SolverControl(isCancelled: isCancelled)
        if let report {
            control.progress = { progress in
                report(
                    WorkProgress(
                        phase: "branching", done: progress.done, total: progress.done + progress.ahead, found: Int(progress.bestTotal),
                        bound: Int(progress.provenBound)))
            }
        }
        guard let quota = LowerQuotaProblem(instance, eligible: eligible, isCancelled: isCancelled) else { throw CancellationError() }
        switch QuotaSearch.solve(quota, control: control) {
        case .solved(let solution): return Solved(solution, of: instance, eligible, placementWeight: quota.problem.placementWeight)
        case .impossible: throw Fault.minimumsImpossible
        case .cancelled: throw CancellationError()
        case .refused(let defect): throw Fault.notExact(defect)
        }
    }

    /// By code that shares nothing with the solver.
    private static func firstBroken(
        _ claim: ResultClaim, of snapshot: Snapshot, on ground: Ground, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> BrokenCondition? {
        switch ground {
        case .everyPair(let book):
            switch DenseChecker(book, claim).verdict(control: control(isCancelled, report: nil)) {
            case .valid: return nil
            case .cancelled: throw CancellationError()
            case .broken(let condition): return condition
            }
        case .listedPairs(let instance):
            switch snapshot.verdict(claim, among: instance, isCancelled: isCancelled) {
            case .valid: return nil
            case .cancelled: throw CancellationError()
            case .broken(let condition): return condition
            }
        }
    }

    /// Two threads: the result is the same for any number.
    /// - Parameter searching: the phase in which all pairs are held against prices.
    static func control(
        _ isCancelled: @escaping @Sendable () -> Bool, searching: String = "solving", report: (@Sendable (WorkProgress) -> Void)?
    ) -> DenseControl {
        var control = DenseControl(parts: 16, isCancelled: isCancelled)
        control.perform = { count, body in OwnThread.divide(count, body) }
        guard let report else { return control }
        control.progress = { progress in
            let phase = progress.round == 0 ? "scoring" : searching
            report(
                WorkProgress(
                    phase: phase, done: progress.pairsScored, total: progress.pairs, found: progress.bestTotal.map { Int($0) },
                    bound: progress.provenBound.map { Int($0) }))
        }
        return control
    }
}
