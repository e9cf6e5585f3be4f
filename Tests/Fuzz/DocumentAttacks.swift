import Formats
import Foundation
import Matching

/// The product's own JSON documents, and JSON as such.
enum DocumentAttacks {
    /// What the strict reader takes every other reader takes.
    static func json(_ bytes: [UInt8]) {
        let isRead = bytes.withUnsafeBufferPointer { bytes in
            var json = JSONReader(bytes)
            do throws(JSONFault) {
                try json.begin()
                try json.skip()
                try json.end()
                return true
            } catch {
                hold(error.offset >= 0 && error.offset <= bytes.count, "a fault stands in the file: \(error)")
                _ = JSONLocator.places(of: [error.offset], in: bytes)
                return false
            }
        }
        // A number may be larger than what others can hold.
        guard isRead, !bytes.contains(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) else { return }
        let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        hold(other != nil, "what is strictly JSON is JSON")
    }

    private static func check(_ refusal: JSONRefusal) {
        hold(!refusal.problems.isEmpty, "a refusal says why")
        for problem in refusal.problems {
            hold(!problem.message.isEmpty && problem.place.line >= 1 && problem.place.column >= 1, "a problem stands somewhere: \(problem)")
        }
    }

    static func instance(_ bytes: [UInt8]) {
        do throws(JSONRefusal) {
            let instance = try InstanceFile.read(bytes).instance
            let written = InstanceFile.write(instance)
            let again = try InstanceFile.read(written)
            hold(again.instance == instance && again.ignored.isEmpty, "an instance survives being written")
        } catch {
            check(error)
        }
    }

    /// Against a small round; what is read may claim anything, and the checker says whether it is true.
    static func result(_ bytes: [UInt8]) {
        do throws(JSONRefusal) {
            let claim = try ResultFile.read(bytes, for: round).claim
            _ = ResultChecker(round, claim).firstBroken().map { $0.sentence(in: round) }
        } catch {
            check(error)
        }
    }

    private static let round: Instance = {
        let text = """
            {"format": "vivier-instance/1", "policy": "best-total", "placement": "everyone-first",
             "teams": [{"id": "t1", "prefers": ["c1", ["c2", "c3"]]}, {"id": "t2"}, {"id": "é"}, {"id": "t4", "prefers": []}],
             "cases": [{"id": "c1", "capacity": 2, "company": "k1", "prefers": [["t1", "t2"], "é"]},
              {"id": "c2", "capacity": 1, "company": "k1"}, {"id": "c3", "capacity": 0}],
             "companies": [{"id": "k1", "capacity": 3, "prefers": ["t1", "t2", "é"]}, {"id": "k2"}],
             "fits": [["t1", "c1", 8123], ["t1", "c2", 10000], ["t2", "c1", 0], ["é", "c1", 77]],
             "pins": [["t1", "c1"]], "bans": [["t2", "c2"]], "seed": 7}
            """
        guard let contents = try? InstanceFile.read(Array(text.utf8)) else { preconditionFailure("the round above is one") }
        return contents.instance
    }()

    static func snapshot(_ bytes: [UInt8]) {
        do throws(JSONRefusal) {
            let snapshot = try Snapshot.read(bytes)
            let written = snapshot.write()
            hold(try Snapshot.read(written) == snapshot, "a snapshot survives being written")
            // A huge problem is for the engine's tests.
            guard snapshot.teams.count * snapshot.cases.count < 1_000 else { return }
            do throws(FitDefect) { _ = try snapshot.instance() } catch { _ = snapshot.sentence(of: error) }
        } catch {
            check(error)
        }
    }
}
