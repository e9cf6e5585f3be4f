import API
import Formats
import Matching

/// What a look at a round before it runs finds, by positions of its snapshot.
struct DiagnosisFindings: Sendable {
    var limit: PlacementLimit
    var eligible: Int
    /// Of the first stranded teams and idle cases, why.
    var strandedTeams: [Stranded]
    var idleCases: [ClosedGates]

    /// Cases that fewer teams are eligible for than they run with, and how many are.
    var short: [(target: Int32, eligible: Int)] = []

    /// How often each gate is closed, by its code; `ranking` where all gates are open and a ranking leaves the case out.
    typealias ClosedGates = [String: Int]

    struct Stranded: Sendable {
        var gates: ClosedGates
        var nearest: Int?
        var failures: [GateFailure]
    }
}

extension MatchingEngine {
    /// - Parameter most: stranded teams and idle cases that are looked at one by one.
    /// - Throws: ``Fault`` where the round cannot be solved either; `CancellationError`.
    static func diagnose(
        _ snapshot: Snapshot, explaining most: Int, report: @escaping @Sendable (WorkProgress) -> Void
    ) async throws -> DiagnosisFindings {
        try await OwnThread.run("diagnosis") { isCancelled in
            report(WorkProgress(phase: "scoring", done: 0))
            let book = try book(of: snapshot)
            guard let instance = snapshot.rankedInstance(of: book, isCancelled: isCancelled) else {
                throw isCancelled() ? CancellationError() : Fault.tooManyPairs
            }
            report(WorkProgress(phase: "limiting", done: 0))
            guard let eligible = EligiblePairs(instance, isCancelled: isCancelled) else { throw CancellationError() }
            let problem = AssignmentProblem(instance, eligible: eligible)
            let pinned = Set(instance.pins.map(\.team))
            switch PlacementLimit.of(problem, pinned: pinned, control: SolverControl(isCancelled: isCancelled)) {
            case .found(let limit):
                let strandedTeams = try limit.stranded.prefix(most).map { try stranded(Int($0), book, isCancelled: isCancelled) }
                let idleCases = try limit.idle.prefix(most).map { try closedGates(ofCase: Int($0), book, isCancelled: isCancelled) }
                return DiagnosisFindings(
                    limit: limit, eligible: eligible.table.cases.count { instance.capacities[Int($0)] > 0 },
                    strandedTeams: strandedTeams, idleCases: idleCases, short: short(instance, eligible))
            case .cancelled: throw CancellationError()
            case .refused(let defect): throw Fault.notExact(defect)
            }
        }
    }

    private static func short(_ instance: Instance, _ eligible: EligiblePairs) -> [(target: Int32, eligible: Int)] {
        guard instance.hasMinimums else { return [] }
        var count = [Int](repeating: 0, count: instance.cases.count)
        for target in eligible.table.cases { count[Int(target)] += 1 }
        return count.indices.filter { count[$0] < Int(instance.minimums[$0]) }.map { (Int32($0), count[$0]) }
    }

    /// - Throws: `CancellationError`.
    static func stranded(_ team: Int, _ book: FitBook, isCancelled: () -> Bool) throws -> DiagnosisFindings.Stranded {
        if isCancelled() { throw CancellationError() }
        var found = DiagnosisFindings.Stranded(gates: [:], nearest: nil, failures: [])
        var best = (failures: Int.max, points: Int32(-1))
        for pair in book.explanations(team: team, targets: book.problem.cases.indices) {
            count(pair, in: &found.gates)
            // What only a ranking keeps apart is a wish, not an obstacle.
            if !pair.failures.isEmpty, (pair.failures.count, -pair.points) < (best.failures, -best.points) {
                best = (pair.failures.count, pair.points)
                (found.nearest, found.failures) = (Int(pair.target), pair.failures)
            }
        }
        return found
    }

    /// Teams that are looked at between two questions whether anybody waits still.
    private static let teamsAtOnce = 128

    /// - Throws: `CancellationError`.
    static func closedGates(ofCase target: Int, _ book: FitBook, isCancelled: () -> Bool) throws -> DiagnosisFindings.ClosedGates {
        var gates: DiagnosisFindings.ClosedGates = [:]
        for team in book.problem.teams.indices {
            if team.isMultiple(of: teamsAtOnce), isCancelled() { throw CancellationError() }
            count(book.explanation(team: team, target: target), in: &gates)
        }
        return gates
    }

    private static func count(_ pair: FitExplanation, in gates: inout DiagnosisFindings.ClosedGates) {
        if pair.failures.isEmpty { gates["ranking", default: 0] += 1 }
        for gate in Set(pair.failures.map(\.gate)) { gates[gate.rawValue, default: 0] += 1 }
    }
}
