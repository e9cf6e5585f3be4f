import Matching

extension AssignmentProblem {
    /// A problem of any shape up to the given size: empty rows, capacity 0, companies that bind or not, equal or two-tier fits,
    /// *fit-first* or *everyone-first*.
    static func random(_ dice: inout Dice, teams: Int, cases: Int, places: Int = 3) -> AssignmentProblem {
        let teamCount = dice.roll(0...teams)
        let caseCount = dice.roll(0...cases)
        let companyCount = dice.chance(60) ? dice.roll(1...3) : 0
        let shape = dice.roll(0...4)
        let density = dice.roll(10...100)
        var problem = AssignmentProblem(
            capacities: (0..<caseCount).map { _ in dice.chance(5) ? .max : Int32(dice.roll(0...places)) },
            companyOfCase: (0..<caseCount).map { _ in companyCount == 0 || dice.chance(20) ? -1 : Int32(dice.roll(0...companyCount - 1)) },
            companyCapacities: (0..<companyCount).map { _ in dice.chance(15) ? unlimited : Int32(dice.roll(0...2 * places)) },
            rowStarts: [0], edgeCases: [], edgeFits: [])
        for _ in 0..<teamCount {
            for target in (0..<caseCount).shuffled(using: &dice) where dice.chance(density) {
                problem.edgeCases.append(Int32(target))
                switch shape {
                case 0: problem.edgeFits.append(5000)
                case 1: problem.edgeFits.append(dice.chance(50) ? 10 : 9990)
                case 2: problem.edgeFits.append(Int32(dice.roll(0...3)))
                default: problem.edgeFits.append(Int32(dice.roll(0...10_000)))
                }
            }
            problem.rowStarts.append(problem.edgeCases.count)
        }
        if dice.chance(40) {
            let places = problem.capacities.reduce(0) { $0 + Int($1) }
            problem.placementWeight = everyoneFirstWeight(teams: teamCount, places: places)
        }
        return problem
    }

    /// Six teams that could take nearly any of five cases with hardly a place too many: whoever comes in pushes others on.
    static func crowded(_ dice: inout Dice) -> AssignmentProblem {
        var problem = AssignmentProblem(
            capacities: (0..<5).map { _ in dice.chance(70) ? 1 : 2 }, rowStarts: [0], edgeCases: [], edgeFits: [])
        for _ in 0..<6 {
            for target in Int32(0)..<5 where dice.chance(80) {
                problem.edgeCases.append(target)
                problem.edgeFits.append(Int32(dice.roll(3000...10_000)))
            }
            problem.rowStarts.append(problem.edgeCases.count)
        }
        return problem
    }
}
