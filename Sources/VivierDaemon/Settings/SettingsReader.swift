import Formats
import Foundation
import Logging
import Mail
import OpenID
import Web

/// Gathers the settings from their four places.
struct SettingsReader {
    var flags: [SettingKey: String]
    var environment: [String: String]
    /// `--config`; nil looks at `/etc/vivier/vivier.conf` and takes it where it is.
    var file: String?

    func read() throws(SettingsError) -> Settings {
        let inFile = try fileValues()
        var origins: [SettingKey: SettingOrigin] = [:]
        func value(_ key: SettingKey) throws(SettingsError) -> String? {
            if let flag = flags[key] {
                origins[key] = .flag
                return flag
            }
            if let text = environment[key.rawValue], !text.isEmpty {
                origins[key] = .environment
                return text
            }
            if let path = environment["\(key.rawValue)_FILE"], !path.isEmpty {
                origins[key] = .secretFile(path)
                return try secret(key, in: path)
            }
            if let found = inFile[key] {
                origins[key] = .file(found.path, line: found.line)
                return found.value
            }
            origins[key] = .standard
            return nil
        }
        func value<Value>(_ key: SettingKey, or standard: String, _ read: (String) -> Value?) throws(SettingsError) -> Value {
            let text = try value(key) ?? standard
            guard let value = read(text) else { throw .badValue(key, text, origins[key] ?? .standard) }
            return value
        }
        // Asked once the value is read: until then nobody knows where it is from.
        func origin(_ key: SettingKey) -> SettingOrigin { origins[key] ?? .standard }
        let listen = try value(.listen, or: "127.0.0.1:8080") { ListenAddress($0) }
        let certificate = try certificate(value)
        let rate = try value(.requestsPerSecond, or: "100") { Int($0).flatMap { (0...1_000_000).contains($0) ? $0 : nil } }
        return Settings(
            listen: listen,
            // Whole, since PostgreSQL's programs run in another folder.
            stateFolder: URL(filePath: try value(.stateFolder) ?? StateFolder.usual).standardizedFileURL.path,
            databaseURL: try value(.databaseURL), ownerDatabaseURL: try value(.ownerDatabaseURL),
            logLevel: try value(.logLevel, or: "info") { Logger.Level(rawValue: $0.lowercased()) },
            publicURL: try value(.publicURL, or: "\(certificate == nil ? "http" : "https")://\(listen)", Self.publicURL),
            trustedProxies: try value(.trustedProxies, or: "") { TrustedProxies($0) },
            requestsPerSecond: rate > 0 ? rate : nil,
            certificate: certificate,
            mail: try mail(value, origin), contact: try contact(value, origin),
            timeZone: try value(.timeZone, or: HouseZone.name, HouseZone.named), providers: try providers(value, origin), origins: origins
        )
    }

    private func certificate(_ value: (SettingKey) throws(SettingsError) -> String?) throws(SettingsError) -> CertificateFiles? {
        switch (try value(.certificate), try value(.certificateKey)) {
        case (let chain?, let key?): CertificateFiles(chain: chain, key: key)
        case (_?, nil): throw .missing(.certificateKey, with: .certificate)
        case (nil, _?): throw .missing(.certificate, with: .certificateKey)
        case (nil, nil): nil
        }
    }

    /// Both or neither: a server takes no letter without a sender.
    private func mail(
        _ value: (SettingKey) throws(SettingsError) -> String?, _ origin: (SettingKey) -> SettingOrigin
    ) throws(SettingsError) -> MailSettings? {
        let (url, sender) = (try value(.mailURL), try value(.mailFrom))
        if let sender, !Letter.canBeSentTo(sender) { throw .badValue(.mailFrom, sender, origin(.mailFrom)) }
        guard let url else { return nil }
        guard let server = MailServer(url) else { throw .badValue(.mailURL, url, origin(.mailURL)) }
        guard let sender else { throw .missing(.mailFrom, with: .mailURL) }
        return MailSettings(server: server, sender: sender)
    }

    private func contact(
        _ value: (SettingKey) throws(SettingsError) -> String?, _ origin: (SettingKey) -> SettingOrigin
    ) throws(SettingsError) -> String? {
        guard let address = try value(.contact) else { return nil }
        guard Letter.canBeSentTo(address) else { throw .badValue(.contact, address, origin(.contact)) }
        return address
    }

    private func providers(
        _ value: (SettingKey) throws(SettingsError) -> String?, _ origin: (SettingKey) -> SettingOrigin
    ) throws(SettingsError) -> [Provider] {
        guard let text = try value(.providers) else { return [] }
        do throws(Provider.Fault) {
            return try Provider.list(text)
        } catch {
            throw .badProviders(error.description, origin(.providers))
        }
    }

    private func secret(_ key: SettingKey, in path: String) throws(SettingsError) -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadableSecret(key, path: path) }
        let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !value.isEmpty else { throw .emptySecret(key, path: path) }
        return value
    }

    /// - Returns: the address without a slash at its end; nil for what is none of the web's.
    static func publicURL(_ text: String) -> String? {
        guard let url = URLComponents(string: text), ["http", "https"].contains(url.scheme), url.host?.isEmpty == false, url.query == nil,
            url.fragment == nil
        else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// `KEY=value` lines, `#` comments: what systemd's `EnvironmentFile=` reads too.
    private func fileValues() throws(SettingsError) -> [SettingKey: (value: String, path: String, line: Int)] {
        let usual = "/etc/vivier/vivier.conf"
        guard let path = file ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil) else { return [:] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadableFile(path) }
        var values: [SettingKey: (value: String, path: String, line: Int)] = [:]
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = raw.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let equals = line.firstIndex(of: "=") else { throw .malformedLine(path, index + 1) }
            let name = line[..<equals].trimmingCharacters(in: .whitespaces)
            guard let key = SettingKey(rawValue: name) else {
                throw .unknownKey(name, path, index + 1, nearest: HeaderName.nearest(to: name, in: SettingKey.allCases.map(\.rawValue)))
            }
            var value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
                value = String(value.dropFirst().dropLast())
            }
            values[key] = (value, path, index + 1)
        }
        return values
    }
}
