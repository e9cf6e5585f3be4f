import Matching

/// A problem with the changes made so far, kept in the plainest way.
struct ChangingWorld {
    let problem: AssignmentProblem
    var absent: Set<Int32> = []
    var capacities: [Int32]
    var companyCapacities: [Int32]

    init(_ problem: AssignmentProblem) {
        self.problem = problem
        capacities = problem.capacities
        companyCapacities = problem.companyCapacities
    }

    enum Change {
        case remove(Int32)
        case add(Int32)
        case places(Int32, Int32)
        case companyPlaces(Int32, Int32)

        func apply(to replanner: inout Replanner) {
            switch self {
            case .remove(let team): replanner.remove(team: team)
            case .add(let team): replanner.add(team: team)
            case .places(let target, let places): replanner.setPlaces(ofCase: target, to: places)
            case .companyPlaces(let company, let places): replanner.setPlaces(ofCompany: company, to: places)
            }
        }
    }

    /// Any change, noted here.
    mutating func change(_ dice: inout Dice) -> Change {
        let team = Int32(dice.roll(0...problem.teamCount - 1))
        let target = Int32(dice.roll(0...problem.caseCount - 1))
        switch dice.roll(0...5) {
        case 0:
            absent.insert(team)
            return .remove(team)
        case 1:
            let back = absent.sorted().first ?? team
            absent.remove(back)
            return .add(back)
        case 2: return places(target, 0)
        case 3:
            let limited = companyCapacities.indices.filter { companyCapacities[$0] != AssignmentProblem.unlimited }
            guard let company = limited.randomElement(using: &dice) else { return places(target, Int32(dice.roll(0...3))) }
            companyCapacities[company] = Int32(dice.roll(0...5))
            return .companyPlaces(Int32(company), companyCapacities[company])
        case 4: return places(target, max(0, capacities[Int(target)] - 1))
        default: return places(target, dice.chance(5) ? .max : min(capacities[Int(target)], 8) + 1)
        }
    }

    private mutating func places(_ target: Int32, _ places: Int32) -> Change {
        capacities[Int(target)] = places
        return .places(target, places)
    }

    /// The problem as a stranger would state it now.
    var current: AssignmentProblem {
        var current = problem
        current.capacities = capacities
        current.companyCapacities = companyCapacities
        current.rowStarts = [0]
        current.edgeCases = []
        current.edgeFits = []
        for team in 0..<problem.teamCount {
            let row = problem.rowStarts[team]..<problem.rowStarts[team + 1]
            if !absent.contains(Int32(team)) {
                current.edgeCases += problem.edgeCases[row]
                current.edgeFits += problem.edgeFits[row]
            }
            current.rowStarts.append(current.edgeCases.count)
        }
        return current
    }

    func weight(_ solution: AssignmentSolution) -> Int64 {
        solution.totalFit + Int64(solution.placed) * problem.placementWeight
    }

    func weight(_ point: RepairPoint) -> Int64 {
        point.totalFit + Int64(point.placed) * problem.placementWeight
    }
}
