import API
import ArgumentParser
import Foundation

/// What keeps a command from being done on this side of the wire.
enum CommandFailure: Error {
    case unreachable(String)
    case notVivier(String)
    case badAddress(String)
    case unreadable(String, String)
    case usage(String)
}

/// The exit statuses of interfaces that scripts rely on.
enum ExitStatus {
    static let failed = ExitCode(1)
    static let badUsage = ExitCode(2)
    static let refused = ExitCode(3)
    static let notAllowed = ExitCode(4)
    static let notFound = ExitCode(5)
    static let conflict = ExitCode(6)
    static let unreachable = ExitCode(7)

    /// Of a problem that the daemon answered with.
    static func of(_ problem: ProblemDetails) -> ExitCode {
        switch problem.status {
        case 401, 403: notAllowed
        case 404: notFound
        case 409, 412: conflict
        case 400, 413, 415, 422: refused
        case 503: unreachable
        default: failed
        }
    }
}

/// Runs a command's body; whatever it throws becomes sentences on standard error and the exit status.
func reporting(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let problem as ServerProblem {
        let details = problem.details
        complain("\(details.title): \(details.detail)")
        for field in details.errors ?? [] {
            complain("  \(field.pointer ?? field.parameter ?? ""): \(field.detail)")
        }
        if details.status >= 500 { complain("  request \(details.requestId)") }
        throw ExitStatus.of(details)
    } catch let failure as CommandFailure {
        switch failure {
        case .unreachable(let address):
            complain("The daemon at \(address) does not answer. Is it running? Give --url or VIVIER_URL.")
            throw ExitStatus.unreachable
        case .notVivier(let address):
            complain("What answers at \(address) is not a Vivier of this version.")
            throw ExitStatus.failed
        case .badAddress(let address):
            complain("\(address) is not an address. Give one such as http://127.0.0.1:8080.")
            throw ExitStatus.badUsage
        case .unreadable(let path, let why):
            complain("\(path): \(why)")
            throw ExitStatus.refused
        case .usage(let sentence):
            complain(sentence)
            throw ExitStatus.badUsage
        }
    }
}

/// A line on standard error.
func complain(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
}
