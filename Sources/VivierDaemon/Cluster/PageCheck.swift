import Foundation

/// Reads every page of the private cluster, in memory or not, and holds it against its checksum, while the server goes on.
///
/// A base backup does just that (PostgreSQL, 54.4, `BASE_BACKUP … VERIFY_CHECKSUMS`); what it would copy is thrown away.
struct PageCheck {
    var programs: ServerPrograms
    var user: UnprivilegedUser?
    var socketFolder: String

    /// A page that is not what its checksum says.
    struct Damage: Hashable {
        /// Below the cluster's folder, as `base/16384/2619`.
        var file: String
        var block: Int

        /// The number by which the catalogue knows the file: what stands behind the last slash, without the segment and the fork.
        var node: Int? { file.split(separator: "/").last.flatMap { Int($0.prefix { $0.isNumber }) } }
    }

    /// - Returns: the damaged pages, of each file the first five as PostgreSQL reports them.
    /// - Throws: ``ClusterError/pagesUnread(_:)`` where the pages could not be read at all.
    func run() async throws(ClusterError) -> [Damage] {
        let (program, arguments) = UnprivilegedUser.command(
            programs.folder.appending(component: "pg_basebackup"),
            [
                "--pgdata=-", "--format=tar", "--wal-method=none", "--checkpoint=fast", "--no-manifest", "--no-password",
                "--host=\(socketFolder)", "--username=\(PrivateCluster.owner)",
            ], as: user)
        let outcome: ServerProgram.Outcome
        do {
            outcome = try await ServerProgram(file: program, arguments: arguments).run()
        } catch {
            throw .pagesUnread(error.localizedDescription)
        }
        let damages = outcome.said.matches(of: /checksum verification failed in file "\.\/([^"]+)", block (\d+)/).compactMap { match in
            Int(match.2).map { Damage(file: String(match.1), block: $0) }
        }
        guard outcome.status == 0 || !damages.isEmpty else { throw .pagesUnread(outcome.said) }
        return damages
    }
}
