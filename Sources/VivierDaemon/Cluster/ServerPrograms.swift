import Foundation

/// Where PostgreSQL's server programs stand on this machine.
struct ServerPrograms: Sendable {
    var folder: URL

    var initdb: URL { folder.appending(component: "initdb") }
    var postgres: URL { folder.appending(component: "postgres") }

    /// Debian keeps one folder a version; the newest is taken. `VIVIER_POSTGRES_BIN` names another.
    static func find() throws(ClusterError) -> ServerPrograms {
        if let named = ProcessInfo.processInfo.environment["VIVIER_POSTGRES_BIN"], !named.isEmpty {
            return try checked(URL(filePath: named))
        }
        let versions = "/usr/lib/postgresql"
        let newest = ((try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? [])
            .compactMap { name in Int(name).map { (number: $0, path: "\(versions)/\(name)/bin") } }
            .filter { FileManager.default.isExecutableFile(atPath: "\($0.path)/postgres") }
            .max { $0.number < $1.number }
        if let newest { return ServerPrograms(folder: URL(filePath: newest.path)) }
        for folder in ["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"]
        where FileManager.default.isExecutableFile(atPath: "\(folder)/postgres") {
            return ServerPrograms(folder: URL(filePath: folder))
        }
        throw .noServerPrograms
    }

    private static func checked(_ folder: URL) throws(ClusterError) -> ServerPrograms {
        guard FileManager.default.isExecutableFile(atPath: folder.appending(component: "postgres").path) else { throw .noServerPrograms }
        return ServerPrograms(folder: folder)
    }
}

/// What keeps the private cluster from running, in a sentence that says how to mend it.
enum ClusterError: Error, CustomStringConvertible {
    case noServerPrograms
    case noUnprivilegedUser
    case stateInUse(String)
    /// Nothing was ever served from that folder.
    case noHouse(String)
    case stateNotWritable(String, String)
    /// Another user could meddle with the state folder.
    case stateUnsafe(StateFault)
    /// A folder above the state that PostgreSQL's user may not pass.
    case stateOutOfReach(String, user: String)
    case initialisationFailed(String)
    case didNotStart(String)
    case unsafeSetting(String)
    case pagesUnread(String)
    /// A restoration was begun there and did not end.
    case halfRestored(String)

    var description: String {
        switch self {
        case .noServerPrograms:
            "PostgreSQL's server programs were not found. Install them (apt-get install postgresql), or give --database-url."
        case .noUnprivilegedUser:
            "PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody'. Start vivierd as another user."
        case .stateInUse(let folder):
            "Another vivierd uses the state folder \(folder). Stop it, or give --state-dir."
        case .noHouse(let folder):
            "There is no service in \(folder). Give its folder by --state-dir or VIVIER_STATE_DIR, or start one there (vivierd serve)."
        case .stateNotWritable(let folder, let why):
            "The state folder \(folder) cannot be written: \(why). Give --state-dir."
        case .stateUnsafe(let fault):
            "Somebody else could read letters or put other files in their place: \(fault.what). Look at what lies there, then mend it: \(fault.mend)"
        case .stateOutOfReach(let folder, let user):
            "PostgreSQL runs as \(user) where vivierd is root, and \(user) cannot pass \(folder). "
                + "Let it (chmod o+x \(folder)), or give --state-dir elsewhere, such as /var/lib/vivier."
        case .initialisationFailed(let log):
            "PostgreSQL could not set up its cluster:\n\(log)"
        case .didNotStart(let log):
            "PostgreSQL did not start:\n\(log)"
        case .unsafeSetting(let name):
            "PostgreSQL runs with \(name) off: acknowledged data could be lost. Switch it on."
        case .halfRestored(let folder):
            "A restoration into \(folder) was cut short. Run vivierd restore once more: it begins anew. To give it up, remove \(folder)/restoring."
        case .pagesUnread(let why):
            "PostgreSQL's pages could not be read: \(why)"
        }
    }
}
