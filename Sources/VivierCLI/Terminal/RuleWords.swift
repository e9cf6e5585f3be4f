import API

/// A word of a round's rule as people read it: in English the very word that is typed, in French with that word in brackets.
func rule(_ value: String) -> String {
    let french = [
        "best-total": "meilleur total", "fairest": "la plus équitable", "fit-first": "l’adéquation d’abord",
        "everyone-first": "placer tout le monde d’abord",
    ]
    return said(value, french[value].map { "\($0) (\(value))" } ?? value)
}

extension RoundRules {
    /// `best-total, fit-first, skills 7 : time 3`. Of what the policy settles by itself nothing is said.
    var inWords: String {
        let weights = said(
            "skills \(skillWeight) : time \(timeWeight)", "compétences \(skillWeight)\u{A0}: temps \(timeWeight)")
        return ([rule(policy)] + [manner].compactMap(\.self) + [weights]).joined(separator: ", ")
    }

    /// What the policy leaves open.
    private var manner: String? {
        switch policy {
        case "best-total": rule(placement)
        case "fairest": said("by \(fairness)", "selon \(named(fairness))")
        default: nil
        }
    }
}
