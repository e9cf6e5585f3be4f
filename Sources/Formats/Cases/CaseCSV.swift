import Foundation

/// Cases as rows: the same fields as the case file; `skills` as `label:level:importance` separated by `;`, `team_size` as `3-5`,
/// `window_from` and `window_until` as dates, lists separated by `;`.
enum CaseCSV {
    static let columns = [
        "title", "company", "reference", "description", "skills", "team_size", "capacity", "minimum", "window_from", "window_until",
        "hours_per_week", "mentor_slots", "languages", "place", "remote", "confidentiality", "rights", "reward", "open_to",
    ]
    /// What French files call them.
    private static let french = [
        "titre": "title", "entreprise": "company", "société": "company", "référence": "reference", "question": "description",
        "compétences": "skills", "compétence": "skills", "taille d'équipe": "team_size", "taille de l'équipe": "team_size",
        "capacité": "capacity", "nombre d'équipes": "capacity", "équipes": "capacity", "début": "window_from",
        "date de début": "window_from",
        "du": "window_from", "fin": "window_until", "date de fin": "window_until", "au": "window_until",
        "heures par semaine": "hours_per_week",
        "heures": "hours_per_week", "créneaux du mentor": "mentor_slots", "créneaux": "mentor_slots", "langues": "languages",
        "lieu": "place",
        "ville": "place", "à distance": "remote", "distance": "remote", "confidentialité": "confidentiality", "droits": "rights",
        "récompense": "reward", "ouvert à": "open_to", "écoles": "open_to",
    ]
    static let required = ["title", "window_from", "window_until", "hours_per_week"]

    static func read(_ bytes: [UInt8], file: String) -> CaseListFile.Reading {
        var reading = CaseListFile.Reading(detected: "csv")
        do throws(Problem) {
            var table = try CSVTable(bytes, file: file)
            reading.detected = table.detected
            if BriefsFile.isBriefs(table) { return try BriefsFile.read(&table) }
            let names = table.fields(known, named: columns, required: required, problems: &reading.problems)
            guard reading.problems.refusals == 0 else { return reading }
            var record = CSVRecord()
            while try table.read(into: &record) {
                if let misfit = table.misfit(record) {
                    reading.problems.add(misfit)
                    continue
                }
                var row = CaseRow(file: file, line: record.line, record: record.number)
                for (index, name) in names.enumerated() { if let name { row.set(name, table.text(record, index), index) } }
                row.finish()
                for problem in row.problems { reading.problems.add(problem) }
                if row.problems.isEmpty { reading.cases.append((record.line, row.found)) }
            }
        } catch {
            reading.problems.add(error)
        }
        return reading
    }

    /// The fields by their folded names, in both languages.
    private static let known: [String: String] = {
        var known = Dictionary(uniqueKeysWithValues: columns.map { (HeaderName.folded($0), $0) })
        for (name, column) in french where known[HeaderName.folded(name)] == nil { known[HeaderName.folded(name)] = column }
        return known
    }()
}

/// One row while it is read.
private struct CaseRow {
    let file: String
    let line: Int
    let record: Int
    var found = CaseFile()
    var problems: [Problem] = []

    init(file: String, line: Int, record: Int) {
        self.file = file
        self.line = line
        self.record = record
    }

    mutating func set(_ name: String, _ text: String, _ index: Int) {
        guard !text.isEmpty else { return }
        do throws(CellFault) {
            try set(name, text)
        } catch {
            refuse(name, error, index)
        }
    }

    private mutating func set(_ name: String, _ text: String) throws(CellFault) {
        switch name {
        case "title": found.title = text
        case "company": found.company = text
        case "reference": found.reference = text
        case "description": found.description = text
        case "skills":
            for part in text.split(whereSeparator: { $0 == ";" || $0 == "|" || $0.isNewline }) where !part.allSatisfy(\.isWhitespace) {
                found.skills.append(try CaseCells.skill(String(part)))
            }
        case "team_size": found.teamSize = try CaseCells.teamSize(text)
        case "capacity": found.capacity = try CaseCells.integer(text)
        case "minimum": found.minimum = try CaseCells.integer(text)
        case "window_from": found.from = try RosterCells.day(text)
        case "window_until": found.until = try RosterCells.day(text)
        case "hours_per_week": found.hoursPerWeek = try CaseCells.integer(text)
        case "mentor_slots": found.mentorSlots = try RosterCells.availability(text)
        case "languages": found.languages = try RosterCells.languages(text)
        case "place": found.place = text
        case "remote": found.remote = try CaseCells.boolean(text)
        case "confidentiality": found.confidentiality = text
        case "rights": found.rights = text
        case "reward": found.reward = text
        case "open_to": found.openTo = CaseCells.list(text)
        default: break
        }
    }

    mutating func finish() {
        let missing = [
            ("title", found.title.isEmpty), ("window_from", found.from == nil), ("window_until", found.until == nil),
            ("hours_per_week", found.hoursPerWeek == nil),
        ]
        for (name, isMissing) in missing where isMissing && !problems.contains(where: { $0.column == name }) {
            refuse(name, CellFault(code: "missing-value", en: "\(name) is required.", fr: "\(name) est obligatoire."), nil)
        }
        if let from = found.from, let until = found.until, until < from {
            refuse(
                "window_until",
                CellFault(code: "dates-order", en: "window_until lies before window_from.", fr: "window_until précède window_from."), nil)
        }
    }

    private mutating func refuse(_ column: String, _ fault: CellFault, _ index: Int?) {
        problems.append(
            Problem(
                file: file, line: line, record: record, column: column, columnNumber: index.map { $0 + 1 }, code: fault.code, en: fault.en,
                fr: fault.fr))
    }
}
