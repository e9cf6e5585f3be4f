import Formats
import Foundation
import Logging
import Postgres

/// Keeps all of a service in one file, as it was at one moment, while it goes on.
struct Backup {
    let settings: Settings
    let log: Logger
    /// Its declared life.
    var days = 30

    /// - Parameters:
    ///   - path: of a file that is not there yet; it appears when it is whole, and only its owner reads it.
    ///   - passphrase: closes it.
    /// - Throws: `BackupError`, `ClusterError`, `PostgresError`. Then there is no file.
    func write(to path: String, passphrase: [UInt8]?) async throws -> BackupManifest {
        let file = try WholeFile(at: path)
        defer { file.remove() }
        let folder = try BackupFolder(in: settings.stateFolder)
        defer { folder.remove() }
        func keep(_ conninfo: String) async throws -> BackupManifest {
            let manifest = try await take(of: conninfo, in: folder)
            try manifest.write(to: folder.manifest)
            do {
                try await put(folder, into: file.part, passphrase)
            } catch let error as CocoaError {
                throw BackupError.fileNotWritable(path, error.localizedDescription)
            }
            try Task.checkCancellation()
            try file.appear()
            await note(manifest, isSealed: passphrase != nil, at: conninfo)
            return manifest
        }
        guard let url = settings.databaseURL else {
            return try await House.atCluster(settings, log: log) { try await keep($0.url(user: PrivateCluster.owner)) }
        }
        return try await keep(settings.ownerDatabaseURL ?? url)
    }

    /// Writes down for the operator that it was made. The file is whole by then: where nothing can be written, it is only said.
    private func note(_ manifest: BackupManifest, isSealed: Bool, at conninfo: String) async {
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        configuration.applicationName = "vivierd backup"
        let owner = Database(configuration: configuration)
        do {
            try await owner.transaction { transaction in
                // A database of an earlier version has no place for it.
                let isThere = try await transaction.execute("SELECT to_regclass('public.backup') IS NOT NULL").first?.decode(Bool.self)
                guard isThere == true else { return }
                _ = try await transaction.execute(
                    """
                    INSERT INTO public.backup (made_at, expires_at, row_count, sealed)
                    VALUES (\(manifest.madeAt), \(manifest.expiresAt), \(manifest.rows), \(isSealed))
                    """)
                // The last ones are looked at, and those that may still lie somewhere.
                _ = try await transaction.execute("DELETE FROM public.backup WHERE expires_at < now() - interval '1 year'")
            }
        } catch {
            log.error("the backup is whole, and was not written down in the database", metadata: ["error": "\(error)"])
        }
        await owner.close()
    }

    /// The dump, and what the database holds by the same snapshot.
    private func take(of conninfo: String, in folder: BackupFolder) async throws -> BackupManifest {
        var configuration = DatabaseConfiguration(conninfo: conninfo)
        configuration.applicationName = "vivierd backup"
        let owner = Database(configuration: configuration)
        let manifest = await Result {
            try await owner.transaction(
                isolation: .repeatableRead, readOnly: true, timeout: .seconds(3_600), idleTimeout: .seconds(3_600)
            ) { transaction in
                guard
                    let (snapshot, version, now) = try await transaction.execute(
                        "SELECT pg_export_snapshot(), current_setting('server_version_num')::integer, now()"
                    ).first?.decode(String.self, Int.self, Date.self)
                else { throw BackupError.programFailed("PostgreSQL", "it gave no snapshot") }
                try await folder.takeDump(of: conninfo, snapshot: snapshot)
                return BackupManifest(
                    version: vivierVersion, madeAt: now, expiresAt: now + TimeInterval(days * 86_400), postgresql: version / 10_000,
                    dump: try hash(of: folder.dump),
                    tables: try await transaction.tables(), ledgers: try await transaction.ledgerHeads())
            }
        }
        await owner.close()
        return try manifest.get()
    }

    private func put(_ folder: BackupFolder, into part: URL, _ passphrase: [UInt8]?) async throws {
        guard let passphrase else { return try await folder.pack(into: part) }
        let open = folder.url.appending(component: "open.tar")
        try await folder.pack(into: open)
        let (source, target) = (try FileHandle(forReadingFrom: open), try FileHandle(forWritingTo: part))
        defer { for handle in [source, target] { try? handle.close() } }
        try SealedFile.close(source, into: target, passphrase: passphrase)
    }
}

/// SHA-256 in hexadecimal digits of a file that may be larger than the memory.
func hash(of file: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    var digest = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        try Task.checkCancellation()
        digest.update(piece)
    }
    return digest.finish().map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
}
