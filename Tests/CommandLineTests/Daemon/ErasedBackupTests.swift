import Foundation
import TestSupport
import Testing

/// A backup from before an erasure brings the person back, unless the list of who was erased is beside it.
struct ErasedBackupTests {
    private static let traces = ["Maëlys-Ornicar", "Vroustoupoulos", "K-77881234", "maelys.vroust@ecole.example"]
    private static let students = """
        key;given_name;family_name;email;languages;skills;availability;hours_per_week;team
        K-77881234;Maëlys-Ornicar;Vroustoupoulos;maelys.vroust@ecole.example;fr:C2;négociation:3;lun 9h-12h;10;Équipe 1
        002;Zoé;Martin;zoe@ecole.example;fr:C2;négociation:3;lun 9h-12h;10;Équipe 1

        """

    private func vivierd(_ arguments: String..., state: URL) async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.run(arguments + ["--state-dir", state.path], of: "vivierd")
    }

    private func operatorOf(_ daemon: RunningDaemon) async throws -> Speaker {
        let made = try await vivierd("token", "create", "--role", "operator", state: daemon.state)
        return Speaker(url: try await daemon.address().absoluteString, token: made.output.trimmingCharacters(in: .newlines))
    }

    @Test func `whoever was erased after a backup is erased again from what comes back of it, and a published run still verifies`()
        async throws
    {
        try await TemporaryFolder.lend { folder in
            let (state, file) = (folder.appending(path: "state"), folder.appending(path: "vivier.tar"))
            let (list, none) = (folder.appending(path: "erased"), folder.appending(path: "none"))
            var (school, cohort, run) = ("", "", "")
            try await RunningDaemon.serve(state: state) { daemon in
                let root = try await operatorOf(daemon)
                school = try await root.done("school", "create", "École de Vézelay")
                let company = try await root.done("company", "create", "Miel du Morvan")
                let issued = try await root.done("token", "create", "--role", "company", "--organisation", company)
                let maker = Speaker(url: root.url, token: try #require(issued.split(separator: "\n").last.map(String.init)))
                cohort = try await root.done("cohort", "create", "M1", "Master 1", "--school", school)
                _ = try await root.done("cohort", "import", "-", "--cohort", cohort, input: Self.students)
                _ = try await maker.postHoney()
                let round = try await root.done("round", "create", "Hiver", "--cohort", cohort)
                run = try #require(try await root.json("round", "run", round)["id"] as? String)
                _ = try await root.done("round", "publish", run)
                let listed = try #require(try await root.json("cohort", "students", cohort)["items"] as? [[String: Any]])
                let student = try #require(listed.first { $0["key"] as? String == "K-77881234" }?["id"] as? String)
                _ = try await root.done("consent", "give", student, "talent-pool")
                #expect(try await vivierd("backup", file.path, state: state).status == 0)
                #expect(try await vivierd("privacy", "erased", none.path, state: state).output == "erased: 0 people\n")
                _ = try await root.done("privacy", "erase", student, "--yes")
                let kept = try await vivierd("privacy", "erased", list.path, state: state)
                #expect(kept.status == 0 && kept.output == "erased: 1 people\n", "\(kept)")
                let text = try String(contentsOf: list, encoding: .utf8)
                #expect(text.hasPrefix("vivier-erased/1\n\(student) \(school) 20"), "\(text)")
            }
            let (old, new) = (folder.appending(path: "old/state"), folder.appending(path: "new/state"))
            let unread = try await vivierd("restore", file.path, "--erased", file.path, state: new)
            #expect(unread.status == 3 && unread.complaints.contains("no list of erased people"), "\(unread)")
            #expect(!FileManager.default.fileExists(atPath: new.appending(path: "postgres").path))
            let back = try await vivierd("restore", file.path, state: old)
            #expect(back.status == 0 && back.output.contains("are back"), "\(back)")
            #expect(try await !PersonTraces(traces: Self.traces, state: old).inFiles().isEmpty)
            let restored = try await vivierd("restore", file.path, "--erased", list.path, state: new)
            #expect(restored.status == 0 && restored.output.contains("erased again: 1 people"), "\(restored)")
            let person = PersonTraces(traces: Self.traces, state: new)
            #expect(try await person.inFiles() == [])
            try await RunningDaemon.serve(state: new) { daemon in
                let root = try await operatorOf(daemon)
                let listed = try await root.done("cohort", "students", cohort)
                #expect(listed.contains("Zoé") && !listed.contains("Vroust"), "\(listed)")
                let verified = try await root.done("round", "verify", run, "--replay")
                #expect(verified.contains("certificate valid"), "\(verified)")
                let ledger = try await root.done("privacy", "ledger", "verify", "--school", school)
                #expect(ledger.contains("ledger valid") && ledger.contains("entries: 2"), "\(ledger)")
                // Who was erased stays known, for backups that are older still.
                let again = folder.appending(path: "again")
                #expect(try await vivierd("privacy", "erased", again.path, state: new).status == 0)
                #expect(try String(contentsOf: again, encoding: .utf8) == String(contentsOf: list, encoding: .utf8))
                #expect(try await person.inDump(whichHolds: "zoe@ecole.example") == [])
            }
        }
    }
}
