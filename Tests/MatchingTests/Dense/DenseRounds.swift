import Dispatch

@testable import Matching

extension RandomRounds {
    /// A round with a few pins where they are possible.
    mutating func book(teams: Int, cases: Int) throws -> FitBook {
        var problem = problem(teams: teams, cases: cases)
        for _ in 0..<dice.roll(0...2) {
            let pin = Instance.Pair(team: Int32(dice.roll(0...teams - 1)), target: Int32(dice.roll(0...cases - 1)))
            problem.pins.append(pin)
            if (try? FitBook(problem)) == nil { problem.pins.removeLast() }
        }
        return try FitBook(problem)
    }

    /// Many teams that all want much the same few cases, so that the first candidates do not suffice.
    mutating func crowded(teams: Int, cases: Int) throws -> FitBook {
        var problem = FitProblem()
        problem.skillCount = cases
        problem.schoolCount = 1
        problem.rules.leastTime = 0
        problem.rules.skillWeight = 99
        problem.rules.timeWeight = 1
        problem.cases = (0..<Int32(cases)).map { skill in
            FitCase(
                capacity: Int32(dice.roll(1...2)), needs: [.init(skill: skill, level: 4, importance: .nice)], window: FitExample.weeks(3),
                hoursPerWeek: Int32(dice.roll(1...20)))
        }
        problem.teams = (0..<teams).map { _ in
            // The first cases are wanted most.
            let skills = (0..<Int32(cases)).map { SkillLevel(skill: $0, level: $0 < 12 ? 4 : Int32(dice.roll(1...3))) }
            return FitTeam(school: 0, members: [FitMember(skills: skills, hoursPerWeek: Int32(dice.roll(1...20)))])
        }
        return try FitBook(problem)
    }
}

extension DenseControl {
    /// Two threads and more parts than threads.
    static func threads(_ parts: Int) -> DenseControl {
        DenseControl(parts: parts, perform: { count, body in DispatchQueue.concurrentPerform(iterations: count, execute: body) })
    }
}

extension DenseOutcome {
    var solution: DenseSolution? { if case .optimal(let solution) = self { solution } else { nil } }
}
