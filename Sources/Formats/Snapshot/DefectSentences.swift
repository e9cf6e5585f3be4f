package import Matching

extension Snapshot {
    /// The first few names, and a mark where there are more.
    private func listed(_ names: [String]) -> String {
        let most = 6
        return names.prefix(most).map(\.excerpt).joined(separator: ", ") + (names.count > most ? ", …" : "")
    }

    /// Why its problem cannot be computed, in English and French, without a full stop. Teams, cases and companies are called as the
    /// snapshot calls them: by their ids, or by names that somebody has put in their place.
    package func sentence(of defect: FitDefect) -> (en: String, fr: String) {
        func team(_ index: Int) -> (en: String, fr: String) { ("team “\(teams[index].excerpt)”", "l’équipe « \(teams[index].excerpt) »") }
        func target(_ index: Int) -> (en: String, fr: String) { ("case “\(cases[index].excerpt)”", "le cas « \(cases[index].excerpt) »") }
        func company(_ index: Int) -> (en: String, fr: String) {
            ("company “\(companies[index].excerpt)”", "l’entreprise « \(companies[index].excerpt) »")
        }
        switch defect {
        case .team(let index, let flaw): return flaw.sentence(of: team(index))
        case .case(let index, let flaw): return flaw.sentence(of: target(index))
        case .pinnedTwice(let index):
            let name = team(Int(index))
            return (
                "\(name.en) is pinned to two cases: leave one of them out", "\(name.fr) est fixée sur deux cas : retirez l’une des deux"
            )
        case .pinClosed(let index, let other, let gate):
            let (name, reason) = (team(Int(index)), gate.firmReason)
            return (
                "\(name.en) is pinned to \(target(Int(other)).en), but \(reason.en): leave the pin out",
                "\(name.fr) est fixée sur \(target(Int(other)).fr), mais \(reason.fr) : ne l’y fixez pas"
            )
        case .pinsOverCapacity(let index):
            let (name, places) = (target(Int(index)), problem.cases[Int(index)].capacity)
            let pinned = problem.pins.filter { $0.target == index }
            let who = listed(pinned.map { teams[Int($0.team)] })
            return (
                "\(pinned.count) teams (\(who)) are pinned to \(name.en), which has \(places) \(places == 1 ? "place" : "places"): give it places, or leave a pin out",
                "\(pinned.count) équipes (\(who)) sont fixées sur \(name.fr), qui a \(places) \(places < 2 ? "place" : "places") : ajoutez-en, ou fixez moins d’équipes"
            )
        case .pinsOverCompanyCapacity(let index):
            let (name, most) = (company(Int(index)), problem.companyCapacities[Int(index)])
            let pinned = problem.pins.filter { problem.cases[Int($0.target)].company == index }
            let who = listed(pinned.map { teams[Int($0.team)] })
            return (
                "\(pinned.count) teams (\(who)) are pinned to cases of \(name.en), which takes \(most): let it take more, or leave a pin out",
                "\(pinned.count) équipes (\(who)) sont fixées sur des cas de \(name.fr), qui en prend \(most) : augmentez sa limite, ou fixez moins d’équipes"
            )
        case .negativeCompanyCapacity(let index):
            let name = company(index)
            return ("\(name.en) takes fewer than no teams", "\(name.fr) prend moins de zéro équipe")
        case .windowsTooFarApart:
            let years = FitProblem.mostWeeksOfRound / 52
            return (
                "the windows of all cases together span more than \(years) years: check their dates",
                "les périodes de tous les cas s’étendent ensemble sur plus de \(years) ans : vérifiez leurs dates"
            )
        case .daysOutOfRange(let calendar):
            return (
                "calendar \(calendar + 1) blocks days that are out of range: check its dates",
                "le calendrier \(calendar + 1) bloque des jours hors limites : vérifiez ses dates"
            )
        case .rulesOutOfRange: return ("the round’s rules are out of range", "les règles de la session sont hors limites")
        case .unknownSkillInReferential(let link):
            return (
                "link \(link + 1) of the referential names a skill that is not there",
                "le lien \(link + 1) du référentiel nomme une compétence absente"
            )
        case .unknownExclusion(let index):
            return (
                "exclusion \(index + 1) names a team or a case that is not there",
                "l’exclusion \(index + 1) nomme une équipe ou un cas absent"
            )
        case .unknownPin(let index):
            return (
                "pin \(index + 1) names a team or a case that is not there", "la décision \(index + 1) fixe une équipe ou un cas absent"
            )
        }
    }
}

extension Gate {
    /// Why a pin cannot pass it.
    fileprivate var firmReason: (en: String, fr: String) {
        switch self {
        case .school: ("the case is not open to its school", "le cas n’est pas ouvert à son école")
        case .conflict: ("there is a conflict of interest", "il y a un conflit d’intérêts")
        case .veto: ("the company declined the team", "l’entreprise a décliné l’équipe")
        case .ban: ("the pair is banned", "la paire est exclue")
        case .busy: ("the team has another case in the same days", "l’équipe a un autre cas aux mêmes dates")
        case .language, .place, .teamSize, .window, .mustSkill, .time, .mentor:
            ("the gate \(rawValue) is closed", "le critère \(rawValue) n’est pas rempli")
        }
    }
}

extension FitFlaw {
    fileprivate func sentence(of subject: (en: String, fr: String)) -> (en: String, fr: String) {
        let said = said
        return ("\(subject.en) \(said.en)", "\(subject.fr) \(said.fr)")
    }

    private var said: (en: String, fr: String) {
        switch self {
        case .unknownSchool: ("names a school that is not there", "nomme une école absente")
        case .unknownCalendar: ("names a calendar that is not there", "nomme un calendrier absent")
        case .unknownSkill: ("names a skill that is not there", "nomme une compétence absente")
        case .unknownLanguage: ("names a language that is not there", "nomme une langue absente")
        case .unknownPlace: ("names a place that is not there", "nomme un lieu absent")
        case .unknownCompany: ("names a company that is not there", "nomme une entreprise absente")
        case .repeatedSkill: ("names a skill twice", "nomme deux fois une compétence")
        case .repeatedLanguage: ("names a language twice", "nomme deux fois une langue")
        case .levelOutOfRange: ("has a level that does not exist", "a un niveau qui n’existe pas")
        case .hoursOutOfRange: ("has hours per week that are not from 0 to 168", "a des heures par semaine hors de 0 à 168")
        case .daysOutOfRange:
            (
                "has dates in the wrong order or out of range; a window has at most \(FitProblem.mostWeeks) weeks",
                "a des dates en désordre ou hors limites ; une période compte au plus \(FitProblem.mostWeeks) semaines"
            )
        case .noMembers: ("has no member", "n’a aucun membre")
        case .tooManyMembers:
            ("has more than \(FitProblem.largestTeam) members", "compte plus de \(FitProblem.largestTeam) membres")
        case .negativeCapacity: ("has fewer than no places", "a moins de zéro place")
        case .minimumOutOfRange:
            ("has a minimum of teams that is not from 0 to its places", "a un minimum d’équipes hors de 0 à ses places")
        case .minimumUndecidable:
            (
                "runs with a minimum of teams or not at all, which only the policy best-total decides: open a round of that policy, or one "
                    + "without the case",
                "n’a lieu qu’à partir d’un minimum d’équipes, ce que seule la règle best-total sait décider : ouvrez une session de cette "
                    + "règle, ou une sans ce cas"
            )
        case .teamSizeOutOfRange:
            ("asks for a team size that no team can have", "demande une taille d’équipe qu’aucune équipe ne peut avoir")
        case .tooManyNeeds:
            ("asks for more than \(FitProblem.mostNeeds) skills", "demande plus de \(FitProblem.mostNeeds) compétences")
        case .tooManyLanguages:
            ("asks for more than \(FitProblem.mostLanguages) languages", "demande plus de \(FitProblem.mostLanguages) langues")
        case .tooFine:
            (
                "has too many skills, weeks and hours together to be scored exactly: shorten its window or its list of skills",
                "a trop de compétences, de semaines et d’heures à la fois pour un calcul exact : réduisez sa période ou ses compétences"
            )
        }
    }
}
