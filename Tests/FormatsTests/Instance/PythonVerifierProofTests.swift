import Formats
import Foundation
import Matching
import Testing

/// The certificate of both ways to decide whether the case runs, without its braces.
private func branches(_ prices: String) -> String {
    #""kind": "branches", "bound": 7, "branches": [{"path": [["c", "open"]], "cases": "# + prices + #", "companies": {}}, "#
        + #"{"path": [["c", "closed"]], "cases": {}, "companies": {}}]"#
}

/// The certificate of one team at the level 7, without its braces.
private func levels(_ placing: String, _ prices: String, _ second: String) -> String {
    #""kind": "leximin-chain", "on": "fit", "levels": [{"teams": 1, "placing": "# + placing + #", "cases": "# + prices
        + #", "companies": {}}, {"level": 7, "teams": 1, "placing": "# + second + #", "cases": {}, "companies": {}}]"#
}

/// What a certificate must prove, said alike by `deploy/verify.py` and by `ResultChecker`.
struct PythonVerifierProofTests {
    /// Of a team that has its case, beside a case without places: prices on that, or of no effect, may be as large as sums stay exact.
    @Test(
        .enabled(if: PythonVerifier.isThere, "there is no python3"),
        arguments: [
            ("best-total", #""kind": "lp-dual", "cases": {"z": #}"#, 1 << 61),
            ("stable", #""kind": "no-blocking-pair", "size_bound": 1, "cases": {"z": #}"#, 1 << 61),
            ("best-total", branches(#"{"z": #}"#), 1 << 61), ("best-total", branches(#"{"c": -#}"#), 1 << 61),
            ("fairest", levels("1", #"{"z": #}"#, "0"), 1 << 50), ("fairest", levels("#", "{}", "0"), 1 << 50),
            ("fairest", levels("1", "{}", "-#"), 1 << 50),
        ] as [(String, String, Int64)])
    func `prices and placings are valid up to the same limits for both`(policy: String, certificate: String, most: Int64) throws {
        try PythonVerifier.inFolder { folder in
            let least = certificate.contains("branches") ? 1 : 0
            let bytes = Array(
                """
                {"format": "vivier-instance/1", "policy": "\(policy)", "teams": [{"id": "a"}], "fits": [["a", "c", 7]],
                 "cases": [{"id": "c", "capacity": 1, "minimum": \(least)}, {"id": "z", "capacity": 0}]}
                """.utf8)
            let instance = try InstanceFile.read(bytes).instance
            for (value, isValid) in [(1, true), (most, true), (most + 1, false), (.max, false)] as [(Int64, Bool)] {
                let result = Array(
                    """
                    {"format": "vivier-result/1", "policy": "\(policy)", "instance_sha256": "\(SHA256.hex(of: bytes))", "matches": [["a", "c"]],
                     "unmatched": [], "placed": 1, "total_fit": 7, "certificate": {\(certificate.replacing("#", with: "\(value)"))}}
                    """.utf8)
                let broken = ResultChecker(instance, try ResultFile.read(result, for: instance).claim).firstBroken()
                #expect((broken == nil) == isValid, "\(value): \(broken?.sentence(in: instance).en ?? "valid")")
                let said = try PythonVerifier.verify(bytes, result, in: folder)
                #expect(said.isValid == isValid && said.status == (isValid ? 0 : 1), "\(value): \(said)")
            }
        }
    }

    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"), arguments: [nil, 1, 3, 4, 99] as [Int?])
    func `whatever engine made it, a result that is fairest by rank proves its total fit or is not valid`(engine: Int?) throws {
        try PythonVerifier.inFolder { folder in
            // Both teams have nothing to wish for either way; one way has more fit.
            let bytes = Array(
                """
                {"format": "vivier-instance/1", "policy": "fairest", "fairness": "rank", "teams": [{"id": "a"}, {"id": "b"}],
                 "cases": [{"id": "c", "capacity": 1}, {"id": "d", "capacity": 1}],
                 "fits": [["a", "c", 9], ["a", "d", 1], ["b", "c", 1], ["b", "d", 9]]}
                """.utf8)
            let instance = try InstanceFile.read(bytes).instance
            var claim = try #require(ResultClaim(solving: instance))
            #expect(claim.totalFit == 18 && claim.fitPrices != nil)
            let honest = ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes))
            #expect(try PythonVerifier.verify(bytes, honest, in: folder).text == "valid\n")
            claim.fitPrices = nil
            (claim.engine, claim.totalFit) = (engine ?? 1, 2)
            (claim.matches[0].target, claim.matches[1].target) = (claim.matches[1].target, claim.matches[0].target)
            let swapped = ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes))
            let contents = try ResultFile.read(swapped, for: instance)
            #expect(String(decoding: swapped, as: UTF8.self).contains("engine") == (engine ?? 1 > 1))
            #expect(ResultChecker(instance, contents.claim).firstBroken() == .fitPricesMissing(engine: engine ?? 1))
            let said = try PythonVerifier.verify(bytes, swapped, in: folder)
            let reason = "not valid: made by engine \(engine ?? 1): its levels prove the ranks but not the total fit of those places"
            #expect(said.status == 1 && said.text.hasPrefix(reason), "\(said)")
        }
    }

    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"))
    func `branches that stand in another order than they were divided in are refused by both`() throws {
        try PythonVerifier.inFolder { folder in
            let bytes = Array(
                """
                {"format": "vivier-instance/1", "teams": [{"id": "a"}], "fits": [["a", "c", 7]],
                 "cases": [{"id": "c", "capacity": 1, "minimum": 1}, {"id": "d", "capacity": 1, "minimum": 1}]}
                """.utf8)
            let instance = try InstanceFile.read(bytes).instance
            let paths = [#"["c", "open"], ["d", "open"]"#, #"["c", "open"], ["d", "closed"]"#, #"["c", "closed"]"#]
            let orders = [
                ([0, 1, 2], true), ([1, 0, 2], true), ([2, 0, 1], true), ([0, 2, 1], false), ([0, 1], false), ([0, 1, 1, 2], false),
            ]
            for (order, isValid) in orders {
                let branches = order.map { "{\"path\": [\(paths[$0])], \"cases\": {}, \"companies\": {}}" }.joined(separator: ", ")
                let result = Array(
                    """
                    {"format": "vivier-result/1", "policy": "best-total", "instance_sha256": "\(SHA256.hex(of: bytes))", "matches": [["a", "c"]],
                     "unmatched": [], "placed": 1, "total_fit": 7, "certificate": {"kind": "branches", "bound": 7, "branches": [\(branches)]}}
                    """.utf8)
                let broken = ResultChecker(instance, try ResultFile.read(result, for: instance).claim).firstBroken()
                #expect(broken == (isValid ? nil : .branchesIncomplete), "\(order)")
                #expect(try PythonVerifier.verify(bytes, result, in: folder).isValid == isValid, "\(order)")
            }
        }
    }

    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"))
    func `where rankings alone say who is eligible a worse result with minimums is valid with its gap`() throws {
        try PythonVerifier.inFolder { folder in
            let bytes = Array(
                """
                {"format": "vivier-instance/1", "placement": "everyone-first", "teams": [{"id": "a", "prefers": ["c"]}],
                 "cases": [{"id": "c", "capacity": 1, "minimum": 1}]}
                """.utf8)
            let instance = try InstanceFile.read(bytes).instance
            var claim = try #require(ResultClaim(solving: instance))
            #expect(claim.gap(in: instance) == 0)
            (claim.matches, claim.unmatched, claim.placed) = ([], [0], 0)
            let result = ResultFile.write(claim, of: instance, instanceSHA256: SHA256.hex(of: bytes))
            #expect(ResultChecker(instance, claim).firstBroken() == nil)
            let gap = try #require(claim.gap(in: instance))
            #expect(gap > 10_000 && gap == claim.placementWeight)
            #expect(try PythonVerifier.verify(bytes, result, in: folder).text == "valid, at most \(gap) below the best\n")
        }
    }

    @Test(.enabled(if: PythonVerifier.isThere, "there is no python3"))
    func `cases whose ids only look alike are two in every certificate, and so are members that nobody knows`() throws {
        try PythonVerifier.inFolder { folder in
            let (one, other) = ("\u{E9}", "e\u{301}")
            let bytes = Array(
                """
                {"format": "vivier-instance/1", "policy": "fairest", "teams": [{"id": "a"}], "fits": [["a", "\(one)", 7]],
                 "cases": [{"id": "\(one)", "capacity": 1}, {"id": "\(other)", "capacity": 1}], "\(one)": 0, "\(other)": {"\(one)": 0, "\(other)": 0}}
                """.utf8)
            let instance = try InstanceFile.read(bytes).instance
            let result = Array(
                """
                {"format": "vivier-result/1", "policy": "fairest", "instance_sha256": "\(SHA256.hex(of: bytes))", "matches": [["a", "\(one)"]],
                 "unmatched": [], "placed": 1, "total_fit": 7, "certificate": {\(levels("1", "{\"\(one)\": 0, \"\(other)\": 0}", "0"))}}
                """.utf8)
            #expect(ResultChecker(instance, try ResultFile.read(result, for: instance).claim).firstBroken() == nil)
            #expect(try PythonVerifier.verify(bytes, result, in: folder).text == "valid\n")
        }
    }
}
