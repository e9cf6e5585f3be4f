import API
import Formats
import Matching

/// The ways to repair a run, by positions of its snapshot.
struct RepairFindings: Sendable {
    struct Move: Sendable {
        var team: Int
        /// −1 for none.
        var from: Int
        var to: Int
        var fitBefore: Int32
        var fit: Int32
    }

    struct Point: Sendable {
        /// Teams that give up a case that still has a place.
        var moved: Int
        var placed: Int
        var totalFit: Int64
        var scale: Int64
        var bonus: Int64
        /// Looked into to prove it, 0 where prices do.
        var branches: Int
        /// Of all whose case is another than in the run, by position; who left is not among them.
        var moves: [Move]
        /// Who keeps its case, but for pins of the round.
        var keeping: [Instance.Pair]
    }

    /// Still there, their case withdrawn or without a place that is not a pinned team's.
    var displaced: [Int]
    /// From the one that moves fewest teams.
    var points: [Point]
    /// No point is missing.
    var isWhole: Bool
}

extension MatchingEngine {
    /// Each way that is found is checked, among the pairs that are held, by code that shares nothing with the solver; that no other pair
    /// matters is what holding all of them against the prices has shown.
    ///
    /// - Parameters:
    ///   - claim: that of a `best-total` run on the snapshot.
    ///   - changes: leave no case with fewer places than pins.
    ///   - isProven: the claim's prices prove its matches on this snapshot; if not, as where pins were lifted, all is solved from nothing.
    static func repair(
        _ snapshot: Snapshot, _ claim: ResultClaim, _ changes: RunChanges, isProven: Bool, until deadline: ContinuousClock.Instant,
        report: @escaping @Sendable (WorkProgress) -> Void
    ) async throws -> RepairFindings {
        do {
            return try await OwnThread.run("repair") { isCancelled in
                try repair(snapshot, claim, changes, isProven: isProven, report: report) {
                    isCancelled() || ContinuousClock.now >= deadline
                }
            }
        } catch is CancellationError where !Task.isCancelled {
            throw Fault.outOfTime
        }
    }

    private static func repair(
        _ snapshot: Snapshot, _ claim: ResultClaim, _ changes: RunChanges, isProven: Bool,
        report: @escaping @Sendable (WorkProgress) -> Void, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> RepairFindings {
        let book = try book(of: snapshot)
        let found = DenseRepair.find(
            book, claim, changes, isProven: isProven, width: .init(for: book),
            control: control(isCancelled, searching: "repairing", report: report))
        switch found {
        case .found(let question, let fits, let points, let isWhole):
            let sorter = RepairSorter(Instance(placesOf: snapshot.problem), fits: fits, claim: claim, changes: changes, question: question)
            for (index, point) in points.enumerated() {
                report(WorkProgress(phase: "proving", done: index, total: points.count))
                if isCancelled() { throw CancellationError() }
                guard point.isProven(for: question) else { throw Fault.notProven("a repair is not what it says") }
            }
            return RepairFindings(displaced: sorter.displaced, points: points.map(sorter.point), isWhole: isWhole)
        case .cancelled: throw CancellationError()
        case .refused(let defect): throw Fault.notExact(defect)
        case .notProven: throw Fault.notProven("the prices of the run do not prove its matches")
        }
    }
}

/// Holds repairs against the run, its pins included.
private struct RepairSorter {
    private let fits: FitTable
    private let before: [Int32]
    /// The case of teams whose pin stands, −1 for all others.
    private let pinned: [Int32]
    private let keepable: Int
    private let gone: Set<Int32>
    let displaced: [Int]

    init(_ instance: Instance, fits: FitTable, claim: ResultClaim, changes: RunChanges, question: RepairQuestion) {
        var before = [Int32](repeating: -1, count: instance.teams.count)
        for match in claim.matches { before[Int(match.team)] = match.target }
        var pinned = [Int32](repeating: -1, count: instance.teams.count)
        for pin in instance.pins where question.absent.contains(pin.team) && !changes.gone.contains(pin.team) {
            pinned[Int(pin.team)] = pin.target
        }
        self.fits = fits
        self.before = before
        self.pinned = pinned
        gone = changes.gone
        let keepable = question.keepable
        self.keepable = keepable.count { $0 >= 0 }
        displaced = before.indices.filter { team in
            before[team] >= 0 && keepable[team] < 0 && pinned[team] < 0 && !changes.gone.contains(Int32(team))
        }
    }

    func point(_ point: RepairPoint) -> RepairFindings.Point {
        var found = RepairFindings.Point(
            moved: keepable - point.kept, placed: point.placed, totalFit: point.totalFit, scale: point.scale, bonus: point.bonus,
            branches: point.branches, moves: [], keeping: [])
        for team in before.indices where !gone.contains(Int32(team)) {
            if pinned[team] >= 0 {
                found.placed += 1
                found.totalFit += Int64(fit(of: team, on: pinned[team]))
            } else if point.caseOfTeam[team] == before[team] {
                if before[team] >= 0 { found.keeping.append(Instance.Pair(team: Int32(team), target: before[team])) }
            } else {
                let (from, to) = (before[team], point.caseOfTeam[team])
                found.moves.append(
                    .init(team: team, from: Int(from), to: Int(to), fitBefore: fit(of: team, on: from), fit: fit(of: team, on: to)))
            }
        }
        return found
    }

    private func fit(of team: Int, on target: Int32) -> Int32 {
        let row = fits.rowStarts[team]..<fits.rowStarts[team + 1]
        return row.first { fits.cases[$0] == target }.map { fits.fits[$0] } ?? 0
    }
}
