import Matching
import Synchronization
import Testing

struct SolverControlTests {
    private func problem() -> AssignmentProblem {
        var dice = Dice(seed: 3)
        var problem = AssignmentProblem.random(&dice, teams: 400, cases: 60, places: 8)
        while problem.edgeCases.count < 2000 { problem = AssignmentProblem.random(&dice, teams: 400, cases: 60, places: 8) }
        return problem
    }

    @Test func `a cancelled run ends without a result`() {
        #expect(BestTotal.solve(problem(), control: SolverControl(isCancelled: { true })) == .cancelled)
        let asked = Mutex(0)
        let control = SolverControl(isCancelled: {
            asked.withLock {
                $0 += 1
                return $0 > 3
            }
        })
        #expect(BestTotal.solve(problem(), control: control) == .cancelled)
        #expect(asked.withLock { $0 } < 20)
    }

    @Test func `progress tells totals and bounds that enclose the optimum`() throws {
        let heard = Mutex<[SolverControl.Progress]>([])
        let control = SolverControl(progress: { progress in heard.withLock { $0.append(progress) } })
        let problem = problem()
        let solution = try #require(BestTotal.solve(problem, control: control).solution)
        let weight = solution.totalFit + Int64(solution.placed) * problem.placementWeight
        let all = heard.withLock { $0 }
        #expect(all.contains { $0.phase == .bidding })
        #expect(all.allSatisfy { $0.bestTotal <= weight && weight <= $0.provenBound })
    }

    @Test func `a problem that breaks its own promises is refused with the reason`() {
        let good = AssignmentProblem(
            capacities: [1], companyOfCase: [0], companyCapacities: [1], rowStarts: [0, 1], edgeCases: [0], edgeFits: [5])
        func defect(_ change: (inout AssignmentProblem) -> Void) -> AssignmentDefect? {
            var problem = good
            change(&problem)
            if case .refused(let defect) = BestTotal.solve(problem) { return defect }
            return nil
        }
        #expect(defect { _ in } == nil)
        #expect(defect { $0.rowStarts = [0, 2] } == .arraysDisagree)
        #expect(defect { $0.rowStarts = [] } == .arraysDisagree)
        #expect(defect { $0.rowStarts = [0, 1, 0, 1] } == .arraysDisagree)
        #expect(defect { $0.edgeFits = [] } == .arraysDisagree)
        #expect(defect { $0.companyOfCase = [] } == .arraysDisagree)
        #expect(defect { $0.capacities = [-1] } == .negativeCapacity(case: 0))
        #expect(defect { $0.companyCapacities = [-1] } == .negativeCompanyCapacity(company: 0))
        #expect(defect { $0.companyOfCase = [1] } == .unknownCompany(case: 0))
        #expect(defect { $0.edgeCases = [1] } == .unknownCase(pair: 0))
        #expect(defect { $0.edgeCases = [-1] } == .unknownCase(pair: 0))
        #expect(defect { $0.edgeFits = [10_001] } == .fitOutOfRange(pair: 0))
        #expect(defect { $0.placementWeight = -1 } == .weightOutOfRange)
        #expect(
            defect {
                $0.edgeCases = [0, 0]
                $0.edgeFits = [5, 5]
                $0.rowStarts = [0, 2]
            } == .repeatedCase(team: 0))
    }
}
