/// What is asked of each skill and what of the team's counts for it: a mark at the needed level, a bar to the level that counts, and behind
/// it, paler, the level of a skill nearby which counts in part only.
struct CreditPicture {
    struct Skill {
        var name: String
        /// 1…4.
        var needed: Int
        /// Of the skill that somebody has, the asked one or one near it; 0 where nobody has any.
        var held: Int
        /// What it counts for, in percent.
        var share: Int
        var by: String?
        /// The skill that is there in the place of the one that is asked.
        var through: String?

        /// Of a level.
        var hundredths: Int { held * share }
        var isMet: Bool { hundredths >= needed * 100 }
    }

    var id: String
    var skills: [Skill]

    private static let most = 4

    func html(_ say: Words) -> HTML {
        let columns = [
            say("Skill", "Compétence"), say("Needed", "Niveau demandé"), say("Level there", "Niveau présent"),
            say("Counts for", "Compte pour"), say("Brought by", "Apportée par"),
        ]
        let rows = skills.map { skill in
            [
                skill.name, "\(skill.needed)", "\(skill.held)", Self.level(skill.hundredths, say),
                [skill.by, Self.note(skill, say)].compactMap(\.self).joined(separator: " · "),
            ].map { $0.isEmpty ? "–" : $0 }
        }
        let (width, left, right) = (560, 240, 56)
        var y = 0
        let drawing = skills.map { skill -> HTML in
            let top = y
            let note = Self.note(skill, say)
            y += note == nil ? 30 : 46
            return """
                <text x="\(left - 12)" y="\(top + 18)" text-anchor="end">\(Picture.short(skill.name, 34))</text>\
                \(note.map { "<text class=\"soft\" x=\"\(left - 12)\" y=\"\(top + 35)\" text-anchor=\"end\">\(Picture.short($0, 38))</text>" as HTML })\
                \(Self.bars(skill, x: left, y: top + 6, width: width - left - right, height: 16))\
                <text class="\(skill.isMet ? "soft" : "lack")" x="\(width - right + 10)" y="\(top + 18)">\(Self.mark(skill, say))</text>

                """
        }
        return Picture(
            id: id, title: say("Skills that the case asks", "Compétences que le cas demande"), description: words(say), width: width,
            height: max(30, y), caption: caption(say), columns: columns, rows: rows, kind: "coverage"
        ).html(say, "\(drawing)", narrow: narrow(say))
    }

    /// The name above its bars, and below them through which skill it is.
    private func narrow(_ say: Words) -> Picture.Narrow {
        var y = 0
        let drawing = skills.map { skill -> HTML in
            let top = y
            let note = Self.note(skill, say)
            y += note == nil ? 48 : 66
            return """
                <text x="0" y="\(top + 14)">\(Picture.short(skill.name, 46))</text>\
                \(Self.bars(skill, x: 0, y: top + 22, width: Picture.Narrow.width - 52, height: 16))\
                <text class="\(skill.isMet ? "soft" : "lack")" x="\(Picture.Narrow.width)" y="\(top + 35)" text-anchor="end">\(Self.mark(skill, say))</text>\
                \(note.map { "<text class=\"soft\" x=\"0\" y=\"\(top + 54)\">\(Picture.short($0, 46))</text>" as HTML })

                """
        }
        return Picture.Narrow(height: max(48, y), drawing: "\(drawing)")
    }

    private func caption(_ say: Words) -> String {
        let whole = say(
            "Line: level asked. Bar: what counts of the best of the team.",
            "Trait\u{A0}: niveau demandé. Barre\u{A0}: ce qui compte du meilleur de l’équipe.")
        guard skills.contains(where: { $0.through != nil && $0.share < 100 }) else { return whole }
        return whole
            + say(
                " Pale bar: the level of a skill nearby, which counts in part.",
                " Barre pâle\u{A0}: le niveau d’une compétence proche, qui compte en partie.")
    }

    private func words(_ say: Words) -> String {
        skills.map { skill in
            let note = Self.note(skill, say).map { " (\($0))" } ?? ""
            let level = Self.level(skill.hundredths, say)
            return say(
                "\(skill.name): asked \(skill.needed), counts \(level)\(note)",
                "\(skill.name)\u{A0}: demandé \(skill.needed), compte \(level)\(note)")
        }.joined(separator: "; ")
    }

    private static func bars(_ skill: Skill, x: Int, y: Int, width: Int, height: Int) -> HTML {
        func reach(_ hundredths: Int) -> Int { width * min(hundredths, most * 100) / (most * 100) }
        let there: HTML? =
            skill.share < 100 && skill.held > 0
            ? "<rect class=\"second\" x=\"\(x)\" y=\"\(y)\" width=\"\(reach(skill.held * 100))\" height=\"\(height)\" rx=\"3\"/>" : nil
        return """
            <rect class="ground" x="\(x)" y="\(y)" width="\(width)" height="\(height)" rx="3"/>\(there)\
            <rect class="bar" x="\(x)" y="\(y)" width="\(reach(skill.hundredths))" height="\(height)" rx="3"/>\
            <path class="tick" d="M\(x + reach(skill.needed * 100)) \(y - 3)V\(y + height + 3)"/>
            """
    }

    private static func mark(_ skill: Skill, _ say: Words) -> String {
        skill.isMet ? "✓" : "−\(level(skill.needed * 100 - skill.hundredths, say))"
    }

    /// `through Logistics, counts for half`; nil for the very skill.
    private static func note(_ skill: Skill, _ say: Words) -> String? {
        guard let through = skill.through else { return nil }
        guard skill.share < 100 else { return say("through \(through), counts in full", "par \(through), compte en entier") }
        let share = share(skill.share, say)
        return say("through \(through), counts for \(share)", "par \(through), compte pour \(share)")
    }

    private static func share(_ percent: Int, _ say: Words) -> String {
        switch percent {
        case 25: say("a quarter", "un quart")
        case 50: say("half", "la moitié")
        case 75: say("three quarters", "trois quarts")
        default: "\(percent)\u{A0}%"
        }
    }

    /// Hundredths of a level without needless zeros: `0.75`, `0,75`.
    private static func level(_ hundredths: Int, _ say: Words) -> String {
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        guard rest != 0 else { return "\(whole)" }
        let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
        return "\(whole)\(say(".", ","))\(digits)"
    }
}
