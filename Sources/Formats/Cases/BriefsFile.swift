import Foundation

/// Reads project briefs in the form of the open data of the programme "Entrepreneurs d'intérêt général" as cases for a demonstration: a
/// JSON list, or the CSV that sums it up.
///
/// A brief has no window and no hours of a team: the window is the spring semester of 2027, and a team gives four hours a week. Its own team
/// size is that of full-time fellows; a team of students may have two to six members.
enum BriefsFile {
    private struct Brief: Decodable {
        var title: String
        var year: Int
        var summary: String?
        var organisation: String
        var city: String?
        var skills: [String]?
        var body_markdown: String?
    }

    /// What the tags of the briefs stand for: French labels of the starter referential, whose entries are ESCO's 21d2f96d (programming),
    /// 9136cbf1 (user experience design), 3a2d5b45 (machine learning), 4d97e3c3 (data management) and 2b92a5b2 (data analysis).
    private static let skillsOfTag = [
        "dev": "Programmation", "design": "Design UX", "datascience": "Machine learning", "dataengineering": "Gestion des données",
        "geomatique": "Analyse de données",
    ]

    static func read(_ bytes: [UInt8], file: String) -> CaseListFile.Reading {
        var reading = CaseListFile.Reading(detected: "json")
        do throws(Problem) {
            for (number, (line, element)) in try elements(of: bytes, file: file).enumerated() {
                do {
                    reading.cases.append((line, caseFile(of: try JSONDecoder().decode(Brief.self, from: Data(element)))))
                } catch {
                    reading.problems.add(notABrief(file, line, number + 1))
                }
            }
        } catch {
            reading.problems.add(error)
        }
        reading.detected = "json, \(reading.cases.count) briefs"
        return reading
    }

    /// The elements of a JSON list with the line on which each begins.
    private static func elements(of bytes: [UInt8], file: String) throws(Problem) -> [(line: Int, bytes: ArraySlice<UInt8>)] {
        let (ranges, places, fault) = bytes.withUnsafeBufferPointer { buffer -> ([Range<Int>], [JSONPlace], JSONFault?) in
            var ranges: [Range<Int>] = []
            var json = JSONReader(buffer)
            do throws(JSONFault) {
                try json.begin()
                try json.array { (json: inout JSONReader, _: Int) throws(JSONFault) in
                    let start = json.nextOffset()
                    try json.skip()
                    ranges.append(start..<json.offset)
                }
                try json.end()
            } catch {
                return (ranges, JSONLocator.places(of: [error.offset], in: buffer), error)
            }
            return (ranges, JSONLocator.places(of: ranges.map(\.lowerBound), in: buffer), nil)
        }
        if let fault {
            throw Problem(
                file: file, line: places.first?.line, column: places.first?.path, code: "not-json", en: "\(fault.message).",
                fr: "Ce n’est pas du JSON : vérifiez les guillemets, les virgules et les crochets.")
        }
        return zip(places, ranges).map { ($0.line, bytes[$1]) }
    }

    /// Whether a table is one of briefs, not of cases.
    static func isBriefs(_ table: CSVTable) -> Bool {
        Set(["title", "year", "organisation", "summary"]).isSubset(of: table.columns)
    }

    static func read(_ table: inout CSVTable) throws(Problem) -> CaseListFile.Reading {
        var reading = CaseListFile.Reading(detected: "\(table.detected), briefs")
        var record = CSVRecord()
        while try table.read(into: &record) {
            func text(_ column: String) -> String { table.columns.firstIndex(of: column).map { table.text(record, $0) } ?? "" }
            if let misfit = table.misfit(record) {
                reading.problems.add(misfit)
            } else if let year = Int(text("year")), !text("title").isEmpty, !text("organisation").isEmpty {
                let brief = Brief(
                    title: text("title"), year: year, summary: text("summary"), organisation: text("organisation"),
                    city: text("city").isEmpty ? nil : text("city"), skills: CaseCells.list(text("skills")))
                reading.cases.append((record.line, caseFile(of: brief)))
            } else {
                reading.problems.add(notABrief(table.file, record.line, record.number))
            }
        }
        return reading
    }

    private static func notABrief(_ file: String, _ line: Int, _ record: Int) -> Problem {
        Problem(
            file: file, line: line, record: record, code: "not-a-brief",
            en: "A brief has title, organisation (texts) and year (a number), and may have summary, city, skills (a list), body_markdown.",
            fr:
                "Une fiche a title, organisation (textes) et year (un nombre), et peut avoir summary, city, skills (une liste), body_markdown."
        )
    }

    private static func caseFile(of brief: Brief) -> CaseFile {
        var found = CaseFile()
        let title = [brief.title, brief.summary ?? ""].filter { !$0.isEmpty }.joined(separator: " – ")
        found.title = String(title.prefix(scalars: 200))
        found.company = brief.organisation
        found.reference = String("\(brief.year)/\(brief.title.lowercased().replacing(" ", with: "-"))".prefix(scalars: 100))
        found.skills = (brief.skills ?? []).compactMap { tag in
            skillsOfTag[tag.lowercased()].map { CaseFile.Skill(skill: $0, level: 2, importance: "should") }
        }
        found.teamSize = 2...6
        found.capacity = 1
        found.from = Day(year: 2027, month: 1, day: 18)
        found.until = Day(year: 2027, month: 4, day: 30)
        found.hoursPerWeek = 4
        found.languages = ["fr:B2"]
        // "Paris (75007)": the place is the town.
        found.place = brief.city.map { $0.replacing(/\s*\(\d+\)/, with: "") }
        found.remote = true
        found.description = String((brief.body_markdown ?? brief.summary ?? "").prefix(scalars: 60_000))
        return found
    }
}
