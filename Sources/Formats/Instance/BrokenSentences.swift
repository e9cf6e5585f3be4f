package import Matching

extension BrokenCondition {
    /// What a result breaks, in English and French, without a full stop. Teams, cases and companies are called by the instance's ids.
    package func sentence(in instance: Instance) -> (en: String, fr: String) {
        let names = Names(instance: instance)
        switch self {
        case .unknownTeam(let index):
            return (
                "a match names team number \(index), which the instance does not have",
                "une affectation nomme l’équipe numéro \(index), absente de l’instance"
            )
        case .unknownCase(let index):
            return (
                "a match names case number \(index), which the instance does not have",
                "une affectation nomme le cas numéro \(index), absent de l’instance"
            )
        case .teamMatchedTwice(let index):
            let team = names.team(index)
            return ("\(team.en) has more than one match", "\(team.fr) a plus d’une affectation")
        case .banned(let index, let other):
            let (team, target) = (names.team(index), names.target(other))
            return (
                "\(team.en) is matched with \(target.en), a banned pair", "\(team.fr) est affectée à \(target.fr), une paire exclue"
            )
        case .notEligible(let index, let other):
            let (team, target) = (names.team(index), names.target(other))
            return (
                "\(team.en) is matched with \(target.en), which is not an eligible pair",
                "\(team.fr) est affectée à \(target.fr), ce qui n’est pas une paire possible"
            )
        case .pinIgnored(let index, let other):
            let (team, target) = (names.team(index), names.target(other))
            return (
                "\(team.en) is pinned to \(target.en) but not matched with it",
                "\(team.fr) est fixée sur \(target.fr) mais n’y est pas affectée"
            )
        case .overCapacity(let place, let matches, let capacity):
            let place = names.place(place)
            return (
                "\(place.en) has \(matches) matches for \(capacity) places", "\(place.fr) a \(matches) affectations pour \(capacity) places"
            )
        case .belowMinimum(let index, let matches, let minimum):
            let target = names.target(index)
            return (
                "\(target.en) runs with \(matches) of the \(minimum) teams that it runs with at least",
                "\(target.fr) a \(matches) équipes sur les \(minimum) qu’il lui faut au moins"
            )
        case .branchesMissing:
            return (
                "cases have minimums, and the result has no certificate of kind branches",
                "des cas ont des minimums, et le résultat n’a pas de certificat de genre branches"
            )
        case .branchesIncomplete:
            return (
                "the branches of the certificate are not all ways to decide which cases run",
                "les branches du certificat ne sont pas toutes les façons de décider quels cas ont lieu"
            )
        case .boundDiffers(let claimed, let proven):
            return (
                "the branches prove that nothing weighs more than \(proven), not than \(claimed)",
                "les branches prouvent que rien ne pèse plus de \(proven), et non de \(claimed)"
            )
        case .blockingPair(let index, let other):
            let (team, target) = (names.team(index), names.target(other))
            return (
                "\(team.en) and \(target.en) would both rather have each other: the matching is not stable",
                "\(team.fr) et \(target.fr) se préféreraient l’un à l’autre : l’affectation n’est pas stable"
            )
        case .otherPolicy(let claimed, let asked):
            return (
                "the result is of policy \(claimed.rawValue), its run of policy \(asked.rawValue)",
                "le résultat suit la règle \(claimed.rawValue), son calcul la règle \(asked.rawValue)"
            )
        case .otherInstance(let stated, let actual):
            return (
                "the result was computed from other bytes: its instance_sha256 is \(stated), that of the file is \(actual)",
                "le résultat vient d’autres octets : son instance_sha256 est \(stated), celui du fichier est \(actual)"
            )
        case .unmatchedTwice(let index):
            let team = names.team(index)
            return ("\(team.en) stands twice among the unmatched", "\(team.fr) figure deux fois parmi les équipes sans cas")
        case .unmatchedHasMatch(let index):
            let team = names.team(index)
            return (
                "\(team.en) stands among the unmatched but has a match",
                "\(team.fr) figure parmi les équipes sans cas mais a une affectation"
            )
        case .unmatchedMissing(let index):
            let team = names.team(index)
            return (
                "\(team.en) has no match and does not stand among the unmatched",
                "\(team.fr) n’a pas d’affectation et ne figure pas parmi les équipes sans cas"
            )
        case .placedDiffers(let claimed, let counted):
            return (
                "placed is \(claimed), but \(counted) teams have a match",
                "placed vaut \(claimed), mais \(counted) équipes ont une affectation"
            )
        case .totalFitDiffers(let claimed, let counted):
            return (
                "total_fit is \(claimed), but the fits of the matches add up to \(counted)",
                "total_fit vaut \(claimed), mais la somme des affectations est \(counted)"
            )
        case .teamsMissing(let fed, let count):
            return ("\(fed) of \(count) teams were checked", "\(fed) équipes sur \(count) ont été vérifiées")
        case .placementWeightMissing:
            return (
                "the certificate lacks placement_weight, which everyone-first needs",
                "il manque au certificat placement_weight, nécessaire à everyone-first"
            )
        case .placementWeightUnasked(let weight):
            return (
                "the certificate has placement_weight \(weight), but the instance asks for fit-first",
                "le certificat a un placement_weight de \(weight), mais l’instance demande fit-first"
            )
        case .placementWeightTooSmall(let weight, let limit):
            return ("placement_weight \(weight) must exceed \(limit)", "placement_weight \(weight) doit dépasser \(limit)")
        case .fitPricesMissing(let engine) where engine < 4:
            return (
                "made by engine \(engine): its levels prove the ranks but not the total fit of those places; run the round again to have that proven",
                "fait par le moteur \(engine) : ses niveaux prouvent les rangs, mais pas l’adéquation totale de ces places ; relancez le calcul "
                    + "pour qu’elle soit prouvée"
            )
        case .fitPricesMissing:
            return (
                "the certificate has no fits, which prove that none of those alike to the levels has a larger total fit",
                "le certificat n’a pas de « fits », qui prouvent qu’aucune affectation égale selon les niveaux n’a de total plus grand"
            )
        case .pricesMissing:
            return ("the result has no certificate of kind lp-dual", "le résultat n’a pas de certificat du genre lp-dual")
        case .priceOutOfRange(let place, let price):
            return (
                "the price \(price) of \(names.place(place).en) is not between 0 and \(PriceChecker.largestPrice)",
                "le prix \(price) de \(names.place(place).fr) n’est pas compris entre 0 et \(PriceChecker.largestPrice)"
            )
        case .priceWithoutCapacity(let index):
            return (
                "\(names.place(.company(index)).en) has a price but no capacity",
                "\(names.place(.company(index)).fr) a un prix sans capacité"
            )
        case .levelsMissing:
            return (
                "the result has no certificate of kind leximin-chain, on what the instance has, that begins with the number of teams placed",
                "le résultat n’a pas de certificat du genre leximin-chain, sur ce que l’instance contient, qui commence par le nombre d’équipes placées"
            )
        case .levelOutOfOrder(let level):
            return (
                "the level \(level) stands behind one that is no worse: levels go from the worst to the best",
                "le niveau \(level) suit un niveau qui n’est pas pire : les niveaux vont du pire au meilleur"
            )
        case .levelDiffers(nil, let claimed, let counted):
            return (
                "the certificate counts \(claimed) teams placed beside pins, but there are \(counted)",
                "le certificat compte \(claimed) équipes placées hors décisions, mais il y en a \(counted)"
            )
        case .levelDiffers(.some(let level), let claimed, let counted):
            return (
                "the certificate counts \(claimed) teams at the level \(level), but there are \(counted)",
                "le certificat compte \(claimed) équipes au niveau \(level), mais il y en a \(counted)"
            )
        case .placingOutOfRange(let placing):
            return ("placing is \(placing), which no proof needs", "placing vaut \(placing), ce dont aucune preuve n’a besoin")
        case .levelNotProven(nil, let bound, let total):
            return (
                "the first prices prove at most \(bound) teams placed, not \(total)",
                "les premiers prix prouvent au plus \(bound) équipes placées, et non \(total)"
            )
        case .levelNotProven(.some(let level), let bound, let total):
            return (
                "the prices of the level \(level) add up to \(bound), not to \(total): fewer teams at it are not ruled out",
                "la somme des prix du niveau \(level) est \(bound), et non \(total) : moins d’équipes à ce niveau ne sont pas exclues"
            )
        case .sizeBoundMissing:
            return ("the result has no certificate of kind no-blocking-pair", "le résultat n’a pas de certificat du genre no-blocking-pair")
        case .sizeBoundDiffers(let claimed, let proven):
            return (
                "size_bound is \(claimed), but the prices prove \(proven)", "size_bound vaut \(claimed), mais les prix prouvent \(proven)"
            )
        case .notProven(let bound, let total, let end):
            return (
                "the prices prove at most \(bound), the matches weigh \(total): not proven optimal"
                    + (end.map { ", since \(names.reason($0).en)" } ?? ""),
                "les prix prouvent au plus \(bound), les affectations pèsent \(total) : l’optimum n’est pas prouvé"
                    + (end.map { ", car \(names.reason($0).fr)" } ?? "")
            )
        }
    }
}

/// What an instance's teams, cases and companies are called.
private struct Names {
    let instance: Instance

    func team(_ index: Int32) -> (en: String, fr: String) {
        let id = instance.teams[Int(index)].excerpt
        return ("team \"\(id)\"", "l’équipe « \(id) »")
    }

    func target(_ index: Int32) -> (en: String, fr: String) {
        let id = instance.cases[Int(index)].excerpt
        return ("case \"\(id)\"", "le cas « \(id) »")
    }

    func place(_ place: BrokenCondition.Place) -> (en: String, fr: String) {
        switch place {
        case .case(let index): return target(index)
        case .company(let index):
            let id = instance.companies[Int(index)].excerpt
            return ("company \"\(id)\"", "l’entreprise « \(id) »")
        }
    }

    func reason(_ end: LooseEnd) -> (en: String, fr: String) {
        switch end {
        case .team(let index, let has, let wants):
            let (team, held, wanted) = (team(index), has.map(target), wants.map(target))
            return (
                "at these prices \(team.en) would rather have \(wanted?.en ?? "no case") than \(held?.en ?? "none")",
                "à ces prix \(team.fr) préférerait \(wanted.map { "avoir \($0.fr)" } ?? "n’avoir aucun cas") plutôt que \(held?.fr ?? "rien")"
            )
        case .place(let place, let free):
            let place = self.place(place)
            return (
                "\(place.en) has a price and \(free == 1 ? "a free place" : "\(free) free places")",
                "\(place.fr) a un prix et \(free == 1 ? "une place libre" : "\(free) places libres")"
            )
        }
    }
}
