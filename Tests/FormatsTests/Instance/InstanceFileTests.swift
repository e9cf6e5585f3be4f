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

    /// What stands between `teams` and the end of an otherwise good instance, and how it is refused.
    static let refusals: [(document: String, code: JSONFault.Code, path: String)] = [
        (#""teams":[],"cases":[]"#, .missingMember, "$"),
        (#""format":"vivier-instance/2","teams":[],"cases":[]"#, .unknownValue, "$.format"),
        (#""format":1,"teams":[],"cases":[]"#, .wrongType, "$.format"),
        (f + #""cases":[]"#, .missingMember, "$"),
        (f + #""teams":[],"cases":[{"id":"c","capacity":1,"minimum":2}]"#, .unknownValue, "$.cases[0].minimum"),
        (f + #""teams":[],"cases":[{"id":"c","capacity":1,"minimum":-1}]"#, .outOfRange, "$.cases[0].minimum"),
        (f + #""policy":"stable","teams":[],"cases":[{"id":"c","capacity":1,"minimum":1}]"#, .unknownValue, "$.cases[0].minimum"),
        (f + #""teams":[],"cases":[],"fairness":"fit""#, .unknownValue, "$.fairness"),
        (f + #""teams":[],"cases":[],"fits":[],"fairness":"luck""#, .unknownValue, "$.fairness"),
        (f + #""teams":[]"#, .missingMember, "$"),
        (f + #""teams":{},"cases":[]"#, .wrongType, "$.teams"),
        (f + #""teams":[],"cases":[],"teams":[]"#, .duplicateMember, "$.teams"),
        (f + #""teams":["a"],"cases":[]"#, .wrongType, "$.teams[0]"),
        (f + #""teams":[{"id":1}],"cases":[]"#, .wrongType, "$.teams[0].id"),
        (f + #""teams":[{}],"cases":[]"#, .missingMember, "$.teams[0]"),
        (f + #""teams":[{"id":"a"},{"id":"\u0061"}],"cases":[]"#, .duplicateID, "$.teams[1].id"),
        (f + #""teams":[],"cases":[{"id":"x"}]"#, .missingMember, "$.cases[0]"),
        (f + #""teams":[],"cases":[{"id":"x","capacity":-1}]"#, .outOfRange, "$.cases[0].capacity"),
        (f + #""teams":[],"cases":[{"id":"x","capacity":1000000001}]"#, .outOfRange, "$.cases[0].capacity"),
        (f + #""teams":[],"cases":[{"id":"x","capacity":1.0}]"#, .notAnInteger, "$.cases[0].capacity"),
        (f + #""teams":[],"cases":[{"id":"x","capacity":"1"}]"#, .wrongType, "$.cases[0].capacity"),
        (f + #""teams":[],"cases":[{"id":"x","capacity":1},{"id":"x","capacity":1}]"#, .duplicateID, "$.cases[1].id"),
        (f + #""teams":[],"cases":[{"id":"x","capacity":1,"company":"k"}]"#, .unknownID, "$.cases[0].company"),
        (f + #""teams":[],"cases":[{"id":"x","capacity":1,"company":null}]"#, .wrongType, "$.cases[0].company"),
        (f + #""teams":[],"cases":[],"companies":[{"id":"k","capacity":-3}]"#, .outOfRange, "$.companies[0].capacity"),
        (f + #""teams":[],"cases":[],"companies":[{"id":"k"},{"id":"k"}]"#, .duplicateID, "$.companies[1].id"),
        (f + g + #","policy":"best""#, .unknownValue, "$.policy"),
        (f + g + #","placement":"fit""#, .unknownValue, "$.placement"),
        (f + g + #","seed":1.5"#, .notAnInteger, "$.seed"),
        (f + g + #","seed":-1"#, .outOfRange, "$.seed"),
        (f + #""teams":[{"id":"a","prefers":["z"]}],"cases":[]"#, .unknownID, "$.teams[0].prefers[0]"),
        (f + #""teams":[{"id":"a","prefers":"x"}],"cases":[]"#, .wrongType, "$.teams[0].prefers"),
        (f + #""teams":[{"id":"a","prefers":[["x"],["x"]]}],"cases":[{"id":"x","capacity":1}]"#, .duplicateID, "$.teams[0].prefers[1][0]"),
        (f + #""teams":[{"id":"a","prefers":[[]]}],"cases":[]"#, .outOfRange, "$.teams[0].prefers[0]"),
        (f + #""teams":[{"id":"a","prefers":[[["x"]]]}],"cases":[{"id":"x","capacity":1}]"#, .wrongType, "$.teams[0].prefers[0][0]"),
        (f + g + #","fits":[["a","x",10001]]"#, .outOfRange, "$.fits[0][2]"),
        (f + g + #","fits":[["a","x",-1]]"#, .outOfRange, "$.fits[0][2]"),
        (f + g + #","fits":[["a","x",5.0]]"#, .notAnInteger, "$.fits[0][2]"),
        (f + g + #","fits":[["a","x",1e3]]"#, .notAnInteger, "$.fits[0][2]"),
        (f + g + #","fits":[["a","x","5"]]"#, .wrongType, "$.fits[0][2]"),
        (f + g + #","fits":[["a","x"]]"#, .wrongType, "$.fits[0][1]"),
        (f + g + #","fits":[["a","x",5,6]]"#, .wrongType, "$.fits[0][3]"),
        (f + g + #","fits":[["b","x",5]]"#, .unknownID, "$.fits[0][0]"),
        (f + g + #","fits":[["a","y",5]]"#, .unknownID, "$.fits[0][1]"),
        (f + g + #","fits":[["a","x",5],["a","x",5]]"#, .duplicatePair, "$.fits[1]"),
        (f + g + #","fits":null"#, .wrongType, "$.fits"),
        (f + g + #","fits":[["a","x",5]],"pins":[["a"]]"#, .wrongType, "$.pins[0][0]"),
        (f + g + #","fits":[["a","x",5]],"pins":[["a","z"]]"#, .unknownID, "$.pins[0][1]"),
        (f + g + #","fits":[["a","x",5]],"pins":[["a","x"],["a","x"]]"#, .duplicatePair, "$.pins[1]"),
        (f + g + #","fits":[["a","x",5]],"bans":[["a","x"],["a","x"]]"#, .duplicatePair, "$.bans[1]"),
        (f + g + #","fits":[["a","x",5]],"pins":[["a","x"]],"bans":[["a","x"]]"#, .pinnedAndBanned, "$.pins[0]"),
        (f + g + #","fits":[],"pins":[["a","x"]]"#, .pinNotEligible, "$.pins[0]"),
        (
            f + #""teams":[{"id":"a","prefers":[]}],"cases":[{"id":"x","capacity":1}],"fits":[["a","x",5]],"pins":[["a","x"]]"#,
            .pinNotEligible, "$.pins[0]"
        ),
        (
            f + #""teams":[{"id":"a"}],"cases":[{"id":"x","capacity":0}],"fits":[["a","x",5]],"pins":[["a","x"]]"#, .pinOverCapacity,
            "$.pins[0]"
        ),
        (
            f + #""teams":[{"id":"a"}],"cases":[{"id":"x","capacity":1,"company":"k"}],"companies":[{"id":"k","capacity":0}],"#
                + #""fits":[["a","x",5]],"pins":[["a","x"]]"#, .pinOverCapacity, "$.pins[0]"
        ),
        (
            f + #""teams":[{"id":"a"}],"cases":[{"id":"x","capacity":1},{"id":"y","capacity":1}],"#
                + #""fits":[["a","x",5],["a","y",5]],"pins":[["a","x"],["a","y"]]"#, .duplicateID, "$.pins[1]"
        ),
    ]
    private static let f = #""format":"vivier-instance/1","#
    private static let g = #""teams":[{"id":"a"}],"cases":[{"id":"x","capacity":1}]"#

    @Test(arguments: refusals.indices)
    func `each refusal names its path`(index: Int) throws {
        let (document, code, path) = Self.refusals[index]
        let refusal = #expect(throws: JSONRefusal.self) { try InstanceFile.read(Array("{\(document)}".utf8)) }
        #expect(refusal?.problems.first?.code == code, "\(document)")
        #expect(refusal?.problems.first?.place.path == path, "\(document)")
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
