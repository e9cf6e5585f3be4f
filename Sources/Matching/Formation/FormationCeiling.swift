/// What no formation can have of points that isolates at most so many.
///
/// Where nobody is to be alone with a trait, it comes into at most half as many teams as students have it, and a team has room for at most
/// half as many traits of one family as members. A want is covered in no more teams than the traits of those who bring it come into.
/// Points under both limits and the supply are a linear program; whatever the multipliers of its constraints, the relaxed sum is a bound
/// (Geoffrion 1974), and steps along its subgradients find good ones.
struct FormationCeiling {
    /// What no formation exceeds, however many it isolates.
    private let unconditional: Int
    private let time: Int
    private var relaxations: [TraitRelaxation] = []

    init(
        _ bound: FormationBound, _ units: FormationUnits, teams: Int, sizes: ClosedRange<Int>, problem: FormationProblem,
        scale: borrowing TeamScale, watch: inout CancelWatch
    ) {
        unconditional = bound.points
        time = bound.time
        // Nobody is alone in a team of one.
        guard sizes.lowerBound > 1 else { return }
        for family in TraitFamily.all(of: problem, units, &watch) {
            relaxations.append(TraitRelaxation(family, students: units.students, teams: teams, sizes: sizes, scale: scale))
        }
    }

    /// Looks for the multipliers that give the least bound where so many are isolated.
    /// - Returns: whether it came to its end.
    mutating func tune(isolating isolated: Int, _ watch: inout CancelWatch) -> Bool {
        if watch.look() { return false }
        for index in relaxations.indices {
            if !relaxations[index].tune(isolating: isolated, &watch) { return false }
        }
        return true
    }

    /// The bound by the multipliers found so far.
    func points(isolating isolated: Int) -> Int {
        relaxations.reduce(unconditional) { min($0, time + $1.bound(isolating: isolated)) }
    }
}
