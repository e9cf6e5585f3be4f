import Testing

@testable import Matching

@Suite("Explanations")
struct ExplanationTests {
    /// The definition of matching.md in exact fractions, from the findings alone.
    private func recomputed(_ found: FitExplanation, _ rules: FitRules) -> Int64 {
        var (skillTop, weightSum) = (Int64(0), Int64(0))
        for skill in found.skills {
            // In twelve-hundredths: a credited level is hundredths, a needed one divides twelve.
            let credited = Int64(skill.found.map { $0.level * $0.credit } ?? 0) * Int64(12 / skill.need.level)
            skillTop += Int64(skill.weight) * min(1_200, credited)
            weightSum += Int64(skill.weight)
        }
        let needed = found.weeks.reduce(Int64(0)) { $0 + Int64($1.needed) }
        let counted = found.weeks.reduce(Int64(0)) { $0 + Int64(min($1.common, $1.needed)) }
        let (skills, skillsOf) = weightSum == 0 ? (1, 1) : (skillTop, 1_200 * weightSum)
        let (time, timeOf) = needed == 0 ? (1, 1) : (counted, needed)
        let top = Int64(rules.skillWeight) * skills * timeOf + Int64(rules.timeWeight) * time * skillsOf
        let of = Int64(rules.skillWeight + rules.timeWeight) * skillsOf * timeOf
        return (20_000 * top + of) / (2 * of)
    }

    @Test(arguments: 1...40)
    func `the points of a pair recompute from its explanation to the unit`(seed: Int) throws {
        var rounds = RandomRounds(seed: UInt64(seed))
        let book = try FitBook(rounds.problem(teams: 9, cases: 9))
        let rules = book.problem.rules
        for team in 0..<book.teamCount {
            for found in book.explanations(team: team, targets: 0..<book.caseCount) {
                #expect(Int64(found.points) == recomputed(found, rules), "seed \(seed), team \(team), case \(found.target)")
                var (top, of) = (Int128(0), Int128(1))
                for part in found.parts { of *= Int128(part.of) }
                for part in found.parts { top += Int128(part.weight) * Int128(part.units) * of / Int128(part.of) }
                of *= Int128(rules.skillWeight + rules.timeWeight)
                #expect(Int128(found.points) == (20_000 * top + of) / (2 * of), "seed \(seed), team \(team), case \(found.target)")
                #expect(found.skills.reduce(0) { $0 + $1.units } == found.parts[0].units || found.skills.isEmpty)
                #expect(found.isEligible == found.verdicts.allSatisfy(\.failures.isEmpty))
            }
        }
    }

    @Test func `the formula is exact up to its limit`() {
        var dice = Dice(seed: 5)
        var checked = 0
        while checked < 20_000 {
            let (skillOf, timeOf) = (Int32(dice.roll(1...200_000)), Int32(dice.roll(1...20_000)))
            let (a, b) = (Int32(dice.roll(0...100)), Int32(dice.roll(1...100)))
            let formula = FitFormula(skillOf: skillOf, skillWeight: a, timeOf: timeOf, timeWeight: b)
            guard formula.isExact else { continue }
            checked += 1
            let (skills, time) = (Int32(dice.roll(0...Int(skillOf))), Int32(dice.roll(0...Int(timeOf))))
            let of = Int128(a + b) * Int128(skillOf) * Int128(timeOf)
            let top = Int128(a) * Int128(skills) * Int128(timeOf) + Int128(b) * Int128(time) * Int128(skillOf)
            let exact = (20_000 * top + of) / (2 * of)
            guard Int128(formula.points(skillUnits: skills, timeUnits: time)) == exact else {
                Issue.record("\(skills)/\(skillOf) · \(a) + \(time)/\(timeOf) · \(b) is \(exact)")
                return
            }
        }
        #expect(FitFormula(skillOf: 1_048_576, skillWeight: 97, timeOf: 40_001, timeWeight: 89).isExact == false)
    }
}
