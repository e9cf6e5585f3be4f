import API
import Hummingbird
import Vivier

/// Every team that one way to repair a run moves, where the page names the first of them: as a file.
struct RepairFile {
    static func response(_ desk: Desk) async throws -> Response {
        let run = try await desk.perform(ShowRun(run: try desk.id("run")))
        let gone = try await GoneThings.read(desk.queries, in: run.round, desk)
        let preview = try await desk.perform(RepairRun(run: run.id, body: gone.request, listing: .max))
        guard let way = preview.repairs.first(where: { "\($0.moved)" == desk.query("moved") }) else { throw Failure.noSuchPage }
        let say = desk.say
        let header = [
            say("team", "équipe"), say("why", "pourquoi"), say("from", "de"), say("to", "vers"), say("fit before", "adéquation avant"),
            say("fit", "adéquation"),
        ]
        let rows = way.moves.map { move -> [String] in
            let (from, to) = (move.fromTitle ?? "", move.toTitle ?? say("no case", "sans cas"))
            let fits: [String] = [move.fitBefore, move.fit].map { fit in fit.map { desk.cell(fit: $0) } ?? "" }
            return [move.name, why(move.kind, say), from, to] + fits
        }
        return desk.table(header, rows, "repair.csv")
    }

    private static func why(_ kind: TeamMove.Kind, _ say: Words) -> String {
        switch kind {
        case .displaced: say("has lost its case", "a perdu son cas")
        case .moves: say("gives up its case", "laisse son cas")
        case .joins: say("had no case", "n’avait pas de cas")
        }
    }
}
