import API
import Formats
import Matching

/// What the repairs of a diagnosis are called, and what comes of them.
extension DiagnosisWords {
    func sentence(of found: FoundRepair) -> Sentence {
        let effect = effect(of: found)
        switch found.change {
        case .places(let change):
            let what = Sentence.listed(moreOf(change))
            return Sentence(en: "\(what.en.capitalisedFirst): \(effect.en).", fr: "\(what.fr.capitalisedFirst)\u{A0}: \(effect.fr).")
        case .opening(let team, let target, let opening):
            let (name, title) = (named.teams[Int(team)], named.cases[Int(target)])
            let steps = Sentence.listed(words(opening))
            return Sentence(
                en: "“\(name)” could take “\(title)” with \(steps.en): \(effect.en).",
                fr:
                    "«\u{A0}\(name)\u{A0}» pourrait prendre «\u{A0}\(title)\u{A0}» moyennant\u{A0}: \(steps.fr). \(effect.fr.capitalisedFirst)."
            )
        case .ban(let team, let target):
            let (name, title) = (named.teams[Int(team)], named.cases[Int(target)])
            return Sentence(
                en: "Lift the ban of “\(name)” from “\(title)”: \(effect.en).",
                fr: "Lever l’exclusion de «\u{A0}\(name)\u{A0}» du cas «\u{A0}\(title)\u{A0}»\u{A0}: \(effect.fr).")
        case .pin(let team, let target):
            let (name, title) = (named.teams[Int(team)], named.cases[Int(target)])
            return Sentence(
                en: "Lift the pin of “\(name)” to “\(title)”: \(effect.en).",
                fr: "Ne plus fixer «\u{A0}\(name)\u{A0}» sur «\u{A0}\(title)\u{A0}»\u{A0}: \(effect.fr).")
        case .newCase(let ground, let places):
            let asked = asked(ground)
            return Sentence(
                en: "Find a case with \(places == 1 ? "one place" : "\(places) places") that asks no more than "
                    + "\(asked.en): \(effect.en).",
                fr: "Trouver un cas \(places == 1 ? "d’une place" : "de \(places) places") qui ne demande pas plus que "
                    + "\(asked.fr)\u{A0}: \(effect.fr).")
        }
    }

    private func effect(of found: FoundRepair) -> Sentence {
        let placed: Sentence =
            switch found.teams {
            case nil:
                Sentence(
                    en: "how many more teams can be placed was not looked into",
                    fr: "on n’a pas cherché combien d’équipes de plus peuvent être placées")
            case 0?:
                Sentence(
                    en: "others need its places, and no more teams are placed",
                    fr: "d’autres ont besoin de ses places, et aucune équipe de plus n’est placée")
            case 1?: Sentence(en: "one more team can be placed", fr: "une équipe de plus peut être placée")
            case let teams?: Sentence(en: "\(teams) more teams can be placed", fr: "\(teams) équipes de plus peuvent être placées")
            }
        guard let fit = found.best?.fit else { return placed }
        let points = Sentence.grouped(abs(Int(fit)))
        return switch fit {
        case 0:
            Sentence(
                en: "\(placed.en), and the best total fit stays as it is",
                fr: "\(placed.fr), et la meilleure adéquation totale reste la même")
        case 1...:
            Sentence(
                en: "\(placed.en), and the best total fit rises by \(points.en)",
                fr: "\(placed.fr), et la meilleure adéquation totale augmente de \(points.fr)")
        default:
            Sentence(
                en: "\(placed.en), and the best total fit falls by \(points.en)",
                fr: "\(placed.fr), et la meilleure adéquation totale baisse de \(points.fr)")
        }
    }

    private func moreOf(_ change: PlaceTrials.Change) -> [Sentence] {
        let ofCases = change.cases.sorted { $0.key < $1.key }.map { target, more in
            let title = named.cases[Int(target)]
            return Sentence(
                en: "\(more == 1 ? "one more place" : "\(more) more places") on “\(title)”",
                fr: "\(more == 1 ? "une place" : "\(more) places") de plus sur «\u{A0}\(title)\u{A0}»")
        }
        let ofCompanies = change.companies.sorted { $0.key < $1.key }.map { company, more in
            let name = named.companies[Int(company)]
            return Sentence(
                en: "\(more == 1 ? "one more team" : "\(more) more teams") that “\(name)” takes over all its cases",
                fr: "\(more == 1 ? "une équipe" : "\(more) équipes") de plus que prend «\u{A0}\(name)\u{A0}» sur tous ses cas")
        }
        return ofCases + ofCompanies
    }

    private func words(_ opening: GateOpening) -> [Sentence] {
        let schools = opening.steps.reduce(into: [String]()) { found, step in
            if case .school(let school) = step { found.append(names.schools[Int(school)]) }
        }
        let place = opening.steps.reduce(into: [Int32: Int]()) { found, step in
            if case .place(let place, member: _) = step { found[place, default: 0] += 1 }
        }
        var words = steps(opening).compactMap(said)
        words += place.sorted { $0.key < $1.key }.map { place, members in
            let name = names.places[Int(place)]
            return members == 1
                ? Sentence(en: "a member who lives at \(name)", fr: "un membre qui habite à \(name)")
                : Sentence(en: "\(members) members who live at \(name)", fr: "\(members) membres qui habitent à \(name)")
        }
        return words + schools.map { Sentence(en: "the case open to \($0)", fr: "le cas ouvert à \($0)") }
    }

    /// Nil where the caller says it.
    private func said(_ step: RoundRepair.Step) -> Sentence? {
        switch Gate(rawValue: step.gate) {
        case .mustSkill:
            guard let skill = step.skill.flatMap({ tables.skills.firstIndex(of: $0) }), let from = step.from, let to = step.to else {
                return nil
            }
            let (now, then) = (Sentence.skillLevel(Int32(from)), Sentence.skillLevel(Int32(to)))
            return Sentence(
                en: "“\(names.skills[skill])” at \(then.en)\(from == 0 ? "" : " instead of \(now.en)")",
                fr: "«\u{A0}\(names.skills[skill])\u{A0}» au niveau \(then.fr)\(from == 0 ? "" : " au lieu de \(now.fr)")")
        case .language:
            guard let language = step.language.flatMap({ tables.languages.firstIndex(of: $0) }), let to = step.to else { return nil }
            let (members, name, level) = (step.members ?? 1, names.languages[language], RoundNames.level(Int32(to)))
            return Sentence(
                en: "\(name) at \(level) for \(members == 1 ? "one member" : "\(members) members")",
                fr: "\(name) au niveau \(level) pour \(members == 1 ? "un membre" : "\(members) membres")")
        case .teamSize:
            let members = step.members ?? 0
            let count = abs(members)
            return members > 0
                ? Sentence(
                    en: count == 1 ? "one more member" : "\(count) more members",
                    fr: "\(count == 1 ? "un membre" : "\(count) membres") de plus")
                : Sentence(
                    en: count == 1 ? "one member fewer" : "\(count) members fewer",
                    fr: "\(count == 1 ? "un membre" : "\(count) membres") de moins")
        case .window:
            let weeks = step.weeks ?? 0
            return Sentence(
                en: weeks == 1 ? "one more week in which the team is there" : "\(weeks) more weeks in which the team is there",
                fr: "\(weeks == 1 ? "une semaine" : "\(weeks) semaines") de présence de plus")
        case .time:
            let hours = Sentence.hours(halves: Int32(step.halfHours ?? 0))
            return Sentence(
                en: "\(hours.en) more in common over the window", fr: "\(hours.fr) communes de plus sur toute la période")
        case .mentor:
            return Sentence(en: "a half-hour that suits the mentor too", fr: "une demi-heure qui convienne aussi au mentor")
        case .ban: return Sentence(en: "the ban lifted", fr: "l’exclusion levée")
        case .place, .school, .conflict, .veto, .busy, nil: return nil
        }
    }

    private func asked(_ ground: SharedGround) -> Sentence {
        var parts = ground.languages.map { spoken in
            let (name, level) = (names.languages[Int(spoken.language)], RoundNames.level(spoken.level))
            return Sentence(en: "\(name) at \(level)", fr: "\(name) au niveau \(level)")
        }
        parts += ground.skills.map { skill in
            let (name, level) = (names.skills[Int(skill.skill)], Sentence.skillLevel(skill.level))
            return Sentence(en: "“\(name)” at \(level.en)", fr: "«\u{A0}\(name)\u{A0}» au niveau \(level.fr)")
        }
        let (least, most, hours) = (ground.leastMembers, ground.mostMembers, ground.hoursPerWeek)
        let size =
            least == most
            ? Sentence(en: least == 1 ? "one member" : "\(least) members", fr: least == 1 ? "d’un membre" : "de \(least) membres")
            : Sentence(en: "\(least) to \(most) members", fr: "de \(least) à \(most) membres")
        parts.append(Sentence(en: "teams of \(size.en)", fr: "des équipes \(size.fr)"))
        if hours > 0 { parts.append(Sentence(en: "\(hours)\u{A0}h a week", fr: "\(hours)\u{A0}h par semaine")) }
        let (from, until) = (
            Day(daysSinceEpoch: ground.window.from).inWords, Day(daysSinceEpoch: ground.window.until).inWords
        )
        parts.append(Sentence(en: "days from \(from.en) to \(until.en)", fr: "des jours du \(from.fr) au \(until.fr)"))
        return Sentence.listed(parts)
    }
}

extension Sentence {
    /// `a, b and c`.
    static func listed(_ parts: [Sentence]) -> Sentence {
        func listed(_ parts: [String], _ and: String) -> String {
            guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
            return parts.dropLast().joined(separator: ", ") + and + last
        }
        return Sentence(en: listed(parts.map(\.en), " and "), fr: listed(parts.map(\.fr), " et "))
    }

    /// A whole number ≥ 0 with its thousands apart: `12,345`, `12 345`.
    static func grouped(_ number: Int) -> Sentence {
        let digits = Array(String(number))
        func grouped(_ separator: String) -> String {
            digits.enumerated().map { index, digit in
                (index > 0 && (digits.count - index).isMultiple(of: 3) ? separator : "") + String(digit)
            }.joined()
        }
        return Sentence(en: grouped(","), fr: grouped("\u{202F}"))
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
