import Foundation

/// Reads the students of a OneRoster bundle (1EdTech OneRoster CSV 1.1 and 1.2, and the exports that come near it).
///
/// A student is a user whose role, in `users.csv` (1.1), `roles.csv` (1.2) or `enrollments.csv`, is student. Passwords are never read;
/// `demographics.csv` is special categories of data and never opened.
package enum OneRosterBundle {
    package enum Key: String, Sendable, CaseIterable {
        /// The identifier where there is one, else the sourcedId.
        case auto
        case identifier
        case sourcedId
    }

    /// - Parameter files: the name, folders allowed, and the bytes of each file.
    package static func read(_ files: [(name: String, bytes: [UInt8])], bundle: String, key: Key = .auto) -> RosterReading {
        var reader = OneRosterReader(bundle: bundle, key: key)
        do throws(Problem) {
            try reader.read(files)
        } catch {
            reader.reading.problems.add(error)
            reader.reading.rejected += 1
        }
        return reader.reading
    }
}

private struct OneRosterReader {
    let bundle: String
    let key: OneRosterBundle.Key
    var reading = RosterReading(roster: Roster(), problems: ProblemList(), rejected: 0, detected: "oneroster")
    private var tables: [String: OneRosterTable] = [:]

    init(bundle: String, key: OneRosterBundle.Key) {
        self.bundle = bundle
        self.key = key
    }

    mutating func read(_ files: [(name: String, bytes: [UInt8])]) throws(Problem) {
        for (path, bytes) in files {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            guard name.lowercased().hasSuffix(".csv"), !name.hasPrefix(".") else { continue }
            let table = String(name.dropLast(4)).lowercased()
            if table == "demographics" {
                warn(
                    name, nil, nil, "demographics-ignored", "Special categories of data: the file is never read.",
                    "Données de catégories particulières : le fichier n’est jamais lu.")
                continue
            }
            guard Self.read.contains(table) else { continue }
            tables[table] = try OneRosterTable(bytes, file: name)
        }
        guard let users = tables["users"] else {
            throw Problem(
                file: bundle, code: "no-users", en: "There is no users.csv: this is no OneRoster bundle.",
                fr: "Il n’y a pas de users.csv : ce n’est pas un lot OneRoster.")
        }
        reading.detected = "oneroster \(version ?? "without a manifest")"
        if version == nil {
            warn(
                bundle, nil, nil, "no-manifest", "There is no manifest.csv that says the version.",
                "Il n’y a pas de manifest.csv indiquant la version.")
        }
        guard users.has("sourcedId"), users.has("givenName"), users.has("familyName") else {
            throw Problem(
                file: users.file, line: 1, code: "missing-column", en: "users.csv needs the columns sourcedId, givenName and familyName.",
                fr: "users.csv doit avoir les colonnes sourcedId, givenName et familyName.")
        }
        if users.has("password") {
            warn(users.file, 1, "password", "password-ignored", "Passwords are never read.", "Les mots de passe ne sont jamais lus.")
        }
        reading.roster.columns = [.key, .givenName, .familyName, .email, .programme]
        takeStudents(of: users, programmes: programmes())
    }

    private static let read: Set<String> = ["manifest", "users", "roles", "enrollments", "classes", "courses", "orgs"]

    private var version: String? {
        guard let manifest = tables["manifest"] else { return nil }
        return manifest.rows.first { manifest.cell($0, "propertyName") == "oneroster.version" }.map { manifest.cell($0, "value") } ?? "1"
    }

    /// The title of the course that each user is enrolled in; reports references that lead nowhere.
    private mutating func programmes() -> [String: String] {
        var courseOfClass: [String: String] = [:]
        var titles: [String: String] = [:]
        if let courses = tables["courses"] {
            for row in courses.rows { titles[courses.cell(row, "sourcedId")] = courses.cell(row, "title") }
        }
        if let classes = tables["classes"] {
            for row in classes.rows {
                let course = classes.cell(row, "courseSourcedId")
                courseOfClass[classes.cell(row, "sourcedId")] = titles[course] ?? ""
                if !course.isEmpty, titles[course] == nil { dangling(classes, row, "courseSourcedId", course, "courses.csv") }
            }
        }
        guard let enrollments = tables["enrollments"], let users = tables["users"] else { return [:] }
        let known = Set(users.rows.map { users.cell($0, "sourcedId") })
        var programme: [String: String] = [:]
        for row in enrollments.rows {
            let user = enrollments.cell(row, "userSourcedId")
            let group = enrollments.cell(row, "classSourcedId")
            if !known.contains(user) { dangling(enrollments, row, "userSourcedId", user, "users.csv") }
            if tables["classes"] != nil, courseOfClass[group] == nil { dangling(enrollments, row, "classSourcedId", group, "classes.csv") }
            guard enrollments.cell(row, "role").lowercased() == "student" else { continue }
            if let title = courseOfClass[group], !title.isEmpty, programme[user] == nil { programme[user] = title }
            programme[user] = programme[user] ?? ""
        }
        return programme
    }

    private mutating func takeStudents(of users: OneRosterTable, programmes: [String: String]) {
        var studentRoles = Set(programmes.keys)
        if let roles = tables["roles"] {
            for row in roles.rows where roles.cell(row, "role").lowercased() == "student" {
                studentRoles.insert(roles.cell(row, "userSourcedId"))
            }
        }
        var keys: [String: Int] = [:]
        var found = 0
        for row in users.rows {
            let id = users.cell(row, "sourcedId")
            let role = users.cell(row, "role").lowercased()
            guard role == "student" || (role.isEmpty && studentRoles.contains(id)) else { continue }
            found += 1
            let key = studentKey(of: users, row)
            if ["tobedeleted", "inactive"].contains(users.cell(row, "status").lowercased()) {
                reading.roster.leaving.append(key)
                warn(
                    users.file, row.line, "status", "removal-proposed",
                    "The file says that \(key) has left. Nobody is removed by an import.",
                    "Le fichier indique le départ de \(key). Un import ne supprime personne.")
                continue
            }
            if let first = keys.updateValue(row.line, forKey: key), !key.isEmpty {
                refuse(
                    users.file, row.line, "identifier", "duplicate-key", "The key \(key) stands on line \(first) already.",
                    "La clé \(key) figure déjà ligne \(first).")
                continue
            }
            take(row, of: users, key: key, programme: programmes[id])
        }
        if found == 0 {
            reading.problems.add(
                Problem(
                    file: users.file, code: "no-students", en: "No user of the bundle has the role student.",
                    fr: "Aucun utilisateur du lot n’a le rôle student."))
            reading.rejected += 1
        }
    }

    private mutating func take(_ row: CSVRecord, of users: OneRosterTable, key: String, programme: String?) {
        var email = users.cell(row, "email")
        // Some systems keep the address as the name to sign in with.
        if email.isEmpty, (try? RosterCells.email(users.cell(row, "username"))) != nil { email = users.cell(row, "username") }
        var student = RosterStudent(
            file: users.file, line: row.line, key: "", givenName: users.cell(row, "givenName"), familyName: users.cell(row, "familyName"),
            email: email)
        do throws(RosterCells.Fault) {
            student.key = try RosterCells.key(key)
            student.givenName = try RosterCells.line(student.givenName, most: 200, name: "givenName")
            student.familyName = try RosterCells.line(student.familyName, most: 200, name: "familyName")
            if !email.isEmpty { student.email = try RosterCells.email(email) }
        } catch {
            refuse(users.file, row.line, nil, error.code, error.en, error.fr)
            return
        }
        for (column, value) in [
            ("identifier", student.key), ("givenName", student.givenName), ("familyName", student.familyName), ("email", student.email),
        ] where value.isEmpty {
            refuse(users.file, row.line, column, "missing-value", "\(column) is required.", "\(column) est obligatoire.")
            return
        }
        student.programme = programme.flatMap { $0.isEmpty ? nil : $0 }
        reading.roster.students.append(student)
    }

    private func studentKey(of users: OneRosterTable, _ row: CSVRecord) -> String {
        let identifier = users.cell(row, "identifier")
        switch key {
        case .identifier: return identifier
        case .sourcedId: return users.cell(row, "sourcedId")
        case .auto: return identifier.isEmpty ? users.cell(row, "sourcedId") : identifier
        }
    }

    private mutating func dangling(_ table: OneRosterTable, _ row: CSVRecord, _ column: String, _ id: String, _ target: String) {
        warn(
            table.file, row.line, column, "dangling-reference", "“\(id.prefix(60))” is not in \(target).",
            "« \(id.prefix(60)) » n’est pas dans \(target).")
    }

    private mutating func warn(_ file: String, _ line: Int?, _ column: String?, _ code: String, _ en: String, _ fr: String) {
        reading.problems.add(Problem(file: file, line: line, column: column, code: code, en: en, fr: fr, severity: .warning))
    }

    private mutating func refuse(_ file: String, _ line: Int, _ column: String?, _ code: String, _ en: String, _ fr: String) {
        reading.problems.add(Problem(file: file, line: line, column: column, code: code, en: en, fr: fr))
        reading.rejected += 1
    }
}
