import API
import Formats
import Foundation
import Matching
import TestSupport
import Vivier

/// The snapshot and the result of a real run, as they are exported, in a folder of their own.
struct RunPapers {
    let folder: URL
    let snapshotBytes: [UInt8]
    let resultBytes: [UInt8]
    let snapshot: Snapshot
    let claim: ResultClaim

    /// Three teams want two cases of one place each, and all fit alike: somebody stays without, and only one price of a place proves it.
    static func lend<T>(_ body: (RunPapers) async throws -> T) async throws -> T {
        let (snapshot, result) = try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            for number in 1...3 {
                let member = try await given.student("Ève \(number)", of: school, in: cohort)
                _ = try await given.team(
                    "Équipe \(number)", of: [member, try await given.student("Zoë \(number)", of: school, in: cohort)], in: cohort,
                    school: school)
            }
            let company = try await given.company("Miel & fils")
            for title in ["Vendre", "Acheter"] { _ = try await given.businessCase(title, by: company) }
            let round = try await given.round("Printemps", of: school, over: cohort)
            let admin = Caller(role: .schoolAdmin, organisation: school, requestID: "test")
            let run = try await given.application.perform(RunRound(round: round), by: admin)
            return (
                try await given.application.perform(DownloadSnapshot(run: run.id), by: admin),
                try await given.application.perform(DownloadResult(run: run.id), by: admin)
            )
        }
        let read = try Snapshot.read(snapshot)
        let claim = try ResultFile.read(result, for: read.frame).claim
        return try await TemporaryFolder.lend { folder in
            try await body(RunPapers(folder: folder, snapshotBytes: snapshot, resultBytes: result, snapshot: read, claim: claim))
        }
    }

    /// What `vivier verify` says of two files.
    func verify(snapshot: [UInt8]? = nil, result: [UInt8]? = nil, _ flags: String...) async throws -> CommandLineProgram.Outcome {
        let files = try [("snapshot.json", snapshot ?? snapshotBytes), ("result.json", result ?? resultBytes)].map { name, bytes in
            let file = folder.appending(path: name)
            try Data(bytes).write(to: file)
            return file.path
        }
        return try await CommandLineProgram.run(["verify"] + files + flags)
    }

    /// Another result for the same snapshot, in good form.
    func result(_ change: (inout ResultClaim) -> Void) -> [UInt8] {
        var changed = claim
        change(&changed)
        return ResultFile.write(changed, of: snapshot.frame, instanceSHA256: SHA256.hex(of: snapshotBytes))
    }

    /// The same claim, said to be of another snapshot, which is in good form too.
    func forged(_ change: (inout Snapshot) -> Void) -> (snapshot: [UInt8], result: [UInt8]) {
        var changed = snapshot
        change(&changed)
        let bytes = changed.write()
        return (bytes, ResultFile.write(claim, of: changed.frame, instanceSHA256: SHA256.hex(of: bytes)))
    }
}
