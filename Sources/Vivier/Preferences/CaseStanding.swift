import API

/// How a case stands to a round and to a school of it.
struct CaseStanding {
    var title: String
    /// Published, and not over.
    var isOnOffer: Bool
    var isInRound: Bool
    var isOpenToSchool: Bool
    /// It runs with a minimum of teams, which the round cannot keep.
    var isLeftOut = false
}

extension RefusalReason.Field {
    /// Why a case cannot stand in a ranking; nil where it can.
    ///
    /// - Parameter standing: nil where the caller sees no such case.
    static func unacceptable(_ pointer: String, _ standing: CaseStanding?) -> Self? {
        guard let standing else {
            return Self(
                pointer: pointer, code: "unknown",
                sentence: Sentence(
                    en: "There is no such case on offer. Check the identifier, or take it out.",
                    fr: "Aucun cas proposé ne porte cet identifiant. Vérifiez-le, ou retirez-le."))
        }
        if !standing.isOnOffer {
            return Self(
                pointer: pointer, code: "not-published",
                sentence: Sentence(
                    en: "“\(standing.title)” is not published. Take it out, or wait for its publication.",
                    fr: "« \(standing.title) » n’est pas publié. Retirez-le, ou attendez sa publication."))
        }
        if !standing.isInRound {
            return Self(
                pointer: pointer, code: "not-in-round",
                sentence: Sentence(
                    en: "“\(standing.title)” is not part of this round. Take it out.",
                    fr: "« \(standing.title) » ne fait pas partie de cette session. Retirez-le."))
        }
        if !standing.isOpenToSchool {
            return Self(
                pointer: pointer, code: "not-open",
                sentence: Sentence(
                    en: "“\(standing.title)” is not open to the team’s school. Take it out.",
                    fr: "« \(standing.title) » n’est pas ouvert à l’école de l’équipe. Retirez-le."))
        }
        if standing.isLeftOut {
            return Self(
                pointer: pointer, code: "left-out",
                sentence: Sentence(
                    en:
                        "“\(standing.title)” runs with a minimum of teams, which only a round of the best total can keep: this one leaves it out. "
                        + "Take it out.",
                    fr:
                        "« \(standing.title) » n’a lieu qu’avec un minimum d’équipes, ce que seule une session au meilleur total peut garantir : "
                        + "celle-ci le laisse de côté. Retirez-le."))
        }
        return nil
    }

    static func repeatedCase(_ pointer: String, earlier: String) -> Self {
        Self(
            pointer: pointer, code: "repeated",
            sentence: Sentence(
                en: "This case stands at \(earlier) already. Keep one of the two.",
                fr: "Ce cas figure déjà en \(earlier). Gardez l’un des deux."))
    }

    static func emptyTie(_ pointer: String) -> Self {
        Self(
            pointer: pointer, code: "empty",
            sentence: Sentence(
                en: "This list of equally liked cases is empty. Name a case in it, or take it out.",
                fr: "Cette liste de cas à égalité est vide. Nommez-y un cas, ou retirez-la."))
    }

    static func tooManyCases(_ count: Int) -> Self {
        Self(
            pointer: "/cases", code: "too-many",
            sentence: Sentence(
                en: "A ranking has \(CaseRanking.mostEntries) cases at most, this one has \(count). Keep the best.",
                fr: "Un classement compte \(CaseRanking.mostEntries) cas au plus, celui-ci en a \(count). Gardez les meilleurs."))
    }
}
