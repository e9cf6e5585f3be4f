extension Instance {
    /// The teams, cases, companies, capacities, pins and bans of a problem, without any fits.
    package init(placesOf problem: FitProblem) {
        self.init()
        policy = problem.policy
        placement = problem.placement
        seed = problem.seed
        teams = Array(repeating: "", count: problem.teams.count)
        cases = Array(repeating: "", count: problem.cases.count)
        companies = Array(repeating: "", count: problem.companyCapacities.count)
        capacities = problem.cases.map(\.capacity)
        companyOfCase = problem.cases.map(\.company)
        companyCapacities = problem.companyCapacities
        pins = problem.pins
        bans = problem.exclusions.filter { $0.reason == .ban }.map { Pair(team: $0.team, target: $0.target) }
    }

    /// The problem with the fit of every eligible pair, for the offline solver and verifier; a pin that passes closed gates stands with its
    /// points. Holds all pairs: meant for rounds of a few million.
    package init(everyPairOf book: FitBook) {
        self.init(placesOf: book.problem)
        var table = FitTable(rowStarts: [0], cases: [], fits: [])
        var pinOfTeam = [Int32](repeating: -1, count: book.teamCount)
        for pin in pins { pinOfTeam[Int(pin.team)] = pin.target }
        DenseScoring(book).forEachBlock(of: 0..<book.teamCount) { block in
            for lane in 0..<block.count {
                let team = block.firstTeam + lane
                for target in 0..<block.caseCount {
                    var fit = block.fits[target][lane]
                    if fit < 0, pinOfTeam[team] == target { fit = book.explanation(team: team, target: target).points }
                    guard fit >= 0 else { continue }
                    table.cases.append(Int32(target))
                    table.fits.append(fit)
                }
                table.rowStarts.append(table.cases.count)
            }
            return true
        }
        fits = table
    }
}
