import Formats
import Foundation

/// Gathers the settings from their four places.
struct SettingsReader {
    var flags: [SettingKey: String]
    var environment: [String: String]
    /// `--config`; nil looks at `/etc/vivier/vivier.conf` and takes it where it is.
    var file: String?

    func read() throws(SettingsError) -> Settings {
        let inFile = try fileValues()
        var origins: [SettingKey: SettingOrigin] = [:]
        func value(_ key: SettingKey) -> String? {
            if let flag = flags[key] {
                origins[key] = .flag
                return flag
            }
            if let text = environment[key.rawValue], !text.isEmpty {
                origins[key] = .environment
                return text
            }
            if let path = environment["\(key.rawValue)_FILE"], let text = try? String(contentsOfFile: path, encoding: .utf8) {
                origins[key] = .secretFile(path)
                return text.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            if let found = inFile[key] {
                origins[key] = .file(found.path, line: found.line)
                return found.value
            }
            origins[key] = .standard
            return nil
        }
        let listen = try ListenAddress(value(.listen) ?? "127.0.0.1:8080")
        return Settings(
            listen: listen,
            // Whole, since PostgreSQL's programs run in another folder.
            stateFolder: URL(filePath: value(.stateFolder) ?? StateFolder.usual).standardizedFileURL.path, databaseURL: value(.databaseURL),
            ownerDatabaseURL: value(.ownerDatabaseURL), logLevel: value(.logLevel) ?? "info",
            publicURL: value(.publicURL) ?? "http://\(listen)", origins: origins)
    }

    /// `KEY=value` lines, `#` comments: what systemd's `EnvironmentFile=` reads too.
    private func fileValues() throws(SettingsError) -> [SettingKey: (value: String, path: String, line: Int)] {
        let usual = "/etc/vivier/vivier.conf"
        guard let path = file ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil) else { return [:] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .unreadableFile(path) }
        var values: [SettingKey: (value: String, path: String, line: Int)] = [:]
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
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
