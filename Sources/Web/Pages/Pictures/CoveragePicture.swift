/// What is asked of each skill and what a team has: a mark at the needed level, a bar to the team's best, a lighter one to who could step in.
struct CoveragePicture {
    struct Skill {
        var name: String
        /// 1…4.
        var needed: Int
        /// 0 where nobody has it.
        var best: Int
        /// The level of the next one of the team: how much is left when the best one is ill.
        var second: Int
        var bestBy: String?
    }

    var id: String
    var title: String
    var caption: String?
    var skills: [Skill]

    private static let most = 4

    func html(_ say: Words) -> HTML {
        let columns = [
            say("Skill", "Compétence"), say("Needed", "Niveau demandé"), say("Best", "Meilleur"), say("Second", "Second"),
            say("Brought by", "Apportée par"),
        ]
        let rows = skills.map { ["\($0.name)", "\($0.needed)", "\($0.best)", "\($0.second)", $0.bestBy ?? "–"] }
        let (width, line, left, right) = (560, 30, 240, 40)
        let drawing = skills.enumerated().map { index, skill -> HTML in
            let y = index * line
            let mark = skill.best >= skill.needed ? "✓" : "−\(skill.needed - skill.best)"
            return """
                <text x="\(left - 12)" y="\(y + 18)" text-anchor="end">\(Self.short(skill.name, 34))</text>\
                \(bars(skill, x: left, y: y + 6, width: width - left - right, height: 16))\
                <text class="\(skill.best >= skill.needed ? "soft" : "lack")" x="\(width - right + 10)" y="\(y + 18)">\(mark)</text>

                """
        }
        return Picture(
            id: id, title: title, description: words(say), width: width, height: max(1, skills.count) * line, caption: caption ?? key(say),
            columns: columns, rows: rows, kind: "coverage"
        ).html(say, "\(drawing)")
    }

    /// What the shapes stand for.
    func key(_ say: Words) -> String {
        say(
            "Line: level asked. Dark: best of the team. Light: the next one, who could step in. Levels 1 to 4.",
            "Trait\u{A0}: niveau demandé. Foncé\u{A0}: meilleur de l’équipe. Clair\u{A0}: le suivant, qui pourrait prendre le relais. Niveaux 1 à 4."
        )
    }

    /// The same on a card.
    func small(_ say: Words) -> HTML {
        let (width, line, left) = (260, 19, 132)
        let drawing = skills.enumerated().map { index, skill -> HTML in
            let y = index * line
            return """
                <text x="0" y="\(y + 13)">\(Self.short(skill.name, 21))</text>\(bars(skill, x: left, y: y + 4, width: width - left - 2, height: 10))
                """
        }
        return """
            <figure class="picture small"><svg viewBox="0 0 \(width) \(max(1, skills.count) * line)" role="img" aria-label="\(title). \(words(say))">\
            \(drawing)</svg></figure>

            """
    }

    private func bars(_ skill: Skill, x: Int, y: Int, width: Int, height: Int) -> HTML {
        func reach(_ level: Int) -> Int { width * min(level, Self.most) / Self.most }
        return """
            <rect class="ground" x="\(x)" y="\(y)" width="\(width)" height="\(height)" rx="3"/>\
            <rect class="bar" x="\(x)" y="\(y)" width="\(reach(skill.best))" height="\(height)" rx="3"/>\
            <rect class="second" x="\(x)" y="\(y + height / 2)" width="\(reach(skill.second))" height="\(height - height / 2)"/>\
            <path class="tick" d="M\(x + reach(skill.needed)) \(y - 3)V\(y + height + 3)"/>
            """
    }

    private func words(_ say: Words) -> String {
        skills.map { skill in
            say(
                "\(skill.name): asked \(skill.needed), best \(skill.best), second \(skill.second)",
                "\(skill.name)\u{A0}: demandé \(skill.needed), meilleur \(skill.best), second \(skill.second)")
        }.joined(separator: "; ")
    }

    private static func short(_ name: String, _ most: Int) -> String { name.count > most ? name.prefix(most - 1) + "…" : name }
}
