import API

/// A draft of an organisation, checked: what may be stored.
struct OrganisationFields {
    var name: String
    var city: String?
    var uai: String?
    var siret: String?
    var sector: String?
    var capacity: Int?
    var schools: [Organisation.ID]

    /// - Throws: a refusal that names each field that is wrong or that this kind of organisation does not have.
    init(_ draft: OrganisationDraft, _ kind: OrganisationKind) throws(GeneralRefusal) {
        var checks = FieldChecks()
        name = checks.line(draft.name, at: "/name", 1...200)
        checks.refuseUnknownCharacters(of: name, at: "/name")
        city = checks.line(draft.city, at: "/city", 1...100)
        if kind != .school {
            checks.absent(draft.uai, at: "/uai", en: "Only a school has a UAI.", fr: "Seule une école a un UAI.")
        }
        if kind != .company {
            checks.absent(draft.siret, at: "/siret", en: "Only a company has a SIRET here.", fr: "Seule une entreprise a ici un SIRET.")
            checks.absent(draft.sector, at: "/sector", en: "Only a company has a sector.", fr: "Seule une entreprise a un secteur.")
            checks.absent(draft.capacity, at: "/capacity", en: "Only a company has a capacity.", fr: "Seule une entreprise a une capacité.")
        }
        if kind != .network {
            checks.absent(draft.schools, at: "/schools", en: "Only a network has schools.", fr: "Seul un réseau a des écoles.")
        }
        uai = checks.uai(draft.uai, at: "/uai")
        siret = checks.siret(draft.siret, at: "/siret")
        sector = checks.line(draft.sector, at: "/sector", 1...100)
        capacity = draft.capacity
        if let capacity, !(0...100_000).contains(capacity) {
            checks.refuse(
                "/capacity", "out-of-range", en: "A company takes from 0 to 100,000 teams.",
                fr: "Une entreprise accueille de 0 à 100 000 équipes.")
        }
        schools = Array(Set(draft.schools ?? [])).sorted { $0.description < $1.description }
        if schools.count > 1_000 {
            checks.refuse("/schools", "count", en: "A network has at most 1,000 schools.", fr: "Un réseau a au plus 1 000 écoles.")
        }
        try checks.end()
    }
}
