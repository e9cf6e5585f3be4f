import ArgumentParser
import Foundation
import Logging
import OpenID
import Web

/// What is set, and where it was set; secrets masked.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "config", abstract: "Print every setting with its origin.")

    @OptionGroup var options: SettingOptions
    @OptionGroup var result: ResultOptions

    func run() async throws {
        try await reportingFailure {
            let settings = try options.settings()
            let lines = SettingKey.allCases.map { key in
                Line(name: key.rawValue, value: settings.shown(key), origin: "\(settings.origins[key] ?? .standard)")
            }
            try result.show(lines) { lines in
                for line in lines { print("\(line.name)=\(line.value)  # \(line.origin)") }
            }
        }
    }

    private struct Line: Encodable {
        var name: String
        var value: String
        var origin: String
    }
}

extension Settings {
    /// The value as it may be shown: of a secret only that it is set.
    func shown(_ key: SettingKey) -> String {
        let value =
            switch key {
            case .listen: listen.description
            case .stateFolder: stateFolder
            case .databaseURL: databaseURL ?? ""
            case .ownerDatabaseURL: ownerDatabaseURL ?? ""
            case .logLevel: logLevel.rawValue
            case .publicURL: publicURL
            case .trustedProxies: trustedProxies.description
            case .requestsPerSecond: "\(requestsPerSecond ?? 0)"
            case .certificate: certificate?.chain ?? ""
            case .certificateKey: certificate?.key ?? ""
            case .mailURL: mail == nil ? "" : "…"
            case .mailFrom: mail?.sender ?? ""
            case .contact: contact ?? ""
            case .timeZone: timeZone.identifier
            case .providers: providers.map(\.id).joined(separator: ",")
            }
        return key.isSecret && !value.isEmpty ? "********" : value
    }
}
