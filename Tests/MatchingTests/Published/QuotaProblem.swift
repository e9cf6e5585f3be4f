import Matching

/// What a published run optimises.
enum Aim: CaseIterable {
    /// The least sum of ranks, and the least sum of their squares.
    case leastCost, leastSquares
    /// As many first choices as possible, then as many second ones, and so on.
    case greedy
    /// As few last choices as possible, then as few of those before, and so on.
    case generous

    /// What each rank is worth where at most `students` are placed, from 0 up: no sum of lesser gains outweighs a greater one.
    func worth(places: Int, students: Int) -> [Int32] {
        switch self {
        case .leastCost: return (1...places).map { Int32(places + 1 - $0) }
        case .leastSquares: return (1...places).map { Int32(places * places + 1 - $0 * $0) }
        case .greedy:
            var worth: [Int32] = [1]
            while worth.count < places { worth.append(Int32(students) * worth[worth.count - 1] + 1) }
            return worth.reversed()
        case .generous:
            var cost: [Int32] = [0]
            while cost.count < places { cost.append(Int32(students) * cost[cost.count - 1] + 1) }
            return cost.map { cost[places - 1] + 1 - $0 }
        }
    }
}

/// An allocation as a best-total instance whose places under a lower quota are cases of their own, worth more to everybody.
///
/// An optimum that fills them all is one among the matchings that keep the lower quotas: in those the bonus is the same for all. Nothing
/// hangs on how large it is, but whether the optimum fills them.
struct QuotaProblem {
    let allocation: StudentAllocation
    let keepsQuotas: Bool
    private(set) var instance: Instance
    private let projects: Int

    /// - Parameters:
    ///   - worth: of each rank that counts, best first; worse ones are not accepted.
    ///   - keepsQuotas: false where projects may close, which for lower quotas of 1 means that there are none.
    init(_ allocation: StudentAllocation, worth: [Int32], placement: Instance.Placement, keepsQuotas: Bool) {
        self.allocation = allocation
        self.keepsQuotas = keepsQuotas
        projects = allocation.projects.count
        instance = allocation.instance
        // Rankings say here only who is acceptable, which the pairs below say too.
        (instance.teamRankings, instance.caseRankings, instance.companyRankings) = (Rankings(), Rankings(), Rankings())
        instance.placement = placement
        let lower = allocation.projects.map { keepsQuotas ? Int32($0.lower) : 0 }
        instance.cases += instance.cases.map { "\($0), must be filled" }
        instance.capacities = zip(instance.capacities, lower).map { $0 - $1 } + lower
        instance.companyOfCase += instance.companyOfCase
        let bonus = AssignmentProblem.largestFit - (worth.max() ?? 0)
        var fits = FitTable(rowStarts: [0], cases: [], fits: [])
        for ranking in allocation.students {
            for (tie, worth) in zip(ranking, worth) {
                for project in tie {
                    fits.cases.append(project)
                    fits.fits.append(worth)
                    guard lower[Int(project)] > 0 else { continue }
                    fits.cases.append(project + Int32(projects))
                    fits.fits.append(worth + bonus)
                }
            }
            fits.rowStarts.append(fits.cases.count)
        }
        instance.fits = fits
    }

    /// The project of each student, −1 for none.
    func matching(_ claim: ResultClaim) -> [Int32] {
        var matching = [Int32](repeating: -1, count: allocation.students.count)
        for match in claim.matches { matching[Int(match.team)] = match.target % Int32(projects) }
        return matching
    }

    /// Another's matching with our proof: it holds exactly where the other is as good.
    func claim(_ matching: [Int32], proving ours: ResultClaim) -> ResultClaim {
        var must = Array(instance.capacities[projects...])
        var claim = ours
        (claim.matches, claim.unmatched, claim.totalFit) = ([], [], 0)
        for (student, project) in matching.enumerated() {
            guard project >= 0 else {
                claim.unmatched.append(Int32(student))
                continue
            }
            let isMust = must[Int(project)] > 0
            if isMust { must[Int(project)] -= 1 }
            let target = project + (isMust ? Int32(projects) : 0)
            claim.matches.append(.init(team: Int32(student), target: target))
            guard let fits = instance.fits else { continue }
            let row = fits.rowStarts[student]..<fits.rowStarts[student + 1]
            claim.totalFit += row.first { fits.cases[$0] == target }.map { Int64(fits.fits[$0]) } ?? 0
        }
        claim.placed = Int64(claim.matches.count)
        return claim
    }
}

/// What published results count of a matching.
struct MatchingCount: Equatable {
    var cost = 0
    var squares = 0
    var degree = 0
    var profile: [Int]
    /// How far each lecturer, or hospital, is from the target; a hospital's is its upper quota.
    var offTarget: [Int]

    /// - Returns: nil where a student is on a project that it does not name.
    init?(_ matching: [Int32], in allocation: StudentAllocation) {
        profile = Array(repeating: 0, count: allocation.places)
        var load = allocation.lecturers.isEmpty ? allocation.projects.map { _ in 0 } : allocation.lecturers.map { _ in 0 }
        for (student, project) in matching.enumerated() where project >= 0 {
            guard let rank = allocation.rank(student, of: Int(project)) else { return nil }
            cost += rank
            squares += rank * rank
            degree = max(degree, rank)
            profile[rank - 1] += 1
            load[allocation.projects[Int(project)].lecturer ?? Int(project)] += 1
        }
        let targets = allocation.lecturers.isEmpty ? allocation.projects.map(\.upper) : allocation.lecturers.compactMap(\.target)
        offTarget = zip(load, targets).map { abs($0 - $1) }
    }
}

extension StudentAllocation {
    /// Whether a matching keeps every upper quota, and, where asked, every lower one.
    func keepsQuotas(_ matching: [Int32], lower: Bool) -> Bool {
        func keeps(_ load: Int, _ least: Int, _ most: Int) -> Bool { load <= most && (!lower || load >= least) }
        return projects.indices.allSatisfy { project in
            keeps(matching.count { $0 == Int32(project) }, projects[project].lower, projects[project].upper)
        }
            && lecturers.indices.allSatisfy { lecturer in
                let load = matching.count { $0 >= 0 && projects[Int($0)].lecturer == lecturer }
                return keeps(load, lecturers[lecturer].lower, lecturers[lecturer].upper)
            }
    }
}
