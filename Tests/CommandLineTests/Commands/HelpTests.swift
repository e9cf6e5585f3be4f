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

    @Test func `the promised commands are there`() async throws {
        let names = Set(try await commands(of: "vivier").map { $0.name.dropFirst().joined(separator: " ") })
        let promised = [
            "login", "whoami", "skills import", "skills search", "school create", "school list", "school show", "programme create",
            "company create", "network create", "cohort import", "cohort undo", "cohort export", "team form", "team list", "team show",
            "team lock", "team unlock", "case post",
            "case import", "case list", "case show", "case withdraw", "round create", "round run", "round show", "round publish",
            "round export", "round verify", "round compare", "round branch", "round repair", "explain", "solve", "verify", "pool search",
            "pool save", "pool list", "pool delete", "pool export",
            "prospect list",
            "prospect add", "prospect move", "prospect show", "prospect note", "prospect history", "prospect export",
        ]
        for name in promised { #expect(names.contains(name), "there is no vivier \(name)") }
        let daemon = Set(try await commands(of: "vivierd").map { $0.name.dropFirst().joined(separator: " ") })
        for name in ["serve", "migrate", "demo", "doctor", "backup", "restore", "config", "token create"] {
            #expect(daemon.contains(name), "no vivierd \(name)")
        }
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
