import Foundation
import Postgres

/// A folder that only this process reads, where the parts of a backup lie while it is made or taken apart.
struct BackupFolder {
    let url: URL

    var manifest: URL { url.appending(component: BackupFolder.manifestName) }
    var dump: URL { url.appending(component: BackupFolder.dumpName) }

    private static let manifestName = "manifest.json"
    private static let dumpName = "database.dump"
    private static let name = "backup"
    private static let prefix = "backup-"

    private let turn: Turn

    /// Waits for another backup or restoration that is under way there.
    ///
    /// - Parameter state: the state folder; what one that was killed has left there is removed.
    init(in state: String) throws {
        turn = try Turn(Self.name, in: state)
        Self.sweep(state)
        url = URL(filePath: state).appending(component: "\(Self.prefix)\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BackupError.fileNotWritable(state, error.localizedDescription)
        }
    }

    /// Removes what one that was killed has left, unless one is under way.
    static func sweep(ifFree state: String) throws(ClusterError) {
        guard !leftovers(in: state).isEmpty, let turn = try Turn(ifFree: name, in: state) else { return }
        sweep(state)
        withExtendedLifetime(turn) {}
    }

    private static func sweep(_ state: String) {
        for left in leftovers(in: state) { try? FileManager.default.removeItem(atPath: "\(state)/\(left)") }
    }

    private static func leftovers(in state: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: state)) ?? []).filter { $0.hasPrefix(prefix) }
    }

    func remove() { try? FileManager.default.removeItem(at: url) }

    // MARK: As one file

    /// Both parts as a tar, which anybody can take apart.
    func pack(into file: URL) async throws {
        try await tar(["--create", "--file=\(file.path)", "--directory=\(url.path)", Self.manifestName, Self.dumpName])
    }

    /// - Throws: ``BackupError/damaged(_:_:)`` unless both parts are there, as plain files.
    func unpack(_ file: URL, calledBy name: String) async throws {
        // A dump is packed as it is: nothing in it is larger than the whole.
        let most = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
        do {
            try await tar(
                most: most,
                [
                    "--extract", "--file=\(file.path)", "--directory=\(url.path)", "--no-same-owner", "--no-same-permissions",
                    Self.manifestName,
                    Self.dumpName,
                ])
        } catch BackupError.programFailed(_, let said) {
            throw BackupError.damaged(name, said.split(separator: "\n").first.map(String.init) ?? "tar cannot read it")
        }
        for part in [manifest, dump] {
            let kind = try? FileManager.default.attributesOfItem(atPath: part.path)[.type] as? FileAttributeType
            guard kind == .typeRegular else { throw BackupError.damaged(name, "\(part.lastPathComponent) is not in it") }
        }
    }

    /// - Parameter most: bytes that a file may come to; nil: as many as there is room for.
    private func tar(most: Int? = nil, _ arguments: [String]) async throws {
        let limit = most.map { ["--fsize=\($0)"] } ?? []
        let program = ServerProgram(file: URL(filePath: "/usr/bin/prlimit"), arguments: limit + ["--", "/usr/bin/tar"] + arguments)
        let outcome = try await program.run()
        guard outcome.status == 0 else { throw BackupError.programFailed("tar", outcome.said) }
    }

    // MARK: PostgreSQL's programs

    /// - Parameters:
    ///   - conninfo: of the owner.
    ///   - snapshot: what the dump shows, as `pg_export_snapshot` named it.
    func takeDump(of conninfo: String, snapshot: String) async throws {
        try await run(
            "pg_dump",
            ["--format=custom", "--snapshot=\(snapshot)", "--no-password", "--lock-wait-timeout=60000", "--file=\(dump.path)"], on: conninfo
        )
    }

    /// All of it or nothing.
    func restoreDump(into conninfo: String) async throws {
        try await run("pg_restore", ["--single-transaction", "--exit-on-error", "--no-owner", "--no-password", dump.path], on: conninfo)
    }

    private func run(_ name: String, _ arguments: [String], on conninfo: String) async throws {
        let service = url.appending(component: "service")
        guard
            FileManager.default.createFile(
                atPath: service.path, contents: Data(ConnectionFile.text(of: conninfo).utf8), attributes: [.posixPermissions: 0o600])
        else { throw BackupError.fileNotWritable(service.path, "the folder takes no file") }
        let program = ServerProgram(
            file: try ServerPrograms.find().folder.appending(component: name),
            arguments: ["--dbname=\(ConnectionFile.connection)"] + arguments, environment: ["PGSERVICEFILE": service.path])
        let outcome = try await program.run()
        guard outcome.status == 0 else { throw BackupError.programFailed(name, outcome.said) }
    }
}
