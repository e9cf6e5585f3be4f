import API
import Testing

@testable import Matching
@testable import Vivier

/// Why a case is out of reach, as people say it.
@Suite struct GateSentenceTests {
    private let names = RoundNames(
        skills: ["Comptabilité", "Fiscalité"], languages: ["allemand"], places: ["Lyon"], schools: ["École"])

    @Test func `levels are words, numbers are written as the language does, and nearness is said`() {
        let language = GateFailure.language(0, needs: 3, has: 1, member: 0).sentence(names)
        #expect(language.fr == "un membre parle allemand au niveau A1, le cas demande B1")
        let none = GateFailure.language(0, needs: 3, has: 0, member: 0).sentence(names)
        #expect(none.fr == "un membre ne parle pas allemand, le cas demande B1")
        #expect(GateFailure.place(0).sentence(names).fr == "personne de l’équipe n’habite à Lyon")
        let nobody = GateFailure.mustSkill(0, needs: 2, gate: 1, creditedHundredths: 0).sentence(names)
        #expect(
            nobody.fr
                == "«\u{A0}Comptabilité\u{A0}» est indispensable\u{A0}: niveau demandé pratique, au moins notions\u{A0}; personne dans l’équipe ne l’a"
        )
        let time = GateFailure.time(halfHours: 25, of: 80, least: 40).sentence(names)
        #expect(time.fr == "l’équipe partage 12,5\u{A0}h sur 40\u{A0}h dans la période, il en faut 20\u{A0}h")
        #expect(time.en.hasPrefix("the team shares 12.5\u{A0}h of 40\u{A0}h"))

        let found = SkillFinding.Found(member: 0, skill: 1, level: 3, relation: .sibling, credit: 25)
        let finding = SkillFinding(
            need: SkillNeed(skill: 0, level: 2, importance: .must), weight: 1, gateLevel: 1, found: found, units: 0)
        let near = GateFailure.mustSkill(0, needs: 2, gate: 1, creditedHundredths: 75).sentence(names, bringing: [finding])
        #expect(
            near.fr
                == "«\u{A0}Comptabilité\u{A0}» est indispensable\u{A0}: niveau demandé pratique, au moins notions. Dans l’équipe, «\u{A0}Fiscalité\u{A0}» (autonomie), "
                + "voisine, compte pour un quart\u{A0}: 0,75 niveau, il en faudrait 1")
        #expect(near.en.contains("“Fiscalité” (autonomy), a neighbour, counts for a quarter: 0.75 of a level, 1 would do"))
    }

    @Test func `what it would have taken is listed as people list things`() {
        let raises = [FitRemedies.Raise(skill: 0, member: 0, from: 0, to: 1), FitRemedies.Raise(skill: 1, member: 0, from: 0, to: 2)]
        let both = FitRemedies.Remedy(raises: raises, halfHours: 4, fit: 9_000)
        func said(_ language: Language) -> [String] {
            RemedyWords(names: names, members: ["–"], language: language).remedies(RemedyFindings(fits: FitRemedies(both: both)))
                .map(\.message)
        }
        #expect(said(.english) == ["Comptabilité: notions, Fiscalité: practice and 2\u{A0}h more in common over the whole window"])
        #expect(
            said(.french) == [
                "Comptabilité\u{A0}: notions, Fiscalité\u{A0}: pratique et 2\u{A0}h communes de plus sur toute la période"
            ])
    }
}
