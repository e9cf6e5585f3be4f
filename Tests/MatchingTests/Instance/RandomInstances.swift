import Matching

extension Instance {
    /// A small instance of any shape: rankings on every side or none, fits or none, companies, pins and bans, both placements.
    static func random(_ dice: inout Dice, teams: Int, cases: Int) -> Instance {
        var instance = Instance()
        instance.placement = dice.chance(50) ? .fitFirst : .everyoneFirst
        instance.teams = (0..<dice.roll(0...teams)).map { "équipe \($0)" }
        instance.cases = (0..<dice.roll(0...cases)).map { "case '\($0)\"" }
        instance.companies = (0..<dice.roll(0...2)).map { "société \($0) ß" }
        instance.capacities = instance.cases.map { _ in Int32(dice.roll(0...3)) }
        instance.companyOfCase = instance.cases.map { _ in Int32(dice.roll(-1...instance.companies.count - 1)) }
        instance.companyCapacities = instance.companies.map { _ in dice.chance(20) ? unlimited : Int32(dice.roll(0...5)) }
        let ranks = dice.roll(0...3)
        instance.teamRankings = rankings(&dice, instance.teams.count, of: instance.cases.count, chance: ranks & 1 == 0 ? 0 : 70)
        instance.caseRankings = rankings(&dice, instance.cases.count, of: instance.teams.count, chance: ranks & 2 == 0 ? 0 : 50)
        instance.companyRankings = rankings(&dice, instance.companies.count, of: instance.teams.count, chance: ranks & 2 == 0 ? 0 : 30)
        if dice.chance(80) { instance.fits = fits(&dice, teams: instance.teams.count, cases: instance.cases.count) }
        for team in instance.teams.indices where !instance.cases.isEmpty && dice.chance(15) {
            instance.bans.append(Pair(team: Int32(team), target: Int32(dice.roll(0...instance.cases.count - 1))))
        }
        pinSome(&dice, &instance)
        return instance
    }

    private static func rankings(_ dice: inout Dice, _ count: Int, of others: Int, chance: Int) -> Rankings {
        var rankings = Rankings()
        for _ in 0..<count {
            guard dice.chance(chance) else {
                rankings.append(nil)
                continue
            }
            var ranking: [[Int32]] = []
            for other in (0..<Int32(others)).shuffled(using: &dice) where dice.chance(75) {
                if !ranking.isEmpty, dice.chance(30) { ranking[ranking.count - 1].append(other) } else { ranking.append([other]) }
            }
            rankings.append(ranking)
        }
        return rankings
    }

    private static func fits(_ dice: inout Dice, teams: Int, cases: Int) -> FitTable {
        var table = FitTable(rowStarts: [0], cases: [], fits: [])
        let top = dice.chance(30) ? 2 : 10_000
        for _ in 0..<teams {
            for target in (0..<Int32(cases)).shuffled(using: &dice) where dice.chance(70) {
                table.cases.append(target)
                table.fits.append(Int32(dice.roll(0...top)))
            }
            table.rowStarts.append(table.cases.count)
        }
        return table
    }

    private static func pinSome(_ dice: inout Dice, _ instance: inout Instance) {
        let eligible = EligiblePairs(instance)
        var (places, companyPlaces) = (instance.capacities, instance.companyCapacities)
        for team in instance.teams.indices where dice.chance(20) {
            guard let target = eligible.table.cases[eligible.table.rowStarts[team]..<eligible.table.rowStarts[team + 1]].first else {
                continue
            }
            let company = Int(instance.companyOfCase[Int(target)])
            guard places[Int(target)] > 0, company < 0 || companyPlaces[company] > 0 else { continue }
            places[Int(target)] -= 1
            if company >= 0 { companyPlaces[company] -= 1 }
            instance.pins.append(Pair(team: Int32(team), target: target))
        }
    }
}
