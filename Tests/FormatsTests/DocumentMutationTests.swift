import Formats
import Foundation
import Testing

/// Instances, snapshots and results, damaged at random: each is read or refused with its place, and none breaks a reader.
@Suite(.timeLimit(.minutes(3))) struct DocumentMutationTests {
    private static let seed: UInt64 = 0x5EED_2028
    private static let rounds = 6_000

    private static func golden(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")))
    }

    /// - Returns: how many were refused.
    private func fuzz(_ name: String, _ read: ([UInt8]) throws(JSONRefusal) -> Void) throws -> Int {
        var dice = SeededGenerator(seed: Self.seed)
        let bytes = try Self.golden(name)
        var refused = 0
        for round in 0..<Self.rounds {
            do throws(JSONRefusal) {
                try read(Mutator.mutant(of: bytes, &dice))
            } catch {
                refused += 1
                let isComplete = !error.problems.isEmpty && error.problems.allSatisfy { !$0.message.isEmpty && !$0.french.isEmpty }
                #expect(isComplete, "seed \(Self.seed), round \(round): \(error)")
            }
        }
        return refused
    }

    @Test func `damaged instances are read or refused`() throws {
        let refused = try fuzz("instance.json") { bytes throws(JSONRefusal) in _ = try InstanceFile.read(bytes) }
        #expect(refused > Self.rounds / 3)
    }

    @Test func `damaged snapshots are read or refused`() throws {
        let refused = try fuzz("snapshot.json") { bytes throws(JSONRefusal) in _ = try Snapshot.read(bytes) }
        #expect(refused > Self.rounds / 3)
    }

    @Test func `damaged results are read or refused`() throws {
        let instance = try InstanceFile.read(try Self.golden("instance.json")).instance
        let refused = try fuzz("result.json") { bytes throws(JSONRefusal) in _ = try ResultFile.read(bytes, for: instance) }
        #expect(refused > Self.rounds / 3)
    }

    @Test func `week grids, days and languages of any text are read or refused`() {
        var dice = SeededGenerator(seed: Self.seed)
        let texts = ["mon 09:00-12:00;tue 14:00-18:00", "lun 9h-12h, mar 14h–18h30", "2027-02-28", "fr:C2;en:B2"].map { Array($0.utf8) }
        var read = 0
        for round in 0..<20_000 {
            let text = String(decoding: Mutator.mutant(of: texts[round % texts.count], &dice), as: UTF8.self)
            if let grid = try? WeekGridText.read(text) {
                read += 1
                // What it says is read as the same week again.
                #expect(WeekGrid(grid.description) == grid, "seed \(Self.seed), round \(round): \(text)")
            }
            if let day = Day(text) { #expect(Day(day.description) == day) }
        }
        #expect(read > 500)
    }
}
