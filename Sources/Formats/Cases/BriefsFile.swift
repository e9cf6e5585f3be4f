import Foundation

/// Reads a list of project briefs (JSON: title, organisation, summary, skill tags, duration, body) as cases for a demonstration.
///
/// A brief has no window and no hours: the window is the spring semester of the year after its own next one, 2027 at the earliest, and a
/// team gives four hours a week. Its tags are turned into labels of the starter referential by ``labels``.
enum BriefsFile {
    private struct Brief: Decodable {
        var title: String
        var year: Int
        var summary: String?
        var organisation: String
        var city: String?
        var skills: [String]?
        var team_size: Int?
        var body_markdown: String?
    }

    static func read(_ bytes: [UInt8], file: String) -> (cases: [(line: Int, case: CaseFile)], detected: String, problems: ProblemList) {
        var problems = ProblemList()
        let briefs: [Brief]
        do {
            briefs = try JSONDecoder().decode([Brief].self, from: Data(bytes))
        } catch {
            problems.add(
                Problem(
                    file: file, code: "not-briefs", en: "The file is not a JSON list of briefs with title, year and organisation.",
                    fr: "Le fichier n’est pas une liste JSON de fiches avec title, year et organisation."))
            return ([], "json", problems)
        }
        let cases = briefs.enumerated().map { number, brief in (line: number + 1, case: caseFile(of: brief)) }
        return (cases, "json, \(briefs.count) briefs", problems)
    }

    private static func caseFile(of brief: Brief) -> CaseFile {
        var found = CaseFile()
        found.title = String("\(brief.title) – \(brief.summary ?? "")".prefix(200)).trimmingCharacters(in: CharacterSet(charactersIn: " –"))
        found.company = brief.organisation
        found.reference = "\(brief.year)/\(brief.title.lowercased().replacing(" ", with: "-"))".prefix(100).description
        found.skills = (brief.skills ?? []).compactMap { tag in
            labels[tag.lowercased()].map { CaseFile.Skill(skill: $0, level: 2, importance: "should") }
        }
        found.teamSize = 2...6
        found.capacity = 1
        found.from = Day(year: 2027, month: 1, day: 18)
        found.until = Day(year: 2027, month: 4, day: 30)
        found.hoursPerWeek = 4
        found.languages = ["fr:B2"]
        found.place = brief.city.map { $0.replacing(/\s*\(\d+\)/, with: "") }
        found.remote = true
        found.description = String((brief.body_markdown ?? brief.summary ?? "").prefix(60_000))
        return found
    }

    /// What the tags of the briefs stand for among the skills of a business school.
    private static let labels = [
        "dev": "Programmation", "design": "Design UX", "datascience": "Machine learning", "dataengineering": "Gestion des données",
        "geomatique": "Analyse de données",
    ]
}
