/// From where prices start and how fast ε shrinks. What is best was measured; what is optimal does not depend on it.
struct BiddingPlan {
    /// Prices start so high that nobody can afford a place, and fall; else they start at 0 and rise.
    let fromTheTop: Bool
    /// The first ε as a part of the largest weight, of the largest fit where prices start from the top.
    let first: Int
    /// By how much ε shrinks from phase to phase.
    let shrink: Int
    /// Given up soon for the next plan where it does not get on.
    let isTrial: Bool
    /// All weights are multiples of it: no smaller ε tells more.
    var grain: Int64 = 1

    /// The plans to follow, the last one in any case.
    static func plans(_ rows: PairRows, _ layout: PlaceLayout) -> [BiddingPlan] {
        // Where many fits are equal, prices climb in steps of ε while teams outbid each other: little steps from phase to phase.
        if !rows.hasManyFits(teams: layout.teamCount) {
            let grain = rows.grain(teams: layout.teamCount)
            return [BiddingPlan(fromTheTop: false, first: grain > 1 ? 2 : 5, shrink: 5, isTrial: false, grain: grain)]
        }
        let steady = BiddingPlan(fromTheTop: false, first: 1, shrink: 24, isTrial: false)
        // Reverse steps know nothing of companies.
        if layout.companyStarts[layout.companyCount] > 0 { return [steady] }
        // Where teams compete for places their prices end near what teams would pay at most, else many of them at 0.
        var places = 0
        for target in 0..<layout.caseCount { places += Int(min(layout.capacity[target], layout.named[target])) }
        if places > layout.teamCount { return [BiddingPlan(fromTheTop: false, first: 100, shrink: 24, isTrial: true), steady] }
        return [BiddingPlan(fromTheTop: true, first: 100, shrink: 100, isTrial: true), steady]
    }
}
