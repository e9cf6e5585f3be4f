import API
import ArgumentParser
import Foundation

/// What keeps a command from being done on this side of the wire.
enum CommandFailure: Error {
    case unreachable(String)
    /// The connection broke before the answer was there.
    case lost(String)
    /// Its certificate is not trusted, for the reason given.
    case untrusted(String, String)
    case notVivier(String)
    case badAddress(String)
    /// An input file that is not there or does not let itself be read.
    case unreadable(String, String)
    /// An input file that is not what it should be.
    case refused(String, String)
    /// A file that a result should go to.
    case unwritable(String, String)
    case usage(String)
    /// What somebody else does, who can be asked for it.
    case notYours(String)

    var sentence: String {
        switch self {
        case .unreachable(let address):
            said(
                "The daemon at \(address) does not answer. Is it running? Give --url or VIVIER_URL.",
                "Le service à \(address) ne répond pas. Est-il lancé\u{A0}? Donnez --url ou VIVIER_URL.")
        case .lost(let address):
            said(
                "The connection to \(address) broke before the answer was there. Look whether it was done before you repeat it.",
                "La connexion à \(address) s’est rompue avant la réponse. Regardez si c’est fait avant de recommencer.")
        case .untrusted(let address, let why):
            said(
                "The server at \(address) is not trusted: \(why). Check the address and its certificate.",
                "Le serveur à \(address) n’est pas de confiance\u{A0}: \(why). Vérifiez l’adresse et son certificat.")
        case .notVivier(let address):
            said(
                "What answers at \(address) is not a Vivier of this version.",
                "Ce qui répond à \(address) n’est pas un Vivier de cette version.")
        case .badAddress(let address):
            said(
                "\(address) is not an address. Give one such as http://127.0.0.1:8080.",
                "\(address) n’est pas une adresse. Donnez-en une comme http://127.0.0.1:8080.")
        case .unreadable(let path, let why), .refused(let path, let why), .unwritable(let path, let why): "\(path): \(why)"
        case .usage(let sentence), .notYours(let sentence): sentence
        }
    }

    var status: ExitCode {
        switch self {
        case .unreachable, .lost, .untrusted: ExitStatus.unreachable
        case .notVivier, .unwritable: ExitStatus.failed
        case .badAddress, .unreadable, .usage: ExitStatus.badUsage
        case .refused: ExitStatus.refused
        case .notYours: ExitStatus.notAllowed
        }
    }
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
        // Parameters stand on the command line, fields in what was read.
        if problem.status == 422, let errors = problem.errors, !errors.isEmpty, errors.allSatisfy({ $0.parameter != nil }) {
            return badUsage
        }
        return switch problem.status {
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
        let mark = said(":", "\u{A0}:")
        complain("\(details.title)\(mark) \(details.detail)")
        for field in details.errors ?? [] {
            complain("  \(field.pointer ?? field.parameter ?? "")\(mark) \(field.detail)")
        }
        if details.status == 401, !problem.hadToken {
            complain(
                said(
                    "  Set VIVIER_TOKEN, or keep your token for later commands: vivier login.",
                    "  Indiquez VIVIER_TOKEN, ou gardez votre jeton pour les commandes à venir\u{A0}: vivier login."))
        }
        if details.status >= 500 { complain("  \(named("request")) \(details.requestId)") }
        throw ExitStatus.of(details)
    } catch let failure as CommandFailure {
        complain(failure.sentence)
        throw failure.status
    }
}

/// A line on standard error.
func complain(_ line: String) {
    // Where nobody can be told, the exit status still tells.
    try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8))
}
