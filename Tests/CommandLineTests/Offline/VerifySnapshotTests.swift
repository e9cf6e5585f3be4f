import Formats
import Foundation
import Matching
import Testing

/// `vivier verify` on the papers of a run that was solved and exported for real.
@Suite(.timeLimit(.minutes(15)))
struct VerifySnapshotTests {
    @Test func `a run's exported papers are valid offline`() async throws {
        try await RunPapers.lend { papers in
            let said = try await papers.verify()
            #expect(said.status == 0 && said.output == "valid\n" && said.complaints.isEmpty, "\(said)")
            let json = try await papers.verify("--json")
            #expect(json.status == 0 && json.output == "{\"valid\":true}\n")
            _ = try await papers.verify()
            let piped = try await CommandLineProgram.run(
                ["verify", "-", papers.folder.appending(path: "result.json").path], input: papers.snapshotBytes)
            #expect(piped.status == 0 && piped.output == "valid\n")
        }
    }

    @Test func `a byte changed anywhere in either file is refused`() async throws {
        try await RunPapers.lend { papers in
            for offset in stride(from: 3, to: papers.resultBytes.count, by: 11) {
                var bytes = papers.resultBytes
                bytes[offset] ^= 1
                let said = try await papers.verify(result: bytes)
                #expect([1, 3].contains(said.status) && said.output != "valid\n", "result, byte \(offset): \(said)")
            }
            for offset in stride(from: 5, to: papers.snapshotBytes.count, by: 97) {
                var bytes = papers.snapshotBytes
                bytes[offset] ^= 1
                let said = try await papers.verify(snapshot: bytes)
                #expect([1, 3].contains(said.status) && said.output != "valid\n", "snapshot, byte \(offset): \(said)")
            }
        }
    }

    @Test func `the same result laid out otherwise is not what the service wrote`() async throws {
        try await RunPapers.lend { papers in
            let text = String(decoding: papers.resultBytes, as: UTF8.self)
            let said = try await papers.verify(result: Array(text.replacing("\"placed\": ", with: "\"placed\":  ").utf8))
            #expect(said.status == 3 && said.output.isEmpty && said.complaints.contains("as the service wrote it"), "\(said)")
            let french = try await papers.verify(
                result: Array(text.replacing("\"placed\": ", with: "\"placed\":  ").utf8), "--language", "fr")
            #expect(french.status == 3 && french.complaints.contains("se vérifie tel que le service l’a écrit"), "\(french)")
        }
    }

    @Test func `an availability changed in the snapshot is told by its hash`() async throws {
        try await RunPapers.lend { papers in
            var changed = papers.snapshot
            changed.problem.teams[0].members[0].week = WeekMask(days: 0..<1, halfHours: 0..<48)
            let bytes = changed.write()
            let said = try await papers.verify(snapshot: bytes)
            #expect(said.status == 1)
            #expect(said.output.contains("instance_sha256 is \(SHA256.hex(of: papers.snapshotBytes))"), "\(said)")
            #expect(said.output.contains("that of the file is \(SHA256.hex(of: bytes))"), "\(said)")
        }
    }

    @Test func `an availability taken away with the hash made to agree leaves a match that cannot be`() async throws {
        try await RunPapers.lend { papers in
            let match = try #require(papers.claim.matches.first)
            let forged = papers.forged { $0.problem.teams[Int(match.team)].members[0].week = WeekMask() }
            let said = try await papers.verify(snapshot: forged.snapshot, result: forged.result)
            #expect(said.status == 1)
            #expect(said.output == "\(papers.names(match)) which is not an eligible pair\n", "\(said)")
        }
    }

    @Test func `a fit changed with the hash made to agree no longer adds up`() async throws {
        try await RunPapers.lend { papers in
            let match = try #require(papers.claim.matches.first)
            // One of the window’s twelve weeks is lost: too few to close the gate.
            let forged = papers.forged { snapshot in
                let window = snapshot.problem.cases[Int(match.target)].window
                snapshot.problem.teams[Int(match.team)].members[0].notBefore = window.from + 7
            }
            let said = try await papers.verify(snapshot: forged.snapshot, result: forged.result)
            #expect(said.status == 1)
            #expect(said.output.hasPrefix("total_fit is \(papers.claim.totalFit), but the fits of the matches add up to "), "\(said)")
        }
    }

    @Test func `a snapshot that contradicts itself is refused with the case that does, in the language that was asked for`() async throws {
        try await RunPapers.lend { papers in
            let forged = papers.forged { $0.problem.cases[0].capacity = -1 }
            let name = papers.snapshot.cases[0]
            for (language, told) in [
                ("en", "snapshot.json: the snapshot contradicts itself: case “\(name)” has fewer than no places\n"),
                (
                    "fr",
                    "snapshot.json\u{A0}: l’instantané se contredit\u{A0}: le cas «\u{A0}\(name)\u{A0}» a moins de zéro place\n"
                ),
            ] {
                let said = try await papers.verify(snapshot: forged.snapshot, result: forged.result, "--language", language)
                #expect(said.status == 3 && said.output.isEmpty && said.complaints.hasSuffix(told), "\(said)")
            }
        }
    }

    @Test func `a stable run of more pairs than are ranked is refused with their number`() async throws {
        try await RunPapers.lend { papers in
            let count = 4_500
            let forged = papers.forged { snapshot in
                let (team, target) = (snapshot.problem.teams[0], snapshot.problem.cases[0])
                snapshot.problem.policy = .stable
                snapshot.teams = (0..<count).map { "t\($0)" }
                snapshot.cases = (0..<count).map { "c\($0)" }
                snapshot.members = Array(repeating: snapshot.members[0], count: count)
                snapshot.caseVersions = Array(repeating: 1, count: count)
                snapshot.problem.teams = Array(repeating: team, count: count)
                snapshot.problem.cases = Array(repeating: target, count: count)
            }
            for (language, told) in [
                ("en", "the run has more than 20000000 eligible pairs: too many for stable\n"),
                ("fr", "le calcul a plus de 20000000 paires possibles\u{A0}: trop pour stable\n"),
            ] {
                let said = try await papers.verify(snapshot: forged.snapshot, result: Array("{}".utf8), "--language", language)
                #expect(said.status == 3 && said.output.isEmpty && said.complaints.hasSuffix(told), "\(said)")
            }
        }
    }

    @Test func `a match left out is named`() async throws {
        try await RunPapers.lend { papers in
            let match = try #require(papers.claim.matches.first)
            let (team, target) = (papers.snapshot.teams[Int(match.team)], papers.snapshot.cases[Int(match.target)])
            let dropped = try await papers.verify(result: papers.result { $0.matches.removeFirst() })
            #expect(dropped.status == 1)
            #expect(dropped.output == "team \"\(team)\" has no match and does not stand among the unmatched\n", "\(dropped)")

            // With every figure made to agree, the price of the place that is now free gives it away.
            let mended = try await papers.verify(
                result: papers.result {
                    $0.matches.removeFirst()
                    $0.unmatched.append(match.team)
                    $0.placed -= 1
                    $0.totalFit /= 2
                })
            #expect(mended.status == 1)
            #expect(mended.output.hasSuffix("not proven optimal, since case \"\(target)\" has a price and a free place\n"), "\(mended)")
        }
    }

    @Test(arguments: [Int64(1), 500, -1])
    func `a wrong price is named with the team that gives it away`(change: Int64) async throws {
        try await RunPapers.lend { papers in
            let match = try #require(papers.claim.matches.first)
            let (team, target) = (papers.snapshot.teams[Int(match.team)], papers.snapshot.cases[Int(match.target)])
            let said = try await papers.verify(result: papers.result { $0.prices?.cases[Int(match.target)] += change })
            #expect(said.status == 1)
            if change > 0 {
                let reason = "since at these prices team \"\(team)\" would rather have no case than case \"\(target)\"\n"
                #expect(said.output.hasSuffix(reason), "\(said)")
            } else {
                // Whoever has nothing, or has the dearer place, would rather have this one.
                #expect(
                    said.output.contains("since at these prices team \"") && said.output.contains("would rather have case \"\(target)\""))
            }
        }
    }

    @Test func `a snapshot that contradicts itself is refused with ids`() async throws {
        try await RunPapers.lend { papers in
            let forged = papers.forged { $0.problem.pins = [.init(team: 0, target: 0), .init(team: 0, target: 1)] }
            let said = try await papers.verify(snapshot: forged.snapshot, result: forged.result)
            #expect(said.status == 3 && said.output.isEmpty)
            #expect(said.complaints.contains("team “\(papers.snapshot.teams[0])” is pinned to two cases: leave one of them out"), "\(said)")
        }
    }

    @Test func `a snapshot in another form is refused as a snapshot`() async throws {
        try await RunPapers.lend { papers in
            let text = String(decoding: papers.snapshotBytes, as: UTF8.self)
            let said = try await papers.verify(snapshot: Array(("\n" + text).utf8))
            #expect(said.status == 3 && said.complaints.contains("not in the form that the service writes"), "\(said)")
            let newer = try await papers.verify(snapshot: Array(text.replacing("vivier-snapshot/1", with: "vivier-snapshot/2").utf8))
            #expect(newer.status == 3 && newer.complaints.contains("$.format"), "\(newer)")
        }
    }
}

extension RunPapers {
    /// The sentence of a pair, as far as it is the same for all reasons.
    fileprivate func names(_ pair: Instance.Pair) -> String {
        "team \"\(snapshot.teams[Int(pair.team)])\" is matched with case \"\(snapshot.cases[Int(pair.target)])\","
    }
}
