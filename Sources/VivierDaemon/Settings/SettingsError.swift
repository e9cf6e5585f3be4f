/// Why the daemon does not start: a setting that cannot be used, and where it was set.
enum SettingsError: Error, CustomStringConvertible, Equatable {
    case unreadableFile(String)
    /// A file named by `NAME_FILE`: without it a private database might be started in place of the one that was meant.
    case unreadableSecret(SettingKey, path: String)
    case emptySecret(SettingKey, path: String)
    case malformedLine(String, Int)
    case unknownKey(String, String, Int, nearest: String?)
    case badValue(SettingKey, String, SettingOrigin)
    case missing(SettingKey, with: SettingKey)
    case badProviders(String, SettingOrigin)
    /// Plain HTTP beyond this machine, with nobody in front.
    case openListener(ListenAddress)

    var description: String {
        switch self {
        case .unreadableFile(let path): "The settings file \(path) cannot be read."
        case .unreadableSecret(let key, let path):
            "\(key.rawValue)_FILE names \(path), which cannot be read. Let the daemon's user read it, or unset \(key.rawValue)_FILE."
        case .emptySecret(let key, let path):
            "\(key.rawValue)_FILE names \(path), which is empty. Write the value there, or unset \(key.rawValue)_FILE."
        case .malformedLine(let path, let line): "\(path):\(line): expected KEY=value."
        case .unknownKey(let key, let path, let line, let nearest):
            "\(path):\(line): there is no setting \(key)." + (nearest.map { " Did you mean \($0)?" } ?? "")
        case .badValue(let key, let text, let origin):
            "\(key.rawValue) (\(origin)): \(key.isSecret ? "its value" : "“\(text)”") \(key.expectation)"
        case .badProviders(let fault, let origin): "\(SettingKey.providers.rawValue) (\(origin)): \(fault). See the operator's guide."
        case .openListener(let address):
            """
            \(SettingKey.listen.rawValue): on \(address) everything would travel in the clear. Set \(SettingKey.certificate.rawValue) and \
            \(SettingKey.certificateKey.rawValue), or name the proxy in front that speaks TLS in \(SettingKey.trustedProxies.rawValue), or \
            listen on 127.0.0.1.
            """
        case .missing(let key, let other): "\(other.rawValue) is set, and \(key.rawValue) is not: set both."
        }
    }
}

extension SettingKey {
    /// What is wrong with a value that cannot be used, and one that can.
    fileprivate var expectation: String {
        switch self {
        case .providers: "is no list of providers."
        case .listen: "is not an address to listen on. Give HOST:PORT, for example 127.0.0.1:8080."
        case .logLevel: "is not a level. Give trace, debug, info, notice, warning, error or critical."
        case .publicURL:
            "is not an address that links can start with. Give http:// or https:// and a host, for example https://cases.example."
        case .trustedProxies:
            "is not a list of addresses. Give addresses or networks, separated by commas, for example 127.0.0.1,10.0.0.0/8,::1."
        case .mailURL: "is not the address of a mail server. Give smtp:// or smtps://, for example smtps://user:password@mail.example:465."
        case .mailFrom: "is not an address that letters can come from. Give one such as vivier@example.org."
        case .timeZone: "is not a time zone. Give one such as Europe/Paris, Indian/Reunion or UTC."
        case .contact: "is not an e-mail address. Give one such as vivier@example.org."
        case .requestsPerSecond: "is not a number of requests. Give a whole number up to 1000000, or 0 for no bound."
        case .certificate, .certificateKey: "is not the path of a PEM file."
        case .stateFolder, .databaseURL, .ownerDatabaseURL: "cannot be used."
        }
    }
}
