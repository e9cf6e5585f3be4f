import API
import Formats
import Matching

/// Says what a diagnosis found in the names that the people of a round know.
struct DiagnosisWords {
    let tables: RoundTables
    /// With names in the place of ids.
    let named: Snapshot
    let names: RoundNames
    let language: Language

    func shortage(_ found: Shortage, _ repairs: [FoundRepair], listing most: Int) -> PlaceShortage {
        PlaceShortage(
            message: message(of: found), places: found.places, missing: found.missing,
            teams: found.teams.prefix(most).map { NamedTeam(team: tables.teams[Int($0)], name: named.teams[Int($0)]) },
            teamsTotal: found.teams.count,
            cases: found.cases.prefix(most).map {
                BoundingCase(case: tables.cases[Int($0)], title: named.cases[Int($0)], places: placesLeft(onCase: $0))
            },
            casesTotal: found.cases.count,
            companies: found.companies.prefix(most).map {
                BoundingCompany(company: tables.companies[Int($0)], name: named.companies[Int($0)], places: placesLeft(atCompany: $0))
            },
            repairs: repairs.map(repair))
    }

    func stranded(_ team: Int32, _ found: DiagnosisFindings.Stranded, _ repairs: [FoundRepair]) -> StrandedTeam {
        StrandedTeam(
            team: tables.teams[Int(team)], name: named.teams[Int(team)], gates: counts(found.gates),
            nearest: found.nearest.map { tables.cases[$0] }, nearestTitle: found.nearest.map { named.cases[$0] },
            missing: found.failures.map { $0.sentence(names).text(language) }, repairs: repairs.map(repair))
    }

    func idle(_ target: Int32, _ gates: DiagnosisFindings.ClosedGates, _ alone: [FoundLoneGate]) -> IdleCase {
        IdleCase(
            case: tables.cases[Int(target)], title: named.cases[Int(target)], places: placesLeft(onCase: target), gates: counts(gates),
            alone: alone.map(lone))
    }

    func short(_ target: Int32, _ eligible: Int) -> ShortCase {
        ShortCase(
            case: tables.cases[Int(target)], title: named.cases[Int(target)], minimum: Int(tables.problem.cases[Int(target)].minimum),
            eligible: eligible)
    }

    private func counts(_ gates: DiagnosisFindings.ClosedGates) -> [GateCount] {
        gates.map { GateCount(code: $0.key, closed: $0.value) }.sorted { ($1.closed, $0.code) < ($0.closed, $1.code) }
    }

    // MARK: Places

    /// What the pins leave.
    private func placesLeft(onCase target: Int32) -> Int {
        Int(tables.problem.cases[Int(target)].capacity) - tables.problem.pins.count { $0.target == target }
    }

    private func placesLeft(atCompany company: Int32) -> Int {
        Int(tables.problem.companyCapacities[Int(company)])
            - tables.problem.pins.count { tables.problem.cases[Int($0.target)].company == company }
    }

    // MARK: Sentences

    private func message(of found: Shortage) -> String {
        let (teams, places, missing) = (found.teams.count, found.places, found.missing)
        let isOne = missing == 1
        // A case without a place bounds the teams as well, and is no case that they could have.
        let full = found.cases.count { placesLeft(onCase: $0) <= 0 }
        let (cases, companies) = (found.cases.count - full, found.companies.count)
        let english = [
            cases == 0 ? nil : cases == 1 ? "one case" : "\(cases) cases",
            companies == 0 ? nil : companies == 1 ? "the cases of one company" : "the cases of \(companies) companies",
            full == 0 ? nil : full == 1 ? "one full case" : "\(full) full cases",
        ].compactMap(\.self).joined(separator: " and ")
        let french = [
            cases == 0 ? nil : cases == 1 ? "un cas" : "\(cases) cas",
            companies == 0 ? nil : companies == 1 ? "les cas d’une entreprise" : "les cas de \(companies) entreprises",
            full == 0 ? nil : full == 1 ? "un cas complet" : "\(full) cas complets",
        ].compactMap(\.self).joined(separator: " et ")
        return Sentence(
            en:
                "\(teams) \(teams == 1 ? "team is" : "teams are") eligible for \(english) only, with \(places) \(places == 1 ? "place" : "places"): "
                + "\(missing) \(isOne ? "stays" : "stay") without a case.",
            fr:
                "\(teams) \(teams == 1 ? "équipe ne peut" : "équipes ne peuvent") prendre \(french.hasPrefix("un") ? "qu’" : "que ")\(french), soit \(places) \(places <= 1 ? "place" : "places") : "
                + "\(missing) \(isOne ? "restera" : "resteront") sans cas."
        ).text(language)
    }
}
