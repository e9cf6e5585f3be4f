import API

extension Prospect.Stage {
    /// As pages and files for people say it.
    package var inWords: Sentence {
        switch self {
        case .spotted: Sentence(en: "Spotted", fr: "Repéré")
        case .contacted: Sentence(en: "Contacted", fr: "Contacté")
        case .met: Sentence(en: "Met", fr: "Rencontré")
        case .offer: Sentence(en: "Offer", fr: "Offre")
        case .hired: Sentence(en: "Hired", fr: "Embauché")
        case .declined: Sentence(en: "Declined", fr: "Sans suite")
        }
    }
}
