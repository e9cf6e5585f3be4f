/// The search behind ``PlacementLimit``: from every team without a case to the cases that it is eligible for, from what is full to the
/// teams that fill it, and so on.
struct ShortageSearch {
    private let problem: AssignmentProblem
    private let caseOfTeam: [Int32]
    private let teamsOfCase: [[Int32]]
    private let casesOfCompany: [[Int32]]
    private let filledOfCompany: [Int32]

    private var isTeamReached: [Bool]
    private var isCaseReached: [Bool]
    private var isCompanyReached: [Bool]
    private var queue: [Int32] = []
    private var watch: CancelWatch

    init(_ problem: AssignmentProblem, caseOfTeam: [Int32], watch: CancelWatch) {
        self.watch = watch
        self.problem = problem
        self.caseOfTeam = caseOfTeam
        var teamsOfCase = [[Int32]](repeating: [], count: problem.caseCount)
        for (team, target) in caseOfTeam.enumerated() where target >= 0 { teamsOfCase[Int(target)].append(Int32(team)) }
        var casesOfCompany = [[Int32]](repeating: [], count: problem.companyCapacities.count)
        var filled = [Int32](repeating: 0, count: problem.companyCapacities.count)
        for (target, company) in problem.companyOfCase.enumerated() where company >= 0 {
            casesOfCompany[Int(company)].append(Int32(target))
            filled[Int(company)] += Int32(teamsOfCase[target].count)
        }
        self.teamsOfCase = teamsOfCase
        self.casesOfCompany = casesOfCompany
        filledOfCompany = filled
        isTeamReached = Array(repeating: false, count: problem.teamCount)
        isCaseReached = Array(repeating: false, count: problem.caseCount)
        isCompanyReached = Array(repeating: false, count: problem.companyCapacities.count)
    }

    /// - Returns: nil where cancelled.
    mutating func limit(_ largest: AssignmentSolution, pinned: Set<Int32>) -> PlacementLimit? {
        if watch.look() { return nil }
        var limit = PlacementLimit(placed: largest.placed, stranded: [], shortages: [], idle: [], largest: largest)
        var groups: [Group] = []
        for team in 0..<problem.teamCount where caseOfTeam[team] < 0 && !pinned.contains(Int32(team)) {
            if watch.isOver(after: 1) { return nil }
            if problem.rowStarts[team] == problem.rowStarts[team + 1] {
                limit.stranded.append(Int32(team))
            } else if !isTeamReached[team] {
                groups.append(group(from: Int32(team)))
            }
        }
        if watch.look() { return nil }
        let whole = merged(groups)
        for group in whole {
            if watch.look() { return nil }
            limit.shortages.append(shortage(group))
        }
        limit.shortages.sort { $0.teams[0] < $1.teams[0] }
        var isNamed = [Bool](repeating: false, count: problem.caseCount)
        watch.forEach(in: 0..<problem.edgeCases.count) { isNamed[Int(problem.edgeCases[$0])] = true }
        if watch.isOver { return nil }
        limit.idle = (0..<Int32(problem.caseCount)).filter { !isNamed[Int($0)] && problem.capacities[Int($0)] > 0 }
        return limit
    }

    // MARK: Reaching

    /// What one search reached that none had before, and what of others' it met.
    private struct Group {
        var teams: [Int32] = []
        var cases: [Int32] = []
        var companies: [Int32] = []
        var metCases: [Int32] = []
        var metCompanies: [Int32] = []
    }

    private mutating func group(from team: Int32) -> Group {
        var group = Group()
        isTeamReached[Int(team)] = true
        queue = [team]
        while let next = queue.popLast() {
            group.teams.append(next)
            if watch.isOver(after: 1 + problem.rowStarts[Int(next) + 1] - problem.rowStarts[Int(next)]) { return group }
            for pair in problem.rowStarts[Int(next)]..<problem.rowStarts[Int(next) + 1] { reach(problem.edgeCases[pair], &group) }
        }
        return group
    }

    /// The assignment is a largest one: a case with room belongs to a company without.
    private mutating func reach(_ target: Int32, _ group: inout Group) {
        if teamsOfCase[Int(target)].count >= Int(problem.capacities[Int(target)]) {
            if isCaseReached[Int(target)] {
                group.metCases.append(target)
            } else {
                isCaseReached[Int(target)] = true
                group.cases.append(target)
                reach(teamsOfCase[Int(target)])
            }
        } else {
            let company = problem.companyOfCase[Int(target)]
            assert(company >= 0 && isFull(company), "an assignment with more teams was left out")
            guard company >= 0 else { return }
            if isCompanyReached[Int(company)] {
                group.metCompanies.append(company)
            } else {
                isCompanyReached[Int(company)] = true
                group.companies.append(company)
                for one in casesOfCompany[Int(company)] { reach(teamsOfCase[Int(one)]) }
            }
        }
    }

    private mutating func reach(_ teams: [Int32]) {
        for team in teams where !isTeamReached[Int(team)] {
            isTeamReached[Int(team)] = true
            queue.append(team)
        }
    }

    private func isFull(_ company: Int32) -> Bool {
        let capacity = problem.companyCapacities[Int(company)]
        return capacity != AssignmentProblem.unlimited && filledOfCompany[Int(company)] >= capacity
    }

    // MARK: Joining

    /// Groups that met the same cases or companies, or a case of a company that bounds another, are one.
    private mutating func merged(_ groups: [Group]) -> [Group] {
        var parent = Array(groups.indices)
        func root(_ group: Int) -> Int {
            var group = group
            while parent[group] != group {
                parent[group] = parent[parent[group]]
                group = parent[group]
            }
            return group
        }
        var groupOfCase = [Int](repeating: -1, count: problem.caseCount)
        var groupOfCompany = [Int](repeating: -1, count: problem.companyCapacities.count)
        for (index, group) in groups.enumerated() {
            for target in group.cases { groupOfCase[Int(target)] = index }
            for company in group.companies { groupOfCompany[Int(company)] = index }
        }
        func join(_ one: Int, _ other: Int) {
            if other >= 0 { parent[root(one)] = root(other) }
        }
        for (index, group) in groups.enumerated() {
            if watch.isOver(after: 4 * (1 + group.metCases.count + group.metCompanies.count + group.cases.count)) { return [] }
            for target in group.metCases { join(index, groupOfCase[Int(target)]) }
            for company in group.metCompanies { join(index, groupOfCompany[Int(company)]) }
            for target in group.cases where problem.companyOfCase[Int(target)] >= 0 {
                join(index, groupOfCompany[Int(problem.companyOfCase[Int(target)])])
            }
        }
        var whole: [Int: Group] = [:]
        for (index, group) in groups.enumerated() {
            if watch.isOver(after: 1 + group.teams.count) { return [] }
            let root = root(index)
            whole[root, default: Group()].teams += group.teams
            whole[root, default: Group()].cases += group.cases
            whole[root, default: Group()].companies += group.companies
        }
        return Array(whole.values)
    }

    private func shortage(_ group: Group) -> Shortage {
        let companies = Set(group.companies)
        // A company that bounds all its cases bounds them whether they are full or not.
        let cases = group.cases.filter { !companies.contains(problem.companyOfCase[Int($0)]) }.sorted()
        let ownPlaces = cases.reduce(0) { $0 + Int(problem.capacities[Int($1)]) }
        let companyPlaces = companies.reduce(0) { $0 + Int(problem.companyCapacities[Int($1)]) }
        return Shortage(
            teams: group.teams.sorted(), cases: cases, companies: companies.sorted(), places: ownPlaces + companyPlaces,
            openings: cases.filter { problem.companyOfCase[Int($0)] < 0 || !isFull(problem.companyOfCase[Int($0)]) })
    }
}
