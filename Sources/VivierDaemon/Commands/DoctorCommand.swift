import ArgumentParser
import Foundation
import Logging
import Postgres
import Vivier

/// Looks at what the service stands on and says of each thing whether it holds, and how to mend it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "doctor", abstract: "Check what the service stands on.")

    @OptionGroup var options: SettingOptions

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings()
            if settings.databaseURL == nil, !FileManager.default.fileExists(atPath: "\(settings.stateFolder)/postgres/PG_VERSION") {
                print(
                    "fail  there is a database in \(settings.stateFolder)\n      Check --state-dir, or start vivierd once: it makes one there."
                )
                throw ExitCode.failure
            }
            var failed = false
            func say(_ holds: Bool, _ what: String, mend: String) {
                print(holds ? "ok    \(what)" : "fail  \(what)\n      \(mend)")
                if !holds { failed = true }
            }
            try await House.visit(settings, log: makeLogger(level: .error)) { application in
                let database = application.database
                say(true, "the database answers and its schema is this version's", mend: "")
                let version = try await database.execute("SELECT current_setting('server_version_num')::integer").first?.decode(Int.self)
                say((version ?? 0) >= 150_000, "PostgreSQL 15 or later", mend: "Upgrade PostgreSQL.")
                for name in ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"] {
                    let value = try await database.execute("SELECT current_setting(\(name))").first?.decode(String.self)
                    say(value != "off", "\(name) is on", mend: "Acknowledged data could be lost or silently damaged: switch it on.")
                }
                let bypass = try await database.execute(
                    "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
                ).first?.decode(Bool.self)
                say(bypass == false, "the daemon's role cannot pass row-level security", mend: "Connect as vivier_daemon.")
                let open = try await database.execute(
                    """
                    SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'public' AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                        AND c.relname NOT IN ('school', 'network_school', 'skill', 'skill_synonym', 'skill_broader', 'schema_migration')
                    """
                ).decode(String.self)
                say(open.isEmpty, "row-level security is forced on every table that needs it", mend: open.joined(separator: ", "))
                let skills = try await database.execute("SELECT count(*) FROM skill").first?.decode(Int.self) ?? 0
                say(skills > 0, "the skills referential has \(skills) entries", mend: "Start vivierd once: it loads the starter set.")
            }
            if failed { throw ExitCode.failure }
        }
    }
}
