import Foundation

/// What the operator can set, each by flag, else by environment variable, else in the settings file, else by default.
struct Settings: Sendable {
    var listen: ListenAddress
    var stateFolder: String
    /// libpq's syntax, a URI or keywords, several hosts, TLS. Nil: a private cluster in the state folder.
    var databaseURL: String?
    /// Whoever owns the schema and runs migrations; the database URL itself where it is not said.
    var ownerDatabaseURL: String?
    var logLevel: String
    /// The address that people reach the service by, for links.
    var publicURL: String

    /// Where each value came from, for `vivierd config`.
    var origins: [SettingKey: SettingOrigin]
}

enum SettingKey: String, CaseIterable, Sendable {
    case listen = "VIVIER_LISTEN"
    case stateFolder = "VIVIER_STATE_DIR"
    case databaseURL = "VIVIER_DATABASE_URL"
    case ownerDatabaseURL = "VIVIER_OWNER_DATABASE_URL"
    case logLevel = "VIVIER_LOG_LEVEL"
    case publicURL = "VIVIER_PUBLIC_URL"

    /// Its value may carry a password.
    var isSecret: Bool { self == .databaseURL || self == .ownerDatabaseURL }
}

enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    case flag
    case environment
    case secretFile(String)
    case file(String, line: Int)
    case standard

    var description: String {
        switch self {
        case .flag: "flag"
        case .environment: "environment"
        case .secretFile(let path): "secret file \(path)"
        case .file(let path, let line): "\(path):\(line)"
        case .standard: "default"
        }
    }
}

enum SettingsError: Error, CustomStringConvertible, Equatable {
    case unreadableFile(String)
    case malformedLine(String, Int)
    case unknownKey(String, String, Int, nearest: String?)
    case badListenAddress(String)

    var description: String {
        switch self {
        case .unreadableFile(let path): "The settings file \(path) cannot be read."
        case .malformedLine(let path, let line): "\(path):\(line): expected KEY=value."
        case .unknownKey(let key, let path, let line, let nearest):
            "\(path):\(line): there is no setting \(key)." + (nearest.map { " Did you mean \($0)?" } ?? "")
        case .badListenAddress(let text): "\(text) is not an address to listen on. Give HOST:PORT, for example 127.0.0.1:8080."
        }
    }
}

struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    var host: String
    var port: Int

    /// `HOST:PORT` or `[V6]:PORT`; port 0 takes a free one.
    init(_ text: String) throws(SettingsError) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else {
            throw .badListenAddress(text)
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { throw .badListenAddress(text) }
        self.host = String(host)
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
