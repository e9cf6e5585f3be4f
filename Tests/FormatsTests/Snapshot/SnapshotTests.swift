import Formats
import Foundation
import Matching
import Testing

@Suite("Snapshots")
struct SnapshotTests {
    @Test func `a snapshot is written to the byte`() throws {
        let written = SnapshotExample.snapshot().write()
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: try Golden.bytes("snapshot.json"), as: UTF8.self))
        #expect(SHA256.hex(of: written) == "292aaa5cad265c504f3ceb87c3989266811ad7a4f4d4276c0fc36195ec87987a")
    }

    @Test func `it is read as it was written`() throws {
        let snapshot = SnapshotExample.snapshot()
        #expect(try Snapshot.read(snapshot.write()) == snapshot)
    }

    @Test func `a case's minimum stands behind its capacity, and only where there is one`() throws {
        var snapshot = SnapshotExample.snapshot()
        snapshot.problem.cases[0].minimum = 2
        let text = String(decoding: snapshot.write(), as: UTF8.self)
        #expect(text.contains("\"capacity\": 2, \"minimum\": 2, \"needs\""))
        #expect(text.components(separatedBy: "minimum").count == 2)
        #expect(try Snapshot.read(snapshot.write()) == snapshot)
        #expect(snapshot.frame.minimums == [2, 0, 0])
        let needless = text.replacing("\"minimum\": 2", with: "\"minimum\": 0")
        #expect(throws: JSONRefusal.self) { try Snapshot.read(Array(needless.utf8)) }
        snapshot.problem.cases[0].minimum = 3
        #expect(throws: FitDefect.case(0, .minimumOutOfRange)) { try FitBook(snapshot.problem) }
        (snapshot.problem.cases[0].minimum, snapshot.problem.policy) = (1, .stable)
        #expect(throws: FitDefect.case(0, .minimumUndecidable)) { try FitBook(snapshot.problem) }
    }

    @Test func `an empty one goes the same way`() throws {
        let empty = Snapshot(
            problem: FitProblem(), teams: [], members: [], cases: [], companies: [], schools: [], skills: [], languages: [], places: [])
        #expect(try Snapshot.read(empty.write()) == empty)
    }

    @Test func `its run solves, verifies and replays to the same bytes`() throws {
        let snapshot = SnapshotExample.snapshot()
        let digest = SHA256.hex(of: snapshot.write())
        let (solution, book) = try SnapshotExample.solution(snapshot)
        #expect(solution.placed == 3)
        let result = ResultFile.write(solution.claim(snapshot.problem), of: snapshot.frame, instanceSHA256: digest)
        let read = try Snapshot.read(snapshot.write())
        let contents = try ResultFile.read(result, for: read.frame)
        #expect(contents.instanceSHA256 == digest)
        #expect(DenseChecker(book, contents.claim).verdict() == .valid)
        let again = try SnapshotExample.solution(read).0
        #expect(ResultFile.write(again.claim(read.problem), of: read.frame, instanceSHA256: digest) == result)
    }

    @Test func `as an instance that lists every pair it has the same optimum and verifies offline`() throws {
        let snapshot = SnapshotExample.snapshot()
        let (solution, _) = try SnapshotExample.solution(snapshot)
        let bytes = InstanceFile.write(try #require(try snapshot.instance()))
        let instance = try InstanceFile.read(bytes).instance
        let problem = AssignmentProblem(instance, eligible: EligiblePairs(instance))
        guard case .optimal(let listed) = BestTotal.solve(problem) else {
            Issue.record("not solved")
            return
        }
        let claim = ResultClaim(instance, listed, placementWeight: problem.placementWeight)
        #expect(claim.totalFit == solution.totalFit && claim.placed == solution.placed)
        #expect(ResultChecker(instance, claim).firstBroken() == nil)
        #expect(ResultChecker(instance, solution.claim(snapshot.problem)).firstBroken() == nil)
    }

    @Test(arguments: try RefusedRow.all("snapshot-refusals.json", changing: "snapshot.json"))
    func `what is not of the form is refused with its path, in both languages`(row: RefusedRow) throws {
        row.check(#expect(throws: JSONRefusal.self) { try Snapshot.read(Array(row.document.utf8)) })
    }

    @Test func `no cut of the file is taken for a snapshot`() throws {
        let bytes = try Golden.bytes("snapshot.json")
        for length in stride(from: 0, to: bytes.count, by: 17) {
            #expect(throws: JSONRefusal.self) { try Snapshot.read(Array(bytes.prefix(length))) }
        }
    }

    @Test func `a position beyond its table is a defect`() throws {
        let document = String(decoding: try Golden.bytes("snapshot.json"), as: UTF8.self)
        let changed = try Snapshot.read(Array(document.replacing("\"pins\": [[2, 1]]", with: "\"pins\": [[3, 1]]").utf8))
        #expect(throws: FitDefect.unknownPin(0)) { try FitBook(changed.problem) }
    }
}
