import Matching

/// Students of business schools by the thousand: timetables by class group, a job or a sport besides, skills by programme.
enum GeneratedStudents {
    private static let programmes = 6
    private static let groupSize = 35
    /// Skills that the cases ask, each at up to three levels.
    private static let skills = 24

    static func problem(students count: Int, seed: UInt64, attribute: Bool = true) -> FormationProblem {
        var dice = GeneratorDice(seed: seed)
        let groups = (0..<(count + groupSize - 1) / groupSize).map { _ in timetable(&dice) }
        let students = (0..<count).map { index in
            let group = index / groupSize
            let programme = group % programmes
            var week = groups[group]
            // A job, a sport, a way home: one to four half-days.
            for _ in 0..<1 + dice.below(4) {
                let (day, from) = (dice.below(7), 16 + 2 * dice.below(11))
                week = week.subtracting(WeekMask(days: day..<day + 1, halfHours: from..<from + 8))
            }
            return FormationStudent(
                brings: skills(of: programme, &dice), week: week, traits: attribute ? Marks([Int32(programme)]) : Marks())
        }
        let wants = (0..<skills * 3).map { want -> Int32 in
            let (skill, step) = (want / 3, want % 3)
            return Int32(1 + (skill * 7 + step * 5) % 9)
        }
        var problem = FormationProblem(students: students, wants: wants, sizes: TeamSizes(least: 4, most: 6), seed: seed)
        problem.together = disjoint(pairs(count, &dice))
        let held = Set(problem.together.flatMap { [$0.one, $0.other] })
        problem.apart = pairs(count, &dice).filter { !held.contains($0.one) || !held.contains($0.other) }
        return problem
    }

    /// One for each eighty students.
    private static func pairs(_ count: Int, _ dice: inout GeneratorDice) -> [StudentPair] {
        var pairs: [StudentPair] = []
        for _ in 0..<count / 80 { pairs.append(StudentPair(Int32(dice.below(count)), Int32(dice.below(count)))) }
        return pairs.filter { $0.one != $0.other }
    }

    /// Free from eight to eight but for five to seven half-days of lessons.
    private static func timetable(_ dice: inout GeneratorDice) -> WeekMask {
        var week = WeekMask(days: 0..<6, halfHours: 16..<44)
        for _ in 0..<5 + dice.below(3) {
            let (day, afternoon) = (dice.below(5), dice.below(2))
            week = week.subtracting(WeekMask(days: day..<day + 1, halfHours: afternoon == 0 ? 16..<25 : 26..<36))
        }
        return week
    }

    /// Three to seven skills, most of them of the programme's own four; each level includes those below.
    private static func skills(of programme: Int, _ dice: inout GeneratorDice) -> Marks {
        var marks: [Int32] = []
        for _ in 0..<3 + dice.below(5) {
            let skill = dice.below(10) < 6 ? programme * 4 + dice.below(4) : dice.below(skills)
            for level in 0...dice.below(3) { marks.append(Int32(skill * 3 + level)) }
        }
        return Marks(marks)
    }

    private static func disjoint(_ pairs: [StudentPair]) -> [StudentPair] {
        var seen: Set<Int32> = []
        return pairs.filter { seen.insert($0.one).inserted && seen.insert($0.other).inserted }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
private struct GeneratorDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)).multipliedFullWidth(by: UInt64(limit)).high)
    }
}
