import Formats
import Foundation
import Matching
import Testing

/// `deploy/verify.py` is a second reading of the same definition: it must say of each result what `ResultChecker` says.
struct PythonVerifierTests {
    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"))
    func `the verifier in Python agrees with the one in Swift on true and on mutated results`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var verdicts: [Bool: Int] = [:]
        var withGap = 0
        for seed in UInt64(1)...240 {
            var generator = SeededGenerator(seed: seed)
            var instance = Instance.small(&generator)
            instance.policy = Instance.Policy.allCases[Int(seed % 3)]
            if seed > 180 {
                instance.policy = .bestTotal
                instance.minimums = instance.capacities.map { Int32.random(in: 0...$0, using: &generator) }
            }
            if instance.policy == .fairest {
                instance.coarsen(dropsFits: seed % 5 == 0)
                if instance.fits != nil, seed % 4 == 0 { instance.fairness = .rank }
            }
            let bytes = InstanceFile.write(instance)
            instance = try InstanceFile.read(bytes).instance
            // Pins may leave no way to keep the minimums.
            guard var claim = ResultClaim(solving: instance) else {
                #expect(instance.hasMinimums, "seed \(seed)")
                continue
            }
            if seed % 7 > 2 { claim.mutate(&generator, instance) }
            let result = ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes))
            let said = try PythonVerifier.verify(bytes, result, in: folder)
            let broken = ResultChecker(instance, try ResultFile.read(result, for: instance).claim).firstBroken()
            #expect(said.isValid == (broken == nil), "seed \(seed): \(said.text); \(broken?.sentence(in: instance).en ?? "valid")")
            #expect(said.isValid || said.text.hasPrefix("not valid: "), "seed \(seed): \(said.text)")
            let gap = said.isValid ? claim.gap(in: instance) ?? 0 : 0
            #expect(
                !said.isValid || said.text == (gap > 0 ? "valid, at most \(gap) below the best\n" : "valid\n"), "seed \(seed): \(said.text)"
            )
            if gap > 0 { withGap += 1 }
            verdicts[said.isValid, default: 0] += 1
        }
        #expect(withGap > 3)
        #expect(verdicts[true, default: 0] >= 60 && verdicts[false, default: 0] >= 60)
    }

    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"))
    func `branches as deep as a search makes them are checked, and a result of another policy is refused where cases have a minimum`()
        throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let depth: Int32 = 600
        var instance = Instance()
        instance.cases = (0..<depth).map { "c\($0)" }
        instance.capacities = instance.cases.map { _ in 1 }
        instance.minimums = instance.capacities
        instance.companyOfCase = instance.cases.map { _ in -1 }
        instance.fits = FitTable(rowStarts: [0], cases: [], fits: [])
        let bytes = InstanceFile.write(instance)
        instance = try InstanceFile.read(bytes).instance
        var claim = try #require(ResultClaim(solving: instance))
        claim.branches = (0...depth).map { last in
            let path = (0..<min(last + 1, depth)).map { QuotaSearch.Decision(target: $0, isOpen: $0 == last) }
            return ResultClaim.Branch(path: path, cases: [], companies: [])
        }
        let result = ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes))
        #expect(ResultChecker(instance, try ResultFile.read(result, for: instance).claim).firstBroken() == nil)
        let said = try PythonVerifier.verify(bytes, result, in: folder)
        #expect(said.text == "valid\n")
        for policy in ["stable", "fairest"] {
            let other = String(decoding: result, as: UTF8.self).replacing("\"best-total\"", with: "\"\(policy)\"")
            #expect(try PythonVerifier.verify(bytes, Array(other.utf8), in: folder).text.hasPrefix("not valid: "), "\(policy)")
        }
        let nonsense = Array(String(decoding: result, as: UTF8.self).replacing("\"best-total\"", with: "\"nonsense\"").utf8)
        #expect(throws: JSONRefusal.self) { try ResultFile.read(nonsense, for: instance) }
        #expect(try PythonVerifier.verify(bytes, nonsense, in: folder).status == 3)
    }

    @Test(
        .enabled(if: PythonVerifier.isThere, "there is no python3"),
        arguments: [("cases", "c9"), ("companies", "k9"), ("companies", "é\u{2009}9")])
    func `prices of cases and companies that there are not are refused by both, in every kind of certificate`(
        side: String, id: String
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vivier-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var kinds = Set<String>()
        for seed in UInt64(1)...16 {
            var generator = SeededGenerator(seed: seed)
            var instance = Instance.small(&generator)
            (instance.pins, instance.policy) = ([], Instance.Policy.allCases[Int(seed % 3)])
            if seed > 12 {
                instance.policy = .bestTotal
                instance.minimums = instance.capacities.map { min(1, $0) }
            }
            if instance.policy == .fairest { instance.fairness = .rank }
            let bytes = InstanceFile.write(instance)
            instance = try InstanceFile.read(bytes).instance
            let claim = try #require(ResultClaim(solving: instance))
            let result = String(decoding: ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes)), as: UTF8.self)
            #expect(try PythonVerifier.verify(bytes, Array(result.utf8), in: folder).isValid, "seed \(seed)")
            // In the last prices: of the fits of a chain, of the last branch.
            let place = try #require(result.range(of: "\"\(side)\": {", options: .backwards))
            let isEmpty = result[place.upperBound...].hasPrefix("}")
            let changed = Array(result.replacingCharacters(in: place, with: "\"\(side)\": {\"\(id)\": 0\(isEmpty ? "" : ", ")").utf8)
            let refusal = #expect(throws: JSONRefusal.self) { try ResultFile.read(changed, for: instance) }
            #expect(refusal?.problems.first?.code == .unknownID, "seed \(seed)")
            let said = try PythonVerifier.verify(bytes, changed, in: folder)
            #expect(
                said.status == 3 && said.text.hasSuffix("result.json: \(side) is missing or not of its form\n"), "seed \(seed): \(said)")
            kinds.insert(instance.hasMinimums ? "branches" : instance.policy.rawValue)
        }
        #expect(kinds.count == 4)
    }
}
