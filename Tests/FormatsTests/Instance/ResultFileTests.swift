import Formats
import Matching
import Testing

struct ResultFileTests {
    private func solved() throws -> (Instance, ResultClaim, String) {
        let bytes = try Golden.bytes("instance.json")
        let instance = try InstanceFile.read(bytes).instance
        let problem = AssignmentProblem(instance, eligible: EligiblePairs(instance))
        guard case .optimal(let solution) = BestTotal.solve(problem) else { throw CancellationError() }
        return (instance, ResultClaim(instance, solution, placementWeight: problem.placementWeight), SHA256.hex(of: bytes))
    }

    @Test func `the result of the worked example is written to the byte`() throws {
        let (instance, claim, digest) = try solved()
        let written = ResultFile.write(claim, of: instance, instanceSHA256: digest)
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: try Golden.bytes("result.json"), as: UTF8.self))
    }

    @Test func `a result is read as it was written, and verifies`() throws {
        let (instance, claim, digest) = try solved()
        let contents = try ResultFile.read(try Golden.bytes("result.json"), for: instance)
        #expect(contents.claim == claim)
        #expect(contents.instanceSHA256 == digest)
        #expect(contents.ignored.isEmpty)
        #expect(ResultChecker(instance, contents.claim).firstBroken() == nil)
    }

    @Test func `a result that does not name its engine is of the first, and keeps its bytes`() throws {
        let (instance, claim, digest) = try solved()
        let document = String(decoding: try Golden.bytes("result.json"), as: UTF8.self)
        let earlier = Array(document.replacing(" \"engine\": 5,\n", with: "").utf8)
        let contents = try ResultFile.read(earlier, for: instance)
        #expect(claim.engine > 1 && contents.claim.engine == 1)
        #expect(ResultFile.write(contents.claim, of: instance, instanceSHA256: digest) == earlier)
    }

    @Test(arguments: try RefusedRow.all("result-refusals.json", changing: "result.json"))
    func `what is not of the form is refused with its path, in both languages`(row: RefusedRow) throws {
        let (instance, _, _) = try solved()
        let refusal = #expect(throws: JSONRefusal.self) { try ResultFile.read(Array(row.document.utf8), for: instance) }
        row.check(refusal)
    }

    @Test(arguments: [
        ("lp-dual", "best-total", ["size_bound"]), ("lp-dual", "best-total", ["levels"]),
        // The worked example has a placement_weight.
        ("no-blocking-pair", "stable", ["placement_weight"]), ("no-blocking-pair", "stable", ["levels", "placement_weight"]),
    ])
    func `a member that the certificate's kind does not have is passed over, and said`(kind: String, policy: String, members: [String])
        throws
    {
        let (instance, _, _) = try solved()
        let more = members.filter { $0 != "placement_weight" }.map { "\"\($0)\": 9, " }.joined()
        let document = String(decoding: try Golden.bytes("result.json"), as: UTF8.self)
            .replacing("\"kind\": \"lp-dual\"", with: "\(more)\"kind\": \"\(kind)\"").replacing("best-total", with: policy)
        let contents = try ResultFile.read(Array(document.utf8), for: instance)
        #expect(contents.ignored.map(\.place.path) == members.map { "$.certificate.\($0)" })
        #expect(contents.ignored.allSatisfy { $0.code == .unknownMember })
        #expect(contents.claim.sizeBound == nil && (contents.claim.prices?.placementWeight != nil) == (kind == "lp-dual"))
    }

    @Test func `a stable result is read as it was written, and verifies`() throws {
        let bytes = try Golden.bytes("instance.json")
        var instance = try InstanceFile.read(bytes).instance
        instance.policy = .stable
        guard case .stable(let solution) = StableMatching.solve(instance, eligible: EligiblePairs(instance)) else {
            throw CancellationError()
        }
        let claim = ResultClaim(instance, solution)
        let contents = try ResultFile.read(
            ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes)), for: instance)
        #expect(contents.claim == claim)
        #expect(contents.ignored.isEmpty)
        #expect(ResultChecker(instance, contents.claim).firstBroken() == nil)
    }

    @Test func `the proof of one policy is none of another`() throws {
        let (instance, _, _) = try solved()
        let document = String(decoding: try Golden.bytes("result.json"), as: UTF8.self)
        let changed = document.replacing("lp-dual", with: "no-blocking-pair")
        let contents = try ResultFile.read(Array(changed.utf8), for: instance)
        #expect(ResultChecker(instance, contents.claim).firstBroken() == .pricesMissing)
    }
}
