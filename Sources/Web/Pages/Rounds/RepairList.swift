import API

/// What would mend a round, the cheapest first, each with the steps that it takes and where its figures come from.
struct RepairList {
    private let repairs: [RoundRepair]
    private let say: Words
    private let isBrief: Bool

    /// - Parameter isBrief: without a heading, inside a row.
    init(_ repairs: [RoundRepair], _ say: Words, isBrief: Bool = false) {
        (self.repairs, self.say, self.isBrief) = (repairs, say, isBrief)
    }

    var html: HTML? {
        guard !repairs.isEmpty else { return nil }
        let items = repairs.map { repair -> HTML in
            let steps = say.count(repair.cost, ("step", "steps"), ("pas", "pas"))
            return "<li>\(repair.text) <span class=\"soft\">(\(steps))</span></li>"
        }
        if isBrief { return "<ul>\(items)</ul>" }
        return """
            <p><b>\(say("What would help, each by itself", "Ce qui aiderait, chaque remède à lui seul"))</b></p><ul>\(items)</ul>\(basis)
            """
    }

    /// Said once for all of them.
    private var basis: HTML? {
        let words: String? =
            if repairs.contains(where: { $0.basis == .reoptimised }) {
                say(
                    "Total fits were found by optimising the round again with each change.",
                    "Les adéquations totales viennent d’une nouvelle optimisation de la session avec chaque changement.")
            } else { nil }
        return words.map { "<p class=\"soft\">\($0)</p>" }
    }
}
