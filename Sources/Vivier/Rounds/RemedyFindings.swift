import API
import Formats
import Matching

/// What would have given a team a case, by positions of its snapshot.
struct RemedyFindings: Sendable {
    /// Of a best-total run.
    var forced: ForcedPair?
    /// Another best total has the pair.
    var ties = false
    /// Nil where no fit would do, or the run has another policy.
    var fits: FitRemedies?
    /// The fewest places more, as the pair fits now; nil where ``MatchingEngine/mostPlacesTried`` do not do.
    var places: (ofCase: Int32, ofCompany: Int32)?
    /// The largest minimum of the case that gives the team the case, where it has one.
    var minimum: Int32?
    /// Gates that neither levels nor time open.
    var closed: [GateFailure] = []
}

extension MatchingEngine {
    /// How many places more are tried, of case and company together, at a few shortest paths each.
    static let mostPlacesTried: Int32 = 20
    /// The same where each takes a whole run.
    static let mostPlacesRun: Int32 = 4

    /// What giving a team a case costs where cases run with a minimum of teams; nil where it cannot be, or is not proven.
    static func costWithMinimums(_ snapshot: Snapshot, _ claim: ResultClaim, team: Int, target: Int) async throws -> Explanation.Cost? {
        try await OwnThread.run("explanation") { isCancelled in
            guard !snapshot.problem.pins.contains(where: { $0.team == Int32(team) }),
                var instance = snapshot.rankedInstance(of: try book(of: snapshot), isCancelled: isCancelled)
            else { return nil }
            instance.pins.append(Instance.Pair(team: Int32(team), target: Int32(target)))
            instance.pins.sort { $0.team < $1.team }
            guard instance.hasPlacesForPins else { return nil }
            guard let eligible = EligiblePairs(instance, isCancelled: isCancelled),
                let quota = LowerQuotaProblem(instance, eligible: eligible, isCancelled: isCancelled)
            else { throw CancellationError() }
            switch QuotaSearch.solve(quota, control: SolverControl(isCancelled: isCancelled)) {
            case .solved(let solution):
                let forced = ResultClaim(instance, solution, placementWeight: quota.problem.placementWeight)
                guard solution.bound == solution.weight else { return nil }
                return Explanation.Cost(
                    fitLost: Int(claim.totalFit - forced.totalFit), placedLost: Int(claim.placed - forced.placed), exact: true)
            case .cancelled: throw CancellationError()
            case .impossible, .refused: return nil
            }
        }
    }

    /// What giving a team a case does to everybody; nil where the case has no place to give.
    ///
    /// - Parameters:
    ///   - claim: that of a best-total run on the snapshot.
    ///   - team: not pinned.
    static func forced(_ snapshot: Snapshot, _ claim: ResultClaim, team: Int, target: Int) async throws -> ForcedPair? {
        try await OwnThread.run("explanation") { isCancelled in
            try forced(try book(of: snapshot), claim, team: team, target: target, room: 0, isCancelled: isCancelled) { $0.forced() }
        }
    }

    /// What is asked of an optimum in which a team may have a case by force.
    static func forced<Answer>(
        _ book: FitBook, _ claim: ResultClaim, team: Int, target: Int, room: Int32, isCancelled: @escaping @Sendable () -> Bool,
        _ ask: (inout PairForcer) -> Answer
    ) throws -> Answer {
        let outcome = DensePairForcer.ask(
            book, claim, team: Int32(team), target: Int32(target), room: room, control: control(isCancelled, report: nil), ask)
        switch outcome {
        case .found(let answer): return answer
        case .cancelled: throw CancellationError()
        case .notProven: throw Fault.notProven("the result has no prices that prove it")
        }
    }

    /// - Parameters:
    ///   - claim: that of a run on the snapshot.
    ///   - team: not pinned, and not matched to the case.
    static func remedies(
        _ snapshot: Snapshot, hash: [UInt8], _ claim: ResultClaim, team: Int, target: Int, until deadline: ContinuousClock.Instant
    ) async throws -> RemedyFindings {
        do {
            return try await OwnThread.run("remedies") { isCancelled in
                let isOver: @Sendable () -> Bool = { isCancelled() || ContinuousClock.now >= deadline }
                let book = try book(of: snapshot)
                if !snapshot.problem.holdsEveryPair {
                    return try bestTotalRemedies(book, claim, team: team, target: target, isCancelled: isOver)
                }
                guard var instance = snapshot.rankedInstance(of: book, isCancelled: isOver) else {
                    throw isOver() ? CancellationError() : Fault.tooManyPairs
                }
                instance.seed = snapshot.lotterySeed(hash: hash)
                return try RemedySearch(
                    snapshot: snapshot, book: book, instance: instance, team: team, target: target, isCancelled: isOver
                ).anew()
            }
        } catch is CancellationError where !Task.isCancelled {
            throw Fault.outOfTime
        }
    }
}

extension MatchingEngine {
    private static func bestTotalRemedies(
        _ book: FitBook, _ claim: ResultClaim, team: Int, target: Int, isCancelled: @escaping @Sendable () -> Bool
    ) throws -> RemedyFindings {
        let now = book.explanation(team: team, target: target)
        let control = SolverControl(isCancelled: isCancelled)
        var findings = try forced(
            book, claim, team: team, target: target, room: mostPlacesTried, isCancelled: isCancelled
        ) { forcer in
            var findings = RemedyFindings(forced: forcer.forced())
            findings.ties = now.isEligible && findings.forced.map { $0.neededFit <= Int64(now.points) } == true
            if now.isEligible, !findings.ties {
                findings.places = forcer.fewestPlaces(fit: now.points, room: mostPlacesTried, control: control)
            }
            return findings
        }
        findings.closed = now.failures.filter { !$0.gate.opensWithSkillsOrTime }
        // Where the fit is enough, and neither levels nor hours are what closes a gate, the conditions alone are in the way.
        if !findings.ties, let forced = findings.forced, forced.neededFit <= 10_000,
            Int64(now.points) < forced.neededFit || now.failures.contains(where: \.gate.opensWithSkillsOrTime)
        {
            findings.fits = book.remedies(team: team, target: target, reaching: Int32(max(0, forced.neededFit)))
        }
        if isCancelled() { throw CancellationError() }
        return findings
    }
}

/// Looks by whole runs for what would give one team one case.
struct RemedySearch {
    let snapshot: Snapshot
    let book: FitBook
    let instance: Instance
    let team: Int
    let target: Int
    let isCancelled: @Sendable () -> Bool

    private var control: SolverControl { SolverControl(isCancelled: isCancelled) }

    /// The whole run again with more places, until the team has the case.
    func anew() throws -> RemedyFindings {
        let now = book.explanation(team: team, target: target)
        guard now.isEligible else { return RemedyFindings(closed: now.failures) }
        var findings = RemedyFindings(minimum: try largestMinimum())
        let company = Int(instance.companyOfCase[target])
        let isBound = company >= 0 && instance.companyCapacities[company] != Instance.unlimited
        for sum in 1...MatchingEngine.mostPlacesRun {
            for ofCompany in 0...(isBound ? sum : 0) {
                guard var wide = try wider(by: sum - ofCompany) else { throw CancellationError() }
                if isBound { wide.companyCapacities[company] += ofCompany }
                if try caseOfTeam(in: wide) == target {
                    findings.places = (sum - ofCompany, ofCompany)
                    return findings
                }
            }
        }
        return findings
    }

    /// The run with more places on the case, as a branch would compute it: the lottery depends on the snapshot.
    private func wider(by more: Int32) throws -> Instance? {
        var changes = ProblemChanges()
        if more > 0 { changes.places[Int32(target)] = snapshot.problem.cases[target].capacity + more }
        let wide = snapshot.changed(by: changes)
        var instance = wide.rankedInstance(of: try MatchingEngine.book(of: wide), isCancelled: isCancelled)
        instance?.seed = wide.lotterySeed(hash: SHA256.hash(of: wide.write()))
        return instance
    }

    private func largestMinimum() throws -> Int32? {
        guard instance.hasMinimums else { return nil }
        var easier = instance
        while easier.minimums[target] > 0 {
            easier.minimums[target] -= 1
            if try caseOfTeam(in: easier) == target { return easier.minimums[target] }
        }
        return nil
    }

    private func caseOfTeam(in instance: Instance) throws -> Int {
        guard let eligible = EligiblePairs(instance, isCancelled: control.isCancelled) else { throw CancellationError() }
        if instance.policy == .bestTotal {
            guard let quota = LowerQuotaProblem(instance, eligible: eligible, isCancelled: control.isCancelled) else {
                throw CancellationError()
            }
            switch QuotaSearch.solve(quota, control: control) {
            case .solved(let solution): return Int(solution.caseOfTeam[team])
            case .impossible: return -1
            case .cancelled: throw CancellationError()
            case .refused(let defect): throw MatchingEngine.Fault.notExact(defect)
            }
        }
        if instance.policy == .fairest {
            switch FairestMatching.solve(instance, eligible: eligible, control: control) {
            case .fairest(let solution): return Int(solution.caseOfTeam[team])
            case .cancelled: throw CancellationError()
            case .refused(let defect): throw MatchingEngine.Fault.notExact(defect)
            }
        }
        switch StableMatching.solve(instance, eligible: eligible, control: control) {
        case .stable(let solution): return Int(solution.caseOfTeam[team])
        case .cancelled: throw CancellationError()
        case .refused(let defect): throw MatchingEngine.Fault.notExact(defect)
        }
    }
}
