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
    /// The worst shortages first, each with what would mend it; and the same for the stranded teams, one by one and all together.
    var shortages: [(found: Shortage, repairs: [FoundRepair])] = []
    var strandedRepairs: [[FoundRepair]] = []
    var caseForStranded: FoundRepair?
    /// Of the idle cases, gates that alone keep teams from them.
    var loneGates: [[FoundLoneGate]] = []

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
                var found = DiagnosisFindings(
                    limit: limit, eligible: eligible.table.cases.count { instance.capacities[Int($0)] > 0 }, strandedTeams: [],
                    idleCases: [], short: short(instance, eligible))
                guard var repairs = DiagnosisRepairs(book, instance, problem, limit, isCancelled: isCancelled) else {
                    throw CancellationError()
                }
                try mend(&found, with: &repairs, explaining: most)
                return found
            case .cancelled: throw CancellationError()
            case .refused(let defect): throw Fault.notExact(defect)
            }
        }
    }

    private static func mend(
        _ found: inout DiagnosisFindings, with repairs: inout DiagnosisRepairs, explaining most: Int
    ) throws {
        let (limit, book, isCancelled) = (repairs.limit, repairs.book, repairs.isCancelled)
        for shortage in limit.shortages.sorted(by: { ($1.missing, $0.teams[0]) < ($0.missing, $1.teams[0]) }).prefix(most) {
            found.shortages.append((shortage, try repairs.repairs(of: shortage)))
        }
        for team in limit.stranded.prefix(most) {
            var pairs: [FitExplanation] = []
            found.strandedTeams.append(try stranded(Int(team), book, isCancelled: isCancelled) { pairs.append($0) })
            found.strandedRepairs.append(try repairs.openings(ofStranded: pairs))
        }
        found.caseForStranded = repairs.sharedGroundOfStranded()
        for target in limit.idle.prefix(most) {
            var pairs: [FitExplanation] = []
            found.idleCases.append(
                try closedGates(ofCase: Int(target), book, isCancelled: isCancelled) { if $0.isKeptByOneGate { pairs.append($0) } })
            found.loneGates.append(try repairs.loneGates(pairs))
        }
    }

    private static func short(_ instance: Instance, _ eligible: EligiblePairs) -> [(target: Int32, eligible: Int)] {
        guard instance.hasMinimums else { return [] }
        var count = [Int](repeating: 0, count: instance.cases.count)
        for target in eligible.table.cases { count[Int(target)] += 1 }
        return count.indices.filter { count[$0] < Int(instance.minimums[$0]) }.map { (Int32($0), count[$0]) }
    }

    /// - Parameter see: given each pair of the team.
    /// - Throws: `CancellationError`.
    static func stranded(
        _ team: Int, _ book: FitBook, isCancelled: () -> Bool, seeing see: (FitExplanation) -> Void = { _ in }
    ) throws -> DiagnosisFindings.Stranded {
        if isCancelled() { throw CancellationError() }
        var found = DiagnosisFindings.Stranded(gates: [:], nearest: nil, failures: [])
        var best = (failures: Int.max, points: Int32(-1))
        for pair in book.explanations(team: team, targets: book.problem.cases.indices) {
            count(pair, in: &found.gates)
            see(pair)
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

    /// - Parameter see: given each pair of the case.
    /// - Throws: `CancellationError`.
    static func closedGates(
        ofCase target: Int, _ book: FitBook, isCancelled: () -> Bool, seeing see: (FitExplanation) -> Void = { _ in }
    ) throws -> DiagnosisFindings.ClosedGates {
        var gates: DiagnosisFindings.ClosedGates = [:]
        for team in book.problem.teams.indices {
            if team.isMultiple(of: teamsAtOnce), isCancelled() { throw CancellationError() }
            let pair = book.explanation(team: team, target: target)
            count(pair, in: &gates)
            see(pair)
        }
        return gates
    }

    private static func count(_ pair: FitExplanation, in gates: inout DiagnosisFindings.ClosedGates) {
        if pair.failures.isEmpty { gates["ranking", default: 0] += 1 }
        for gate in Set(pair.failures.map(\.gate)) { gates[gate.rawValue, default: 0] += 1 }
    }
}
