import API
import Vivier

/// One team without its name: what speaks for it, what is missing, and the company's decision.
struct TeamCardPiece {
    var say: Words
    var card: TeamCard
    /// How many teams can be ranked.
    var count: Int
    /// Whether decisions still count.
    var isOpen: Bool
    var state: FormState
    /// Whether the case asks for languages; a team that does not speak them is not shared.
    var asksLanguages: Bool

    private var name: String { say("Team \(card.label)", "Équipe \(card.label)") }

    var html: HTML {
        let skills = card.skills.sorted { ($0.importance, -$0.credit) < ($1.importance, -$1.credit) }
        let have = skills.filter { $0.foundLevel >= $0.neededLevel }
        let lack = skills.filter { $0.foundLevel < $0.neededLevel }
        let asked: HTML = """
            <dt>\(say("Brings", "Apporte"))</dt><dd>\(list(have, none: say("no skill at the level asked for", "aucune compétence au niveau demandé")))</dd>
            <dt>\(say("Lacks", "Il manque"))</dt><dd>\(list(lack, none: say("nothing of what you asked for", "rien de ce que vous demandez")))</dd>

            """
        let place: HTML = card.place.map { "<span class=\"place\">\(say.number($0))</span>" } ?? ""
        let reason: HTML = card.vetoed ? card.reason.map { "<p class=\"soft\">\(say.pair(say("Declined", "Écartée"), $0))</p>" } ?? "" : ""
        return """
            <li class="card bid\(card.vetoed ? " off" : "")" id="card-\(card.card)"><div class="headline">\(place)<h3>\(name)</h3><span class="fit">\(say.fit(card.fit))</span></div>
            <p class="soft">\(say.count(card.members, ("member", "members"), ("membre", "membres"))) · \(say("\(CaseWords.hours(halves: card.commonHalfHours, say)) a week in common", "\(CaseWords.hours(halves: card.commonHalfHours, say)) communes par semaine"))</p>
            <dl class="why">\(skills.isEmpty ? nil : asked)\(spoken)<dt>\(say("Fits", "Convient"))</dt><dd>\(fits)</dd></dl>
            \(reason)\(isOpen ? controls : nil)</li>

            """
    }

    /// What every member speaks.
    private var spoken: HTML? {
        guard !card.languages.isEmpty else { return nil }
        let names = card.languages.map(say.spoken)
        return "<dt>\(say("All speak", "Tous parlent"))</dt><dd>\(names.joined(separator: ", "))</dd>\n"
    }

    private var fits: String {
        let parts = say(
            "skills \(say.fit(card.skillFit)), time \(say.fit(card.timeFit))",
            "compétences \(say.fit(card.skillFit)), temps \(say.fit(card.timeFit))")
        return asksLanguages
            ? parts + say("; speaks the languages of the case", "\u{A0}; parle les langues du cas") : parts
    }

    private func list(_ skills: [TeamCard.Skill], none: String) -> HTML {
        guard !skills.isEmpty else { return "<span class=\"soft\">\(none)</span>" }
        return HTML(
            escaping: skills.map { skill in
                skill.foundLevel >= skill.neededLevel
                    ? "\(skill.skill) (\(say(CaseWords.level(skill.foundLevel))))"
                    : say(
                        "\(skill.skill): \(say(CaseWords.level(skill.foundLevel))), asked for \(say(CaseWords.level(skill.neededLevel)))",
                        "\(skill.skill) : \(say(CaseWords.level(skill.foundLevel))), demandé \(say(CaseWords.level(skill.neededLevel)))")
            }.joined(separator: say(", ", ", ")))
    }

    private var controls: HTML {
        let chosen = state.form?.given("place/\(card.card)") ?? (card.vetoed ? RankingFields.declined : card.place.map(String.init) ?? "")
        let places = Pieces.options(
            (1...max(1, count)).map { place in (String(place), say("Place \(place)", "Rang \(place)")) }
                + [(RankingFields.declined, say("Declined", "Écartée"))], chosen: chosen)
        let field = "reason/\(card.card)"
        let fault = Inputs(say, state).faults(of: field)
        let invalid: HTML = fault == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"\(field)-fault\""
        let reason = state.form?.given("reason/\(card.card)") ?? card.reason ?? ""
        return """
            <div class="decide"><label class="visually-hidden" for="place/\(card.card)">\(say("Place of \(name)", "Rang de l’\(name.lowercasedFirst)"))</label>
            <select id="place/\(card.card)" name="place/\(card.card)"><option value="">\(say("Undecided", "À décider"))</option>\(places)</select>
            <span class="moves">\(moves)</span></div>
            <details class="reason"\(card.vetoed || fault != nil ? " open" : "" as HTML)><summary>\(say("Decline with a reason", "Écarter avec un motif"))</summary>
            <label for="\(field)">\(say("Why not this team", "Pourquoi pas cette équipe"))</label>
            <input id="\(field)" name="\(field)" type="text" maxlength="500" value="\(reason)"\(invalid)>\(fault)
            \(card.vetoed ? "<input type=\"hidden\" name=\"was/\(card.card)\" value=\"declined\">" as HTML : nil)\(move("decline", say("Decline", "Écarter"), kind: "danger small"))</details>
            """
    }

    private var moves: HTML {
        guard let place = card.place else { return move("accept", say("Accept", "Retenir"), kind: "small") }
        let up: HTML = place > 1 ? move("up", "↑", say("Up", "Monter")) : ""
        let tie: HTML = place > 1 ? move("tie", "=", say("As good as the one above", "À égalité avec celle du dessus")) : ""
        return "\(up)\(move("down", "↓", say("Down", "Descendre")))\(tie)"
    }

    private func move(_ way: String, _ label: String, _ spoken: String? = nil, kind: String = "quiet small") -> HTML {
        let name: HTML = spoken.map { " aria-label=\"\($0), \(self.name)\" title=\"\($0)\"" } ?? " aria-label=\"\(label), \(self.name)\""
        return "<button class=\"\(kind)\" name=\"move\" value=\"\(way) \(card.card)\"\(name)>\(label)</button>"
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
