/// Who is in which team, as rows: `team`, and `student`, which is the school's student key or the e-mail of the roster. One member a row.
package enum TeamCSV {
    package struct Row: Sendable, Equatable {
        package var team: String
        /// A key or an e-mail, as it is written.
        package var student: String
        package var line: Int
        package var record: Int

        package init(team: String, student: String, line: Int, record: Int) {
            self.team = team
            self.student = student
            self.line = line
            self.record = record
        }
    }

    package struct Reading: Sendable {
        package var rows: [Row] = []
        /// How the file was read: `csv, utf-8, ;`
        package var detected = "csv"
        package var problems = ProblemList()
        /// Rows that cannot be taken.
        package var rejected = 0
    }

    package enum Column: String, CaseIterable, Sendable {
        case team, student

        /// What files call it: those that the service writes, and others in both languages.
        var names: [String] {
            switch self {
            case .team: ["team", "équipe", "team name", "nom de l'équipe", "group", "groupe"]
            case .student:
                [
                    "student", "étudiant", "key", "clé", "student key", "student id", "n° étudiant", "numéro étudiant", "identifiant",
                    "email", "e-mail", "mail", "courriel", "adresse mail", "member", "membre",
                ]
            }
        }
    }

    /// Rows beyond which no cohort has students.
    package static let mostRows = 100_000

    package static func read(_ bytes: [UInt8], file: String) -> Reading {
        var reading = Reading()
        do throws(Problem) {
            var table = try CSVTable(bytes, file: file)
            reading.detected = table.detected
            guard let places = places(of: table, &reading) else { return reading }
            var (record, seen) = (CSVRecord(), [String: Int]())
            while try table.read(into: &record) {
                guard reading.rows.count + reading.rejected < mostRows else {
                    throw Problem(
                        file: file, line: record.line, record: record.number, code: "too-many-rows",
                        en: "The file has more than \(mostRows) rows.", fr: "Le fichier a plus de \(mostRows) lignes.")
                }
                if let misfit = table.misfit(record) { reading.refuse(misfit) } else { reading.take(record, table, places, &seen) }
            }
        } catch {
            reading.refuse(error)
        }
        return reading
    }

    fileprivate typealias Places = [Column: Int]

    /// The columns by their folded names.
    private static let known = Dictionary(
        Column.allCases.flatMap { column in column.names.map { (HeaderName.folded($0), column.rawValue) } }
    ) { $1 }

    /// Nil where the header is refused.
    private static func places(of table: CSVTable, _ reading: inout Reading) -> Places? {
        let names = Column.allCases.map(\.rawValue)
        let fields = table.fields(known, named: names, required: names, problems: &reading.problems)
        guard reading.problems.refusals == 0 else {
            reading.rejected = 1
            return nil
        }
        return Dictionary(fields.enumerated().compactMap { index, field in field.flatMap(Column.init).map { ($0, index) } }) { first, _ in
            first
        }
    }
}

extension TeamCSV.Reading {
    /// Takes a row out.
    package mutating func refuse(_ problem: Problem) {
        problems.add(problem)
        rejected += 1
    }

    fileprivate mutating func take(
        _ record: CSVRecord, _ table: CSVTable, _ places: TeamCSV.Places, _ seen: inout [String: Int]
    ) {
        var texts: [TeamCSV.Column: String] = [:]
        for column in TeamCSV.Column.allCases {
            guard let place = places[column] else { continue }
            do throws(CellFault) {
                let text = try RosterCells.line(table.text(record, place), most: column == .team ? 100 : 254, name: column.rawValue)
                guard !text.isEmpty else {
                    throw CellFault(code: "missing-value", en: "\(column.rawValue) is empty.", fr: "\(column.rawValue) est vide.")
                }
                texts[column] = text
            } catch {
                return refuse(
                    Problem(
                        file: table.file, line: record.line, record: record.number, column: column.rawValue, columnNumber: place + 1,
                        code: error.code, en: error.en, fr: error.fr))
            }
        }
        guard let team = texts[.team], let student = texts[.student] else { return }
        let row = TeamCSV.Row(team: team, student: student, line: record.line, record: record.number)
        if let earlier = seen.updateValue(record.line, forKey: student) {
            return refuse(row.problem(in: table.file, .repeated(earlier)))
        }
        rows.append(row)
    }
}

extension TeamCSV.Row {
    /// Why a row that reads well cannot be taken.
    package enum Fault: Sendable {
        /// On the line where the student stood first.
        case repeated(Int)
        case unknownStudent, notInCohort, severalStudents
        /// The team that would lose or gain a member.
        case locked(String), published(String)
    }

    package func problem(in file: String, _ fault: Fault) -> Problem {
        let who = student.excerpt
        let (column, code, en, fr): (TeamCSV.Column, String, String, String) =
            switch fault {
            case .repeated(let line):
                (
                    .student, "repeated-student",
                    "“\(who)” stands on line \(line) already. A student is in one team: remove one of the rows.",
                    "«\u{A0}\(who)\u{A0}» figure déjà ligne \(line). Un étudiant est dans une seule équipe\u{A0}: supprimez une des lignes."
                )
            case .unknownStudent:
                (
                    .student, "unknown-student",
                    "No student of the school has the key or e-mail “\(who)”. Check it, or import the roster first.",
                    "Aucun étudiant de l’école n’a la clé ou l’adresse «\u{A0}\(who)\u{A0}». Vérifiez-la, ou importez d’abord la liste."
                )
            case .notInCohort:
                (
                    .student, "not-in-cohort", "“\(who)” is not in this cohort.", "«\u{A0}\(who)\u{A0}» n’est pas dans cette promotion."
                )
            case .severalStudents:
                (
                    .student, "several-students", "Several students of the cohort have the e-mail “\(who)”. Give the key.",
                    "Plusieurs étudiants de la promotion ont l’adresse «\u{A0}\(who)\u{A0}». Donnez la clé."
                )
            case .locked(let name):
                (
                    .team, "team-locked", "Team “\(name.excerpt)” is locked. Unlock it first, or leave its members as they are.",
                    "L’équipe «\u{A0}\(name.excerpt)\u{A0}» est verrouillée. Déverrouillez-la d’abord, ou laissez ses membres."
                )
            case .published(let name):
                (
                    .team, "team-published", "A published round gave team “\(name.excerpt)” a case: its members stay. Remove the row.",
                    "Une session publiée a donné un cas à l’équipe «\u{A0}\(name.excerpt)\u{A0}»\u{A0}: ses membres restent. Retirez la ligne."
                )
            }
        return Problem(file: file, line: line, record: record, column: column.rawValue, code: code, en: en, fr: fr)
    }
}
