import API

/// Skills against months: the darker, the more one more place on a case that asks the skill then would be worth.
struct ScarcityPicture {
    var id: String
    var cells: [SkillScarcity.Cell]

    func html(_ say: Words) -> HTML {
        var seen: Set<String> = []
        let skills = cells.map(\.skill).filter { seen.insert($0).inserted }
        let months = Set(cells.map(\.month)).sorted()
        let highest = max(1, cells.map(\.price).max() ?? 1)
        let (left, top, line) = (220, 24, 26)
        let step = min(64, 430 / max(1, months.count))
        let row = Dictionary(uniqueKeysWithValues: skills.enumerated().map { ($1, $0) })
        let column = Dictionary(uniqueKeysWithValues: months.enumerated().map { ($1, $0) })
        let heads = months.enumerated().map { index, month -> HTML in
            "<text class=\"soft\" x=\"\(left + index * step + step / 2)\" y=\"\(top - 8)\" text-anchor=\"middle\">\(month.suffix(2))/\(month.dropFirst(2).prefix(2))</text>"
        }
        let names = skills.enumerated().map { index, skill -> HTML in
            "<text x=\"\(left - 10)\" y=\"\(top + index * line + 17)\" text-anchor=\"end\">\(skill.count > 32 ? skill.prefix(31) + "…" : skill)</text>"
        }
        let squares = cells.map { cell -> HTML in
            let (x, y) = (left + (column[cell.month] ?? 0) * step, top + (row[cell.skill] ?? 0) * line)
            return """
                <rect class="heat-\(cell.price == 0 ? 0 : max(1, (cell.price * 5 + highest - 1) / highest))" x="\(x + 1)" y="\(y + 1)" width="\(step - 2)" height="\(line - 2)" rx="3"/>\
                <text x="\(x + step / 2)" y="\(y + 17)" text-anchor="middle">\(cell.price / 100)</text>
                """
        }
        return Picture(
            id: id, title: say("Scarcity by skill and month", "Rareté par compétence et par mois"),
            description: say(
                "What one more place on a case that asks the skill then would be worth, in hundredths of a fit.",
                "Ce que vaudrait une place de plus sur un cas qui demande alors la compétence, en centièmes d’adéquation."),
            width: left + months.count * step + 8, height: top + skills.count * line + 4,
            caption: say(
                "In per cent of a full fit, at the mean of the cases that ask the skill in that month: where to look for the next case.",
                "En pour cent d’une adéquation entière, en moyenne des cas demandant la compétence ce mois-là\u{A0}: où chercher le prochain cas."
            ),
            columns: [say("Skill", "Compétence"), say("Month", "Mois"), say("Worth", "Valeur"), say("Cases", "Cas")],
            rows: cells.map { [$0.skill, $0.month, say.fit($0.price), "\($0.cases)"] }
        ).html(say, "\(heads)\(names)\(squares)")
    }
}
