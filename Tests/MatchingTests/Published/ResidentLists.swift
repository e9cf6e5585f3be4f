import Foundation
import Matching

/// Residents and hospitals that rank each other, some with empty lists, as JSON: `{"residents": {"0": [2, 1]}, "hospitals": {…}}`.
struct ResidentLists: Equatable {
    var residents: [[Int32]]
    var hospitals: [[Int32]]

    init(json: Data, name: String) throws {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: json)
        } catch {
            throw Malformed(file: name, place: "JSON", problem: "not lists of numbers under residents and hospitals")
        }
        func lists(_ named: [String: [Int]], of count: Int, _ side: String) throws -> [[Int32]] {
            try (0..<named.count).map { member in
                let place = "\(side) \(member)"
                guard let list = named["\(member)"] else { throw Malformed(file: name, place: place, problem: "is missing") }
                guard list.allSatisfy((0..<count).contains) else {
                    throw Malformed(file: name, place: place, problem: "ranks nobody there is")
                }
                guard Set(list).count == list.count else { throw Malformed(file: name, place: place, problem: "ranks one twice") }
                return list.map(Int32.init)
            }
        }
        residents = try lists(file.residents, of: file.hospitals.count, "resident")
        hospitals = try lists(file.hospitals, of: file.residents.count, "hospital")
    }

    private struct File: Decodable {
        var residents: [String: [Int]]
        var hospitals: [String: [Int]]
    }

    /// - Parameter places: of each hospital; the file states none.
    func instance(places: Int32) -> Instance { Self.instance(residents, hospitals, places: places) }

    /// The hospitals ask, each for one resident.
    var instanceTurned: Instance { Self.instance(hospitals, residents, places: 1) }

    private static func instance(_ askers: [[Int32]], _ takers: [[Int32]], places: Int32) -> Instance {
        var instance = Instance()
        instance.policy = .stable
        instance.teams = askers.indices.map { "t\($0)" }
        instance.cases = takers.indices.map { "c\($0)" }
        instance.capacities = takers.map { _ in places }
        instance.companyOfCase = takers.map { _ in -1 }
        for list in askers { instance.teamRankings.append(list.map { [$0] }) }
        for list in takers { instance.caseRankings.append(list.map { [$0] }) }
        return instance
    }

    /// Deferred acceptance as Gale and Shapley state it: the hospital of each resident in the stable matching that is best for all, −1 for none.
    func residentOptimal(places: Int) -> [Int32] {
        var held: [[Int32]] = hospitals.map { _ in [] }
        var next = residents.map { _ in 0 }
        var asking = residents.indices.map(Int32.init)
        while let resident = asking.popLast() {
            let list = residents[Int(resident)]
            guard next[Int(resident)] < list.count else { continue }
            let hospital = Int(list[next[Int(resident)]])
            next[Int(resident)] += 1
            held[hospital].append(resident)
            let kept = hospitals[hospital].filter(held[hospital].contains).prefix(places)
            asking += held[hospital].filter { !kept.contains($0) }
            held[hospital] = Array(kept)
        }
        var matching = residents.map { _ in Int32(-1) }
        for (hospital, residents) in held.enumerated() {
            for resident in residents { matching[Int(resident)] = Int32(hospital) }
        }
        return matching
    }
}
