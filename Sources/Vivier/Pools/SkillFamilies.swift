import API
import Formats
import Postgres

/// The skills of the referential that a query's labels mean, each with all that are narrower: whoever can do the narrower thing can
/// do the broader one, so a search for a skill finds holders of both.
struct SkillFamilies: Sendable {
    /// By label, as it stands in the query: the ids.
    private var ids: [String: [Int32]] = [:]
    /// By label: the skills that bear it themselves.
    private var roots: [String: [Int32]] = [:]
    /// By label: what the referential calls the skill.
    private var names: [String: String] = [:]

    /// - Throws: ``PoolQueryFault`` for the first label that no skill bears.
    init(_ query: TalentQuery, in work: UnitOfWork) async throws {
        let index = work.application.skills.index
        for condition in query.skills where roots[condition.label] == nil {
            switch index.resolve(label: condition.label) {
            case .exact(let id):
                roots[condition.label] = [id]
                names[condition.label] = index[id]?.label(work.caller.language)
            // Two skills may bear one label: the search is for either.
            case .ambiguous(let ids): roots[condition.label] = ids
            case .unknown(let nearest):
                throw Self.unknown(condition, nearest.compactMap { index[$0]?.label(work.caller.language) })
            }
        }
        guard !roots.isEmpty else { return }
        let families = try await work.execute(
            """
            WITH RECURSIVE family (root, id) AS (
                SELECT root, root FROM unnest(\(Array(Set(roots.values.joined())))) AS root
                UNION
                SELECT f.root, b.skill_id FROM family f JOIN skill_broader b ON b.broader_id = f.id)
            SELECT root, id FROM family
            """
        ).decode(Int32.self, Int32.self)
        let byRoot = Dictionary(grouping: families, by: \.0).mapValues { $0.map(\.1) }
        ids = roots.mapValues { roots in Array(Set(roots.flatMap { byRoot[$0] ?? [] })) }
    }

    subscript(condition: TalentQuery.SkillCondition) -> [Int32] { ids[condition.label] ?? [] }

    /// How a skill stands in what a query asks for.
    enum Part: Sendable {
        case asked
        /// Than one that is asked for.
        case narrower
    }

    /// How a skill at a level counts in what a query asks for, nil where it does not; nil for a query that asks for no skill.
    func counts(_ query: TalentQuery) -> ((_ skill: Int32, _ level: Int) -> Part?)? {
        let wanted = query.wantedSkills.map { (ids: Set(self[$0]), roots: roots[$0.label] ?? [], condition: $0) }
        guard !wanted.isEmpty else { return nil }
        return { skill, level in
            let held = wanted.filter { $0.ids.contains(skill) && $0.condition.comparison.holds(level, $0.condition.level) }
            return held.isEmpty ? nil : held.contains { $0.roots.contains(skill) } ? .asked : .narrower
        }
    }

    /// The query with each label as the referential has it, in the caller's language: what was understood.
    func naming(_ query: TalentQuery) -> TalentQuery {
        switch query {
        case .all(let parts): .all(parts.map(naming))
        case .any(let parts): .any(parts.map(naming))
        case .not(let part): .not(naming(part))
        case .skill(var condition):
            {
                condition.label = names[condition.label] ?? condition.label
                return .skill(condition)
            }()
        default: query
        }
    }

    private static func unknown(_ condition: TalentQuery.SkillCondition, _ nearest: [String]) -> PoolQueryFault {
        let english = nearest.map { "“\($0)”" }.joined(separator: ", ")
        let french = nearest.map { "« \($0) »" }.joined(separator: ", ")
        return PoolQueryFault(
            condition.column, "unknown-skill",
            en: "no skill is called “\(condition.label.excerpt)”."
                + (nearest.isEmpty ? " Find its name with `vivier skills search`." : " Perhaps \(english)?"),
            fr: "aucune compétence ne s’appelle « \(condition.label.excerpt) »."
                + (nearest.isEmpty ? " Cherchez son nom avec « vivier skills search »." : " Peut-être \(french) ?"))
    }
}
