import Foundation

/// A connection as a “service file” (PostgreSQL's manual, 34.17), for PostgreSQL's own programs: on a command line everybody on the machine
/// would read its password.
package enum ConnectionFile {
    /// What stands for it in a program's `--dbname`.
    package static let connection = "service=vivier"

    /// - Parameter conninfo: in libpq's syntax. What libpq cannot read makes a file without parameters, and the program says so.
    package static func text(of conninfo: String) -> String {
        let trust = ServerTrust.defaults(for: conninfo, environment: ProcessInfo.processInfo.environment)
        let parameters = Dictionary(trust) { $1 }.merging(ServerTrust.parameters(of: conninfo)) { $1 }
        let lines = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return (["[vivier]"] + lines).joined(separator: "\n") + "\n"
    }
}
