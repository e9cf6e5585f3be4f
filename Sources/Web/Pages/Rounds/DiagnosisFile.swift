import API
import Hummingbird
import Vivier

/// All teams and cases that a diagnosis finds without a match, where its page lists the first of them: as a file.
struct DiagnosisFile {
    var say: Words
    var diagnosis: RoundDiagnosis

    static func response(_ desk: Desk) async throws -> Response {
        let look = DiagnoseRound(round: try desk.id("round"), query: DiagnosisQuery(listing: DiagnosisQuery.most))
        let file = DiagnosisFile(say: desk.say, diagnosis: try await desk.perform(look))
        let say = desk.say
        let header = [
            say("finding", "constat"), say("number", "numéro"), say("name", "nom"), say("closed by", "fermé par"),
            say("nearest", "le plus proche"), say("what is missing", "ce qui manque"),
        ]
        return desk.table(header, file.rows, "diagnosis.csv")
    }

    private var rows: [[String]] {
        let stranded = diagnosis.stranded.flatMap { team in
            [
                row(
                    say("team without an open case", "équipe sans cas ouvert"), team.name, closed(team.gates), team.nearestTitle ?? "",
                    team.missing.joined(separator: say("; ", "\u{A0}; ")))
            ] + team.repairs.map { mending($0, number: "") }
        }
        let idle = diagnosis.idle.map { one in
            let alone = one.alone.map { say.pair(GateWords.name($0.code, say), $0.text) }.joined(separator: " ")
            return row(say("case without an open team", "cas sans équipe possible"), one.title, closed(one.gates), "", alone)
        }
        let short = diagnosis.short.map { one in
            row(
                say("case that cannot run", "cas qui ne peut s’ouvrir"), one.title, "", "",
                say(
                    "needs \(one.minimum) teams, \(one.eligible) can take it",
                    "demande \(one.minimum) équipes, \(one.eligible) peuvent le prendre"))
        }
        return shortages + stranded + more(diagnosis.strandedTotal - diagnosis.stranded.count)
            + diagnosis.strandedRepairs.map { mending($0, number: "") } + idle + more(diagnosis.idleTotal - idle.count)
            + short + more(diagnosis.shortTotal - short.count)
    }

    /// Every team and case of each set that has too few places, under the number of the set.
    private var shortages: [[String]] {
        diagnosis.shortages.enumerated().flatMap { index, set -> [[String]] in
            let places = { (places: Int) in say.count(places, ("place", "places"), ("place", "places")) }
            let teams = set.teams.map { [say("team in a tight set", "équipe à l’étroit"), "\(index + 1)", $0.name, "", "", ""] }
            let cases = set.cases.map {
                [say("case of the set", "cas de l’ensemble"), "\(index + 1)", $0.title, "", "", places($0.places)]
            }
            let companies = set.companies.map {
                [say("company of the set", "entreprise de l’ensemble"), "\(index + 1)", $0.name, "", "", places($0.places)]
            }
            return teams + more(set.teamsTotal - teams.count) + cases + more(set.casesTotal - cases.count) + companies
                + set.repairs.map { mending($0, number: "\(index + 1)") }
        }
    }

    /// What would help, with the steps that it takes.
    private func mending(_ repair: RoundRepair, number: String) -> [String] {
        let steps = say.count(repair.cost, ("step", "steps"), ("pas", "pas"))
        return [
            say("what would help", "ce qui aiderait"), number, repair.teamName ?? "", "", repair.caseTitle ?? "",
            "\(repair.text) (\(steps))",
        ]
    }

    private func row(_ finding: String, _ name: String, _ closed: String, _ nearest: String = "", _ missing: String = "") -> [String] {
        [finding, "", name, closed, nearest, missing]
    }

    /// What the file has no room for is counted, so that nobody takes it for the whole.
    private func more(_ count: Int) -> [[String]] {
        count > 0 ? [row(say("and \(say.number(count)) more", "et \(say.number(count)) de plus"), "", "")] : []
    }

    private func closed(_ gates: [GateCount]) -> String {
        gates.map { "\(GateWords.name($0.code, say)) \($0.closed)" }.joined(separator: ", ")
    }
}
