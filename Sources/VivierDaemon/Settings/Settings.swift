import Foundation
import Logging
import Mail
import OpenID
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
    /// Of one account; nil: as many as come.
    var requestsPerSecond: Int?
    /// What the listener proves itself with; nil: it speaks plain HTTP.
    var certificate: CertificateFiles?
    /// By which letters leave; nil: they are files in the state folder.
    var mail: MailSettings?
    /// The e-mail address by which whoever is not here yet reaches the operator; the front page says it.
    var contact: String?
    /// In which days begin and times are shown.
    var timeZone: TimeZone
    /// Whom people may sign in with.
    var providers: [Provider]

    /// Where each value came from, for `vivierd config`.
    var origins: [SettingKey: SettingOrigin]
}

/// Where the listener's certificates and their key are, in PEM.
struct CertificateFiles: Sendable, Equatable {
    var chain: String
    var key: String
}

/// A mail server, and in whose name it sends.
struct MailSettings: Sendable {
    var server: MailServer
    var sender: String
}

enum SettingKey: String, CaseIterable, Sendable {
    case listen = "VIVIER_LISTEN"
    case stateFolder = "VIVIER_STATE_DIR"
    case databaseURL = "VIVIER_DATABASE_URL"
    case ownerDatabaseURL = "VIVIER_OWNER_DATABASE_URL"
    case logLevel = "VIVIER_LOG_LEVEL"
    case publicURL = "VIVIER_PUBLIC_URL"
    case trustedProxies = "VIVIER_TRUSTED_PROXIES"
    case requestsPerSecond = "VIVIER_REQUESTS_PER_SECOND"
    case certificate = "VIVIER_TLS_CERTIFICATE"
    case certificateKey = "VIVIER_TLS_KEY"
    case mailURL = "VIVIER_MAIL_URL"
    case mailFrom = "VIVIER_MAIL_FROM"
    case contact = "VIVIER_CONTACT"
    case timeZone = "VIVIER_TIME_ZONE"
    case providers = "VIVIER_OIDC_PROVIDERS"

    /// Its value may carry a password.
    var isSecret: Bool { [.databaseURL, .ownerDatabaseURL, .mailURL, .providers].contains(self) }
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
