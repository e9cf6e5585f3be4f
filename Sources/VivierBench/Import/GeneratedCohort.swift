import Formats
import Foundation
import Vivier

/// A seeded cohort as the cohort CSV: every student has eight skills of the starter referential, in French or in English, and all the
/// other columns that a school fills.
struct GeneratedCohort {
    var students: Int
    var seed: UInt64
    /// Members a team; 0 for a file without that column.
    var teamSize = 0

    static let skillsEach = 8

    /// The same values give the same bytes on every machine.
    func csv() throws -> [UInt8] {
        var dice = RoundDice(state: seed)
        let labels = try StarterSkill.all().flatMap { [$0.labelFr, $0.labelEn] }
        let weeks = (0..<200).map { _ in week(&dice) }
        var header = RosterField.allCases.map(\.rawValue)
        if teamSize == 0 { header.removeLast() }
        var writer = CSVWriter(header: header)
        for number in 0..<students {
            let (given, family) = (name(&dice, of: 2), name(&dice, of: 3))
            let mailbox = "\(given) \(family)".foldedLabel.replacing(" ", with: ".")
            var row = [
                "E\(1_000_000 + number)", given, family, "\(mailbox).\(number)@etu.example",
                pick(["Master Grande École", "Bachelor Management", "Master Marketing", "Master Finance"], &dice),
                pick(["2027-06", "2027-09", "2028-06"], &dice), languages(&dice), skills(labels, &dice), pick(weeks, &dice),
                "\(4 + dice.below(9))", "2026-09-\(10 + dice.below(20))", "2027-06-\(10 + dice.below(20))",
                pick(["Lyon", "Lille", "Saint-Étienne", "Évry", "Nantes", "Bordeaux"], &dice),
            ]
            if teamSize > 0 { row.append("Équipe \(number / teamSize + 1)") }
            writer.append(row)
        }
        return Array(writer.text.utf8)
    }

    private func pick(_ list: [String], _ dice: inout RoundDice) -> String { list[dice.below(list.count)] }

    private func name(_ dice: inout RoundDice, of parts: Int) -> String {
        let parts = (0..<parts).map { _ in
            pick(["mar", "lé", "nou", "ba", "chi", "ro", "zel", "vi", "tan", "que", "dor", "sa", "my", "fon", "ker", "el"], &dice)
        }
        return parts.joined().capitalized
    }

    private func languages(_ dice: inout RoundDice) -> String {
        "fr:\(pick(["C1", "C2"], &dice));en:\(pick(["B1", "B2", "C1"], &dice))" + (dice.chance(20) ? ";es:B1" : "")
    }

    private func skills(_ labels: [String], _ dice: inout RoundDice) -> String {
        var chosen: [Int] = []
        while chosen.count < Self.skillsEach {
            // Some skills are common, most are rare; both labels of one are one skill.
            let skill = min(dice.below(labels.count / 2), dice.below(labels.count / 2))
            if !chosen.contains(skill) { chosen.append(skill) }
        }
        return chosen.map { "\(labels[$0 * 2 + dice.below(2)]):\(1 + dice.below(4))" }.joined(separator: ";")
    }

    private func week(_ dice: inout RoundDice) -> String {
        var days = ["mon", "tue", "wed", "thu", "fri"]
        return (0..<3).map { _ in
            let day = days.remove(at: dice.below(days.count))
            return day + (dice.chance(50) ? " 09:00-12:00" : " 14:00-18:00")
        }
        .joined(separator: ";")
    }
}
