import Foundation
import Matching
import Testing

/// 100 residents and 50 hospitals, some of which rank nobody or only those who do not rank them: a solver that others wrote failed on them.
@Suite(.enabled(if: PublishedData.isThere, Comment(rawValue: PublishedData.absence)))
struct ResidentListsTests {
    private func lists() throws -> ResidentLists {
        try ResidentLists(json: PublishedData.bytes("hr/issue_159.json"), name: "issue_159.json")
    }

    private func solve(_ instance: Instance) throws -> StableSolution {
        guard case .stable(let solution) = StableMatching.solve(instance, eligible: EligiblePairs(instance)) else { throw Unsolved() }
        #expect(ResultChecker(instance, ResultClaim(instance, solution)).firstBroken() == nil)
        return solution
    }

    @Test(arguments: [Int32(1), 2, 3])
    func `the matching is the one best for the residents, whatever the draw`(places: Int32) throws {
        let lists = try lists()
        let expected = lists.residentOptimal(places: Int(places))
        var instance = lists.instance(places: places)
        #expect(StableOracle(instance).isStable(expected))
        for seed in UInt64(0)..<10 {
            instance.seed = seed
            #expect(try solve(instance).caseOfTeam == expected, "seed \(seed)")
        }
    }

    @Test func `whoever has an empty list stays out, and a pair that only one side names is not used`() throws {
        let lists = try lists()
        #expect(lists.residents.count == 100 && lists.hospitals.count == 50)
        #expect(lists.residents.count { $0.isEmpty } == 42)
        #expect(lists.hospitals.count { $0.isEmpty } == 6)
        let instance = lists.instance(places: 1)
        #expect(EligiblePairs(instance).table.cases.count == 64)
        let solution = try solve(instance)
        #expect(solution.placed == 37)
        for (resident, hospital) in solution.caseOfTeam.enumerated() where hospital >= 0 {
            #expect(lists.residents[resident].contains(hospital))
            #expect(lists.hospitals[Int(hospital)].contains(Int32(resident)))
        }
    }

    @Test func `with one place each the best for the residents is the best for the hospitals, so that no other is stable`() throws {
        let lists = try lists()
        let byResidents = try solve(lists.instance(places: 1)).caseOfTeam
        let byHospitals = try solve(lists.instanceTurned).caseOfTeam
        var turned = byResidents.map { _ in Int32(-1) }
        for (hospital, resident) in byHospitals.enumerated() where resident >= 0 { turned[Int(resident)] = Int32(hospital) }
        #expect(turned == byResidents)
    }
}

/// What the reader of residents' lists refuses; needs no published file.
struct ResidentListsReaderTests {
    @Test(arguments: [
        (#"{"residents": {"0": [0]}}"#, "JSON", "not lists of numbers under residents and hospitals"),
        (#"{"residents": {"0": ["0"]}, "hospitals": {"0": []}}"#, "JSON", "not lists of numbers under residents and hospitals"),
        (#"{"residents": {"0": [1]}, "hospitals": {"0": []}}"#, "resident 0", "ranks nobody there is"),
        (#"{"residents": {"0": []}, "hospitals": {"0": [0, 0]}}"#, "hospital 0", "ranks one twice"),
        (#"{"residents": {"1": []}, "hospitals": {}}"#, "resident 0", "is missing"),
    ])
    func `lists that are malformed are refused with their place`(json: String, place: String, problem: String) {
        #expect(throws: Malformed(file: "lists", place: place, problem: problem)) {
            try ResidentLists(json: Data(json.utf8), name: "lists")
        }
    }
}
