import API
import Hummingbird
import Vivier

/// The teams of a shortlist, without names, as a file.
enum ShortlistFile {
    /// Of those that the page finds, in its order.
    static func path(_ businessCase: BusinessCase.ID, _ round: Round.ID, _ desk: Desk) -> String {
        Desk.address("/desk/cases/\(businessCase)/teams.csv", ["round": "\(round)", "q": desk.query("q"), "sort": desk.query("sort")])
    }

    static func response(_ desk: Desk) async throws -> Response {
        let (id, say): (BusinessCase.ID, Words) = (try desk.id("case"), desk.say)
        guard let round = desk.query("round").flatMap({ Round.ID($0) }) else { throw Failure.noSuchPage }
        let rows = try await desk.all { cursor in
            let page = try await desk.perform(ListTeamCards(round: round, case: id, query: desk.sorted(200, cursor)))
            return (page.items.map { row($0, desk) }, page.next)
        }
        let header = [
            say("team", "équipe"), say("decision", "décision"), say("reason", "raison"), say("fit", "adéquation"),
            say("fit of skills", "adéquation des compétences"), say("fit of time", "adéquation du temps"), say("members", "membres"),
            say("hours a week in common", "heures communes par semaine"), say("brings", "apporte"), say("lacks", "il manque"),
            say("all speak", "tous parlent"),
        ]
        return desk.table(header, rows, "teams.csv")
    }

    private static func row(_ card: TeamCard, _ desk: Desk) -> [String] {
        let say = desk.say
        let decision = card.vetoed ? say("declined", "écartée") : card.place.map { say.number($0) } ?? say("undecided", "à décider")
        func skills(_ areThere: Bool) -> String {
            card.skills.filter { ($0.foundLevel >= $0.neededLevel) == areThere }
                .map { "\($0.skill) (\(say("\($0.foundLevel) of \($0.neededLevel)", "\($0.foundLevel) sur \($0.neededLevel)")))" }
                .joined(separator: say("; ", "\u{A0}; "))
        }
        return [
            card.label, decision, card.reason ?? "", desk.cell(fit: card.fit), desk.cell(fit: card.skillFit), desk.cell(fit: card.timeFit),
            "\(card.members)", CaseWords.hours(halves: card.commonHalfHours, say), skills(true), skills(false),
            card.languages.map(say.spoken).joined(separator: ", "),
        ]
    }
}
