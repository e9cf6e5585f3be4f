import Formats
import Matching
import Testing

struct InstanceFileTests {
    @Test func `an instance with everything is read`() throws {
        let instance = try InstanceFile.read(Golden.bytes("instance.json")).instance
        #expect(instance.teams == ["t1", "t2", "équipe \"3\"", "t4"])
        #expect(instance.cases == ["c1", "c2", "c3"])
        #expect(instance.companies == ["k1", "k2"])
        #expect(instance.capacities == [2, 1, 0])
        #expect(instance.companyOfCase == [0, 0, -1])
        #expect(instance.companyCapacities == [3, Instance.unlimited])
        #expect(instance.policy == .bestTotal)
        #expect(instance.placement == .everyoneFirst)
        #expect(instance.teamRankings[0] == [[0], [1, 2]])
        #expect(instance.teamRankings[1] == nil)
        #expect(instance.teamRankings[3] == [])
        #expect(instance.caseRankings[0] == [[0, 1], [2]])
        #expect(instance.companyRankings[0] == [[0], [1], [2]])
        #expect(instance.fits == FitTable(rowStarts: [0, 2, 3, 4, 4], cases: [0, 1, 0, 0], fits: [8123, 10_000, 0, 77]))
        #expect(instance.pins == [.init(team: 0, target: 0)])
        #expect(instance.bans == [.init(team: 1, target: 1)])
        #expect(instance.seed == 7)
    }

    @Test func `writing and reading gives the same instance, and the same bytes`() throws {
        let bytes = try Golden.bytes("instance.json")
        let instance = try InstanceFile.read(bytes).instance
        let written = InstanceFile.write(instance)
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
    }

    @Test func `members may come in any order, fits too`() throws {
        let document = """
            {"fits": [["b", "x", 2], ["a", "x", 1], ["b", "y", 3]], "pins": [["b", "y"]], "companies": [{"id": "k"}],
             "cases": [{"company": "k", "prefers": [["a", "b"]], "capacity": 1, "id": "x"}, {"capacity": 1, "id": "y"}],
             "teams": [{"prefers": ["y", "x"], "id": "b"}, {"id": "a"}], "format": "vivier-instance/1"}
            """
        let instance = try InstanceFile.read(Array(document.utf8)).instance
        #expect(instance.fits == FitTable(rowStarts: [0, 2, 3], cases: [0, 1, 0], fits: [2, 3, 1]))
        #expect(instance.teamRankings[0] == [[1], [0]])
        #expect(instance.pins == [.init(team: 0, target: 1)])
        #expect(instance.companyOfCase == [0, -1])
    }

    @Test func `members that the format does not know are said, not refused`() throws {
        let document = #"{"format":"vivier-instance/1","note":[1.5],"teams":[{"id":"a","name":"A"}],"cases":[]}"#
        let ignored = try InstanceFile.read(Array(document.utf8)).ignored
        #expect(ignored.map(\.place.path) == ["$.note", "$.teams[0].name"])
    }

    @Test func `a member of another name where the fits should be is refused, for nothing could be matched`() {
        let document = #"{"format":"vivier-instance/1","teams":[{"id":"a"}],"cases":[{"id":"c","capacity":1}],"pairs":[["a","c",5]]}"#
        let refusal = #expect(throws: JSONRefusal.self) { try InstanceFile.read(Array(document.utf8)) }
        #expect(refusal?.problems.map(\.code) == [.unknownMember] && refusal?.problems.first?.place.path == "$.pairs")
        #expect(refusal?.problems.first?.message.contains("\"fits\"") == true)
    }

    @Test(arguments: try RefusedRow.all("instance-refusals.json"))
    func `each refusal names its path, in both languages`(row: RefusedRow) throws {
        let refusal = #expect(throws: JSONRefusal.self) { try InstanceFile.read(Array(row.document.utf8)) }
        row.check(refusal)
        #expect(refusal?.description.contains("x") == false)
    }

    @Test func `all reasons are given at once, in the order of the document`() throws {
        let document = """
            {"format": "vivier-instance/1",
             "teams": [{"id": "a"}, {"id": "a"}],
             "cases": [{"id": "x", "capacity": -1}],
             "fits": [["a", "x", 1],
                      ["b", "x", 20000]]}
            """
        let refusal = try #require(throws: JSONRefusal.self) { try InstanceFile.read(Array(document.utf8)) }
        #expect(refusal.problems.map { [$0.place.line, $0.place.column] } == [[2, 32], [3, 36], [5, 12], [5, 22]])
        #expect(refusal.debugDescription.hasPrefix("2:32: $.teams[1].id: the team id \"a\" stands twice\n"))
    }

    @Test func `of a flood of reasons a hundred are given`() throws {
        let teams = Array(repeating: #"{"id":"a"}"#, count: 5000).joined(separator: ",")
        let document = #"{"format":"vivier-instance/1","teams":[\#(teams)],"cases":[]}"#
        let refusal = try #require(throws: JSONRefusal.self) { try InstanceFile.read(Array(document.utf8)) }
        #expect(refusal.problems.count == 101)
    }
}
