import API
import Formats
import Foundation
import Matching
import Postgres
import TestSupport
import Testing
import Vivier

/// What anybody may have of a published run.
@Suite struct PublicPairTests {
    private func files(_ run: Run.ID, _ given: Given) async throws -> (instance: [UInt8], result: [UInt8]) {
        (
            try await given.perform(DownloadProof(run: run, file: .instance), as: .root),
            try await given.perform(DownloadProof(run: run, file: .result), as: .root)
        )
    }

    @Test(arguments: [nil, "everyone-first"], ["best-total", "fairest"])
    func `anybody can check the public files, and nobody is in them`(placement: String?, policy: String) async throws {
        guard placement == nil || policy == "best-total" else { return }
        try await Given.house { given in
            let scene = try await RepairScene.of(
                given, hours: [8, 6, 7, 2], placement: placement, policy: policy, pin: (team: 3, case: 1),
                cases: [("Un", 1, 4), ("Deux", 2, 4), ("Trois", 1, 6)])
            try await given.database.execute("UPDATE company SET capacity = 3")
            let run = try await given.perform(RunRound(round: scene.round), as: scene.school)
            #expect(try await given.refusal(of: DownloadProof(run: run.id, file: .instance), as: .root)?.kind == .missing)
            _ = try await given.perform(PublishRun(run: run.id), as: scene.school)
            let pair = try await files(run.id, given)
            let instance = try InstanceFile.read(pair.instance).instance
            let result = try ResultFile.read(pair.result, for: instance)
            #expect(result.instanceSHA256 == SHA256.hex(of: pair.instance))
            #expect(ResultChecker(instance, result.claim).firstBroken() == nil)
            #expect(Int(result.claim.totalFit) == run.totalFit && Int(result.claim.placed) == run.placed)
            #expect(instance.teams == (1...instance.teams.count).map { "t\($0)" } && !instance.teamRankings.anyGiven)
            // Nothing of who they are, and the same bytes for whoever asks again.
            let text = String(decoding: pair.instance + pair.result, as: UTF8.self)
            let known = scene.teams.map(\.description) + scene.cases.map(\.description) + ["Équipe", "Deux", "Miel", "Ève"]
            #expect(!known.contains { text.contains($0) })
            #expect(try await files(run.id, given) == pair)
        }
    }

    @Test func `a proof that rests on rankings stays with whose they are, and a draft does not exist`() async throws {
        try await Given.house { given in
            let scene = try await RepairScene.of(given, hours: [8, 6], policy: "stable", cases: [("Un", 1, 4), ("Deux", 1, 4)])
            #expect(try await given.refusal(of: ShowProof(run: scene.run.id), as: .root)?.kind == .missing)
            #expect(try await given.refusal(of: VerifyProof(run: scene.run.id), as: .root)?.kind == .missing)
            _ = try await given.perform(PublishRun(run: scene.run.id), as: scene.school)
            let proof = try await given.perform(ShowProof(run: scene.run.id), as: .root)
            #expect(proof.withheld == .rankings && proof.holder == "École Zoë" && proof.snapshotHash == scene.run.snapshotHash)
            #expect(try await given.refusal(of: DownloadProof(run: scene.run.id, file: .result), as: .root)?.code == "proof-withheld")
            #expect(try await given.perform(VerifyProof(run: scene.run.id), as: .root).valid)
            let papers = try await given.perform(DownloadResult(run: scene.run.id), as: scene.school)
            #expect(SHA256.hex(of: papers) == proof.resultHash)
        }
    }
}
