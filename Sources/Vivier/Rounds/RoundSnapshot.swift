import API
import Formats
import Foundation
import Matching
import Postgres

extension RoundTables {
    var snapshot: Snapshot {
        Snapshot(
            problem: problem, teams: teams.map(\.description), members: members.map { $0.map(\.description) },
            cases: cases.map(\.description), companies: companies.map(\.description), schools: schools.map(\.description), skills: skills,
            languages: languages, places: places, caseVersions: caseVersions)
    }
}

extension Snapshot {
    /// The cases that run with a minimum of teams, as `Sell honey (2)`; the first five.
    func minimums(in work: UnitOfWork) async throws -> String {
        let titles = try await named(in: work).cases
        let all = problem.cases.indices.filter { problem.cases[$0].minimum > 0 }
        return all.prefix(5).map { "\(titles[$0]) (\(problem.cases[$0].minimum))" }.joined(separator: ", ") + (all.count > 5 ? " …" : "")
    }

    /// The same with the names of teams, cases and companies in the place of their ids: for sentences to those who may read the round, never
    /// to be written.
    func named(in work: UnitOfWork) async throws -> Snapshot {
        let teamNames = try await work.execute("SELECT id::text, name FROM team WHERE id = ANY (\(teams.compactMap { Team.ID($0) }))")
        // Two of one title and company are told apart by their days.
        let titles = try await work.execute(
            """
            SELECT id::text, CASE WHEN count(*) OVER (PARTITION BY title, company_id) = 1 THEN title
                ELSE title || ' (' || to_char(from_date, 'DD/MM/YYYY') || '–' || to_char(until_date, 'DD/MM/YYYY') || ')' END
            FROM business_case WHERE id = ANY (\(cases.compactMap { BusinessCase.ID($0) }))
            """)
        let companyNames = try await work.execute(
            "SELECT id::text, name FROM organisation WHERE id = ANY (\(companies.compactMap { Organisation.ID($0) }))")
        var named = self
        named.teams = try names(of: teams, teamNames)
        named.cases = try names(of: cases, titles)
        named.companies = try names(of: companies, companyNames)
        return named
    }

    /// Whose row is not there keeps its id.
    private func names(of ids: [String], _ rows: Rows) throws -> [String] {
        let name = Dictionary(uniqueKeysWithValues: try rows.decode(String.self, String.self))
        return ids.map { name[$0] ?? $0 }
    }

    /// What its skills, languages, places and schools are called in the caller's language, for sentences about gates.
    func roundNames(in work: UnitOfWork) async throws -> RoundNames {
        let french = work.caller.language == .french
        let labels = try await work.execute(
            """
            SELECT uri, coalesce(CASE WHEN \(french) THEN label_fr ELSE label_en END, label_en, label_fr) FROM skill
            WHERE uri = ANY (\(skills))
            """
        ).decode(String.self, String.self)
        let schools = try await work.execute(
            "SELECT id::text, name FROM organisation WHERE id = ANY (\(self.schools.compactMap { Organisation.ID($0) }))"
        ).decode(String.self, String.self)
        // The snapshot has places folded, for comparing; people read them as the cases write them.
        let written = try await work.execute(
            """
            SELECT folded(place), min(place) FROM business_case
            WHERE id = ANY (\(cases.compactMap { BusinessCase.ID($0) })) AND place IS NOT NULL GROUP BY 1
            """
        ).decode(String.self, String.self)
        let place = Dictionary(uniqueKeysWithValues: written)
        let locale = Locale(identifier: french ? "fr_FR" : "en_GB")
        let label = Dictionary(uniqueKeysWithValues: labels)
        let school = Dictionary(uniqueKeysWithValues: schools)
        return RoundNames(
            skills: skills.map { label[$0] ?? $0 }, languages: languages.map { locale.localizedString(forLanguageCode: $0) ?? $0 },
            places: places.map { place[$0] ?? $0 },
            schools: self.schools.map { school[$0] ?? $0 })
    }
}
