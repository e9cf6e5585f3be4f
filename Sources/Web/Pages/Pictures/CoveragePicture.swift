/// What is asked of each skill and what a team has: a mark at the needed level, a bar to the team's best, a thin one within it to who could step in.
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
            return """
                <text x="\(left - 12)" y="\(y + 18)" text-anchor="end">\(Self.short(skill.name, 34))</text>\
                \(bars(skill, x: left, y: y + 6, width: width - left - right, height: 16))\
                <text class="\(skill.best >= skill.needed ? "soft" : "lack")" x="\(width - right + 10)" y="\(y + 18)">\(Self.mark(skill))</text>

                """
        }
        return Picture(
            id: id, title: title, description: words(say), width: width, height: max(1, skills.count) * line, caption: caption ?? key(say),
            columns: columns, rows: rows, kind: "coverage"
        ).html(say, "\(drawing)", narrow: narrow)
    }

    /// The name above its bars.
    private var narrow: Picture.Narrow {
        let line = 48
        let drawing = skills.enumerated().map { index, skill -> HTML in
            let y = index * line
            return """
                <text x="0" y="\(y + 14)">\(Self.short(skill.name, 46))</text>\(bars(skill, x: 0, y: y + 22, width: Picture.Narrow.width - 40, height: 16))\
                <text class="\(skill.best >= skill.needed ? "soft" : "lack")" x="\(Picture.Narrow.width)" y="\(y + 35)" text-anchor="end">\(Self.mark(skill))</text>

                """
        }
        return Picture.Narrow(height: max(1, skills.count) * line, drawing: "\(drawing)")
    }

    private static func mark(_ skill: Skill) -> String { skill.best >= skill.needed ? "✓" : "−\(skill.needed - skill.best)" }

    /// What the shapes stand for.
    func key(_ say: Words) -> String {
        say(
            "Line: level asked. Bar: best of the team. Thin bar within it: the next one, who could step in. Levels 1 to 4.",
            "Trait\u{A0}: niveau demandé. Barre\u{A0}: meilleur de l’équipe. Barre fine à l’intérieur\u{A0}: le suivant, qui pourrait prendre le relais. Niveaux 1 à 4."
        )
    }

    /// The same on a card: a path for each kind of shape, not a shape for each number, since many of these stand on a page, and what is asked
    /// of all of them once.
    func small(_ say: Words, _ shapes: inout SharedShapes) -> HTML {
        let (width, line, left, height) = (260, 19, 132, 10)
        let room = width - left - 2
        func reach(_ level: Int) -> Int { room * min(level, Self.most) / Self.most }
        func bar(_ y: Int, _ reach: Int, _ height: Int) -> String {
            reach == 0 ? "" : "M\(left) \(y)h\(reach)v\(height)h-\(reach)z"
        }
        func path(_ kind: String, _ parts: [String]) -> HTML? {
            let shape = parts.joined()
            return shape.isEmpty ? nil : "<path class=\"\(kind)\" d=\"\(shape)\"/>"
        }
        let rows = skills.enumerated().map { (y: $0.offset * line + 4, skill: $0.element) }
        let met = skills.filter { $0.best >= $0.needed }.count
        let description = say(
            "\(met) of \(skills.count) skills at the level that is asked", "\(met) compétences sur \(skills.count) au niveau demandé")
        let names = rows.map { "<text y=\"\($0.y + 9)\">\(Self.short($0.skill.name, 21))</text>" as HTML }
        let ground = rows.map { bar($0.y, room, height) }.joined()
        let ticks = rows.map { "M\(left + reach($0.skill.needed)) \($0.y - 3)v\(height + 6)" }.joined()
        return """
            <figure class="picture small"><svg viewBox="0 0 \(width) \(max(1, skills.count) * line)" role="img">\
            <title>\(title)</title><desc>\(description)</desc>\
            \(shapes.draw("") { "<g\($0)>\(names)</g>" })\
            \(shapes.draw("ground") { "<path\($0) d=\"\(ground)\"/>" })\
            \(path("bar", rows.map { bar($0.y, reach($0.skill.best), height) }))\
            \(path("second", rows.map { bar($0.y + height / 2, reach($0.skill.second), height - height / 2) }))\
            \(shapes.draw("tick") { "<path\($0) d=\"\(ticks)\"/>" })</svg></figure>

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
