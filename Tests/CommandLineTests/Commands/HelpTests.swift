import Foundation
import Testing

/// Every command of both programs explains itself.
struct HelpTests {
    private struct Dump: Decodable {
        var command: Command
    }

    private struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var subcommands: [Command]?
        var arguments: [Argument]?

        /// This one and all below it, each with its whole name.
        func all(under parents: [String] = []) -> [(name: [String], command: Command)] {
            let name = parents + [commandName]
            return [(name, self)] + (subcommands ?? []).flatMap { $0.all(under: name) }
        }
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            var name: String
        }
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var shouldDisplay: Bool
    }

    private func commands(of program: String) async throws -> [(name: [String], command: Command)] {
        let outcome = try await CommandLineProgram.run(["--experimental-dump-help"], of: program)
        #expect(outcome.status == 0)
        return try JSONDecoder().decode(Dump.self, from: Data(outcome.output.utf8)).command.all()
    }

    @Test(arguments: ["vivier", "vivierd"])
    func `every command and every argument says what it is`(program: String) async throws {
        let commands = try await commands(of: program)
        #expect(commands.count > 5)
        // What the library adds says nothing of its own argument.
        for (name, command) in commands where command.commandName != "help" {
            #expect(command.abstract?.isEmpty == false, "\(name.joined(separator: " ")) has no abstract")
            for argument in command.arguments ?? [] where argument.shouldDisplay {
                #expect(argument.abstract?.isEmpty == false, "\(name.joined(separator: " ")): \(argument.valueName ?? "?") has no help")
            }
        }
    }

    @Test(arguments: ["vivier", "vivierd"]) func `every command that prints a result prints it as JSON too`(program: String) async throws {
        // They print no result: the one serves, the other writes a script for a shell.
        let without = ["serve", "completion"]
        let leaves = try await commands(of: program).filter { one in
            (one.command.subcommands ?? []).allSatisfy { $0.commandName == "help" } && one.command.commandName != "help"
        }
        #expect(leaves.count > 5)
        for (name, command) in leaves where !without.contains(command.commandName) {
            let takes = (command.arguments ?? []).contains { ($0.names ?? []).contains { $0.name == "json" } }
            #expect(takes, "\(name.joined(separator: " ")) has no --json")
        }
    }

    /// Writes the manual of both programs.
    ///
    /// - Returns: the folder of its pages.
    private func manual(in folder: URL) async throws -> URL {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/manual").standardized
        let pages = folder.appending(path: "man1")
        let programs = CommandLineProgram.file("vivier").deletingLastPathComponent().path
        let made = try await CommandLineProgram.run(
            [script.path, pages.path], of: "/usr/bin/python3", environment: ["VIVIER_PROGRAMS": programs])
        #expect(made.status == 0, "\(made)")
        return pages
    }

    @Test func `every command has its page of the manual, and no page is of anything else`() async throws {
        try await TemporaryFolder.lend { folder in
            let manual = try await manual(in: folder)
            var missing = Set(try FileManager.default.contentsOfDirectory(atPath: manual.path))
            for program in ["vivier", "vivierd"] {
                for (name, command) in try await commands(of: program) where command.commandName != "help" {
                    let file = name.joined(separator: "-") + ".1"
                    #expect(missing.remove(file) != nil, "\(file) is not there")
                    let text = try String(contentsOf: manual.appending(path: file), encoding: .utf8)
                        .replacing("\\-", with: "-").replacing("\\(ga", with: "`")
                    let head = command.abstract.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 } ?? ""
                    #expect(text.contains(head), "\(file): \(text)")
                    for argument in command.arguments ?? [] where argument.shouldDisplay {
                        for one in argument.names ?? [] { #expect(text.contains("-\(one.name)"), "\(file) without \(one.name)") }
                    }
                }
            }
            #expect(missing.isEmpty, "\(missing)")
            func statuses(_ page: String) throws -> [String] {
                let text = try String(contentsOf: manual.appending(path: "\(page).1"), encoding: .utf8).replacing("\\-", with: "-")
                let section = try #require(text.components(separatedBy: ".SH EXIT STATUS\n").last?.components(separatedBy: ".SH ").first)
                return section.components(separatedBy: ".TP\n").dropFirst().map { $0.split(separator: "\n").joined(separator: " ") }
            }
            #expect(try statuses("vivier-verify").prefix(2) == ["0 valid", "1 not valid"])
            for page in ["vivier-solve", "vivier-verify"] {
                #expect(try statuses(page).map { $0.prefix(1) } == ["0", "1", "2", "3"], "\(page)")
            }
            #expect(try statuses("vivier-cohort-import").last == "7 server unreachable")
            #expect(try statuses("vivierd-backup").last == "6 the file is there already")
            #expect(try statuses("vivierd-migrate").count == 3)
            #expect(try statuses("vivierd-token-create").count == 7)
        }
    }

    private static let groff = "/usr/bin/groff"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: groff), "groff is not installed"))
    func `every page of the manual is set without a complaint`() async throws {
        try await TemporaryFolder.lend { folder in
            let manual = try await manual(in: folder)
            let files = try FileManager.default.contentsOfDirectory(atPath: manual.path).sorted().map { manual.appending(path: $0).path }
            #expect(!files.isEmpty)
            let set = try await CommandLineProgram.run(["-man", "-Tutf8", "-Kutf8", "-ww", "-z"] + files, of: Self.groff)
            #expect(set.status == 0 && set.complaints.isEmpty, "\(set.complaints)")
        }
    }

    @Test func `the promised commands are there`() async throws {
        let names = Set(try await commands(of: "vivier").map { $0.name.dropFirst().joined(separator: " ") })
        let promised = [
            "": "login whoami completion explain solve verify", "skills": "import search", "school": "create list show",
            "programme": "create list show", "company": "create list show", "network": "create list show",
            "cohort": "create list show import undo export", "team": "form import list board show strengths lock unlock",
            "case": "post import list show withdraw",
            "round": "create diagnose run show show-run unplaced scarcity compare publish repair export verify branch",
            "pool": "search save list delete export",
            "prospect": "list add move export show note history", "privacy": "export erase", "privacy ledger": "verify",
        ]
        for (group, words) in promised {
            for word in words.split(separator: " ") {
                let name = group.isEmpty ? String(word) : "\(group) \(word)"
                #expect(names.contains(name), "there is no vivier \(name)")
            }
        }
        let daemon = Set(try await commands(of: "vivierd").map { $0.name.dropFirst().joined(separator: " ") })
        for name in ["serve", "migrate", "demo", "doctor", "backup", "restore", "config", "token create", "invite"] {
            #expect(daemon.contains(name), "no vivierd \(name)")
        }
    }

    @Test func `what a ranking counts for is said where it is given`() async throws {
        let help = try await CommandLineProgram.run(["team", "rank", "--help"]).output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(help.contains("Only rounds of the policy stable, and of fairest by rank, follow rankings"), "\(help)")
    }

    @Test func `a result that cannot be written is a failure, not a crash and not a success`() async throws {
        let instance =
            #"{"format": "vivier-instance/1", "teams": [{"id": "t"}], "cases": [{"id": "c", "capacity": 1}], "fits": [["t", "c", 5]]}"#
        for arguments in [["solve", "-"], ["--help"], ["skills", "--help"], ["help", "solve"], ["--version"], ["cohort"]] {
            let outcome = try await CommandLineProgram.run(arguments, input: Array(instance.utf8), output: "/dev/full")
            #expect(outcome.status == 1 && outcome.complaints.contains("standard output: cannot be written"), "\(arguments) \(outcome)")
        }
        for arguments in [["--help"], ["config"], ["--version"]] {
            let outcome = try await CommandLineProgram.run(arguments, of: "vivierd", output: "/dev/full")
            #expect(outcome.status == 1 && outcome.complaints.contains("standard output: cannot be written"), "\(arguments) \(outcome)")
        }
    }

    @Test func `where nobody can be told, the status still tells`() async throws {
        let vivier = CommandLineProgram.file("vivier").path
        for (command, status) in [("solve /dev/null", 3), ("solve /nowhere", 2), ("cohrot", 2), ("--help > /dev/full", 1)] {
            let outcome = try await CommandLineProgram.run(["-c", "'\(vivier)' \(command) 2> /dev/full"], of: "/bin/bash")
            #expect(Int(outcome.status) == status, "\(command) \(outcome)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `a shell completes commands`(shell: String) async throws {
        let outcome = try await CommandLineProgram.run(["completion", shell])
        #expect(outcome.status == 0 && outcome.output.contains("cohort") && outcome.output.contains("dry-run"))
    }

    @Test func `help and version go to standard output, a wrong word to standard error`() async throws {
        for arguments in [["--help"], ["help", "cohort", "import"], ["--version"]] {
            let outcome = try await CommandLineProgram.run(arguments)
            #expect(outcome.status == 0 && !outcome.output.isEmpty && outcome.complaints.isEmpty)
        }
        for arguments in [["cohrot"], ["cohort", "import"], ["case", "list", "--limit", "many"], ["solve"]] {
            let outcome = try await CommandLineProgram.run(arguments)
            #expect(outcome.status == 2 && outcome.output.isEmpty && outcome.complaints.contains("--help"), "\(arguments) \(outcome)")
        }
    }
}
