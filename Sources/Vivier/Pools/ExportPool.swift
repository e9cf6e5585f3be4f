package import API
import Formats
import Postgres

/// The students that a query finds, up to 5,000, as CSV; each of them gets a receipt that says so.
package struct ExportPool: UseCase {
    package var query: PoolExportQuery

    package init(query: PoolExportQuery) {
        self.query = query
    }

    package var needs: Permission { .searchPools }
    package var audited: Audited? {
        Audited("exportPool", String(String.UnicodeScalarView(query.q.unicodeScalars.prefix(200).filter { !VisibleText.isHidden($0) })))
    }
    /// One moment for all that is read: who withdraws now is in the file with receipt and skills, and in no file after it.
    package static var isolation: Isolation { .repeatableRead }
    package static var patience: Duration? { .seconds(30) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let sort = try PoolSort(checking: query.sort)
        do {
            let wanted = try PoolQueryParser.parse(query.q)
            let search = SearchPool(query: PoolQuery(q: query.q))
            let families = try await SkillFamilies(wanted, in: work)
            let found = try await search.page(
                of: wanted, TalentFilter(families), sort, after: nil, limit: Export.most, as: "export", in: work
            ).prefix(Export.most)
            let skills = try await work.skills(of: found.map(\.1))
            var writer = CSVWriter(header: TalentSheet.header(try await TalentSheet.scope(in: work)))
            for person in found { writer.append(TalentSheet.cells(person, skills[person.1] ?? [])) }
            return Array(writer.text.utf8)
        } catch let fault as PoolQueryFault {
            throw fault.refusal(parameter: "q")
        }
    }
}

/// The columns of a file about persons, the last of which says by which consent, for whom and when they were taken.
enum TalentSheet {
    static func header(_ scope: String) -> [String] {
        [
            "id", "family_name", "given_name", "school", "email", "programme", "graduation", "languages", "city", "hours_per_week",
            "skills",
            scope,
        ]
    }

    /// `consent scope: talent-pool, shown to Miel du Morvan on 2026-11-28, nothing else may be done with it`.
    static func scope(in work: UnitOfWork) async throws -> String {
        let (company, day) = try await work.one(
            "SELECT name, (now() AT TIME ZONE 'Europe/Paris')::date FROM organisation WHERE id = \(work.caller.organisation)",
            orMissing: .company
        ).decode(String.self, Day.self)
        switch work.caller.language {
        case .english: return "consent scope: talent-pool, shown to \(company) on \(day); ends when the person withdraws it"
        case .french: return "portée du consentement : talent-pool, montré à \(company) le \(day) ; prend fin quand la personne le retire"
        }
    }

    static func cells(_ person: SearchPool.Found, _ skills: [HeldSkill]) -> [String] {
        let (_, id, family, given, school, email, programme, graduation, languages, city, hours, _) = person
        let shown: [(Consent.Field, Bool)] = [
            (.email, email != nil), (.programme, programme != nil), (.graduation, graduation != nil), (.languages, !languages.isEmpty),
            (.city, city != nil), (.hours, hours != nil),
        ]
        return [
            "\(id)", family, given, school, email ?? "", programme ?? "", graduation?.description ?? "", languages.joined(separator: "; "),
            city ?? "", hours.map(String.init) ?? "",
            skills.map { "\($0.label) \($0.level) (\($0.source), \($0.statedOn))" }.joined(separator: "; "),
            (["name", "school", "skills"] + shown.filter(\.1).map(\.0.rawValue)).joined(separator: " "),
        ]
    }
}
