import Foundation

/// Reads the cohort CSV: one student a row, columns in any order.
package struct RosterCSV {
    package struct Options: Sendable {
        /// Column name → field, `attribute:NAME` or `ignore`.
        package var map: [String: String] = [:]
        package var limits = CSVReader.Limits()

        package init() {}
    }

    /// - Parameter progress: bytes read so far and in all, now and then.
    package static func read(
        _ bytes: [UInt8], file: String, options: Options = Options(), progress: (Int, Int) -> Void = { _, _ in }
    ) -> RosterReading {
        var reader = RosterCSVReader(file: file)
        do throws(Problem) {
            try reader.read(bytes, options: options, progress: progress)
        } catch {
            // What is broken as CSV is broken to its end: nothing behind it can be trusted.
            reader.reading.problems.add(error)
            reader.reading.rejected += 1
        }
        return reader.reading
    }
}

private struct RosterCSVReader {
    let file: String
    var reading: RosterReading
    private var keys: [String: Int] = [:]
    private var emails: [String: Int] = [:]

    init(file: String) {
        self.file = file
        reading = RosterReading(roster: Roster(), problems: ProblemList(), rejected: 0, detected: "csv")
    }

    mutating func read(_ bytes: [UInt8], options: RosterCSV.Options, progress: (Int, Int) -> Void) throws(Problem) {
        var csv = try CSVReader(bytes, file: file, limits: options.limits)
        let delimiter = csv.delimiter == 0x09 ? "tab" : String(UnicodeScalar(csv.delimiter))
        reading.detected = "csv, \(csv.encoding.rawValue), \(delimiter)"
        var record = CSVRecord()
        guard try nextRecord(of: &csv, into: &record) else {
            throw Problem(
                file: file, code: "empty-file", en: "The file is empty. Its first line names the columns.",
                fr: "Le fichier est vide. Sa première ligne nomme les colonnes.")
        }
        var names = (0..<record.count).map { record[$0].trimmingCharacters(in: .whitespacesAndNewlines) }
        // Spreadsheets leave empty columns at the end.
        while names.last == "" { names.removeLast() }
        let header = RosterHeader(names, map: options.map, file: file, line: record.line, problems: &reading.problems)
        reading.roster.columns = header.fields
        if reading.problems.refusals > 0 {
            reading.rejected = 1
            return
        }
        var rows = 0
        while try nextRecord(of: &csv, into: &record) {
            take(record, header)
            rows += 1
            if rows.isMultiple(of: 512) { progress(csv.position, csv.byteCount) }
        }
        if rows == 0 {
            reading.problems.add(
                Problem(
                    file: file, line: 1, code: "no-rows", en: "The file names columns and no student.",
                    fr: "Le fichier nomme des colonnes mais aucun étudiant.", severity: .warning))
        }
        progress(csv.byteCount, csv.byteCount)
    }

    /// Skips blank lines.
    private func nextRecord(of csv: inout CSVReader, into record: inout CSVRecord) throws(Problem) -> Bool {
        repeat {
            guard try csv.read(into: &record) else { return false }
        } while record.isBlank
        return true
    }

    private mutating func take(_ record: CSVRecord, _ header: RosterHeader) {
        let refusals = reading.problems.refusals
        if record.count > header.meanings.count {
            let surplus = (header.meanings.count..<record.count).contains { !record.bytes($0).isEmpty }
            if surplus {
                refuse(
                    record, nil, "too-many-fields",
                    "The row has \(record.count) fields, the header \(header.meanings.count). Quote fields that hold the separator.",
                    "La ligne a \(record.count) champs, l’en-tête \(header.meanings.count). Mettez entre guillemets les champs qui contiennent le séparateur."
                )
            }
        }
        // Rows in which nothing stands are what is left below a table.
        guard (0..<record.count).contains(where: { !record.bytes($0).allSatisfy { $0 == 0x20 } }) else { return }
        var student = RosterStudent(file: file, line: record.line, key: "", givenName: "", familyName: "", email: "")
        for (column, meaning) in header.meanings.enumerated() where meaning != .ignored {
            let text =
                column < record.count
                ? CSVFormula.restored(record[column].trimmingCharacters(in: .whitespacesAndNewlines)).precomposedStringWithCanonicalMapping
                : ""
            do throws(RosterCells.Fault) {
                try Self.set(meaning, to: text, in: &student)
            } catch {
                refuse(record, header.names[column], error.code, error.en, error.fr)
            }
        }
        if reading.problems.refusals == refusals {
            require(student.key, .key, record, header)
            require(student.givenName, .givenName, record, header)
            require(student.familyName, .familyName, record, header)
            require(student.email, .email, record, header)
        }
        checkOnce(student, record)
        if reading.problems.refusals > refusals {
            reading.rejected += 1
        } else {
            reading.roster.students.append(student)
        }
    }

    private static func set(_ meaning: RosterHeader.Meaning, to text: String, in student: inout RosterStudent) throws(RosterCells.Fault) {
        switch meaning {
        case .ignored: break
        case .attribute(let name):
            if !text.isEmpty { student.attributes[name] = try RosterCells.line(text, most: 1_000, name: name) }
        case .fullName:
            let parts = text.split(separator: ",", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw RosterCells.Fault(
                    code: "ambiguous-name", en: "“\(text.prefix(60))”: write “Family, Given”, or give two columns.",
                    fr: "« \(text.prefix(60)) » : écrivez « Nom, Prénom », ou donnez deux colonnes.")
            }
            student.familyName = try RosterCells.line(parts[0], most: 200, name: "family_name")
            student.givenName = try RosterCells.line(parts[1], most: 200, name: "given_name")
        case .field(let field): try set(field, to: text, in: &student)
        }
    }

    private static func set(_ field: RosterField, to text: String, in student: inout RosterStudent) throws(RosterCells.Fault) {
        if text.isEmpty { return }
        switch field {
        case .key: student.key = try RosterCells.key(text)
        case .givenName: student.givenName = try RosterCells.line(text, most: 200, name: field.rawValue)
        case .familyName: student.familyName = try RosterCells.line(text, most: 200, name: field.rawValue)
        case .email: student.email = try RosterCells.email(text)
        case .programme: student.programme = try RosterCells.line(text, most: 200, name: field.rawValue)
        case .graduation: student.graduation = try RosterCells.day(text)
        case .languages: student.languages = try RosterCells.languages(text)
        case .skills: student.skills = try RosterCells.skills(text)
        case .availability: student.availability = try RosterCells.availability(text)
        case .hoursPerWeek: student.hoursPerWeek = try RosterCells.hours(text)
        case .notBefore: student.notBefore = try RosterCells.day(text)
        case .notAfter:
            let day = try RosterCells.day(text)
            if let from = student.notBefore, day < from {
                throw RosterCells.Fault(code: "dates-order", en: "not_after lies before not_before.", fr: "not_after précède not_before.")
            }
            student.notAfter = day
        case .city: student.city = try RosterCells.line(text, most: 100, name: field.rawValue)
        case .team: student.team = try RosterCells.line(text, most: 100, name: field.rawValue)
        }
    }

    private mutating func require(_ value: String, _ field: RosterField, _ record: CSVRecord, _ header: RosterHeader) {
        guard value.isEmpty else { return }
        let column = header.meanings.firstIndex(of: .field(field)).map { header.names[$0] } ?? field.rawValue
        refuse(record, column, "missing-value", "\(field.rawValue) is required.", "\(field.rawValue) est obligatoire.")
    }

    private mutating func checkOnce(_ student: RosterStudent, _ record: CSVRecord) {
        if !student.key.isEmpty {
            if let first = keys.updateValue(record.line, forKey: student.key) {
                keys[student.key] = first
                refuse(
                    record, "key", "duplicate-key", "The key \(student.key) stands on line \(first) already. One row a student.",
                    "La clé \(student.key) figure déjà ligne \(first). Une ligne par étudiant.")
            }
        }
        if !student.email.isEmpty, let first = emails.updateValue(record.line, forKey: student.email.lowercased()) {
            emails[student.email.lowercased()] = first
            reading.problems.add(
                Problem(
                    file: file, line: record.line, column: "email", code: "duplicate-email",
                    en: "The same e-mail address stands on line \(first). Two students can hardly share one.",
                    fr: "La même adresse figure ligne \(first). Deux étudiants la partagent rarement.", severity: .warning))
        }
    }

    private mutating func refuse(_ record: CSVRecord, _ column: String?, _ code: String, _ en: String, _ fr: String) {
        reading.problems.add(Problem(file: file, line: record.line, column: column, code: code, en: en, fr: fr))
    }
}
