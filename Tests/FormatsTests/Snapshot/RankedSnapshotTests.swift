import Formats
import Matching
import Testing

/// Snapshots of rounds in which teams have ranked cases.
@Suite("Snapshots with rankings")
struct RankedSnapshotTests {
    private static func ranked() -> Snapshot {
        var snapshot = SnapshotExample.snapshot()
        snapshot.problem.policy = .stable
        for ranking in [nil, [[2], [0, 1]], [[0]]] as [[[Int32]]?] { snapshot.problem.teamRankings.append(ranking) }
        return snapshot
    }

    @Test func `rankings stand behind everything else, ties as lists, and are read as they were written`() throws {
        let snapshot = Self.ranked()
        let text = String(decoding: snapshot.write(), as: UTF8.self)
        #expect(text.hasSuffix("\"pins\": [[2, 1]],\n \"rankings\": [\n  [1, 2, [0, 1]],\n  [2, 0]]}\n"))
        #expect(try Snapshot.read(snapshot.write()) == snapshot)
    }

    @Test func `what cases say of teams stands last, with or without what teams say`() throws {
        for teamsRank in [true, false] {
            var snapshot = Self.ranked()
            if !teamsRank { snapshot.problem.teamRankings = Rankings() }
            for ranking in [[[0, 2], [1]], nil] as [[[Int32]]?] { snapshot.problem.caseRankings.append(ranking) }
            let text = String(decoding: snapshot.write(), as: UTF8.self)
            #expect(text.hasSuffix("\"case_rankings\": [\n  [0, [0, 2], 1]]}\n"), "\(text.suffix(120))")
            let read = try Snapshot.read(snapshot.write())
            #expect(read.problem.caseRankings[0] == [[0, 2], [1]] && !read.problem.caseRankings.isGiven(1))
            #expect(read.problem.teamRankings.anyGiven == teamsRank)
            #expect(read.write() == snapshot.write())
        }
    }

    @Test func `a fairest round by rank says so and keeps what teams say`() throws {
        var snapshot = Self.ranked()
        (snapshot.problem.policy, snapshot.problem.placement, snapshot.problem.fairness) = (.fairest, .fitFirst, .rank)
        let text = String(decoding: snapshot.write(), as: UTF8.self)
        #expect(text.contains("\"placement\": \"fit-first\",\n \"fairness\": \"rank\",\n \"seed\": 7"), "\(text.prefix(200))")
        #expect(try Snapshot.read(snapshot.write()) == snapshot)
        let instance = try #require(try snapshot.instance())
        #expect(instance.fairnessBasis == .rank && instance.teamRankings[1] == [[2], [0, 1]])
        let read = try InstanceFile.read(InstanceFile.write(instance)).instance
        #expect(read.fairness == .rank && InstanceFile.write(read) == InstanceFile.write(instance))
        // What is said where nothing need be said is another form of the same.
        let usual = text.replacing("\"rank\"", with: "\"fit\"")
        #expect(throws: JSONRefusal.self) { try Snapshot.read(Array(usual.utf8)) }
    }

    @Test(arguments: [
        ("[1, 2, [0, 1]]", "[3, 2, [0, 1]]", JSONFault.Code.unknownValue, "$.rankings[0][0]"),
        ("[1, 2, [0, 1]]", "[-1, 2, [0, 1]]", .unknownValue, "$.rankings[0][0]"),
        ("[2, 0]", "[1, 0]", .unknownValue, "$.rankings[1][0]"),
        ("[2, 0]", "[2, 3]", .unknownValue, "$.rankings[1][1]"),
        ("[1, 2, [0, 1]]", "[1, 2, [0, 2]]", .duplicateID, "$.rankings[0][2][1]"),
        ("[2, 0]", "[2, [0]]", .unknownValue, "$"),
        ("[2, 0]", "[2, 0, []]", .unknownValue, "$"),
        ("[2, 0]", "[]", .unknownValue, "$"),
        ("[1, 2, [0, 1]],\n  [2, 0]", "", .unknownValue, "$"),
    ])
    func `what no round can hold is refused with its path`(part: String, other: String, code: JSONFault.Code, path: String) throws {
        let document = String(decoding: Self.ranked().write(), as: UTF8.self)
        let changed = document.replacing(part, with: other, maxReplacements: 1)
        #expect(changed != document)
        let refusal = #expect(throws: JSONRefusal.self) { try Snapshot.read(Array(changed.utf8)) }
        #expect(refusal?.problems.first?.code == code)
        #expect(refusal?.problems.first?.place.path == path)
    }

    @Test func `the lottery's seed is drawn from the snapshot and the published seed`() {
        let snapshot = SnapshotExample.snapshot()
        // (head -c 32 /dev/zero; printf 7) | sha256sum
        #expect(snapshot.lotterySeed(hash: [UInt8](repeating: 0, count: 32)) == 0x6e9be5feac93f5e6)
        #expect(snapshot.lotterySeed(hash: [UInt8](repeating: 1, count: 32)) != 0x6e9be5feac93f5e6)
    }
}
