import API

/// Skills against months: the stronger the colour, the more one more place on a case that asks the skill then would be worth.
struct ScarcityPicture {
    var id: String
    var cells: [SkillScarcity.Cell]

    private static let (left, top, line, narrowLine) = (290, 24, 28, 46)

    private var skills: [String] {
        var seen: Set<String> = []
        return cells.map(\.skill).filter { seen.insert($0).inserted }
    }
    private var months: [String] { Set(cells.map(\.month)).sorted() }

    func html(_ say: Words) -> HTML {
        let (skills, months) = (skills, months)
        let step = min(64, 500 / max(1, months.count))
        let narrowStep = Picture.Narrow.width / max(6, months.count)
        let names = skills.enumerated().map { index, skill -> HTML in
            "<text x=\"\(Self.left - 10)\" y=\"\(Self.top + index * Self.line + 18)\" text-anchor=\"end\">\(Picture.short(skill, 40))</text>"
        }
        let narrowNames = skills.enumerated().map { index, skill -> HTML in
            "<text x=\"0\" y=\"\(Self.top + index * Self.narrowLine + 14)\">\(Picture.short(skill, 46))</text>"
        }
        let narrow: HTML =
            "\(heads(x: 0, step: narrowStep))\(narrowNames)\(squares(x: 0, y: Self.top + 18, step: narrowStep, line: Self.narrowLine))"
        return Picture(
            id: id, title: say("Scarcity by skill and month", "Rareté par compétence et par mois"),
            description: say(
                "What one more place on a case that asks the skill then would be worth, in hundredths of a fit.",
                "Ce que vaudrait une place de plus sur un cas qui demande alors la compétence, en centièmes d’adéquation."),
            width: 800, height: Self.top + skills.count * Self.line + 4,
            caption: say(
                "In per cent of a full fit, at the mean of the cases that ask the skill in that month: where to look for the next case. The stronger the colour, the higher among those shown.",
                "En pour cent d’une adéquation entière, en moyenne des cas demandant la compétence ce mois-là\u{A0}: où chercher le prochain cas. Plus la couleur est soutenue, plus la valeur est élevée parmi celles montrées."
            ),
            columns: [say("Skill", "Compétence"), say("Month", "Mois"), say("Worth", "Valeur"), say("Cases", "Cas")],
            rows: cells.map { [$0.skill, $0.month, say.fit($0.price), "\($0.cases)"] }
        ).html(
            say, "\(heads(x: Self.left, step: step))\(names)\(squares(x: Self.left, y: Self.top, step: step, line: Self.line))",
            narrow: Picture.Narrow(height: Self.top + skills.count * Self.narrowLine + 4, drawing: narrow))
    }

    private func heads(x: Int, step: Int) -> HTML {
        let heads = months.enumerated().map { index, month -> HTML in
            let text = step < 34 ? String(month.suffix(2)) : "\(month.suffix(2))/\(month.dropFirst(2).prefix(2))"
            return "<text class=\"soft\" x=\"\(x + index * step + step / 2)\" y=\"\(Self.top - 8)\" text-anchor=\"middle\">\(text)</text>"
        }
        return "\(heads)"
    }

    private func squares(x: Int, y: Int, step: Int, line: Int) -> HTML {
        let row = Dictionary(uniqueKeysWithValues: skills.enumerated().map { ($1, $0) })
        let column = Dictionary(uniqueKeysWithValues: months.enumerated().map { ($1, $0) })
        // Between the least and the most that is shown: values that lie near each other can be told apart.
        let prices = cells.map(\.price).filter { $0 > 0 }
        let (lowest, highest) = (prices.min() ?? 0, prices.max() ?? 1)
        func heat(_ price: Int) -> Int {
            guard price > 0 else { return 0 }
            return highest == lowest ? 3 : 1 + min(4, (price - lowest) * 5 / (highest - lowest))
        }
        let squares = cells.map { cell -> HTML in
            let (left, top) = (x + (column[cell.month] ?? 0) * step, y + (row[cell.skill] ?? 0) * line)
            return """
                <rect class="heat-\(heat(cell.price))" x="\(left + 1)" y="\(top + 1)" width="\(step - 2)" height="24" rx="3"/>\
                <text x="\(left + step / 2)" y="\(top + 17)" text-anchor="middle">\(cell.price / 100)</text>
                """
        }
        return "\(squares)"
    }
}
