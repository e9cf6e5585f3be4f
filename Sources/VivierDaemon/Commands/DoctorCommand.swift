import API
import ArgumentParser
import Foundation
import Logging
import Postgres
import Vivier

/// Looks at what the service stands on and says of each thing whether it holds, and how to mend it.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "doctor", abstract: "Check what the service stands on.")

    @OptionGroup var options: SettingOptions
    @OptionGroup var result: ResultOptions
    @Flag(help: "Leave out what reads the whole database: every page against its checksum, and the consent ledgers.") var quick = false

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings()
            var checks: [Check] = []
            // Of what is looked at for a while, each line comes at once; JSON is one value, at the end.
            func say(_ holds: Bool, _ what: String, mend: String) {
                checks.append(Check(holds: holds, what: what, mend: holds ? nil : mend))
                if !result.json { print(holds ? "ok    \(what)" : "fail  \(what)\n      \(mend)") }
            }
            func end() throws {
                let holds = checks.allSatisfy(\.holds)
                try result.show(Findings(holds: holds, checks: checks)) { _ in }
                if !holds { throw ExitCode.failure }
            }
            let state = settings.stateFolder
            // Root may ask about the daemon of another user, whose the private database is then.
            let faults = StateFolder.faults(of: state, keeper: geteuid() == 0 ? StateFolder.owner(of: "\(state)/postgres") : nil)
            for fault in faults { say(false, fault.what, mend: "Look at what lies there, then: \(fault.mend)") }
            if faults.isEmpty, StateFolder.owner(of: state) != nil { say(true, "nobody else may write to \(state)", mend: "") }
            if !settings.hasHouse {
                say(
                    false, "there is a database in \(settings.stateFolder)",
                    mend: "Check --state-dir, or start vivierd once: it makes one there.")
                return try end()
            }
            if !quick, settings.databaseURL == nil {
                // Before anything is read: what is damaged may be what the service needs to start.
                let found = try await damages(settings)
                for (what, mend) in found { say(mend == nil, what, mend: mend ?? "") }
                guard found.allSatisfy({ $0.mend == nil }) else { return try end() }
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
                let (since, last) = try await database.execute("SELECT waiting_since, rewritten_at FROM bytes_left()")[0].decode(
                    Date?.self, Date?.self)
                let day = last.map { ", written anew \($0.ISO8601Format())" } ?? ""
                say(
                    since.map { $0.timeIntervalSinceNow > -2 * 86_400 } ?? true,
                    since.map { "PostgreSQL’s files hold people who were erased, from \($0.ISO8601Format()) on\(day)" }
                        ?? "PostgreSQL’s files hold nobody who was erased\(day)",
                    mend: "The daemon writes large tables anew at night alone; its log names those it cannot. Run vivierd privacy rewrite.")
                if settings.databaseURL != nil {
                    // Another's server: it says what it has come across itself.
                    let met =
                        try await database.execute("SELECT coalesce(sum(checksum_failures), 0)::bigint FROM pg_stat_database").first?
                        .decode(Int.self)
                    say(met == 0, "PostgreSQL has met \(met ?? 0) damaged pages", mend: Self.restore)
                }
                let skills = try await database.execute("SELECT count(*) FROM skill").first?.decode(Int.self) ?? 0
                if !quick {
                    for (what, mend) in try await ledgers(application) { say(mend == nil, what, mend: mend ?? "") }
                }
                say(skills > 0, "the skills referential has \(skills) entries", mend: "Start vivierd once: it loads the starter set.")
            }
            try end()
        }
    }

    private struct Check: Encodable {
        var holds: Bool
        var what: String
        /// What to do about it.
        var mend: String?
    }

    private struct Findings: Encodable {
        var holds: Bool
        var checks: [Check]
    }

    private static let restore =
        "The disk or its memory is failing: stop vivierd, copy the state folder, and go back to the last good backup."

    /// What is damaged on the disk of the private cluster, with the way to mend it, or nothing to mend.
    private func damages(_ settings: Settings) async throws -> [(what: String, mend: String?)] {
        try await House.atCluster(settings, log: makeLogger(level: .error)) { try await damages(of: $0) }
    }

    private func damages(of cluster: PrivateCluster) async throws -> [(what: String, mend: String?)] {
        let damages = try await cluster.pageCheck().run()
        guard !damages.isEmpty else { return [("every page is as its checksum says", nil)] }
        let database = Database(configuration: DatabaseConfiguration(conninfo: cluster.url(user: PrivateCluster.owner)))
        var lines: [(what: String, mend: String?)] = []
        for damage in damages {
            // The catalogue itself may be what is damaged.
            let name = try? await database.execute(
                "SELECT pg_filenode_relation(0, \(Int64(damage.node ?? 0))::bigint::oid)::regclass::text"
            ).first?.decode(String?.self)
            lines.append(("page \(damage.block) of \(name ?? "a table") (\(damage.file)) is damaged", Self.restore))
        }
        await database.close()
        return lines
    }

    /// Whether the consent ledger of each school is as it was written.
    private func ledgers(_ application: Application) async throws -> [(what: String, mend: String?)] {
        let check = try await LedgerCheck(of: application)
        guard !check.broken.isEmpty else {
            return [("the consent ledgers of \(check.schools) schools are as they were written (\(check.entries) entries)", nil)]
        }
        return check.broken.map {
            ($0, "Somebody has changed what students agreed to. `vivier privacy ledger list` shows the entries; compare with a backup.")
        }
    }
}
