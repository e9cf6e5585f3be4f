import Foundation

/// Where the daemon of a state folder was last reached, in a file there: commands beside it print addresses that answer.
struct ServedAddress: Equatable {
    var listen: ListenAddress
    var publicURL: String

    private static func path(in folder: String) -> String { "\(folder)/address" }

    init(listen: ListenAddress, publicURL: String) {
        self.listen = listen
        self.publicURL = publicURL
    }

    /// Two lines: the listener and the public address; nil where none was ever written.
    init?(in folder: String) {
        guard let text = try? String(contentsOfFile: Self.path(in: folder), encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.count == 2, let listen = ListenAddress(lines[0]), let url = SettingsReader.publicURL(lines[1]) else { return nil }
        self.init(listen: listen, publicURL: url)
    }

    func write(in folder: String) throws {
        try Data("\(listen)\n\(publicURL)\n".utf8).write(to: URL(filePath: Self.path(in: folder)), options: .atomic)
    }
}

extension Settings {
    /// Where nobody has said an address, that of the daemon which serves, or last served, this state folder.
    func beside() -> Settings {
        guard let served = ServedAddress(in: stateFolder) else { return self }
        var settings = self
        if origins[.listen] == .standard { settings.listen = served.listen }
        if origins[.publicURL] == .standard, origins[.listen] == .standard { settings.publicURL = served.publicURL }
        return settings
    }
}
