import ArgumentParser

/// Everyone's command line.
@main
struct VivierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vivier",
        abstract: "Enrol cohorts, post cases, match teams with proof, follow prospects.",
        discussion: """
            Exit status: 0 done, 1 failed, 2 bad usage, also an input file that cannot be read, 3 input refused, 4 not allowed, 5 not found, 6 conflict, 7 server unreachable.
            """,
        version: "0.1.0",
        subcommands: [
            LoginCommand.self, WhoamiCommand.self, CompletionCommand.self, SkillsCommand.self, SchoolCommand.self, CompanyCommand.self,
            NetworkCommand.self,
            ProgrammeCommand.self, CohortCommand.self, StudentCommand.self, TeamCommand.self, ConsentCommand.self, PrivacyCommand.self,
            CaseCommand.self,
            RoundCommand.self, ExplainCommand.self, SolveCommand.self, VerifyCommand.self, PoolCommand.self, ProspectCommand.self,
            TokenCommand.self, InvitationCommand.self, MembershipCommand.self, SessionCommand.self, AuditCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let status as ExitCode {
            exit(withError: status)
        } catch {
            let status = exitCode(for: error)
            if status == .success {
                // Help and version.
                print(fullMessage(for: error))
            } else {
                complain(fullMessage(for: error))
                // ArgumentParser's own status for a wrong command line is 64; ours is 2.
                exit(withError: status == .validationFailure ? ExitStatus.badUsage : ExitStatus.failed)
            }
        }
    }
}
