/// Picks the students out of the users of a bundle.
struct OneRosterStudents {
    private let users: OneRosterTable
    private let links: OneRosterLinks
    private let key: OneRosterBundle.Key
    /// User → roles of `roles.csv` (1.2).
    private var roles: [String: Set<String>] = [:]
    private var checks: RosterChecks
    private var taken: [(user: String, key: String)] = []
    private var noted = Set<String>()

    /// - Throws: a `users.csv` without the columns that a person needs.
    init(_ files: OneRosterFiles, links: OneRosterLinks, key: OneRosterBundle.Key) throws(Problem) {
        guard let users = files.tables["users"], case let missing = ["sourcedId", "givenName", "familyName"].filter({ !users.has($0) }),
            missing.isEmpty
        else {
            throw Problem(
                file: files.tables["users"]?.file ?? "users.csv", line: 1, code: "missing-column",
                en: "users.csv needs the columns sourcedId, givenName and familyName.",
                fr: "users.csv doit avoir les colonnes sourcedId, givenName et familyName.")
        }
        self.users = users
        self.links = links
        self.key = key
        checks = RosterChecks(file: users.file)
        guard let table = files.tables["roles"] else { return }
        for row in table.rows where !OneRosterStatus.isGone(table.cell(row, "status")) {
            roles[table.cell(row, "userSourcedId"), default: []].insert(table.cell(row, "role").lowercased())
        }
    }

    mutating func read(into reading: inout RosterReading) {
        if users.has("password") {
            reading.problems.add(
                Problem(
                    file: users.file, line: 1, column: "password", code: "password-not-read", en: "Passwords are never read.",
                    fr: "Les mots de passe ne sont jamais lus.", severity: .warning))
        }
        var found = 0
        for row in users.rows {
            note(row, in: &reading.problems)
            guard isStudent(row, problems: &reading.problems) else { continue }
            found += 1
            let key = studentKey(of: row)
            if OneRosterStatus.isGone(users.cell(row, "status")) {
                reading.roster.leaving.append(key)
                reading.problems.add(
                    problem(
                        row, "status", "removal-proposed",
                        "The file says that \(key.excerpt) has left. Nobody is removed by an import.",
                        "Le fichier indique le départ de \(key.excerpt). Un import ne supprime personne.", .warning))
                continue
            }
            do throws(Problem) {
                let student = try student(row, key: key)
                try checks.take(key: student.key, line: row.line, record: row.record, column: keyColumn(of: row))
                if let note = checks.note(email: student.email, line: row.line, record: row.record, column: "email") {
                    reading.problems.add(note)
                }
                reading.roster.students.append(student)
                taken.append((users.cell(row, "sourcedId"), student.key))
            } catch {
                reading.refuse(error)
            }
        }
        if found == 0 {
            reading.refuse(
                Problem(
                    file: users.file, code: "no-students", en: "No user of the bundle has the role student.",
                    fr: "Aucun utilisateur du lot n’a le rôle student."))
        }
        if let hint = checks.lostZeros(column: "identifier") { reading.problems.add(hint) }
        reading.roster.offerings = links.offerings(keys: taken)
    }

    /// The user's own role goes first. One whom the file calls a student but enrols as staff alone is none; one whom it calls something
    /// else is none either, although enrolled as a student. Both are said.
    private func isStudent(_ row: OneRosterTable.Row, problems: inout ProblemList) -> Bool {
        let user = users.cell(row, "sourcedId")
        var own = roles[user] ?? []
        let role = users.cell(row, "role").lowercased()
        if !role.isEmpty { own.insert(role) }
        let studies = links.studentClasses[user] != nil
        guard !own.isEmpty else { return studies }
        let isCalledStudent = own.contains("student")
        let isStudent = isCalledStudent && (studies || !links.staff.contains(user))
        if isStudent != (isCalledStudent || studies) {
            problems.add(
                problem(
                    row, "role", "role-conflict",
                    "The user is \(own.sorted().joined(separator: ", ").excerpt) here and \(studies ? "student" : "not a student") in enrollments.csv; not taken as a student.",
                    "L’utilisateur est \(own.sorted().joined(separator: ", ").excerpt) ici et \(studies ? "student" : "non student") dans enrollments.csv ; il n’est pas pris comme étudiant.",
                    .warning))
        }
        return isStudent
    }

    /// A role or status written otherwise than the standard does, once for each way.
    private mutating func note(_ row: OneRosterTable.Row, in problems: inout ProblemList) {
        let role = users.cell(row, "role")
        if role != role.lowercased(), noted.insert("role \(role)").inserted {
            problems.add(
                problem(
                    row, "role", "role-case",
                    "“\(role.excerpt)” is written \(role.lowercased().excerpt) in the standard; it is taken as that.",
                    "« \(role.excerpt) » s’écrit \(role.lowercased().excerpt) dans la norme ; il est pris ainsi.", .warning))
        }
        let status = users.cell(row, "status")
        if !OneRosterStatus.isKnown(status), noted.insert("status \(status)").inserted {
            problems.add(
                problem(
                    row, "status", "unknown-status", "“\(status.excerpt)” is no status; the user is taken as active.",
                    "« \(status.excerpt) » n’est pas un statut ; l’utilisateur est tenu pour actif.", .warning))
        }
    }

    private func student(_ row: OneRosterTable.Row, key: String) throws(Problem) -> RosterStudent {
        var student = RosterStudent(file: users.file, line: row.line, key: "", givenName: "", familyName: "", email: "")
        student.key = try value(key, row, keyColumn(of: row), RosterCells.key)
        func name(_ text: String) throws(CellFault) -> String { try RosterCells.line(text, most: 200, name: "the name") }
        student.givenName = try value(users.cell(row, "givenName"), row, "givenName", name)
        student.familyName = try value(users.cell(row, "familyName"), row, "familyName", name)
        // Some systems keep the address as the name to sign in with.
        let username = users.cell(row, "username")
        let email = users.cell(row, "email").isEmpty && username.contains("@") ? username : users.cell(row, "email")
        student.email = try value(email, row, "email", RosterCells.email)
        student.programme = links.programme(of: users.cell(row, "sourcedId")).map { String($0.prefix(scalars: 200)) }
        return student
    }

    private func value(
        _ text: String, _ row: OneRosterTable.Row, _ column: String, _ read: (String) throws(CellFault) -> String
    ) throws(Problem) -> String {
        guard !text.isEmpty else {
            throw problem(row, column, "missing-value", "\(column) is required.", "\(column) est obligatoire.", .refusal)
        }
        do throws(CellFault) {
            return try read(text)
        } catch {
            throw problem(row, column, error.code, error.en, error.fr, .refusal)
        }
    }

    private func keyColumn(of row: OneRosterTable.Row) -> String {
        switch key {
        case .identifier: "identifier"
        case .sourcedId: "sourcedId"
        case .auto: users.cell(row, "identifier").isEmpty ? "sourcedId" : "identifier"
        }
    }

    private func studentKey(of row: OneRosterTable.Row) -> String {
        users.cell(row, keyColumn(of: row))
    }

    private func problem(
        _ row: OneRosterTable.Row, _ column: String, _ code: String, _ en: String, _ fr: String, _ severity: Problem.Severity
    ) -> Problem {
        Problem(
            file: users.file, line: row.line, record: row.record, column: column, code: code, en: en, fr: fr, severity: severity)
    }
}
