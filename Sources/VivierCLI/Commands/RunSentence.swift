import API

extension Run {
    var sentence: String { branch.map { "\(result) \($0.sentence)" } ?? result }

    private var result: String {
        let gap = certificate.gap ?? 0
        let placedOf = "\(placed) of \(counted(teams, "team", "teams", "équipe", "équipes"))"
        // Those whose places other rounds have given are among the cases.
        return said(
            "run \(number) \(state): \(placedOf) placed, \(counted(cases, "case", "cases", "cas", "cas")) (full ones too), total fit \(totalFit), "
                + (rules.policy == "best-total" ? "" : "\(rule(rules.policy)), \(certificate.bound) placed at most, ")
                + (gap == 0 ? "" : "at most \(gap) below the best, ")
                + "proven over \(counted(eligible, "pair", "pairs", "paire", "paires")) in \(computeMilliseconds) ms",
            "calcul \(number) \(called(state))\u{A0}: \(placedTeams(placed)) sur \(teams), cas (complets compris)\u{A0}: \(cases), adéquation totale \(totalFit), "
                + (rules.policy == "best-total" ? "" : "\(rule(rules.policy)), \(certificate.bound) placées au plus, ")
                + (gap == 0 ? "" : "à \(gap) au plus du meilleur, ")
                + "prouvé sur \(counted(eligible, "pair", "pairs", "paire", "paires")) en \(computeMilliseconds) ms")
    }
}

extension Branch {
    /// `(of 0192…: 1 case withdrawn, 2 teams gone)`
    fileprivate var sentence: String {
        var parts: [String] = []
        func add(_ count: Int?, _ one: String, _ many: String, _ un: String, _ plusieurs: String) {
            if let count, count > 0 { parts.append(counted(count, one, many, un, plusieurs)) }
        }
        add(changes.withdrawnCases?.count, "case withdrawn", "cases withdrawn", "cas retiré", "cas retirés")
        add(
            changes.places?.count, "case with other places", "cases with other places", "cas aux places changées", "cas aux places changées"
        )
        add(
            changes.minimums?.count, "case with another minimum", "cases with other minimums", "cas au minimum changé",
            "cas aux minimums changés")
        add(changes.goneTeams?.count, "team gone", "teams gone", "équipe partie", "équipes parties")
        add(changes.pins?.count, "pin", "pins", "paire fixée", "paires fixées")
        add(changes.bans?.count, "ban", "bans", "paire exclue", "paires exclues")
        add(kept, "team kept on its case", "teams kept on their cases", "équipe laissée sur son cas", "équipes laissées sur leur cas")
        if let policy = changes.policy { parts.append(rule(policy)) }
        if let placement = changes.placement { parts.append(rule(placement)) }
        if let fairness = changes.fairness { parts.append(said("by \(fairness)", "selon \(named(fairness))")) }
        if let weight = changes.skillWeight { parts.append(said("skills \(weight)", "compétences \(weight)")) }
        if let weight = changes.timeWeight { parts.append(said("time \(weight)", "temps \(weight)")) }
        let list = parts.joined(separator: ", ")
        return said("(branch of \(of): \(list))", "(branche de \(of)\u{A0}: \(list))")
    }
}
