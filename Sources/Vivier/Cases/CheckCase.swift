package import API
import Formats
import Matching
import Postgres

/// What a draft would come to: the case as it would stand, the labels that nobody knows, and about how many teams could do it. Stores nothing, not
/// even a line in the audit log: it is asked at each pause in typing, shows nobody, and what it tells is blurred alike however often it is asked.
package struct CheckCase: UseCase {
    package var draft: CaseDraft
    /// The case that the draft shall replace; nil for a new one.
    package var stored: BusinessCase.ID?

    package init(draft: CaseDraft, replacing stored: BusinessCase.ID? = nil) {
        self.draft = draft
        self.stored = stored
    }

    package var needs: Permission { .writeCases }
    package static var isolation: Isolation { .repeatableRead }
    /// Long enough to read a country's teams, once a minute.
    package static var patience: Duration? { .seconds(30) }
    package static var reflection: Duration? { .seconds(30) }

    package func run(in work: UnitOfWork) async throws -> CaseOutlook {
        let written = try CaseCheck(draft).content
        var content = written
        content.openTo = try await CaseParties.schools(draft.openTo, in: work)
        let (language, index) = (work.caller.language, work.application.skills.index)
        var unknown: [CaseOutlook.UnknownLabel] = []
        var needs: [TeamCensus.Need] = []
        for (place, need) in content.skills.enumerated() {
            let nearest: [Int32]
            switch index.resolve(label: need.skill) {
            case .exact(let skill):
                content.skills[place].uri = index[skill]?.uri
                content.skills[place].skill = index.label(of: skill, language: language) ?? need.skill
                if !needs.contains(where: { $0.skill == skill }) {
                    needs.append(
                        TeamCensus.Need(
                            skill: skill, level: Int32(need.level), importance: need.importance, label: content.skills[place].skill))
                }
                continue
            case .ambiguous(let skills): nearest = skills
            case .unknown(let skills): nearest = skills
            }
            unknown.append(
                CaseOutlook.UnknownLabel(
                    index: place, label: need.skill, nearest: nearest.prefix(3).compactMap { index.label(of: $0, language: language) }))
        }
        let census = work.application.census
        let told = try await census.told(content, needs.prefix(Self.mostSteps), in: work)
        var company = work.caller.organisation
        if company == nil, let named = draft.company { company = try await CaseParties.organisation(named, kind: .company, in: work) }
        let doubts = try await CaseDoubts(company: company, id: stored, content: written).sentences(in: work)
        let labels: [String?] = [nil] + needs.map(\.label)
        return CaseOutlook(
            content: content, unknown: unknown,
            steps: zip(labels, told).map { label, teams in CaseOutlook.Step(skill: label, teams: teams) },
            hasTeams: try await !census.isEmpty(in: work), warnings: doubts.map { $0.text(language) })
    }

    /// Skills beyond so many are not counted one after the other.
    private static let mostSteps = 12
}
