import API
import Formats
import Foundation
import Postgres

/// How a case stands in rows, read by every use case that shows one.
enum CaseRows {
    /// - Returns: nil where there is no such case, or the caller may not see it.
    static func read(_ id: BusinessCase.ID, in work: UnitOfWork) async throws -> BusinessCase? {
        let rows = try await work.execute(
            """
            SELECT c.company_id, o.name AS company, c.reference, c.title, c.description, c.state, c.version, c.team_size_min, c.team_size_max,
                c.capacity, nullif(c.minimum, 0) AS minimum, c.from_date, c.until_date, c.hours_per_week, c.mentor_free, c.languages, c.place, c.remote, c.confidentiality,
                c.rights, c.reward, c.open_to_all, c.created_at, c.changed_at, c.withdrawn_reason,
                ARRAY(SELECT s.school_id FROM business_case_school s WHERE s.case_id = c.id ORDER BY s.school_id) AS open_to
            FROM business_case c JOIN organisation o ON o.id = c.company_id WHERE c.id = \(id)
            """)
        guard let row = rows.first else { return nil }
        let content = CaseContent(
            reference: try row.get("reference"), title: try row.get("title"), description: try row.get("description"),
            skills: try await needs(of: id, in: work),
            teamSize: CaseContent.TeamSize(min: try row.get("team_size_min"), max: try row.get("team_size_max")),
            capacity: try row.get("capacity"), minimum: try row.get("minimum"),
            window: CaseContent.Window(from: try row.get("from_date"), until: try row.get("until_date")),
            hoursPerWeek: try row.get("hours_per_week"), mentorSlots: try row.get("mentor_free"), languages: try row.get("languages"),
            place: try row.get("place"), remote: try row.get("remote"), confidentiality: try row.get("confidentiality"),
            rights: try row.get("rights"), reward: try row.get("reward"),
            openTo: try row.get("open_to_all") ? nil : try row.get("open_to"))
        return BusinessCase(
            id: id, company: OrganisationReference(id: try row.get("company_id"), kind: .company, name: try row.get("company")),
            state: try row.get("state"), version: try row.get("version"), content: content, createdAt: try row.get("created_at"),
            changedAt: try row.get("changed_at"), withdrawnReason: try row.get("withdrawn_reason"))
    }

    private static func needs(of id: BusinessCase.ID, in work: UnitOfWork) async throws -> [CaseContent.NeededSkill] {
        try await needs(of: [id], in: work)[id] ?? []
    }

    /// What each of these cases needs, in the order in which it says so.
    static func needs(of cases: [BusinessCase.ID], in work: UnitOfWork) async throws -> [BusinessCase.ID: [CaseContent.NeededSkill]] {
        let french = work.caller.language == .french
        let rows = try await work.execute(
            """
            SELECT n.case_id AS case_id, coalesce(CASE WHEN \(french) THEN s.label_fr ELSE s.label_en END, s.label_en, s.label_fr) AS label,
                s.uri, n.level, n.importance, n.position
            FROM business_case_skill n JOIN skill s ON s.id = n.skill_id WHERE n.case_id = ANY (\(cases))
            UNION ALL
            SELECT case_id, label, NULL, level, importance, 32767 FROM business_case_label WHERE case_id = ANY (\(cases))
            ORDER BY case_id, position, label
            """)
        var needs: [BusinessCase.ID: [CaseContent.NeededSkill]] = [:]
        for row in rows {
            needs[try row.get("case_id"), default: []].append(
                CaseContent.NeededSkill(
                    skill: try row.get("label"), uri: try row.get("uri"), level: try row.get("level"), importance: try row.get("importance")
                ))
        }
        return needs
    }
}

extension CaseContent {
    /// Whether what is stored says what a draft says. Labels of skills may be others that the referential knows the same skill by.
    func says(_ draft: CaseContent, in work: UnitOfWork) async throws -> Bool {
        func plain(_ content: CaseContent) -> CaseContent {
            var plain = content
            plain.skills = []
            plain.openTo = content.openTo.map { $0.sorted { $0.description < $1.description } }
            return plain
        }
        let index = work.application.skills.index
        func needs(_ content: CaseContent) -> Set<String> {
            Set(
                content.skills.map { need in
                    let skill = if case .exact(let entry) = index.resolve(label: need.skill) { "#\(entry)" } else { need.skill.trimmed }
                    return "\(skill) \(need.level) \(need.importance.rawValue)"
                })
        }
        return plain(self) == plain(draft) && needs(self) == needs(draft)
    }
}

extension BusinessCase.State: PostgresEncodable, PostgresDecodable {}
extension CaseContent.Importance: PostgresEncodable, PostgresDecodable {}

extension Sentence {
    static let businessCase = Sentence(en: "The case", fr: "Le cas")
    static let company = Sentence(en: "The company", fr: "L’entreprise")
}
