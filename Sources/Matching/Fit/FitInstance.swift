extension Instance {
    /// The teams, cases, companies, capacities, pins and bans of a problem, without any fits.
    package init(placesOf problem: FitProblem) {
        self.init()
        policy = problem.policy
        placement = problem.placement
        fairness = problem.policy == .fairest && problem.fairness == .rank ? .rank : nil
        seed = problem.seed
        teams = Array(repeating: "", count: problem.teams.count)
        cases = Array(repeating: "", count: problem.cases.count)
        companies = Array(repeating: "", count: problem.companyCapacities.count)
        capacities = problem.cases.map(\.capacity)
        if problem.hasMinimums { minimums = problem.cases.map(\.minimum) }
        companyOfCase = problem.cases.map(\.company)
        companyCapacities = problem.companyCapacities
        pins = problem.pins
        bans = problem.exclusions.filter { $0.reason == .ban }.map { Pair(team: $0.team, target: $0.target) }
        guard problem.teamRankings.anyGiven else { return }
        // A pin stands whatever its team has ranked.
        let pinned = Set(pins.map(\.team))
        for team in teams.indices { teamRankings.append(pinned.contains(Int32(team)) ? nil : problem.teamRankings[team]) }
    }

    /// The problem with the fit of every eligible pair, for the offline solver and verifier; a pin that passes closed gates stands with its
    /// points. Holds all pairs: meant for rounds of a few million.
    package init(everyPairOf book: FitBook) {
        self.init(placesOf: book.problem)
        fits = table(of: book, atMost: .max) { false }
        completeCaseRankings(book.problem.caseRankings)
    }

    /// The same, of ranking teams only the pairs that they rank; nil where there are more than `limit`, or the caller gives up.
    package init?(rankedPairsOf book: FitBook, atMost limit: Int, isCancelled: () -> Bool) {
        self.init(placesOf: book.problem)
        guard let table = table(of: book, atMost: limit, isCancelled: isCancelled) else { return nil }
        fits = table
        completeCaseRankings(book.problem.caseRankings)
    }

    /// The problem with the fits of one team's eligible pairs.
    package init(pairsOfTeam team: Int, in book: FitBook) {
        self.init(placesOf: book.problem)
        var table = FitTable(rowStarts: Array(repeating: 0, count: team + 1), cases: [], fits: [])
        for found in book.explanations(team: team, targets: 0..<book.caseCount) {
            guard found.isEligible || pins.contains(Pair(team: found.team, target: found.target)) else { continue }
            table.cases.append(found.target)
            table.fits.append(found.points)
        }
        table.rowStarts += Array(repeating: table.cases.count, count: book.teamCount - team)
        fits = table
    }

    private func table(of book: FitBook, atMost limit: Int, isCancelled: () -> Bool) -> FitTable? {
        var table = FitTable(rowStarts: [0], cases: [], fits: [])
        var pinOfTeam = [Int32](repeating: -1, count: book.teamCount)
        for pin in pins { pinOfTeam[Int(pin.team)] = pin.target }
        var isWhole = true
        DenseScoring(book).forEachBlock(of: 0..<book.teamCount) { block in
            for lane in 0..<block.count {
                let team = block.firstTeam + lane
                let ranked = teamRankings[team].map { Set($0.joined()) }
                for target in 0..<block.caseCount {
                    if let ranked, !ranked.contains(Int32(target)) { continue }
                    var fit = block.fits[target][lane]
                    if fit < 0, pinOfTeam[team] == target { fit = book.explanation(team: team, target: target).points }
                    guard fit >= 0 else { continue }
                    table.cases.append(Int32(target))
                    table.fits.append(fit)
                }
                table.rowStarts.append(table.cases.count)
            }
            isWhole = table.cases.count <= limit && !isCancelled()
            return isWhole
        }
        return isWhole ? table : nil
    }
}
