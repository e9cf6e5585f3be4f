package import API
import Formats
import Matching
import Postgres

/// What would have given a team a case that a run did not give it: the fewest levels of skills, the fewest half-hours, the fewest places.
/// Each is found on the run's own snapshot, levels and hours by scoring the changed team, places by optimising again.
package struct FindRemedies: UseCase {
    package var id: Run.ID
    package var query: ExplanationQuery
    /// How long it may search.
    package var limit: Duration

    /// The longest `limit` there is.
    package static let longest = Duration.seconds(120)

    package init(run: Run.ID, query: ExplanationQuery, limit: Duration = longest) {
        id = run
        self.query = query
        self.limit = min(limit, Self.longest)
    }

    package enum No: Refusal {
        case tooManyPairs, tooLong

        package var reason: RefusalReason {
            switch self {
            case .tooManyPairs:
                RefusalReason(
                    .conflict, code: "too-many-pairs",
                    en: "What it would have taken is found among 20 million eligible pairs at most, and this run has more.",
                    fr: "Ce qu’il aurait fallu se cherche parmi 20 millions de paires possibles au plus, et ce calcul en a davantage.")
            case .tooLong:
                RefusalReason(
                    .conflict, code: "remedies-too-long", en: "The search was given up after two minutes.",
                    fr: "La recherche a été abandonnée après deux minutes.")
            }
        }
    }

    package var needs: Permission { .compareRuns }
    /// It names members with what they would have to learn.
    package var audited: Audited? { Audited("findRemedies", query.team) }
    package static var isolation: Isolation { .repeatableRead }
    package static var reflection: Duration? { longest + .seconds(60) }

    package func run(in work: UnitOfWork) async throws -> Remedies {
        let pair = try await work.pair(of: id, query)
        let points = try MatchingEngine.book(of: pair.snapshot).explanation(team: pair.team, target: pair.target).points
        var answer = Remedies(
            team: query.team, teamName: pair.teamName, case: query.case, caseTitle: pair.caseTitle, matched: pair.isMatched,
            fit: Int(points))
        if pair.isMatched { return answer }
        if pair.snapshot.problem.pins.contains(where: { $0.team == Int32(pair.team) }) {
            let isKept = try await work.keptTeams(of: id).contains(query.team.description)
            answer.conditions = [
                (isKept
                    ? Sentence(
                        en:
                            "the repair keeps the team on its case: choose another of its repairs, or branch the run with a pin to this one",
                        fr: "la réparation maintient l’équipe sur son cas : choisissez-en une autre, ou faites une branche qui la fixe ici")
                    : Sentence(
                        en: "the team is pinned to another case: lift that decision",
                        fr: "l’équipe est fixée sur un autre cas : levez cette décision")).text(work.caller.language)
            ]
            return answer
        }
        if pair.snapshot.problem.leavesOut(pair.target, team: pair.team) {
            answer.conditions = [StandingReason.teamRefuses.sentence.text(work.caller.language)]
            return answer
        }
        let hash = SHA256.hash(of: try await work.snapshotToComputeWith(of: id))
        let found: RemedyFindings
        do {
            found = try await MatchingEngine.remedies(
                pair.snapshot, hash: hash, pair.result, team: pair.team, target: pair.target, until: .now + limit)
        } catch MatchingEngine.Fault.tooManyPairs {
            throw No.tooManyPairs
        } catch MatchingEngine.Fault.outOfTime {
            throw No.tooLong
        }
        let words = RemedyWords(
            names: try await pair.snapshot.roundNames(in: work), members: pair.members, language: work.caller.language)
        if let forced = found.forced {
            answer.neededFit = forced.neededFit > 10_000 ? nil : Int(max(0, forced.neededFit))
            answer.forced = Remedies.Forced(
                fitLost: Int(forced.fitLost(fit: points)), placedLost: forced.placedLost, teamsMoved: forced.moved)
        }
        answer.conditions = found.closed.map { $0.sentence(words.names).text(words.language) }
        answer.remedies = words.remedies(found)
        return answer
    }
}
