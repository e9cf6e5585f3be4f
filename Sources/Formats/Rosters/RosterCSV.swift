import Foundation

/// Reads the cohort CSV: one student a row, columns in any order.
package struct RosterCSV {
    package struct Options: Sendable {
        /// Column name → field, `attribute:NAME` or `ignore`.
        package var map: [String: String] = [:]
        package var limits = CSVReader.Limits()

        package init() {}
    }

    /// - Parameters:
    ///   - progress: bytes read so far and in all, now and then.
    ///   - handOver: takes students as they are read, some hundreds at a time, and whether anything was refused so far; the reading does not
    ///     hold them then.
    package static func read(
        _ bytes: [UInt8], file: String, options: Options = Options(), progress: (Int, Int) -> Void = { _, _ in },
        handOver: RosterHandOver? = nil
    ) -> RosterReading {
        var reader = RosterCSVReader(file: file, handOver: handOver)
        do throws(Problem) {
            try reader.read(bytes, options: options, progress: progress)
        } catch {
            // What is broken as CSV is broken to its end: nothing behind it can be trusted.
            reader.reading.refuse(error)
            reader.endEarly(at: error)
        }
        reader.handOverStudents()
        return reader.reading
    }
}

private struct RosterCSVReader {
    let file: String
    let handOver: RosterHandOver?
    var reading: RosterReading
    private var checks: RosterChecks
    private var weeks = SharedValues<WeekGrid>()
    private var spoken = SharedValues<[String]>()
    private var days = SharedValues<Day>()
    private var skills = SharedValues<RosterSkill>(most: 16_384)
    /// What a survey of busy hours asks for.
    private var surveyedWeek = WeekGrid()

    init(file: String, handOver: RosterHandOver?) {
        self.file = file
        self.handOver = handOver
        reading = RosterReading(detected: "csv")
        checks = RosterChecks(file: file)
    }

    mutating func read(_ bytes: [UInt8], options: RosterCSV.Options, progress: (Int, Int) -> Void) throws(Problem) {
        var table = try CSVTable(bytes, file: file, limits: options.limits)
        reading.detected = table.detected
        let header = RosterHeader(table.columns, map: options.map, file: file, line: table.headerLine)
        reading.problems = header.problems
        reading.mapping = header.mapping
        reading.roster.columns = header.fields
        surveyedWeek = BusyHours.week(of: header.surveyedDays)
        guard header.problems.refusals == 0 else {
            reading.rejected = 1
            reading.isCutShort = true
            reading.problems.add(
                Problem(
                    file: file, line: table.headerLine, code: "rows-not-read",
                    en: "The rows were not read: what is wrong in them is said once the header is mended.",
                    fr: "Les lignes n’ont pas été lues : ce qui y manque sera dit une fois l’en-tête corrigé.", severity: .warning))
            return
        }
        var record = CSVRecord()
        var rows = 0
        while true {
            do throws(Problem) {
                guard try table.read(into: &record) else { break }
                if let misfit = table.misfit(record) { throw misfit }
                take(record, table, header)
            } catch {
                if table.reader.isBroken { throw error }
                reading.refuse(error)
            }
            rows += 1
            if rows.isMultiple(of: 512) {
                progress(table.reader.position, table.reader.byteCount)
                handOverStudents()
            }
        }
        if rows == 0 {
            reading.problems.add(
                Problem(
                    file: file, line: table.headerLine, code: "no-rows", en: "The file names columns and no student.",
                    fr: "Le fichier nomme des colonnes mais aucun étudiant.", severity: .warning))
        }
        if let hint = checks.lostZeros(column: header.column(of: .key)) { reading.problems.add(hint) }
        progress(table.reader.byteCount, table.reader.byteCount)
    }

    /// Says that what stands behind a broken record was not read.
    mutating func endEarly(at broken: Problem) {
        reading.isCutShort = true
        guard let line = broken.line else { return }
        reading.problems.add(
            Problem(
                file: file, line: line, code: "not-read", en: "Nothing from this line on was read. Mend it, and send the whole file again.",
                fr: "Rien n’a été lu à partir de cette ligne. Corrigez-la, puis renvoyez le fichier entier."))
    }

    mutating func handOverStudents() {
        guard let handOver, !reading.roster.students.isEmpty else { return }
        handOver(reading.roster.students, reading.problems.refusals > 0)
        reading.roster.students.removeAll()
    }

    private mutating func take(_ record: CSVRecord, _ table: CSVTable, _ header: RosterHeader) {
        let refusals = reading.problems.refusals
        var student = RosterStudent(file: file, line: record.line, key: "", givenName: "", familyName: "", email: "")
        // A survey that asks when somebody is not free is answered by an empty cell too.
        if surveyedWeek.count > 0 { student.availability = surveyedWeek }
        // Of what is refused for what it is, nobody wants to read that it is missing.
        var said: [RosterHeader.Meaning] = []
        for (column, meaning) in header.meanings.enumerated() where meaning != .ignored {
            let text = table.text(record, column)
            do throws(CellFault) {
                try set(meaning, to: text, in: &student)
            } catch {
                refuse(record, header.names[column], column, error)
                said.append(meaning)
            }
        }
        if let from = student.notBefore, let until = student.notAfter, until < from {
            refuse(
                record, header.column(of: .notAfter), nil,
                CellFault(code: "dates-order", en: "not_after lies before not_before.", fr: "not_after précède not_before."))
        }
        for field in RosterField.needed where !student.says(field) && !said.contains(where: { $0.says(field) }) {
            refuse(
                record, header.column(of: field), nil,
                CellFault(code: "missing-value", en: "\(field.rawValue) is required.", fr: "\(field.rawValue) est obligatoire."))
        }
        checkOnce(student, record, header)
        if reading.problems.refusals > refusals {
            reading.rejected += 1
        } else {
            reading.roster.students.append(student)
        }
    }

    private mutating func checkOnce(_ student: RosterStudent, _ record: CSVRecord, _ header: RosterHeader) {
        if !student.key.isEmpty {
            do throws(Problem) {
                try checks.take(key: student.key, line: record.line, record: record.number, column: header.column(of: .key))
            } catch {
                reading.problems.add(error)
            }
        }
        if !student.email.isEmpty,
            let note = checks.note(email: student.email, line: record.line, record: record.number, column: header.column(of: .email))
        {
            reading.problems.add(note)
        }
    }

    private mutating func set(
        _ meaning: RosterHeader.Meaning, to text: String, in student: inout RosterStudent
    ) throws(CellFault) {
        if text.isEmpty { return }
        switch meaning {
        case .ignored: break
        case .keyAndEmail:
            student.email = try RosterCells.email(text)
            student.key = try RosterCells.key(student.email)
        case .unavailable(let day):
            let busy = try BusyHours.read(text, day: day)
            student.availability = student.availability?.subtracting(busy)
        case .attribute(let name): student.attributes[name] = try RosterCells.line(text, most: 1_000, name: name)
        case .fullName:
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw CellFault(
                    code: "ambiguous-name", en: "“\(text.excerpt)”: write “Family, Given”, or give two columns.",
                    fr: "« \(text.excerpt) » : écrivez « Nom, Prénom », ou donnez deux colonnes.")
            }
            student.familyName = try RosterCells.line(parts[0], most: 200, name: "family_name")
            student.givenName = try RosterCells.line(parts[1], most: 200, name: "given_name")
        case .field(let field): try set(field, to: text, in: &student)
        }
    }

    private mutating func set(_ field: RosterField, to text: String, in student: inout RosterStudent) throws(CellFault) {
        switch field {
        case .key: student.key = try RosterCells.key(text)
        case .givenName: student.givenName = try RosterCells.line(text, most: 200, name: field.rawValue)
        case .familyName: student.familyName = try RosterCells.line(text, most: 200, name: field.rawValue)
        case .email: student.email = try RosterCells.email(text)
        case .programme: student.programme = try RosterCells.line(text, most: 200, name: field.rawValue)
        case .graduation: student.graduation = try days.value(of: text, RosterCells.day)
        case .languages: student.languages = try spoken.value(of: text, RosterCells.languages)
        case .skills: student.skills = try RosterCells.skills(text, known: &skills)
        case .availability: student.availability = try weeks.value(of: text, RosterCells.availability)
        case .hoursPerWeek: student.hoursPerWeek = try RosterCells.hours(text)
        case .notBefore: student.notBefore = try days.value(of: text, RosterCells.day)
        case .notAfter: student.notAfter = try days.value(of: text, RosterCells.day)
        case .city: student.city = try RosterCells.line(text, most: 100, name: field.rawValue)
        case .team: student.team = try RosterCells.line(text, most: 100, name: field.rawValue)
        }
    }

    private mutating func refuse(_ record: CSVRecord, _ column: String, _ index: Int?, _ fault: CellFault) {
        reading.problems.add(
            Problem(
                file: file, line: record.line, record: record.number, column: column, columnNumber: index.map { $0 + 1 }, code: fault.code,
                en: fault.en, fr: fault.fr))
    }
}

extension RosterStudent {
    /// Whether its row says anything of a field.
    fileprivate func says(_ field: RosterField) -> Bool {
        switch field {
        case .key: !key.isEmpty
        case .givenName: !givenName.isEmpty
        case .familyName: !familyName.isEmpty
        case .email: !email.isEmpty
        case .programme: programme != nil
        case .graduation: graduation != nil
        case .languages: !languages.isEmpty
        case .skills: !skills.isEmpty
        case .availability: availability != nil
        case .hoursPerWeek: hoursPerWeek != nil
        case .notBefore: notBefore != nil
        case .notAfter: notAfter != nil
        case .city: city != nil
        case .team: team != nil
        }
    }
}

extension RosterHeader.Meaning {
    /// Whether a column of this meaning holds the field.
    fileprivate func says(_ field: RosterField) -> Bool {
        switch self {
        case .field(let own): own == field
        case .keyAndEmail: field == .key || field == .email
        case .fullName: field == .givenName || field == .familyName
        case .attribute, .unavailable, .ignored: false
        }
    }
}

extension RosterHeader {
    /// What the file calls a field; the field's own name where it has no column.
    fileprivate func column(of field: RosterField) -> String {
        let column = meanings.firstIndex { $0 == .field(field) || $0 == .keyAndEmail && [.key, .email].contains(field) }
        return column.map { names[$0] } ?? field.rawValue
    }
}
