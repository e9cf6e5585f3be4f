import Formats
import Matching
import Testing

struct BrokenSentenceTests {
    private var instance: Instance {
        var instance = Instance()
        (instance.teams, instance.cases, instance.companies) = (["équipe 1"], ["cas \u{202E}1"], [String(repeating: "k", count: 500)])
        return instance
    }

    @Test(
        arguments: [
            .unknownTeam(3), .unknownCase(4), .otherPolicy(claimed: .stable, asked: .bestTotal),
            .levelsMissing, .levelOutOfOrder(5), .levelDiffers(level: nil, claimed: 1, counted: 2),
            .levelDiffers(level: 5, claimed: 1, counted: 2), .placingOutOfRange(9), .levelNotProven(level: nil, bound: 3, total: 2),
            .levelNotProven(level: 4, bound: 3, total: 2), .fitPricesMissing(engine: 3), .fitPricesMissing(engine: 4),
            .otherInstance(stated: "aa", actual: "bb"), .teamMatchedTwice(team: 0), .banned(team: 0, target: 0),
            .notEligible(team: 0, target: 0),
            .pinIgnored(team: 0, target: 0), .overCapacity(.case(0), matches: 3, capacity: 2),
            .overCapacity(.company(0), matches: 3, capacity: 2),
            .unmatchedTwice(team: 0), .unmatchedHasMatch(team: 0), .unmatchedMissing(team: 0), .placedDiffers(claimed: 1, counted: 2),
            .totalFitDiffers(claimed: 1, counted: 2), .placementWeightMissing, .placementWeightUnasked(7),
            .placementWeightTooSmall(7, mustExceed: 9), .pricesMissing, .priceOutOfRange(.company(0), -1),
            .priceWithoutCapacity(company: 0),
            .teamsMissing(fed: 1, of: 2), .notProven(bound: 2, total: 1), .notProven(bound: 2, total: 1, .team(0, has: nil, wants: 0)),
            .notProven(bound: 2, total: 1, .team(0, has: 0, wants: nil)), .notProven(bound: 2, total: 1, .place(.case(0), free: 1)),
            .notProven(bound: 2, total: 1, .place(.company(0), free: 2)), .blockingPair(team: 0, target: 0), .sizeBoundMissing,
            .sizeBoundDiffers(claimed: 1, proven: 2),
        ] as [BrokenCondition])
    func `each condition is a short sentence in both languages, with the same ids and numbers`(condition: BrokenCondition) {
        let (en, fr) = condition.sentence(in: instance)
        #expect(en != fr && !en.hasSuffix(".") && !fr.hasSuffix("."))
        for text in [en, fr] {
            #expect(text.utf8.count < 400 && !text.unicodeScalars.contains(where: VisibleText.isHidden), "\(text)")
        }
        func named(_ text: String) -> [Bool] { ["équipe 1", #"cas \u{202E}1"#, "kkk…"].map(text.contains) }
        #expect(named(en) == named(fr), "\(en) / \(fr)")
        func numbers(_ text: String) -> [Substring] { text.split { !$0.isNumber }.sorted() }
        #expect(numbers(en.replacing("a free place", with: "")) == numbers(fr), "\(en) / \(fr)")
    }

    @Test func `of a result without the proof of its total fit it is said which engine made it and what to do`() {
        let (en, fr) = BrokenCondition.fitPricesMissing(engine: 3).sentence(in: instance)
        #expect(
            en == "made by engine 3: its levels prove the ranks but not the total fit of those places; "
                + "run the round again to have that proven")
        #expect(
            fr == "fait par le moteur 3 : ses niveaux prouvent les rangs, mais pas l’adéquation totale de ces places ; "
                + "relancez le calcul pour qu’elle soit prouvée")
        #expect(BrokenCondition.fitPricesMissing(engine: 4).sentence(in: instance).en.hasPrefix("the certificate has no fits"))
    }

    @Test func `in French it reads`() {
        let end = LooseEnd.team(0, has: nil, wants: 0)
        #expect(
            BrokenCondition.notProven(bound: 20, total: 10, end).sentence(in: instance).fr
                == "les prix prouvent au plus 20, les affectations pèsent 10 : l’optimum n’est pas prouvé, "
                + #"car à ces prix l’équipe « équipe 1 » préférerait avoir le cas « cas \u{202E}1 » plutôt que rien"#)
    }
}
