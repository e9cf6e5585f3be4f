import Foundation

/// Cases as rows: the same fields as the case file; `skills` as `label:level:importance` separated by `;`, `team_size` as `3-5`,
/// `window_from` and `window_until` as dates.
enum CaseCSV {
    static func read(_ bytes: [UInt8], file: String) -> (cases: [(line: Int, case: CaseFile)], detected: String, problems: ProblemList) {
        var problems = ProblemList()
        var cases: [(line: Int, case: CaseFile)] = []
        var detected = "csv"
        do throws(Problem) {
            var csv = try CSVReader(bytes, file: file)
            detected = "csv, \(csv.encoding.rawValue), \(String(UnicodeScalar(csv.delimiter)))"
            var record = CSVRecord()
            guard try csv.read(into: &record) else {
                throw Problem(file: file, code: "empty-file", en: "The file is empty.", fr: "Le fichier est vide.")
            }
            let names = (0..<record.count).map { record[$0].trimmingCharacters(in: .whitespaces).lowercased().replacing(" ", with: "_") }
            for (name, index) in zip(names, names.indices) where !known.contains(name) && !name.isEmpty {
                problems.add(
                    Problem(
                        file: file, line: 1, column: record[index], code: "unknown-column", en: "The column is not known and is ignored.",
                        fr: "La colonne est inconnue et ignorée.", severity: .warning))
            }
            for required in ["title", "window_from", "window_until", "hours_per_week"] where !names.contains(required) {
                problems.add(
                    Problem(
                        file: file, line: 1, column: required, code: "missing-column", en: "The column \(required) is required.",
                        fr: "La colonne \(required) est obligatoire."))
            }
            guard problems.refusals == 0 else { return ([], detected, problems) }
            while try csv.read(into: &record) {
                if record.isBlank { continue }
                var row = Row(file: file, line: record.line)
                for (index, name) in names.enumerated() where index < record.count {
                    let text = CSVFormula.restored(record[index].trimmingCharacters(in: .whitespacesAndNewlines))
                    if !text.isEmpty { row.set(name, text) }
                }
                row.finish()
                for fault in row.faults { problems.add(fault) }
                if row.faults.isEmpty { cases.append((record.line, row.found)) }
            }
        } catch {
            problems.add(error)
        }
        return (cases, detected, problems)
    }

    private static let known: Set<String> = [
        "title", "company", "reference", "description", "skills", "team_size", "capacity", "window_from", "window_until", "hours_per_week",
        "mentor_slots", "languages", "place", "remote", "confidentiality", "rights", "reward", "open_to",
    ]

    /// One row while it is read.
    private struct Row {
        let file: String
        let line: Int
        var found = CaseFile()
        var faults: [Problem] = []

        init(file: String, line: Int) {
            self.file = file
            self.line = line
        }

        mutating func set(_ name: String, _ text: String) {
            switch name {
            case "title": found.title = text
            case "company": found.company = text
            case "reference": found.reference = text
            case "description": found.description = text
            case "skills": found.skills = text.split(separator: ";").compactMap { skill(String($0)) }
            case "team_size": teamSize(text)
            case "capacity": found.capacity = number(name, text)
            case "window_from": found.from = day(name, text)
            case "window_until": found.until = day(name, text)
            case "hours_per_week": found.hoursPerWeek = number(name, text)
            case "mentor_slots":
                found.mentorSlots = WeekGrid(text)
                if found.mentorSlots == nil { fault(name, "not-ranges", "Write mon 09:00-12:00.", "Écrivez lun 09:00-12:00.") }
            case "languages": found.languages = list(text)
            case "place": found.place = text
            case "remote":
                switch text.lowercased() {
                case "true", "yes", "oui", "1": found.remote = true
                case "false", "no", "non", "0": found.remote = false
                default: fault(name, "not-a-boolean", "Write true or false.", "Écrivez true ou false.")
                }
            case "confidentiality": found.confidentiality = text
            case "rights": found.rights = text
            case "reward": found.reward = text
            case "open_to": found.openTo = list(text)
            default: break
            }
        }

        mutating func finish() {
            if found.title.isEmpty { fault("title", "missing-value", "title is required.", "title est obligatoire.") }
            for (name, value) in [("window_from", found.from), ("window_until", found.until)] where value == nil {
                if !faults.contains(where: { $0.column == name }) {
                    fault(name, "missing-value", "\(name) is required.", "\(name) est obligatoire.")
                }
            }
            if found.hoursPerWeek == nil, !faults.contains(where: { $0.column == "hours_per_week" }) {
                fault("hours_per_week", "missing-value", "hours_per_week is required.", "hours_per_week est obligatoire.")
            }
        }

        private mutating func skill(_ text: String) -> CaseFile.Skill? {
            let entry = text.trimmingCharacters(in: .whitespaces)
            if entry.isEmpty { return nil }
            guard let match = entry.wholeMatch(of: /(.+?)(?::([1-4]))?(?::(must|should|nice))?/) else {
                fault("skills", "bad-skill", "Write label:level:importance.", "Écrivez libellé:niveau:importance.")
                return nil
            }
            return CaseFile.Skill(
                skill: String(match.1), level: match.2.flatMap { Int($0) } ?? 2, importance: match.3.map(String.init) ?? "should")
        }

        private mutating func teamSize(_ text: String) {
            let ends = text.split(separator: "-").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
            guard let least = ends.first, let most = ends.last, (1...2).contains(ends.count), 1 <= least, least <= most else {
                fault("team_size", "not-a-range", "Write 3-5.", "Écrivez 3-5.")
                return
            }
            found.teamSize = least...most
        }

        private mutating func number(_ name: String, _ text: String) -> Int? {
            if Int(text) == nil { fault(name, "not-a-number", "\(name) is a whole number.", "\(name) est un nombre entier.") }
            return Int(text)
        }

        private mutating func day(_ name: String, _ text: String) -> Day? {
            do throws(RosterCells.Fault) {
                return try RosterCells.day(text)
            } catch {
                fault(name, error.code, error.en, error.fr)
                return nil
            }
        }

        private func list(_ text: String) -> [String] {
            text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }

        private mutating func fault(_ column: String, _ code: String, _ en: String, _ fr: String) {
            faults.append(Problem(file: file, line: line, column: column, code: code, en: en, fr: fr))
        }
    }
}
