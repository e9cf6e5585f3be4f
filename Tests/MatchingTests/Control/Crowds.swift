import Matching

/// Rounds of any size in which more teams want places than there are.
struct Crowd {
    var teams: Int
    var cases: Int
    /// Cases that each team is eligible for.
    var row: Int
    var seed: UInt64 = 1
    /// Every how many cases belong to one company with a capacity; 0 for none.
    var casesOfCompany = 0
    var fits: ClosedRange<Int> = 0...10_000
    /// Places for every hundred teams.
    var places = 90

    func instance(_ policy: Instance.Policy, ranked: Bool = false) -> Instance {
        var dice = Dice(seed: seed)
        var instance = Instance()
        instance.policy = policy
        instance.seed = seed
        instance.teams = (0..<teams).map { "t\($0)" }
        instance.cases = (0..<cases).map { "c\($0)" }
        instance.capacities = (0..<cases).map { Int32(teams * places / 100 * ($0 + 1) / cases - teams * places / 100 * $0 / cases) }
        instance.companyOfCase = Array(repeating: -1, count: cases)
        if casesOfCompany > 0 {
            instance.companies = (0...(cases - 1) / casesOfCompany).map { "k\($0)" }
            instance.companyOfCase = (0..<cases).map { Int32($0 / casesOfCompany) }
            instance.companyCapacities = instance.companies.indices.map { company in
                let own = instance.capacities[company * casesOfCompany..<min(cases, (company + 1) * casesOfCompany)]
                return max(1, own.reduce(0, +) * 9 / 10)
            }
        }
        var table = FitTable(rowStarts: [0], cases: [], fits: [])
        for _ in 0..<teams {
            // Steps so short that no case comes twice.
            let (first, step) = (dice.roll(0...cases - 1), dice.roll(1...max(1, (cases - 1) / row)))
            for place in 0..<row {
                table.cases.append(Int32((first + place * step) % cases))
                table.fits.append(Int32(dice.roll(fits)))
            }
            table.rowStarts.append(table.cases.count)
        }
        instance.fits = table
        if ranked { rank(&instance, &dice) }
        return instance
    }

    func problem() -> AssignmentProblem {
        let instance = instance(.bestTotal)
        return AssignmentProblem(instance, eligible: EligiblePairs(instance))
    }

    /// Both sides rank whom they know, a third of them equal to the one before.
    private func rank(_ instance: inout Instance, _ dice: inout Dice) {
        guard let fits = instance.fits else { return }
        func ties(_ members: [Int32]) -> [[Int32]] {
            members.reduce(into: []) { ranking, member in
                if !ranking.isEmpty, dice.chance(33) { ranking[ranking.count - 1].append(member) } else { ranking.append([member]) }
            }
        }
        var teamsOfCase = [[Int32]](repeating: [], count: cases)
        for team in 0..<teams {
            let row = fits.cases[fits.rowStarts[team]..<fits.rowStarts[team + 1]]
            for target in row { teamsOfCase[Int(target)].append(Int32(team)) }
            instance.teamRankings.append(ties(row.shuffled(using: &dice)))
        }
        for own in teamsOfCase { instance.caseRankings.append(ties(own.shuffled(using: &dice))) }
    }
}
