import Matching
import Testing

struct EligiblePairsTests {
    private func instance() -> Instance {
        var instance = Instance()
        instance.teams = ["a", "b", "c"]
        instance.cases = ["x", "y"]
        instance.companies = ["k"]
        instance.capacities = [1, 1]
        instance.companyOfCase = [0, -1]
        instance.companyCapacities = [Instance.unlimited]
        return instance
    }

    private func pairs(_ instance: Instance) -> [[Int32]] {
        let table = EligiblePairs(instance).table
        return instance.teams.indices.map { Array(table.cases[table.rowStarts[$0]..<table.rowStarts[$0 + 1]]) }
    }

    @Test func `with fits and no rankings every pair with a fit is eligible, bans apart`() {
        var instance = instance()
        instance.fits = FitTable(rowStarts: [0, 2, 3, 3], cases: [1, 0, 0], fits: [5, 6, 0])
        #expect(pairs(instance) == [[1, 0], [0], []])
        instance.bans = [.init(team: 0, target: 0)]
        #expect(pairs(instance) == [[1], [0], []])
    }

    @Test func `a ranking that is given leaves out whom it does not name`() {
        var instance = instance()
        instance.fits = FitTable(rowStarts: [0, 2, 4, 6], cases: [0, 1, 0, 1, 0, 1], fits: [1, 1, 1, 1, 1, 1])
        instance.teamRankings.append([[1]])
        instance.teamRankings.append(nil)
        instance.teamRankings.append([])
        #expect(pairs(instance) == [[1], [0, 1], []])
        instance.caseRankings.append([[0], [2]])
        instance.caseRankings.append(nil)
        #expect(pairs(instance) == [[1], [1], []])
    }

    @Test func `a company's ranking speaks for its cases`() {
        var instance = instance()
        instance.fits = FitTable(rowStarts: [0, 2, 4, 6], cases: [0, 1, 0, 1, 0, 1], fits: [1, 1, 1, 1, 1, 1])
        instance.companyRankings.append([[2]])
        #expect(pairs(instance) == [[1], [1], [0, 1]])
    }

    @Test func `without fits both sides must name the other, or the one that ranks`() {
        var instance = instance()
        #expect(pairs(instance) == [[], [], []])
        instance.teamRankings.append([[0, 1]])
        instance.teamRankings.append([[1]])
        instance.teamRankings.append(nil)
        #expect(pairs(instance) == [[0, 1], [1], []])
        instance.caseRankings.append([[1], [2]])
        #expect(pairs(instance) == [[1], [1], [0]])
        instance.companyRankings.append([[0]])
        #expect(pairs(instance) == [[1], [1], []])
    }
}
