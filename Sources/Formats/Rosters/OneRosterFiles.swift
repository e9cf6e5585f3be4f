import Foundation

/// The files of a OneRoster bundle by their table, the ones that are never opened left out, and what its manifest says of them.
struct OneRosterFiles {
    /// The columns of each table that are read.
    private static let columns: [String: [String]] = [
        "manifest": ["propertyName", "value"],
        "orgs": ["sourcedId", "status", "name", "type", "identifier", "parentSourcedId"],
        "courses": ["sourcedId", "status", "title", "courseCode", "code", "orgSourcedId"],
        "classes": ["sourcedId", "status", "title", "classCode", "courseSourcedId", "schoolSourcedId", "orgSourcedId"],
        "users": ["sourcedId", "status", "role", "username", "givenName", "familyName", "identifier", "email", "orgSourcedIds"],
        "roles": ["status", "userSourcedId", "role", "orgSourcedId"],
        "enrollments": ["status", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
    ]

    /// Files that hold what is never taken: why each stays closed.
    private static let closed: [String: (en: String, fr: String)] = [
        "demographics": ("special categories of data", "catégories particulières de données"),
        "userflags": ("data on health and family", "données de santé et de famille"),
        "relationships": ("data on family", "données de famille"),
        "userprofiles": ("passwords", "mots de passe"),
    ]

    /// The table of a file's name, in lower case; nil where it is no CSV.
    private static func table(_ name: String) -> String? {
        name.lowercased().hasSuffix(".csv") && !name.hasPrefix(".") ? String(name.dropLast(4)).lowercased() : nil
    }

    static func reads(_ name: String) -> Bool { columns(of: name) != nil }

    static func isClosed(_ name: String) -> Bool { table(name).map { closed[$0] != nil } ?? false }

    /// The name of a file without its folders; nil of what a Mac adds to a zip.
    static func name(of path: String) -> String? {
        let parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" })
        return parts.first == "__MACOSX" ? nil : parts.last.map(String.init)
    }

    /// The columns of a file that are read; nil of a file that is not.
    static func columns(of name: String) -> [String]? { table(name).flatMap { columns[$0] } }

    private(set) var tables: [String: OneRosterTable] = [:]
    private(set) var problems = ProblemList()
    /// `oneroster.version` of the manifest.
    private(set) var version: String?
    /// Table → bulk, delta or absent, as the manifest says.
    private var modes: [String: String] = [:]

    /// - Throws: a file that cannot be read, a table that is there twice, no `users.csv`.
    init(_ files: [(name: String, bytes: [UInt8])], bundle: String) throws(Problem) {
        for (path, bytes) in files.sorted(by: { $0.name < $1.name }) {
            guard let name = Self.name(of: path), let table = Self.table(name) else { continue }
            if let reason = Self.closed[table] {
                warn(
                    name, "file-not-read", "The file holds \(reason.en): it is never read.",
                    "Le fichier contient des \(reason.fr) : il n’est jamais lu.")
                continue
            }
            guard let columns = Self.columns[table] else { continue }
            guard tables[table] == nil else {
                throw Problem(
                    file: path, code: "repeated-file", en: "The bundle has \(name.excerpt) twice. Keep one.",
                    fr: "Le lot contient deux fois \(name.excerpt). Gardez-en un.")
            }
            tables[table] = try OneRosterTable(bytes, file: name, columns: columns)
        }
        guard tables["users"] != nil else {
            throw Problem(
                file: bundle, code: "no-users", en: "There is no users.csv: this is no OneRoster bundle.",
                fr: "Il n’y a pas de users.csv : ce n’est pas un lot OneRoster.")
        }
        readManifest(bundle)
    }

    func isDelta(_ table: String) -> Bool { modes[table] == "delta" }
    var isDelta: Bool { isDelta("users") }

    private mutating func readManifest(_ bundle: String) {
        guard let manifest = tables["manifest"] else {
            return warn(
                bundle, "no-manifest", "There is no manifest.csv that says the version; the bundle is taken to be complete.",
                "Il n’y a pas de manifest.csv indiquant la version ; le lot est tenu pour complet.")
        }
        for row in manifest.rows {
            let name = manifest.cell(row, "propertyName")
            let value = manifest.cell(row, "value").lowercased()
            switch name.lowercased() {
            case "oneroster.version": version = value
            case "manifest.version", "source.systemname", "source.systemcode": break
            case let property where property.hasPrefix("file.") && ["bulk", "delta", "absent"].contains(value):
                let table = String(property.dropFirst(5))
                modes[table] = value
                let isThere = tables[table] != nil
                if Self.columns[table] != nil, isThere == (value == "absent") {
                    warn(
                        manifest.file, "manifest-mismatch",
                        "The manifest says \(value) of \(name.dropFirst(5)).csv, which is \(isThere ? "there" : "not there").",
                        "Le manifeste dit \(value) de \(name.dropFirst(5)).csv, qui est \(isThere ? "présent" : "absent").", line: row.line)
                }
            default:
                warn(
                    manifest.file, "unknown-property", "\(name.excerpt) is no property of a manifest with that value.",
                    "\(name.excerpt) n’est pas une propriété de manifeste avec cette valeur.", line: row.line)
            }
        }
        if version.map({ $0.hasPrefix("1.1") || $0.hasPrefix("1.2") }) != true {
            warn(
                manifest.file, "unknown-version", "The manifest does not say OneRoster 1.1 or 1.2; it is read all the same.",
                "Le manifeste n’indique ni OneRoster 1.1 ni 1.2 ; le lot est lu malgré tout.")
        }
    }

    private mutating func warn(_ file: String, _ code: String, _ en: String, _ fr: String, line: Int? = nil) {
        problems.add(Problem(file: file, line: line, code: code, en: en, fr: fr, severity: .warning))
    }
}
