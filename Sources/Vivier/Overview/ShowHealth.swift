package import API
import Foundation
import Mail
import Postgres

/// How the service is.
package struct ShowHealth: UseCase {
    package init() {}

    package var needs: Permission { .watchHouse }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> HouseHealth {
        let application = work.application
        let (server, bytes, signIns, signedIn, questions, letters, overdue) = try await work.execute(
            """
            SELECT current_setting('server_version'), pg_database_size(current_database()),
                (SELECT count(*) FROM session WHERE created_at > now() - interval '24 hours'),
                (SELECT count(*) FROM session WHERE ended_at IS NULL AND expires_at > now()),
                (SELECT count(*) FROM retention_question WHERE answered_at IS NULL AND due_at > now()), letters_waiting(), letters_overdue()
            """)[0].decode(String.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self)
        let (backup, isOld) = try await lastBackup(work)
        let connections = application.connections
        var health = HouseHealth(
            version: application.premises.version, database: "PostgreSQL \(server)", schema: Migration.all.last?.name ?? "",
            databaseBytes: bytes, diskFreeBytes: application.premises.freeBytes,
            connections: HouseHealth.Connections(open: connections.open, leased: connections.leased, waiting: connections.waiting),
            signIns: signIns, signedIn: signedIn,
            letters: application.letters.map { HouseHealth.Letters(waiting: $0.waitingLetters + letters, overdue: overdue) },
            questionsWaiting: questions, running: application.running.list, done: try await lastWork(work), backup: backup, concerns: [])
        health.concerns = concerns(of: health, isOld: isOld)
        return health
    }

    /// Below it a database that grows may stop from one hour to the next.
    private static let leastFreeBytes = 1 << 30

    private func concerns(of health: HouseHealth, isOld: Bool) -> [HouseHealth.Concern] {
        var concerns: [HouseHealth.Concern] = []
        if let free = health.diskFreeBytes, free < Self.leastFreeBytes { concerns.append(.diskFull) }
        switch health.letters {
        case .none: concerns.append(.noLetters)
        case .some(let letters): if letters.overdue > 0 { concerns.append(.lettersOverdue) }
        }
        if health.backup == nil { concerns.append(.noBackup) } else if isOld { concerns.append(.oldBackup) }
        return concerns
    }

    private func lastBackup(_ work: UnitOfWork) async throws -> (backup: BackupNote?, isOld: Bool) {
        let row = try await work.execute(
            """
            SELECT made_at, expires_at, row_count, sealed, made_at < now() - interval '7 days' FROM backup ORDER BY made_at DESC LIMIT 1
            """
        ).first
        guard let (made, end, rows, sealed, isOld) = try row?.decode(Date.self, Date.self, Int.self, Bool.self, Bool.self) else {
            return (nil, false)
        }
        return (BackupNote(madeAt: made, expiresAt: end, rows: rows, sealed: sealed), isOld)
    }

    /// The long work whose end the audit keeps.
    private static let works = [
        "importRoster", "undoImport", "formTeams", "runRound", "repairRun", "branchRun", "importCases", "importSkills", "importTeams",
    ]

    private func lastWork(_ work: UnitOfWork) async throws -> [DoneWork] {
        // Of each action its last: the index by action gives them without a look at the rest.
        try await work.execute(
            """
            SELECT e.action, e.at, e.outcome
            FROM unnest(\(Self.works)::text[]) AS w (action)
                CROSS JOIN LATERAL (SELECT a.id, a.action, a.at, a.outcome FROM audit_entry a WHERE a.action = w.action ORDER BY a.id DESC LIMIT 5) e
            ORDER BY e.id DESC LIMIT 5
            """
        ).decode(String.self, Date.self, String.self).map { DoneWork(action: $0.0, at: $0.1, outcome: $0.2) }
    }
}

/// What this daemon is and where it keeps its state.
package struct Premises: Sendable {
    package var version: String
    /// Nil where the state is kept elsewhere.
    package var folder: String?
    /// The e-mail address of whoever runs it, for those who want in.
    package var contact: String?

    package init(version: String = "", folder: String? = nil, contact: String? = nil) {
        self.version = version
        self.folder = folder
        self.contact = contact
    }

    var freeBytes: Int? {
        folder.flatMap { try? FileManager.default.attributesOfFileSystem(forPath: $0)[.systemFreeSize] as? NSNumber }?.intValue
    }
}
