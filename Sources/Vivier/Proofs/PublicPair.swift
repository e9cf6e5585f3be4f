import API
import Formats
import Matching

/// A published run as two files without anybody in them, `vivier-instance/1` and `vivier-result/1`, that the offline verifier takes as they
/// are.
///
/// What stands in them: fits, places, matches and the certificate, of teams `t1, t2 …` and cases `c1, c2 …`. Whoever knows nothing of the round
/// cannot tell from the files who they are: the numbers follow the digests of the ids under a key that only the snapshot gives, and the
/// snapshot stays with whoever holds the round. Whoever took part knows something: a company or a student knows the fit of the own match, and
/// where no other match has the same, finds the own row by it, and reads there how well the team fits the other cases, which stay without
/// names. The proof needs these fits: what is not there, nobody can hold against the certificate. Companies stand there only where one takes a
/// limited number of teams over several cases, which the proof then needs. Rankings never do: a run that rests on them has no public pair.
struct PublicPair {
    /// More pairs are too long a file for everybody.
    static let mostPairs = 200_000

    let instance: [UInt8]
    let result: [UInt8]

    struct TooLarge: Error {}

    static func withheld(_ run: Run) -> ShowProof.Withheld? {
        if run.rules.policy == "stable" || run.rules.fairness == "rank" { return .rankings }
        return run.eligible > mostPairs ? .tooManyPairs(most: mostPairs) : nil
    }

    init(snapshot bytes: [UInt8], result resultBytes: [UInt8], isCancelled: () -> Bool) throws {
        let snapshot = try Snapshot.read(bytes)
        let claim = try ResultFile.read(resultBytes, for: snapshot.frame).claim
        let book = try MatchingEngine.book(of: snapshot)
        guard let listed = snapshot.rankedInstance(of: book, isCancelled: isCancelled) else {
            throw isCancelled() ? CancellationError() : TooLarge() as any Error
        }
        let masked = MaskedInstance(listed, key: SHA256.hash(of: Array("vivier-public-pair/1".utf8) + bytes))
        instance = InstanceFile.write(masked.instance)
        result = ResultFile.write(
            masked.masked(claim), of: masked.instance, instanceSHA256: SHA256.hex(of: instance))
    }
}

/// An instance in another order and with names that tell nothing.
private struct MaskedInstance {
    private(set) var instance = Instance()
    /// By old position, the new one.
    private let teams: [Int32]
    private let cases: [Int32]

    init(_ open: Instance, key: [UInt8]) {
        func order(_ ids: [String]) -> [Int] {
            let digests = ids.map { SHA256.hex(of: key + Array($0.utf8)) }
            return ids.indices.sorted { digests[$0] < digests[$1] }
        }
        func places(_ order: [Int]) -> [Int32] {
            var places = [Int32](repeating: 0, count: order.count)
            for (place, old) in order.enumerated() { places[old] = Int32(place) }
            return places
        }
        let (teamOrder, caseOrder) = (order(open.teams), order(open.cases))
        (teams, cases) = (places(teamOrder), places(caseOrder))
        instance.policy = open.policy
        instance.placement = open.placement
        instance.fairness = open.fairness
        instance.seed = open.seed
        instance.teams = teamOrder.indices.map { "t\($0 + 1)" }
        instance.cases = caseOrder.indices.map { "c\($0 + 1)" }
        instance.companies = open.companies.indices.map { "k\($0 + 1)" }
        instance.companyCapacities = open.companyCapacities
        instance.capacities = caseOrder.map { open.capacities[$0] }
        instance.minimums = open.minimums.isEmpty ? [] : caseOrder.map { open.minimums[$0] }
        // Whose a case is matters to the proof only where the company takes so many teams and no more.
        instance.companyOfCase = caseOrder.map { old in
            let company = open.companyOfCase[old]
            return company >= 0 && open.companyCapacities[Int(company)] != Instance.unlimited ? company : -1
        }
        for _ in open.teams { instance.teamRankings.append(nil) }
        for _ in open.cases { instance.caseRankings.append(nil) }
        for _ in open.companies { instance.companyRankings.append(nil) }
        instance.pins = open.pins.map { Instance.Pair(team: teams[Int($0.team)], target: cases[Int($0.target)]) }
            .sorted { $0.team < $1.team }
        instance.fits = open.fits.map { fits($0, teamOrder) }
    }

    private func fits(_ open: FitTable, _ teamOrder: [Int]) -> FitTable {
        var table = FitTable(rowStarts: [0], cases: [], fits: [])
        for old in teamOrder {
            let row = (open.rowStarts[old]..<open.rowStarts[old + 1]).map { (target: cases[Int(open.cases[$0])], fit: open.fits[$0]) }
            for pair in row.sorted(by: { $0.target < $1.target }) {
                table.cases.append(pair.target)
                table.fits.append(pair.fit)
            }
            table.rowStarts.append(table.cases.count)
        }
        return table
    }

    func masked(_ open: ResultClaim) -> ResultClaim {
        var claim = open
        claim.matches = open.matches.map { Instance.Pair(team: teams[Int($0.team)], target: cases[Int($0.target)]) }
            .sorted { $0.team < $1.team }
        claim.unmatched = open.unmatched.map { teams[Int($0)] }.sorted()
        if let prices = open.prices {
            for (old, price) in prices.cases.enumerated() { claim.prices?.cases[Int(cases[old])] = price }
        }
        func moved(_ prices: [ResultClaim.Level.Price]) -> [ResultClaim.Level.Price] {
            prices.map { ResultClaim.Level.Price(index: cases[Int($0.index)], price: $0.price) }.sorted { $0.index < $1.index }
        }
        claim.levels = open.levels.map { levels in
            levels.map { level in
                var level = level
                level.cases = moved(level.cases)
                return level
            }
        }
        claim.fitPrices = open.fitPrices.map { ResultClaim.FitPrices(cases: moved($0.cases), companies: $0.companies) }
        claim.branches = open.branches.map { branches in
            branches.map { branch in
                var branch = branch
                branch.cases = moved(branch.cases)
                branch.path = branch.path.map { decision in
                    var decision = decision
                    decision.target = cases[Int(decision.target)]
                    return decision
                }
                return branch
            }
        }
        return claim
    }
}
