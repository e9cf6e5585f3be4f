import Foundation
import TestSupport
import Testing

/// A service is kept in a file while it goes on, and comes back from it elsewhere, the same.
struct BackupTests {
    private static let students = """
        key;given_name;family_name;email;languages;skills;availability;hours_per_week;team
        001;Maëlys-Ornicar;Vroustoupoulos;m@ecole.example;fr:C2;négociation:3;lun 9h-12h;10;Équipe 1
        002;Zoé;Martin;zoe@ecole.example;fr:C2;négociation:3;lun 9h-12h;10;Équipe 1

        """

    private func vivierd(_ arguments: String..., state: URL, input: String = "") async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.run(arguments + ["--state-dir", state.path], of: "vivierd", input: Array(input.utf8))
    }

    private func operatorOf(_ daemon: RunningDaemon) async throws -> Speaker {
        let made = try await vivierd("token", "create", "--role", "operator", state: daemon.state)
        return Speaker(url: try await daemon.address().absoluteString, token: made.output.trimmingCharacters(in: .newlines))
    }

    private func names(in folder: URL) throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) }

    /// What a reader sees of it.
    private func view(_ speaker: Speaker, school: String, cohort: String) async throws -> [String] {
        [
            try await speaker.done("cohort", "export", cohort), try await speaker.done("privacy", "ledger", "verify", "--school", school),
            try await speaker.done("company", "list"), try await speaker.done("school", "show", school),
        ]
    }

    /// What the operator is told of the last backup.
    private func note(_ speaker: Speaker) async throws -> (backup: [String: Any]?, concerns: [String]) {
        let url = try #require(URL(string: speaker.url)).appending(path: "api/v1/health")
        let body = try await RunningDaemon.answer(of: url, token: speaker.token).body
        let health = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
        return (health["backup"] as? [String: Any], health["concerns"] as? [String] ?? [])
    }

    @Test func `what a backup keeps comes back elsewhere, whole and proven; what is no whole backup leaves nothing`() async throws {
        try await TemporaryFolder.lend { folder in
            let (state, file) = (folder.appending(path: "state"), folder.appending(path: "vivier.backup"))
            let secret = folder.appending(path: "passphrase")
            try Data("six words that nobody guesses\n".utf8).write(to: secret)
            var (school, cohort, seen) = ("", "", [String]())
            try await RunningDaemon.serve(state: state) { daemon in
                let root = try await operatorOf(daemon)
                school = try await root.done("school", "create", "École de Vézelay")
                _ = try await root.done("company", "create", "Miel du Morvan")
                let roster = folder.appending(path: "students.csv")
                try Data(Self.students.utf8).write(to: roster)
                cohort = try await root.done("cohort", "create", "M1", "Master 1", "--school", school)
                _ = try await root.done("cohort", "import", roster.path, "--cohort", cohort)
                let listed = try #require(try await root.json("cohort", "students", cohort)["items"] as? [[String: Any]])
                let student = try #require(listed.first?["id"] as? String)
                _ = try await root.done("consent", "give", student, "talent-pool")
                seen = try await view(root, school: school, cohort: cohort)
                let before = try await note(root)
                #expect(before.backup == nil && before.concerns.contains("no-backup"))
                // While it goes on.
                let kept = try await vivierd("backup", file.path, "--passphrase-file", secret.path, state: state)
                #expect(kept.status == 0 && kept.output.hasPrefix("kept: "), "\(kept)")
                let again = try await vivierd("backup", file.path, state: state)
                #expect(again.status == 6 && again.complaints.contains("is there already"), "\(again)")
                // It is written down, once, where the operator looks.
                let after = try await note(root)
                #expect(after.backup?["sealed"] as? Bool == true && after.backup?["rows"] as? Int ?? 0 > 0, "\(after)")
                #expect(!after.concerns.contains("no-backup") && !after.concerns.contains("old-backup"))
                // What comes later is not in it.
                _ = try await root.done("company", "create", "Venue plus tard")
            }
            let bytes = try Data(contentsOf: file)
            #expect(bytes.range(of: Data("Vroustoupoulos".utf8)) == nil && bytes.range(of: Data("PGDMP".utf8)) == nil)
            let rights = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(rights == 0o600)
            let left = try FileManager.default.contentsOfDirectory(atPath: state.path)
            #expect(left.allSatisfy { !$0.hasPrefix("backup-") })

            let new = folder.appending(path: "new")
            func restore(_ file: URL, _ more: String..., input: String = "") async throws -> CommandLineProgram.Outcome {
                try await CommandLineProgram.run(
                    ["restore", file.path, "--state-dir", new.path] + more, of: "vivierd", input: Array(input.utf8))
            }
            #expect(try await restore(file).status == 2)
            #expect(try await restore(file, "--passphrase-file", "-", input: "another long one\n").status == 3)
            #expect(try await restore(file, "--passphrase-file", "-", input: "short\n").status == 2)
            #expect(try await restore(folder.appending(path: "none")).status == 1)
            var damaged = bytes
            damaged[damaged.count / 2] ^= 1
            let broken = folder.appending(path: "broken")
            for content in [damaged, bytes.dropLast(100_000), Data("no backup at all".utf8), Data()] {
                try Data(content).write(to: broken)
                let refused = try await restore(broken, "--passphrase-file", secret.path)
                #expect(refused.status == 3, "\(refused)")
            }
            #expect(try names(in: new) == ["backup.lock", "lock"])

            let restored = try await restore(file, "--passphrase-file", secret.path)
            #expect(restored.status == 0 && restored.output.contains("1 schools are as they were written (1 entries)"), "\(restored)")
            #expect(try names(in: new) == ["backup.lock", "lock", "postgres"])
            #expect(try await restore(file, "--passphrase-file", secret.path).status == 6)
            try await RunningDaemon.serve(state: new) { daemon in
                let root = try await operatorOf(daemon)
                #expect(try await view(root, school: school, cohort: cohort) == seen)
                let doctor = try await vivierd("doctor", "--quick", state: new)
                #expect(doctor.status == 0, "\(doctor)")
            }
        }
    }

    @Test func `a backup without a passphrase is a tar that tells what it holds, and one whose dump was changed is refused`() async throws {
        try await TemporaryFolder.lend { folder in
            let (state, file) = (folder.appending(path: "state"), folder.appending(path: "vivier.tar"))
            #expect(try await vivierd("backup", file.path, state: state).status == 1)
            #expect(try await vivierd("migrate", state: state).status == 0)
            // Nobody serves it now.
            #expect(try await vivierd("backup", file.path, state: state).status == 0)
            // A passphrase asks for a seal, and a restoration that was cut short for another.
            let unsealed = try await vivierd(
                "restore", file.path, "--passphrase-file", "-", state: folder.appending(path: "x"), input: "a long passphrase\n")
            #expect(unsealed.status == 3 && unsealed.complaints.contains("not closed by a passphrase"), "\(unsealed)")
            let half = folder.appending(path: "half")
            try FileManager.default.createDirectory(at: half.appending(path: "restoring"), withIntermediateDirectories: true)
            let empty = try await vivierd("migrate", state: half)
            #expect(empty.status == 1 && empty.complaints.contains("was cut short"), "\(empty)")
            #expect(try await vivierd("restore", file.path, state: half).status == 0)
            let inside = folder.appending(path: "inside")
            try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: false)
            func tar(_ arguments: String...) async throws {
                #expect(try await CommandLineProgram.run(arguments, of: "/usr/bin/tar").status == 0)
            }
            try await tar("-xf", file.path, "-C", inside.path)
            let manifest = inside.appending(path: "manifest.json")
            let text = try String(contentsOf: manifest, encoding: .utf8)
            #expect(text.contains("\"consent_entry\" : {"), "\(text)")
            let born = try #require(text.firstMatch(of: /"expires_at" : "(\d{4})/))
            try Data(text.replacing("\"expires_at\" : \"\(born.1)", with: "\"expires_at\" : \"2020").utf8).write(to: manifest)
            let old = folder.appending(path: "old.tar")
            try await tar("-cf", old.path, "-C", inside.path, "manifest.json", "database.dump")
            let late = try await vivierd("restore", old.path, state: folder.appending(path: "late"))
            #expect(late.status == 3 && late.complaints.contains("was to be kept until 2020"), "\(late)")
            #expect(try await vivierd("restore", "--although-expired", old.path, state: folder.appending(path: "late")).status == 0)
            let count = try #require(text.firstMatch(of: /"schema_migration" : \{\s+"digest" : "(-?\d+)"/))
            try Data(text.replacing(count.1, with: "1").utf8).write(to: manifest)
            let other = folder.appending(path: "other.tar")
            try await tar("-cf", other.path, "-C", inside.path, "manifest.json", "database.dump")
            let new = folder.appending(path: "new")
            let refused = try await vivierd("restore", other.path, state: new)
            #expect(refused.status == 1 && refused.complaints.contains("schema_migration has"), "\(refused)")
            #expect(try names(in: new) == ["backup.lock", "lock"])
            #expect(try await vivierd("restore", file.path, state: new).status == 0)
        }
    }

    /// Runs a command and stops it as soon as something is there. A shell watches, which no other test keeps from its turn.
    private func stopped(_ arguments: [String], state: URL, once name: String) async throws -> Int32 {
        let watch = """
            state=$1 name=$2; shift 2
            (until [ -e "$(echo "$state/$name"*)" ] || ! kill -0 $$; do :; done; kill -TERM $$) 2>/dev/null &
            exec "$@" --state-dir "$state"
            """
        let watched = [state.path, name, CommandLineProgram.file("vivierd").path] + arguments
        return try await CommandLineProgram.run(["-c", watch, "sh"] + watched, of: "/bin/sh").status
    }

    @Test func `what is stopped, or killed, leaves nothing of anybody behind`() async throws {
        try await TemporaryFolder.lend { folder in
            let (state, file, new) = (folder.appending(path: "state"), folder.appending(path: "b.tar"), folder.appending(path: "new"))
            #expect(try await vivierd("migrate", state: state).status == 0)
            let status = try await stopped(["backup", file.path], state: state, once: "backup-")
            #expect(status == 1)
            #expect(try names(in: folder) == ["state"])
            // As one that was killed leaves it; whoever comes next removes it, the service too.
            func leave() throws {
                let left = state.appending(path: "backup-left")
                try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
                try Data("dump".utf8).write(to: left.appending(path: "database.dump"))
            }
            for command in [["migrate"], ["backup", file.path]] {
                try leave()
                let outcome = try await CommandLineProgram.run(command + ["--state-dir", state.path], of: "vivierd")
                #expect(outcome.status == 0, "\(outcome)")
                #expect(try names(in: state).allSatisfy { !$0.hasPrefix("backup-") })
            }
            try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
            #expect(try await stopped(["restore", file.path], state: new, once: "restoring") == 1)
            #expect(try names(in: new) == ["backup.lock", "lock"])
            #expect(try await vivierd("restore", file.path, state: new).status == 0)
        }
    }

    @Test func `a tar that claims to hold more than it is long is refused before it fills the disk`() async throws {
        try await TemporaryFolder.lend { folder in
            let inside = folder.appending(path: "inside")
            try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: false)
            try Data("{}".utf8).write(to: inside.appending(path: "manifest.json"))
            let dump = inside.appending(path: "database.dump")
            try Data().write(to: dump)
            let handle = try FileHandle(forWritingTo: dump)
            try handle.truncate(atOffset: 400 << 30)
            try handle.close()
            let bomb = folder.appending(path: "bomb.tar")
            let made = try await CommandLineProgram.run(
                ["-cSf", bomb.path, "-C", inside.path, "manifest.json", "database.dump"], of: "/usr/bin/tar")
            #expect(made.status == 0)
            let refused = try await vivierd("restore", bomb.path, state: folder.appending(path: "new"))
            #expect(refused.status == 3, "\(refused)")
        }
    }
}
