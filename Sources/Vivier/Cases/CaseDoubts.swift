import API
import Formats
import Postgres

/// What is acceptable in a case and perhaps not meant: said to whoever posts or edits it, in the way of nothing.
struct CaseDoubts {
    /// Whose case it is; nil where nobody has said it yet.
    let company: Organisation.ID?
    /// Nil for a case that is not stored yet.
    let id: BusinessCase.ID?
    /// As it was written: what is there twice is stored once.
    let content: CaseContent

    init(company: Organisation.ID?, id: BusinessCase.ID?, content: CaseContent) {
        (self.company, self.id, self.content) = (company, id, content)
    }

    init(businessCase: BusinessCase, content: CaseContent) {
        self.init(company: businessCase.company.id, id: businessCase.id, content: content)
    }

    func sentences(in work: UnitOfWork) async throws -> [Sentence] {
        var doubts: [Sentence] = []
        if content.capacity == 0 {
            doubts.append(
                Sentence(
                    en: "capacity is 0: no team can be given this case.", fr: "capacity vaut 0 : aucune équipe ne peut recevoir ce cas."))
        }
        let isOver = try await work.one("SELECT \(content.window.until) < \(SQL.today)", orMissing: .businessCase).decode(Bool.self)
        if isOver {
            doubts.append(
                Sentence(
                    en:
                        "The window ended on \(content.window.until.inWords.en): nobody can work on this case any more, and it is closed within minutes.",
                    fr:
                        "La période s’est terminée le \(content.window.until.inWords.fr) : plus personne ne peut travailler sur ce cas, qui sera clos dans quelques minutes."
                ))
        }
        if content.description.isEmpty {
            doubts.append(
                Sentence(
                    en: "The case has no description: teams read nothing but its title.",
                    fr: "Le cas n’a pas de description : les équipes n’en lisent que le titre."))
        }
        if let double = repeatedSkill(work.application.skills.index) {
            doubts.append(
                Sentence(
                    en: "“\(double)” names a skill that stands above already; the first counts.",
                    fr: "« \(double) » nomme une compétence déjà citée plus haut ; la première compte."))
        }
        return try await doubts + twins(in: work)
    }

    private func repeatedSkill(_ index: SkillIndex) -> String? {
        var seen = Set<Int32>()
        return content.skills.first { need in
            if case .exact(let skill) = index.resolve(label: need.skill) { return !seen.insert(skill).inserted }
            return false
        }?.skill
    }

    /// The same case posted again: of the same company, title and days, and nobody has withdrawn it.
    private func twins(in work: UnitOfWork) async throws -> [Sentence] {
        try await work.execute(
            """
            SELECT id FROM business_case WHERE company_id = \(company) AND (\(id)::uuid IS NULL OR id <> \(id))
                AND folded(title) = folded(\(content.title)::text) AND from_date = \(content.window.from)
                AND until_date = \(content.window.until) AND state NOT IN ('withdrawn', 'closed')
            ORDER BY id LIMIT 1
            """
        ).decode(BusinessCase.ID.self).map {
            Sentence(
                en: "The company has a case of this title and window already, \($0). If it is the same, withdraw one of the two.",
                fr: "L’entreprise a déjà un cas de ce titre et de cette période, \($0). Si c’est le même, retirez l’un des deux.")
        }
    }
}
