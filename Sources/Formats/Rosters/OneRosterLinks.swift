/// How the tables of a bundle hang together: which class is of which course, who is enrolled in what, and references that lead nowhere.
struct OneRosterLinks {
    private let files: OneRosterFiles
    private var courseOfClass: [String: String] = [:]
    private var titleOfCourse: [String: String] = [:]
    /// Titles that cannot become the name of a programme.
    private var refused: [Problem] = []
    /// User → classes in which the user is a student, in the order of the file.
    private(set) var studentClasses: [String: [String]] = [:]
    /// Users that are enrolled as something else: teacher, professor, proctor.
    private(set) var staff = Set<String>()

    init(_ files: OneRosterFiles) {
        self.files = files
        if let courses = files.tables["courses"] {
            for row in courses.rows {
                let title = courses.cell(row, "title")
                do throws(CellFault) {
                    titleOfCourse[courses.cell(row, "sourcedId")] = try RosterCells.line(title, most: .max, name: "title")
                } catch {
                    refused.append(
                        Problem(
                            file: courses.file, line: row.line, record: row.record, column: "title", code: error.code, en: error.en,
                            fr: error.fr))
                }
            }
        }
        if let classes = files.tables["classes"] {
            for row in classes.rows { courseOfClass[classes.cell(row, "sourcedId")] = classes.cell(row, "courseSourcedId") }
        }
        guard let enrollments = files.tables["enrollments"] else { return }
        for row in enrollments.rows where !OneRosterStatus.isGone(enrollments.cell(row, "status")) {
            let user = enrollments.cell(row, "userSourcedId")
            if enrollments.cell(row, "role").lowercased() == "student" {
                studentClasses[user, default: []].append(enrollments.cell(row, "classSourcedId"))
            } else {
                staff.insert(user)
            }
        }
    }

    /// The title of the first course that the user studies.
    func programme(of user: String) -> String? {
        for group in studentClasses[user] ?? [] {
            if let title = courseOfClass[group].flatMap({ titleOfCourse[$0] }), !title.isEmpty { return title }
        }
        return nil
    }

    /// table, column → table, of single references.
    private static let references = [
        ("classes", "courseSourcedId", "courses"), ("classes", "schoolSourcedId", "orgs"), ("courses", "orgSourcedId", "orgs"),
        ("orgs", "parentSourcedId", "orgs"), ("roles", "userSourcedId", "users"), ("roles", "orgSourcedId", "orgs"),
        ("enrollments", "userSourcedId", "users"), ("enrollments", "classSourcedId", "classes"),
        ("enrollments", "schoolSourcedId", "orgs"), ("users", "orgSourcedIds", "orgs"),
    ]

    /// Reports titles that are refused, and references that lead nowhere; into a delta they may well lead outside the bundle.
    func check(into reading: inout RosterReading) {
        for problem in refused { reading.refuse(problem) }
        var ids: [String: Set<String>] = [:]
        for (name, table) in files.tables { ids[name] = Set(table.rows.map { table.cell($0, "sourcedId") }) }
        for (name, column, target) in Self.references where !files.isDelta(target) {
            guard let table = files.tables[name] else { continue }
            for row in table.rows {
                for id in table.list(row, column) where ids[target]?.contains(id) != true {
                    reading.problems.add(
                        Problem(
                            file: table.file, line: row.line, record: row.record, column: column, code: "dangling-reference",
                            en: "“\(id.excerpt)” is not in \(target).csv.", fr: "« \(id.excerpt) » n’est pas dans \(target).csv.",
                            severity: .warning))
                }
            }
        }
    }

    /// Schools, courses, classes, and the classes of the students that were taken.
    ///
    /// - Parameter keys: user → key.
    func offerings(keys: [(user: String, key: String)]) -> RosterOfferings {
        var offerings = RosterOfferings()
        offerings.isDelta = files.isDelta
        func each(_ name: String, _ body: (OneRosterTable, (String) -> String?) -> Void) {
            guard let table = files.tables[name] else { return }
            for row in table.rows where !OneRosterStatus.isGone(table.cell(row, "status")) {
                body(table) { column in
                    let text = table.cell(row, column)
                    return text.isEmpty ? nil : text
                }
            }
        }
        each("orgs") { _, cell in
            offerings.organisations.append(
                .init(
                    id: cell("sourcedId") ?? "", name: cell("name") ?? "", kind: cell("type") ?? "", identifier: cell("identifier"),
                    parent: cell("parentSourcedId")))
        }
        each("courses") { _, cell in
            offerings.courses.append(
                .init(
                    id: cell("sourcedId") ?? "", title: cell("title") ?? "", code: cell("courseCode") ?? cell("code"),
                    organisation: cell("orgSourcedId")))
        }
        each("classes") { _, cell in
            offerings.classes.append(
                .init(
                    id: cell("sourcedId") ?? "", title: cell("title") ?? "", code: cell("classCode"), course: cell("courseSourcedId"),
                    organisation: cell("schoolSourcedId") ?? cell("orgSourcedId")))
        }
        for (user, key) in keys {
            offerings.enrolments += (studentClasses[user] ?? []).map { .init(classID: $0, studentKey: key) }
        }
        return offerings
    }
}

/// `status` of OneRoster records: blank in bulk files, active or tobedeleted in deltas; 1.0 and 1.1 files also say inactive.
enum OneRosterStatus {
    static func isGone(_ status: String) -> Bool { ["tobedeleted", "inactive"].contains(status.lowercased()) }
    static func isKnown(_ status: String) -> Bool { isGone(status) || status.isEmpty || status.lowercased() == "active" }
}
