import Foundation
import TestSupport
import Testing

/// The daemon as a process of its own, with the PostgreSQL that it starts. One after the other: each is a whole service.
@Suite(.serialized)
struct DaemonTests {
    private func token(_ state: URL) async throws -> String {
        let outcome = try await CommandLineProgram.run(["token", "create", "--role", "operator", "--state-dir", state.path], of: "vivierd")
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let secret = outcome.output.trimmingCharacters(in: .newlines)
        #expect(secret.hasPrefix("vvr_") && !secret.contains("\n"))
        return secret
    }

    private func whoami(_ daemon: RunningDaemon, _ token: String) async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.run(
            ["whoami", "--json"], environment: ["VIVIER_URL": daemon.address().absoluteString, "VIVIER_TOKEN": token])
    }

    /// In the order of French words, over a socket alone, in folders that nobody else enters.
    private func expectPrivate(_ state: URL) async throws {
        let run = state.appending(path: "run")
        let asked = try await CommandLineProgram.run(
            [
                "-h", run.path, "-U", "vivier_owner", "-d", "vivier", "-XAtq", "-c",
                """
                SELECT datlocprovider, daticulocale, current_setting('listen_addresses') = '', current_setting('data_checksums')
                FROM pg_database WHERE datname = current_database()
                """,
            ], of: "/usr/bin/psql")
        #expect(asked.output == "i|fr|t|on\n", "\(asked)")
        for folder in [run, state.appending(path: "postgres")] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
            #expect(attributes[.posixPermissions] as? Int == 0o700, "\(folder.path)")
            if geteuid() == 0 { #expect(attributes[.ownerAccountName] as? String != "root", "\(folder.path)") }
        }
    }

    @Test func `it starts its own PostgreSQL, survives a kill, and stops both when told to`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let first = try RunningDaemon(state: state)
            #expect(try await first.status(of: "readyz") == 200)
            #expect(try await first.status(of: "healthz") == 200)
            let server = try #require(first.serverPID)
            try await expectPrivate(state)
            let secret = try await token(state)
            let asked = try await whoami(first, secret)
            #expect(asked.status == 0 && asked.output.contains("operator"), "\(asked.complaints)")
            let request = try #require(try first.entries().last { $0["message"] == "request" && $0["route"] == "/api/v1/whoami" })
            #expect(request["status"] == "200" && request["request_id"]?.isEmpty == false && request["time"] != nil)
            #expect(!first.log.contains(secret))

            // A second one on the same folder must not touch the first's cluster.
            let second = try RunningDaemon(state: state)
            #expect(try await second.stop(0) != 0)
            #expect(second.log.contains(state.path), "\(second.log)")
            #expect(first.serverPID == server)

            #expect(try await first.stop(SIGKILL) == SIGKILL)
            #expect(RunningDaemon.isAlive(server))
            let third = try RunningDaemon(state: state)
            #expect(try await third.status(of: "readyz") == 200)
            #expect(third.serverPID == server)
            #expect(try await whoami(third, secret).status == 0)

            #expect(try await third.stop(SIGTERM) == 0)
            // The server takes its file away first, and then ends.
            #expect(third.serverPID == nil)
            try await eventually("the server goes on") { !RunningDaemon.isAlive(server) }
        }
    }

    @Test(.enabled(if: geteuid() == 0))
    func `a state folder that PostgreSQL's user cannot reach is told before anything is set up`() async throws {
        try await TemporaryFolder.lend { folder in
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
            let state = folder.appending(path: "deep/state")
            let outcome = try await CommandLineProgram.run(
                ["serve", "--listen", "127.0.0.1:0", "--state-dir", state.path], of: "vivierd")
            #expect(outcome.status != 0 && outcome.complaints.contains("chmod o+x \(folder.path)"), "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: state.appending(path: "postgres").path))
        }
    }

    /// A state folder that another user of the machine could meddle with, and the command that mends it.
    enum Meddling: CaseIterable {
        case folderOpenToAll, folderOpenToGroup, mailOpenToAll, mailElsewhere, foreignFolder, foreignMail

        static var possible: [Meddling] { geteuid() == 0 ? allCases : Array(allCases.prefix(4)) }

        func prepare(_ state: URL) throws -> String {
            let files = FileManager.default
            let mail = state.appending(path: "mail")
            if self != .mailElsewhere {
                try files.createDirectory(at: mail, withIntermediateDirectories: true)
                for folder in [state, mail] { try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
            }
            switch self {
            case .folderOpenToAll, .folderOpenToGroup:
                let mode = self == .folderOpenToAll ? 0o777 : 0o775
                try files.setAttributes([.posixPermissions: mode], ofItemAtPath: state.path)
                return "chmod go-w \(state.path)"
            case .mailOpenToAll:
                try files.setAttributes([.posixPermissions: 0o1777], ofItemAtPath: mail.path)
                return "chmod go-w \(mail.path)"
            case .mailElsewhere:
                try files.createDirectory(at: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
                try files.createSymbolicLink(atPath: mail.path, withDestinationPath: "/nowhere")
                return "rm \(mail.path)"
            case .foreignFolder:
                #expect(chown(state.path, 54_321, 54_321) == 0)
                return "chown root \(state.path)"
            case .foreignMail:
                #expect(chown(mail.path, 54_321, 54_321) == 0)
                return "chown root \(mail.path)"
            }
        }
    }

    @Test(arguments: Meddling.possible)
    func `a state folder that somebody else could meddle with is not served, and the doctor names it`(meddling: Meddling) async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let mend = try meddling.prepare(state)
            let served = try await CommandLineProgram.run(
                ["serve", "--listen", "127.0.0.1:0", "--state-dir", state.path], of: "vivierd")
            #expect(served.status == 1 && served.complaints.contains("mend it: \(mend)\n"), "\(served)")
            #expect(!FileManager.default.fileExists(atPath: state.appending(path: "postgres").path))
            let doctor = try await CommandLineProgram.run(["doctor", "--quick", "--state-dir", state.path], of: "vivierd")
            #expect(doctor.status == 1 && doctor.output.contains("then: \(mend)\n"), "\(doctor)")
        }
    }

    @Test func `a token for a service that is not there is refused, and nothing is made`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "nowhere")
            for words in [["token", "create", "--role", "operator"], ["invite", "root@example.org"]] {
                let outcome = try await CommandLineProgram.run(words + ["--state-dir", state.path], of: "vivierd")
                #expect(
                    outcome.status != 0 && outcome.output.isEmpty && outcome.complaints.contains("There is no service in \(state.path)"))
            }
            #expect(!FileManager.default.fileExists(atPath: state.path))
        }
    }

    @Test func `after a crash of daemon and server what was stored is there`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let first = try RunningDaemon(state: state)
            _ = try await first.address()
            let secret = try await token(state)
            let server = try #require(first.serverPID)
            _ = try await first.stop(SIGKILL)
            kill(server, SIGKILL)
            try await RunningDaemon.serve(state: state) { second in
                let asked = try await whoami(second, secret)
                #expect(asked.status == 0)
                #expect(second.serverPID != server)
            }
        }
    }

    @Test func `a first start that was cut short is begun anew`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let first = try RunningDaemon(state: state)
            // As soon as initdb has begun to write.
            var begun: Bool {
                let names = (try? FileManager.default.contentsOfDirectory(atPath: state.path)) ?? []
                return names.contains {
                    $0.hasPrefix("postgres.new-") && FileManager.default.fileExists(atPath: state.appending(path: "\($0)/PG_VERSION").path)
                }
            }
            try await eventually("initdb does not begin") { begun }
            for process in TestCluster.family(of: first.pid).dropFirst() { kill(process, SIGKILL) }
            _ = try await first.stop(SIGKILL)
            try await RunningDaemon.serve(state: state) { second in
                let status = try await second.status(of: "readyz")
                #expect(status == 200)
            }
        }
    }

    @Test func `a server that stops while it is being adopted is followed by another`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let first = try RunningDaemon(state: state)
            _ = try await first.address()
            let server = try #require(first.serverPID)
            _ = try await first.stop(SIGKILL)
            // It answers nobody and still stands in postmaster.pid, until it is killed.
            kill(server, SIGSTOP)
            let status = state.appending(path: "postgres/postmaster.pid")
            let lines = try String(contentsOf: status, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            try Data(lines.prefix(7).joined(separator: "\n").utf8).write(to: status)
            let second = try RunningDaemon(state: state)
            try await eventually("nothing is adopted: \(second.log)") { second.log.contains("adopted") }
            kill(server, SIGKILL)
            #expect(try await second.status(of: "readyz") == 200)
            #expect(second.serverPID != server)
            #expect(try await second.stop(SIGTERM) == 0)
        }
    }

    @Test func `what a dead server left at work is ended, and another server starts`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            let first = try RunningDaemon(state: state)
            _ = try await first.address()
            let server = try #require(first.serverPID)
            let client = Process()
            client.executableURL = URL(filePath: "/usr/bin/psql")
            client.arguments = [
                "-h", state.appending(path: "run").path, "-U", "vivier_owner", "-d", "vivier", "-c",
                "SELECT count(*) FROM generate_series(1, 10000000000)",
            ]
            client.standardOutput = FileHandle.nullDevice
            client.standardError = FileHandle.nullDevice
            try client.run()
            defer { client.terminate() }
            var atWork: pid_t? {
                TestCluster.family(of: server).first { process in
                    (try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8))?.contains(
                        "vivier_owner vivier [local] SELECT") == true
                }
            }
            let backend = try await found("no backend is at work") { atWork }
            _ = try await first.stop(SIGKILL)
            kill(server, SIGKILL)
            try await RunningDaemon.serve(state: state) { second in
                let status = try await second.status(of: "readyz")
                #expect(status == 200 && second.serverPID != server)
                #expect(!RunningDaemon.isAlive(backend))
            }
        }
    }

    @Test func `flags come before the environment, and that before the file`() async throws {
        try await TemporaryFolder.lend { folder in
            let file = folder.appending(path: "vivier.conf")
            try Data("# ours\nVIVIER_LISTEN=127.0.0.1:7001\nVIVIER_LOG_LEVEL = \"debug\"\n".utf8).write(to: file)
            func config(_ flags: [String] = [], _ environment: [String: String] = [:]) async throws -> String {
                let outcome = try await CommandLineProgram.run(
                    ["config", "--config", file.path] + flags, of: "vivierd", environment: environment)
                #expect(outcome.status == 0, "\(outcome.complaints)")
                return outcome.output
            }
            func line(_ name: String, _ text: String) -> String {
                text.split(separator: "\n").first { $0.contains(name) }.map(String.init) ?? ""
            }
            let fromFile = try await config()
            #expect(line("VIVIER_LISTEN", fromFile).contains("127.0.0.1:7001") && line("VIVIER_LISTEN", fromFile).contains("vivier.conf:2"))
            #expect(line("VIVIER_LOG_LEVEL", fromFile).contains("debug"))
            let fromEnvironment = try await config([], ["VIVIER_LISTEN": "127.0.0.1:7002"])
            #expect(line("VIVIER_LISTEN", fromEnvironment).contains("127.0.0.1:7002"))
            let secret = "geheim-été"
            let fromFlag = try await config(["--log-level", "error"], ["VIVIER_LOG_LEVEL": "warning"])
            let ofFlag = line("VIVIER_LOG_LEVEL", fromFlag)
            #expect(ofFlag.contains("error") && ofFlag.contains("flag"), "\(fromFlag)")
            #expect(!ofFlag.contains("warning") && !ofFlag.contains("debug") && !ofFlag.contains("vivier.conf"), "\(fromFlag)")
            let withURL = try await config([], ["VIVIER_DATABASE_URL": "postgresql://vivier:\(secret)@db.example/vivier"])
            #expect(!withURL.contains(secret))
        }
    }

    @Test(arguments: [
        ("VIVIER_LISTN=127.0.0.1:1\n", "VIVIER_LISTEN", ":1"), ("\n\nlisten 80\n", "=", ":3"), ("VIVIER_LISTEN=nowhere\n", "nowhere", ""),
    ])
    func `a setting that is none is refused with its place`(text: String, expected: String, place: String) async throws {
        try await TemporaryFolder.lend { folder in
            let file = folder.appending(path: "vivier.conf")
            try Data(text.utf8).write(to: file)
            let outcome = try await CommandLineProgram.run(["config", "--config", file.path], of: "vivierd")
            #expect(outcome.status == 2)
            #expect(outcome.complaints.contains(expected), "\(outcome.complaints)")
            if !place.isEmpty { #expect(outcome.complaints.contains("vivier.conf\(place)"), "\(outcome.complaints)") }
        }
    }

    @Test(arguments: [
        ("VIVIER_LOG_LEVEL", "loud", "warning"), ("VIVIER_PUBLIC_URL", "cases.example", "https://"),
        ("VIVIER_PUBLIC_URL", "ftp://a", "https://"),
        ("VIVIER_TRUSTED_PROXIES", "proxy.example", "10.0.0.0/8"), ("VIVIER_LISTEN", "80", "127.0.0.1:8080"),
        ("VIVIER_TIME_ZONE", "Dijon", "Europe/Paris"), ("VIVIER_CONTACT", "nobody", "vivier@example.org"),
        ("VIVIER_MAIL_FROM", "nobody", "vivier@example.org"),
    ])
    func `a value that cannot be used is refused with where it was set and what would do`(name: String, value: String, remedy: String)
        async throws
    {
        try await TemporaryFolder.lend { folder in
            let file = folder.appending(path: "vivier.conf")
            // As an editor on Windows leaves it.
            try Data("# ours\r\n\r\n\(name)=\(value)\r\n".utf8).write(to: file)
            let fromFile = try await CommandLineProgram.run(["config", "--config", file.path], of: "vivierd")
            #expect(fromFile.status == 2)
            for part in [name, value, remedy, "vivier.conf:3"] {
                #expect(fromFile.complaints.contains(part), "\(part): \(fromFile.complaints)")
            }
            let fromEnvironment = try await CommandLineProgram.run(["config"], of: "vivierd", environment: [name: value])
            #expect(fromEnvironment.status == 2 && fromEnvironment.complaints.contains("environment"), "\(fromEnvironment.complaints)")
        }
    }

    @Test(arguments: [nil, ""])
    func `a secret file that gives no value stops the start: no other database is used in its place`(content: String?) async throws {
        try await TemporaryFolder.lend { folder in
            let (state, secret) = (folder.appending(path: "state"), folder.appending(path: "database-url"))
            if let content { try Data(content.utf8).write(to: secret) }
            let outcome = try await CommandLineProgram.run(
                ["serve", "--state-dir", state.path, "--listen", "127.0.0.1:0"], of: "vivierd",
                environment: ["VIVIER_DATABASE_URL_FILE": secret.path])
            #expect(outcome.status == 2)
            #expect(
                outcome.complaints.contains("VIVIER_DATABASE_URL_FILE") && outcome.complaints.contains(secret.path), "\(outcome.complaints)"
            )
            #expect(!FileManager.default.fileExists(atPath: state.path))
        }
    }

    @Test func `plain HTTP beyond this machine needs a proxy with TLS in front, and a certificate needs its key`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            func serve(_ listen: String, _ environment: [String: String]) async throws -> String {
                let outcome = try await CommandLineProgram.run(
                    ["serve", "--state-dir", state.path, "--listen", listen], of: "vivierd", environment: environment)
                #expect(outcome.status == 2 && !FileManager.default.fileExists(atPath: state.path), "\(outcome.complaints)")
                return outcome.complaints
            }
            for address in ["0.0.0.0:0", "[::]:0", "192.0.2.7:0"] {
                let said = try await serve(address, [:])
                for name in ["VIVIER_TLS_CERTIFICATE", "VIVIER_TRUSTED_PROXIES"] { #expect(said.contains(name), "\(said)") }
            }
            let half = try await serve("127.0.0.1:0", ["VIVIER_TLS_CERTIFICATE": "/x.crt"])
            #expect(half.contains("VIVIER_TLS_KEY"), "\(half)")
            let unread = try await serve("127.0.0.1:0", ["VIVIER_TLS_CERTIFICATE": "/x.crt", "VIVIER_TLS_KEY": "/x.key"])
            #expect(unread.contains("/x.crt"), "\(unread)")
        }
    }

    @Test func `a taken address is said at once, and no database was started for it`() async throws {
        try await TemporaryFolder.lend { folder in
            try await RunningDaemon.serve(state: folder.appending(path: "first")) { daemon in
                let url = try await daemon.address()
                let (address, state) = ("127.0.0.1:\(url.port ?? 0)", folder.appending(path: "second"))
                let outcome = try await CommandLineProgram.run(["serve", "--state-dir", state.path, "--listen", address], of: "vivierd")
                #expect(outcome.status == 1)
                #expect(outcome.complaints.contains(address) && outcome.complaints.contains("--listen"), "\(outcome.complaints)")
                #expect(!FileManager.default.fileExists(atPath: state.path))
            }
        }
    }

    @Test(arguments: [["--nonsense"], ["nonsense"], ["token", "create", "--role", "king"]])
    func `a wrong command line ends with status 2`(arguments: [String]) async throws {
        let outcome = try await CommandLineProgram.run(arguments, of: "vivierd")
        #expect(outcome.status == 2 && outcome.complaints.contains("Usage:"), "\(outcome.status) \(outcome.complaints)")
    }

    @Test(arguments: ["doctor", "migrate", "serve"])
    func `a database that does not answer is said in words, without its password`(command: String) async throws {
        try await TemporaryFolder.lend { folder in
            let outcome = try await CommandLineProgram.run(
                [command, "--state-dir", folder.path, "--database-url", "postgresql://v:geheim@127.0.0.1:1/vivier?connect_timeout=2"],
                of: "vivierd"
            )
            #expect(outcome.status == 1, "\(outcome.output) \(outcome.complaints)")
            let said = outcome.output + outcome.complaints
            #expect(!said.contains("geheim"))
            #expect(said.contains("127.0.0.1"), "\(said)")
        }
    }

    @Test func `migrating twice changes nothing the second time, and the doctor is content`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            func run(_ command: String) async throws -> CommandLineProgram.Outcome {
                try await CommandLineProgram.run([command, "--state-dir", state.path], of: "vivierd")
            }
            let first = try await run("migrate")
            #expect(first.status == 0 && first.complaints.contains("0001"), "\(first.output) \(first.complaints)")
            let second = try await run("migrate")
            #expect(second.status == 0 && !second.complaints.contains("0001"), "\(second.complaints)")
            let doctor = try await run("doctor")
            #expect(doctor.status == 0, "\(doctor.output)")
            #expect(!doctor.output.contains("FAIL"))
            #expect(doctor.output.contains("every page is as its checksum says") && doctor.output.contains("ledger"), "\(doctor.output)")
        }
    }

    @Test func `a flipped bit in a page is reported by the doctor, with its table`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            func run(_ command: String...) async throws -> CommandLineProgram.Outcome {
                try await CommandLineProgram.run(command + ["--state-dir", state.path], of: "vivierd")
            }
            #expect(try await run("migrate").status == 0)
            // The skills that every house begins with are written by the first start: the largest table, and one that a start needs.
            #expect(try await run("doctor", "--quick").status == 0)
            let base = state.appending(path: "postgres/base")
            let files = try #require(FileManager.default.enumerator(at: base, includingPropertiesForKeys: [.fileSizeKey]))
            var largest: (url: URL, size: Int)?
            for case let file as URL in files where Int(file.lastPathComponent) ?? 0 >= 16_384 {
                let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
                if size > largest?.size ?? 0 { largest = (file, size) }
            }
            let damaged = try #require(largest)
            let handle = try FileHandle(forUpdating: damaged.url)
            try handle.seek(toOffset: 5_000)
            let byte = try #require(try handle.read(upToCount: 1)?.first)
            try handle.seek(toOffset: 5_000)
            try handle.write(contentsOf: [byte ^ 0x10])
            try handle.close()
            let doctor = try await run("doctor")
            #expect(doctor.status == 1, "\(doctor.output) \(doctor.complaints)")
            #expect(doctor.output.contains("fail  page 0 of ") && doctor.output.contains(damaged.url.lastPathComponent), "\(doctor.output)")
        }
    }
}
