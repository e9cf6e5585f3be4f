import API
import Hummingbird
import Vivier

/// The cases of a published round that a team has not got.
struct OtherCases {
    /// At which place the team's ranking has each case, from 1.
    var places: [BusinessCase.ID: Int]
    /// By the team's ranking where no order is asked for.
    var cases: [RankableCase]

    /// - Parameters:
    ///   - found: what the address asks for.
    ///   - isSorted: whether it asks for an order, which `found` has then.
    init(_ found: [RankableCase], _ ranking: [[BusinessCase.ID]], of here: OwnRound, isSorted: Bool) {
        let places = Dictionary(
            ranking.enumerated().flatMap { place, tied in tied.map { ($0, place + 1) } }, uniquingKeysWith: { first, _ in first })
        let rest = found.filter { $0.case != here.match?.case }
        cases = isSorted ? rest : rest.sorted { (places[$0.case] ?? .max, $0.title) < (places[$1.case] ?? .max, $1.title) }
        self.places = places
    }

    /// All that the address asks for as a file.
    static func file(_ desk: Desk) async throws -> Response {
        let rounds = try await desk.perform(ListOwnRounds(student: try desk.me())).items.filter { $0.run != nil }
        let asked = desk.query("run")
        guard let here = rounds.first(where: { asked == nil || $0.run.map { "\($0)" } == asked }) else { throw Failure.noSuchPage }
        let ranking = try await desk.perform(ShowRanking(round: here.round, team: here.team)).cases.map(\.tied)
        let found = try await RankedCases(desk, here).read(RankedCases.asked(desk))
        let list = OtherCases(found, ranking, of: here, isSorted: desk.query("sort") != nil)
        let say = desk.say
        let rows = list.cases.map { line in [line.title, line.company.name, list.places[line.case].map(say.number) ?? ""] }
        return desk.table([say("case", "cas"), say("company", "entreprise"), say("rank", "rang")], rows, "cases.csv")
    }
}
