/// The places of a problem, cut to what can ever be used, and which company owns which case.
final class PlaceLayout {
    let teamCount: Int
    let caseCount: Int
    let companyCount: Int
    /// Places of a case now, at most one more than teams name it: seats need memory, and the one more shows that a place is left.
    let capacity: Slab<Int32>
    /// How many teams name each case.
    let named: Slab<Int32>
    /// The company of a case; −1 also where the company's capacity can never bind, so that its price is 0.
    let company: Slab<Int32>
    let companyCapacity: Slab<Int32>
    /// The cases of company `k` are `companyCases[companyStarts[k]..<companyStarts[k + 1]]`.
    let companyStarts: Slab<Int>
    let companyCases: Slab<Int32>
    /// The seats of case `c` are numbered from `seatStarts[c]`.
    let seatStarts: Slab<Int>

    /// - Parameter toChange: leaves room for as many places as a case can ever use, and keeps every company that states a capacity, so that
    ///   places may come and go.
    init(_ problem: AssignmentProblem, toChange: Bool = false, watch: inout CancelWatch) {
        teamCount = problem.teamCount
        caseCount = problem.caseCount
        companyCount = problem.companyCapacities.count
        named = Slab(repeating: 0, count: caseCount)
        let counts = named.base
        problem.edgeCases.withUnsafeBufferPointer { cases in
            watch.forEach(in: 0..<cases.count) { counts[Int(cases[$0])] &+= 1 }
        }
        capacity = Slab(problem.capacities)
        company = Slab(problem.companyOfCase)
        companyCapacity = Slab(problem.companyCapacities)
        seatStarts = Slab(repeating: 0, count: caseCount + 1)
        var usable = [Int](repeating: 0, count: companyCount)
        for target in 0..<caseCount {
            if company[target] >= 0 { usable[Int(company[target])] += Int(min(capacity[target], named[target])) }
            capacity[target] = min(capacity[target], named[target] + 1)
            seatStarts[target + 1] = seatStarts[target] + Int(toChange ? named[target] + 1 : capacity[target])
        }
        companyStarts = Slab(repeating: 0, count: companyCount + 1)
        for target in 0..<caseCount where company[target] >= 0 {
            let owner = Int(company[target])
            let cannotBind =
                toChange ? companyCapacity[owner] == AssignmentProblem.unlimited : usable[owner] <= Int(companyCapacity[owner])
            if cannotBind { company[target] = -1 } else { companyStarts[owner + 1] += 1 }
        }
        for owner in 0..<companyCount { companyStarts[owner + 1] += companyStarts[owner] }
        var next = companyStarts.array()
        companyCases = Slab(repeating: 0, count: companyStarts[companyCount])
        for target in 0..<caseCount where company[target] >= 0 {
            companyCases[next[Int(company[target])]] = Int32(target)
            next[Int(company[target])] += 1
        }
    }

    /// Seats that there is memory for: more places no team can use.
    func seatCount(_ target: Int32) -> Int32 { Int32(seatStarts[target + 1] - seatStarts[target]) }

    /// The cases of a company whose capacity can bind.
    @inline(__always)
    func cases(of company: Int32) -> UnsafeBufferPointer<Int32> {
        let start = companyStarts[company]
        return UnsafeBufferPointer(start: companyCases.base + start, count: companyStarts[company + 1] - start)
    }
}
