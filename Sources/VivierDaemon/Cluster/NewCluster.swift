import Foundation

/// A private cluster that is not there yet: made beside its place and moved there in one step.
struct NewCluster {
    let programs: ServerPrograms
    let user: UnprivilegedUser?
    /// Its place.
    let folder: String

    private var state: String { (folder as NSString).deletingLastPathComponent }
    private static let beside = ".new-"

    func make() async throws(ClusterError) {
        // What a start that was cut short left behind may still be written to by what it had started: this one's has another name.
        for old in leftovers { try? FileManager.default.removeItem(atPath: old) }
        let new = "\(folder)\(Self.beside)\(UUID().uuidString)"
        try await initialise(new)
        // Once all of it is on the disk: in one go, where initdb would wait for a thousand files one by one.
        try await sync(["--file-system", new])
        // Its place is empty until now.
        guard rename(new, folder) == 0 else { throw .stateNotWritable(folder, String(cString: strerror(errno))) }
        try await sync([state])
    }

    /// A folder that nobody enters but PostgreSQL's user.
    static func prepare(_ path: String, for user: UnprivilegedUser?) throws(ClusterError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .stateNotWritable(path, error.localizedDescription)
        }
        user?.own(path)
    }

    private var leftovers: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: state)) ?? []
        let name = (folder as NSString).lastPathComponent
        return names.filter { $0.hasPrefix(name + Self.beside) }.map { "\(state)/\($0)" }
    }

    /// Checksums, so that corruption is noticed; ICU in French for sorting names; UTF-8. Sockets in a folder of mode 0700 are the
    /// authentication.
    private func initialise(_ new: String) async throws(ClusterError) {
        try Self.prepare(new, for: user)
        let (program, arguments) = UnprivilegedUser.command(
            programs.initdb,
            [
                "--pgdata=\(new)", "--username=\(PrivateCluster.owner)", "--auth=trust", "--data-checksums", "--encoding=UTF8",
                "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fr", "--no-sync", "--no-instructions",
            ], as: user)
        do {
            let outcome = try await ServerProgram(file: program, arguments: arguments).run()
            guard outcome.status == 0 else { throw ClusterError.initialisationFailed(outcome.said) }
        } catch let error as ClusterError {
            throw error
        } catch {
            throw .initialisationFailed(error.localizedDescription)
        }
    }

    /// sync(1), since Swift does not know syncfs(2).
    private func sync(_ arguments: [String]) async throws(ClusterError) {
        do {
            if try await ServerProgram(file: URL(filePath: "/usr/bin/sync"), arguments: arguments).run().status == 0 { return }
        } catch {
            throw .stateNotWritable(folder, error.localizedDescription)
        }
        throw .stateNotWritable(folder, "it could not be written to the disk")
    }
}
