import CPostgres
import Foundation

/// The outcome of an attempt to connect, on its way from the thread that made it to the switchboard.
// Sendable: the connection is handed over whole, and the thread that made it keeps nothing of it.
struct ConnectionAttempt: @unchecked Sendable {
    /// `nil` if the attempt failed.
    let pg: OpaquePointer?
    let message: String

    /// Nobody wants it any more.
    func discard() { if let pg { PQfinish(pg) } }

    /// Connects, on a thread of its own: names are resolved, hosts tried in turn and TLS negotiated there, all of which can block.
    static func start(_ configuration: DatabaseConfiguration, then report: @escaping @Sendable (ConnectionAttempt) -> Void) {
        let seconds = max(2, configuration.connectTimeout.components.seconds)
        // What stands before the connection string it may override; what follows it holds.
        let trust = ServerTrust.defaults(for: configuration.conninfo, environment: ProcessInfo.processInfo.environment)
        let settings =
            [
                ("connect_timeout", "\(seconds)"), ("application_name", configuration.applicationName),
            ] + trust + [
                ("dbname", configuration.conninfo), ("client_encoding", "UTF8"),
            ]
        Thread.detachNewThread {
            let keywords = settings.map { strdup($0.0) }
            let values = settings.map { strdup($0.1) }
            defer { for text in keywords + values { free(text) } }
            let pg = PQconnectdbParams(
                keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
            guard PQstatus(pg) == CONNECTION_OK else {
                let message = pg.map { String(cString: PQerrorMessage($0)) } ?? "libpq has no memory"
                PQfinish(pg)
                return report(ConnectionAttempt(pg: nil, message: message.trimmingCharacters(in: .whitespacesAndNewlines)))
            }
            report(ConnectionAttempt(pg: pg, message: ""))
        }
    }
}

/// A request to the server to stop what it does for one connection.
// Sendable: libpq's cancel object is a copy of the connection's address and key, and this hands it to one thread.
struct ServerCancellation: @unchecked Sendable {
    private let cancel: OpaquePointer

    init?(_ pg: OpaquePointer) {
        guard let cancel = PQgetCancel(pg) else { return nil }
        self.cancel = cancel
    }

    /// Delivers it on a thread of its own, since that opens a connection and waits.
    func start(then report: @escaping @Sendable () -> Void) {
        Thread.detachNewThread {
            var message = [CChar](repeating: 0, count: 256)
            PQcancel(cancel, &message, Int32(message.count))
            PQfreeCancel(cancel)
            report()
        }
    }
}
