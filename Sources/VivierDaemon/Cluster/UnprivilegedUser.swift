import Foundation

/// The user that PostgreSQL runs as when vivierd was started as root: PostgreSQL refuses root.
struct UnprivilegedUser: Sendable {
    var name: String
    var userID: uid_t
    var groupID: gid_t

    /// - Returns: nil when this process is not root, so that PostgreSQL runs as the same user.
    static func needed() throws(ClusterError) -> UnprivilegedUser? {
        guard geteuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            var room = [CChar](repeating: 0, count: 4_096)
            let status = getpwnam_r(name, &entry, &room, room.count, &found)
            if status == 0, found != nil { return UnprivilegedUser(name: name, userID: entry.pw_uid, groupID: entry.pw_gid) }
        }
        throw .noUnprivilegedUser
    }

    /// `arguments` behind `setpriv`, which changes the user and becomes the program: the process id stays.
    static func command(_ program: URL, _ arguments: [String], as user: UnprivilegedUser?) -> (program: URL, arguments: [String]) {
        guard let user else { return (program, arguments) }
        let step = ["--reuid=\(user.userID)", "--regid=\(user.groupID)", "--clear-groups", "--inh-caps=-all", "--", program.path]
        return (URL(filePath: "/usr/bin/setpriv"), step + arguments)
    }

    /// The first folder above `path`, from the root on, that this user may not pass; nil where it reaches `path`. Folders that are not there
    /// are made by root and open to all.
    func barrier(above path: String) -> String? {
        var above = ""
        for part in (path as NSString).deletingLastPathComponent.split(separator: "/") {
            above += "/\(part)"
            guard let found = try? FileManager.default.attributesOfItem(atPath: above),
                let mode = found[.posixPermissions] as? NSNumber, let owner = found[.ownerAccountID] as? NSNumber,
                let group = found[.groupOwnerAccountID] as? NSNumber
            else { return nil }
            let bit = owner.uint32Value == userID ? 0o100 : group.uint32Value == groupID ? 0o010 : 0o001
            if mode.intValue & bit == 0 { return above }
        }
        return nil
    }

    func own(_ path: String) {
        chown(path, userID, groupID)
    }
}
