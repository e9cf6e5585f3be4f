package import Matching

extension AssignmentDefect {
    /// Why an instance cannot be solved, in English and French, without a full stop. Teams, cases and companies are called by its ids.
    package func sentence(in instance: Instance) -> (en: String, fr: String) {
        func name(_ ids: [String], _ index: Int) -> String { ids.indices.contains(index) ? ids[index].excerpt : "\(index + 1)" }
        switch self {
        case .weightOutOfRange:
            return (
                "the instance has too many teams for exact 64-bit arithmetic: divide it, or ask for the placement fit-first",
                "l’instance a trop d’équipes pour un calcul exact sur 64 bits : divisez-la, ou demandez le placement fit-first"
            )
        case .arraysDisagree:
            return ("the rows of its fits are not those of its teams", "les lignes de ses adéquations ne sont pas celles de ses équipes")
        case .negativeCapacity(let index):
            let target = name(instance.cases, index)
            return ("the case \"\(target)\" has fewer than no places", "le cas « \(target) » a moins de zéro place")
        case .negativeCompanyCapacity(let index):
            let company = name(instance.companies, index)
            return ("the company \"\(company)\" takes fewer than no teams", "l’entreprise « \(company) » prend moins de zéro équipe")
        case .unknownCompany(let index):
            let target = name(instance.cases, index)
            return ("the case \"\(target)\" is of a company that is not there", "le cas « \(target) » est d’une entreprise absente")
        case .unknownCase(let pair):
            return ("pair \(pair + 1) names a case that is not there", "la paire \(pair + 1) nomme un cas absent")
        case .repeatedCase(let index):
            let team = name(instance.teams, index)
            return ("the team \"\(team)\" has two fits with one case", "l’équipe « \(team) » a deux adéquations avec un même cas")
        case .fitOutOfRange(let pair):
            return (
                "the fit of pair \(pair + 1) is not from 0 to 10000",
                "l’adéquation de la paire \(pair + 1) n’est pas comprise entre 0 et 10000"
            )
        }
    }
}
