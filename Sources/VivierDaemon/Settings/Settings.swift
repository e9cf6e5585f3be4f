import Foundation
import Logging
import Web

/// What the operator can set, each by flag, else by environment variable, else in the settings file, else by default.
struct Settings: Sendable {
    var listen: ListenAddress
    var stateFolder: String
    /// libpq's syntax, a URI or keywords, several hosts, TLS. Nil: a private cluster in the state folder.
    var databaseURL: String?
    /// Whoever owns the schema and runs migrations; the database URL itself where it is not said.
    var ownerDatabaseURL: String?
    var logLevel: Logger.Level
    /// The address that people reach the service by, for links.
    var publicURL: String
    var trustedProxies: TrustedProxies

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
    case trustedProxies = "VIVIER_TRUSTED_PROXIES"

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
