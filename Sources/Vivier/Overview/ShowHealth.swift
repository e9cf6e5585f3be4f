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
        let (server, bytes, signIns, signedIn, questions, letters) = try await work.execute(
            """
            SELECT current_setting('server_version'), pg_database_size(current_database()),
                (SELECT count(*) FROM session WHERE created_at > now() - interval '24 hours'),
                (SELECT count(*) FROM session WHERE ended_at IS NULL AND expires_at > now()),
                (SELECT count(*) FROM retention_question WHERE answered_at IS NULL AND due_at > now()), letters_waiting()
            """)[0].decode(String.self, Int.self, Int.self, Int.self, Int.self, Int.self)
        let connections = application.connections
        return HouseHealth(
            version: application.premises.version, database: "PostgreSQL \(server)", schema: Migration.all.last?.name ?? "",
            databaseBytes: bytes, diskFreeBytes: application.premises.freeBytes,
            connections: HouseHealth.Connections(open: connections.open, leased: connections.leased, waiting: connections.waiting),
            signIns: signIns, signedIn: signedIn,
            letters: application.letters.map { HouseHealth.Letters(waiting: $0.waitingLetters + letters) },
            questionsWaiting: questions, running: application.running.list)
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
