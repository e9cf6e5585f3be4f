/// Prices that all pairs are held against: at an exchange rate where a pair counts `scale` · (fit + placement weight), what a place costs and
/// what a pair must leave its team to be looked at.
struct PriceRate: Sendable {
    let scale: Int64
    let placementWeight: Int64
    /// The whole price of a place on each case, nil on those that have none.
    let places: [Int64?]
    /// By team: what a pair must leave above its price to be looked at; nil of a team that takes no part.
    let floors: [Int64?]
    /// By case ⌊price ÷ scale⌋ − placement weight, in 32 bits where they and the floors fit. Whatever leaves more than its team's floor has a fit that
    /// less this is more than the team's narrow floor; the reverse need not hold.
    let narrow: [Int32]?
    /// By team ⌊floor ÷ scale⌋, `Int32.max` of a team that takes no part.
    let narrowFloors: [Int32]

    init(scale: Int64, placementWeight: Int64, places: [Int64?], floors: [Int64?]) {
        self.scale = scale
        self.placementWeight = placementWeight
        self.places = places
        self.floors = floors
        // A closed pair's fit is −2³⁰: it must stay below every floor and within 32 bits. What is cut off above only lets more through; what
        // were cut off below would hide pairs.
        let most = Int64(1) << 30
        let parts = places.map { $0.map { $0.dividedDown(by: scale) - placementWeight } ?? most }
        let bottoms = floors.map { $0.map { $0.dividedDown(by: scale) } }
        let fits = parts.allSatisfy { $0 >= Self.lowest } && bottoms.allSatisfy { $0 ?? 0 >= Self.lowest }
        narrow = fits ? parts.map { Int32(min($0, most)) } : nil
        narrowFloors = fits ? bottoms.map { floor in floor.map { Int32(min($0, most)) } ?? .max } : []
    }

    /// The lowest floor, of a scale of 1, that 32 bits hold.
    static let lowest = -(Int64(1) << 29)

    /// Of each team the pairs that leave most. What is cut off of prices beyond 32 bits changes which are the first to be held, and no proof.
    ///
    /// - Parameter places: as for any rate.
    static func ranking(places: [Int64?], teams: [Bool]) -> PriceRate {
        PriceRate(
            scale: 1, placementWeight: 0, places: places.map { $0.map { min($0, -Self.lowest - 1) } },
            floors: teams.map { $0 ? Self.lowest : nil })
    }

    /// What proves an optimum among some pairs, to be held against all: what counts is what leaves a team more than the pairs that it has, or
    /// at most `room` less.
    ///
    /// - Parameters:
    ///   - problem: holds some pairs of each team.
    ///   - places: the whole price of a place on each case, nil on those that have none.
    ///   - absent: whether a team takes no part.
    ///   - bonus: what a pair counts more than by its fit.
    init(
        _ problem: AssignmentProblem, scale: Int64 = 1, places: [Int64?], room: Int64? = nil, absent: (Int32) -> Bool,
        bonus: (_ team: Int, _ target: Int32) -> Int64 = { _, _ in 0 }
    ) {
        let floors: [Int64?] = (0..<problem.teamCount).map { team in
            if absent(Int32(team)) { return nil }
            var best: Int64 = 0
            for pair in problem.rowStarts[team]..<problem.rowStarts[team + 1] {
                let target = problem.edgeCases[pair]
                guard let price = places[Int(target)] else { continue }
                best = max(best, (Int64(problem.edgeFits[pair]) + problem.placementWeight) * scale + bonus(team, target) - price)
            }
            return room.map { best - $0 - 1 } ?? best
        }
        self.init(scale: scale, placementWeight: problem.placementWeight, places: places, floors: floors)
    }

    /// What a pair of that fit leaves above the price of its place, nil where there is no place.
    @inline(__always)
    func left(of fit: Int32, on target: Int) -> Int64? { places[target].map { (Int64(fit) + placementWeight) * scale - $0 } }
}

extension Int64 {
    /// The largest integer that is not above the quotient.
    fileprivate func dividedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
