import Formats
import Foundation
import Logging
import Postgres

/// Puts a backup into a state folder where there is no service yet.
///
/// All is done in a folder beside, and moved to its place in one step when it has been proven: whatever ends before leaves no service, and
/// can be begun again.
struct Restoration {
    let settings: Settings
    let log: Logger
    /// Takes a backup whose declared life is over too.
    var takesExpired = false
    /// Whom it has to erase from what comes back.
    var erased: ErasedList?

    /// - Returns: `again`: how many were erased again; `isRewritten`: whether nothing of them is left in the files.
    /// - Throws: `BackupError`, `ClusterError`, `PostgresError`.
    func run(
        from path: String, passphrase: [UInt8]?
    ) async throws -> (manifest: BackupManifest, ledgers: LedgerCheck, again: Int, isRewritten: Bool) {
        guard settings.databaseURL == nil else { throw BackupError.notPrivate }
        let state = try StateFolder(path: settings.stateFolder)
        defer { withExtendedLifetime(state) {} }
        guard !settings.hasHouse else { throw BackupError.occupied(state.path) }
        let folder = try BackupFolder(in: state.path)
        defer { folder.remove() }
        let manifest = try await open(path, passphrase, in: folder)
        var inner = settings
        inner.stateFolder = "\(state.path)/restoring"
        try await clear(inner.stateFolder)
        do {
            try await fill(inner, from: folder, manifest)
            // As a start does: what an earlier version kept is brought up to date.
            let ledgers = try await House.visit(inner, log: log) { try await LedgerCheck(of: $0) }
            if let broken = ledgers.broken.first { throw BackupError.differs(broken) }
            let (again, isRewritten) = try await eraseAgain(inner)
            let place = "\(state.path)/postgres"
            guard rename("\(inner.stateFolder)/postgres", place) == 0 else {
                throw ClusterError.stateNotWritable(place, String(cString: strerror(errno)))
            }
            try? FileManager.default.removeItem(atPath: inner.stateFolder)
            return (manifest, ledgers, again, isRewritten)
        } catch {
            try? await clear(inner.stateFolder)
            throw error
        }
    }

    /// The parts of a file, its dump held against its manifest.
    private func open(_ path: String, _ passphrase: [UInt8]?, in folder: BackupFolder) async throws -> BackupManifest {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw BackupError.fileUnreadable(path, "there is no such file, or it is not yours to read")
        }
        var file = URL(filePath: path)
        // Whoever asks for a seal takes nothing that has none: a backup can bear programs of whoever made it.
        guard passphrase == nil || SealedFile.isSealed(path) else { throw BackupError.notSealed(path) }
        if SealedFile.isSealed(path) {
            guard let passphrase else { throw BackupError.needsPassphrase(path) }
            let opened = folder.url.appending(component: "open.tar")
            _ = FileManager.default.createFile(atPath: opened.path, contents: nil, attributes: [.posixPermissions: 0o600])
            let (source, target) = (try FileHandle(forReadingFrom: file), try FileHandle(forWritingTo: opened))
            defer { for handle in [source, target] { try? handle.close() } }
            do {
                try SealedFile.open(source, into: target, passphrase: passphrase)
            } catch SealedFile.Fault.wrongPassphrase {
                throw BackupError.wrongPassphrase(path)
            } catch SealedFile.Fault.damaged {
                throw BackupError.damaged(path, "it was changed or cut off")
            }
            file = opened
        }
        try await folder.unpack(file, calledBy: path)
        let manifest: BackupManifest
        do {
            manifest = try BackupManifest.read(from: folder.manifest)
        } catch {
            throw BackupError.damaged(path, "its manifest cannot be read")
        }
        guard manifest.format == BackupManifest.format else { throw BackupError.newerFormat(path, manifest.format) }
        guard try hash(of: folder.dump) == manifest.dump else { throw BackupError.damaged(path, "its dump is not the one that was kept") }
        guard takesExpired || manifest.expiresAt > .now else {
            throw BackupError.expired(path, String(manifest.expiresAt.ISO8601Format().prefix(10)))
        }
        return manifest
    }

    /// A cluster with all that the manifest says, stopped.
    private func fill(_ inner: Settings, from folder: BackupFolder, _ manifest: BackupManifest) async throws {
        // Roles belong to the cluster and stand in no dump: the migrations make them.
        try await House.visit(inner, log: log) { _ in }
        try await House.atCluster(inner, log: log) { cluster in
            let conninfo = cluster.url(user: PrivateCluster.owner)
            let owner = Database(configuration: DatabaseConfiguration(conninfo: conninfo))
            let filled = await Result {
                // As the server makes a database, for the dump says what differs from that.
                try await owner.batch([
                    "DROP SCHEMA public CASCADE", "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
                    "GRANT USAGE ON SCHEMA public TO PUBLIC",
                ])
                try await folder.restoreDump(into: conninfo)
                try await owner.transaction(isolation: .repeatableRead, timeout: .seconds(3_600)) { transaction in
                    try check(try await transaction.tables(), try await transaction.ledgerHeads(), against: manifest)
                }
                _ = try await owner.execute("ANALYZE")
            }
            await owner.close()
            try filled.get()
        }
    }

    /// Before anybody can look, and out of the new files too; what the ledger says of it is read once more.
    private func eraseAgain(_ inner: Settings) async throws -> (people: Int, isRewritten: Bool) {
        guard let erased else { return (0, true) }
        return try await House.visit(inner, log: log) { application in
            let cluster = try PrivateCluster(in: inner.stateFolder, log: log)
            let owner = Database(configuration: DatabaseConfiguration(conninfo: cluster.url(user: PrivateCluster.owner)))
            let again = await Result { try await erased.eraseAgain(by: owner) }
            await owner.close()
            let people = try again.get()
            let isRewritten = people > 0 ? try await rewrite(inner) : true
            if let broken = try await LedgerCheck(of: application).broken.first { throw BackupError.differs(broken) }
            return (people, isRewritten)
        }
    }

    /// - Returns: false where something is left; it is noted in what comes back, so that it is written anew later.
    private func rewrite(_ inner: Settings) async throws -> Bool {
        let rewriting = try Rewriting(inner, log: log)
        for attempt in 0..<5 {
            if attempt > 0 { try await Task.sleep(for: .seconds(1)) }
            do {
                if case .done(let work) = try await rewriting.run(.byCommand), work.waiting.isEmpty, work.log { return true }
            } catch let error as PostgresError where !Task.isCancelled {
                log.error("the files were not written anew", metadata: ["error": "\(error)"])
            }
        }
        return false
    }

    private func check(
        _ tables: [String: BackupManifest.Table], _ ledgers: [String: String], against manifest: BackupManifest
    ) throws(BackupError) {
        for name in Set(tables.keys).union(manifest.tables.keys).sorted() where tables[name] != manifest.tables[name] {
            throw .differs("\(name) has \(tables[name]?.rows ?? 0) rows, and other ones than the \(manifest.tables[name]?.rows ?? 0) kept")
        }
        guard ledgers == manifest.ledgers else { throw .differs("the consent ledgers end otherwise") }
    }

    /// What an earlier restoration left, its server too.
    private func clear(_ folder: String) async throws {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        let cluster = try PrivateCluster(in: folder, log: log)
        await cluster.stop()
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            throw ClusterError.stateNotWritable(folder, error.localizedDescription)
        }
    }
}
