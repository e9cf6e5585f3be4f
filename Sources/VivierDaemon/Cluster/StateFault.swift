import Foundation

/// A way in which another user of the machine could put something of theirs in the place of what lies in the state folder.
struct StateFault: Sendable {
    /// Without a full stop.
    var what: String
    /// A command.
    var mend: String
}

extension StateFolder {
    /// What is wrong with a state folder and its `mail`, as far as they are there. A folder above that others may write to is not looked at:
    /// in `/tmp` nobody takes another's away.
    ///
    /// - Parameter keeper: whose they may be besides this process's user and, where that is root, the one that PostgreSQL runs as.
    static func faults(of path: String, keeper: UInt32? = nil) -> [StateFault] {
        let keepers = [geteuid(), (try? UnprivilegedUser.needed())?.userID, keeper].compactMap(\.self)
        // The folder itself may be a link that the operator made; letters are kept nowhere else than in it.
        let place = URL(filePath: path).resolvingSymlinksInPath().path
        let mail = "\(path)/mail"
        if (try? FileManager.default.destinationOfSymbolicLink(atPath: mail)) != nil {
            return faults(at: place, calledBy: path, keepers) + [StateFault(what: "\(mail) is a symbolic link", mend: "rm \(mail)")]
        }
        return faults(at: place, calledBy: path, keepers) + faults(at: mail, calledBy: mail, keepers)
    }

    private static func faults(at place: String, calledBy path: String, _ keepers: [UInt32]) -> [StateFault] {
        guard let found = try? FileManager.default.attributesOfItem(atPath: place), let mode = found[.posixPermissions] as? NSNumber
        else { return [] }
        var faults: [StateFault] = []
        if let user = owner(of: place), !keepers.contains(user) {
            let own = geteuid() == 0 ? "root" : "\(geteuid())"
            faults.append(StateFault(what: "\(path) belongs to another user (\(user))", mend: "chown \(own) \(path)"))
        }
        if mode.intValue & 0o022 != 0 {
            faults.append(StateFault(what: "others may write to \(path)", mend: "chmod go-w \(path)"))
        }
        return faults
    }

    /// - Returns: nil where there is nothing.
    static func owner(of path: String) -> UInt32? {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.ownerAccountID] as? NSNumber)?.uint32Value
    }
}
