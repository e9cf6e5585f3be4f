import Formats
import Matching
import Testing

struct AssignmentSentenceTests {
    private var instance: Instance {
        var instance = Instance()
        (instance.teams, instance.cases, instance.companies) = (["équipe 1"], ["cas 1"], [String(repeating: "k", count: 500)])
        return instance
    }

    @Test(
        arguments: [
            .arraysDisagree, .negativeCapacity(case: 0), .negativeCompanyCapacity(company: 0), .unknownCompany(case: 0),
            .unknownCase(pair: 6), .repeatedCase(team: 0), .fitOutOfRange(pair: 6), .weightOutOfRange, .repeatedCase(team: 9),
        ] as [AssignmentDefect])
    func `each defect is a short sentence in both languages, with the same names and without Swift's`(defect: AssignmentDefect) {
        let (en, fr) = defect.sentence(in: instance)
        #expect(en != fr && !en.hasSuffix(".") && !fr.hasSuffix(".") && en.utf8.count < 300 && fr.utf8.count < 300)
        let name = "\(defect)".prefix { $0 != "(" }
        for text in [en, fr] { #expect(!text.contains(name), "\(text)") }
        func named(_ text: String) -> [Bool] {
            ["« équipe 1 »", "« cas 1 »", "kkk…", "7", "10"].map(
                text.replacing("\"équipe 1\"", with: "« équipe 1 »").replacing("\"cas 1\"", with: "« cas 1 »").contains)
        }
        #expect(named(en) == named(fr), "\(en) / \(fr)")
    }
}
