package import API
import Formats
import Foundation
import Matching
import Postgres

/// Why a team and a case of a run fit as they do, computed from the run's own snapshot by the code that computed the run.
///
/// A student asks about the own team in a published run, and is told nothing from which another team's place could be learnt: not what the
/// match would have cost the others.
package struct ExplainPair: UseCase {
    package var id: Run.ID
    package var query: ExplanationQuery
    /// Up to so many eligible pairs the cost is found by optimising again.
    package var mostPairsSolved = 20_000_000

    package init(run: Run.ID, query: ExplanationQuery) {
        id = run
        self.query = query
    }

    package var needs: Permission { .explainMatches }
    /// It names members with their skills.
    package var audited: Audited? { Audited("explain", query.team) }
    package static var isolation: Isolation { .repeatableRead }
    package static var reflection: Duration? { RunRound.reflection }

    package func run(in work: UnitOfWork) async throws -> Explanation {
        let pair = try await work.pair(of: id, query)
        let (snapshot, team, target) = (pair.snapshot, pair.team, pair.target)
        let found = try MatchingEngine.book(of: snapshot).explanation(team: team, target: target)
        let names = try await snapshot.roundNames(in: work)
        let declined = try await work.vetoReason(of: query.team, for: query.case, in: pair.run.round)
        var standing = try await full(found, pair, in: work)
        if standing == nil { standing = try await self.standing(of: found, pair, work.caller.language) }
        return Explanation(
            team: query.team, teamName: pair.teamName, case: query.case, caseTitle: pair.caseTitle, eligible: found.isEligible,
            matched: pair.isMatched, policy: pair.run.rules.policy,
            gates: gates(of: found, names, declined, work.caller.language),
            skills: skills(of: found, names, pair.members, work.caller.language),
            skillFit: points(of: .skills, in: found), timeFit: points(of: .time, in: found), weeks: weeks(of: found),
            fit: Int(found.points),
            cost: work.caller.role == .student ? nil : try await pair.cost(of: found, mostSolved: mostPairsSolved),
            standing: standing,
            openings: try openings(of: found, pair, RemedyWords(names: names, members: pair.members, language: work.caller.language)))
    }

    /// Asks for no fit but for open gates, so that it tells nothing of other teams.
    private func openings(of found: FitExplanation, _ pair: RunPair, _ words: RemedyWords) throws -> [String] {
        guard !found.isEligible, found.failures.allSatisfy(\.gate.opensWithSkillsOrTime) else { return [] }
        let fits = try MatchingEngine.book(of: pair.snapshot).remedies(team: pair.team, target: pair.target, reaching: 0)
        return words.remedies(RemedyFindings(fits: fits)).map(\.message)
    }

    // MARK: The parts

    private func gates(of found: FitExplanation, _ names: RoundNames, _ declined: String?, _ language: Language) -> [Explanation.Gate] {
        found.verdicts.flatMap { gate, failures in
            failures.isEmpty
                ? [Explanation.Gate(code: gate.rawValue, passed: true, message: GateFailure.passed(gate).text(language))]
                : failures.map {
                    let sentence = $0.sentence(names, bringing: found.skills, declined: declined)
                    return Explanation.Gate(code: gate.rawValue, passed: false, message: sentence.text(language))
                }
        }
    }

    private func skills(
        of found: FitExplanation, _ names: RoundNames, _ members: [String], _ language: Language
    ) -> [Explanation.SkillPart] {
        let whole = found.parts.first { $0.criterion == .skills }?.of ?? 1
        return found.skills.map { finding in
            let held = finding.found
            return Explanation.SkillPart(
                skill: names.skills[Int(finding.need.skill)], importance: finding.need.importance.rawValue,
                neededLevel: Int(finding.need.level), foundLevel: Int(held?.level ?? 0), relation: held?.relation.rawValue ?? "none",
                through: held.flatMap { $0.relation == .exact ? nil : names.skills[Int($0.skill)] },
                member: held.map { members[Int($0.member)] }, worth: Int(held?.credit ?? 0),
                credit: Int(Int64(finding.units) * 10_000 / Int64(max(1, whole))))
        }
    }

    private func points(of criterion: FitPart.Criterion, in found: FitExplanation) -> Int {
        found.parts.first { $0.criterion == criterion }.map { Int($0.points) } ?? 0
    }

    private func weeks(of found: FitExplanation) -> [Explanation.WeekPart] {
        found.weeks.map {
            Explanation.WeekPart(
                week: Day(daysSinceEpoch: $0.monday).description, commonHalfHours: Int($0.common), neededHalfHours: Int($0.needed))
        }
    }

    /// Of a case that had no place to give: who has it, as far as the caller sees it.
    private func full(_ found: FitExplanation, _ pair: RunPair, in work: UnitOfWork) async throws -> Explanation.Standing? {
        guard found.isEligible, !pair.isMatched, pair.snapshot.problem.cases[pair.target].capacity == 0 else { return nil }
        let sentence = try await work.fullness(of: query.case, besides: pair.run.round)
        return Explanation.Standing(code: FairnessReason.noPlace.code, message: sentence.text(work.caller.language))
    }

    /// Of a stable run: which of the two would not rather have the other. Of a fairest one: where the chain of levels leaves the pair out.
    /// Where cases have minimums: that the case does not run.
    private func standing(of found: FitExplanation, _ pair: RunPair, _ language: Language) async throws -> Explanation.Standing? {
        guard found.isEligible else { return nil }
        let (snapshot, result, team, target) = (pair.snapshot, pair.result, pair.team, pair.target)
        if result.policy == .bestTotal {
            let minimum = snapshot.problem.cases[target].minimum
            if minimum > 0, !result.matches.contains(where: { $0.target == Int32(target) }) {
                return Explanation.Standing(code: "case-does-not-run", message: Sentence.doesNotRun(minimum).text(language))
            }
            if pair.isMatched { return nil }
            if let kept = pair.run.settled?.keptSentence {
                return Explanation.Standing(code: "teams-kept", message: "\(Self.notHere.text(language)) \(kept.text(language))")
            }
            if snapshot.problem.pins.contains(where: { $0.team == Int32(team) }) {
                return Explanation.Standing(
                    code: StandingReason.teamPinned.rawValue, message: StandingReason.teamPinned.sentence.text(language))
            }
            guard !DensePlaces(snapshot.problem).hasPlace(target) else { return nil }
            return Explanation.Standing(code: "places-settled", message: Self.placesSettled.text(language))
        }
        if snapshot.problem.leavesOut(target, team: team) {
            return Explanation.Standing(
                code: StandingReason.teamRefuses.rawValue, message: StandingReason.teamRefuses.sentence.text(language))
        }
        let instance = snapshot.instance(ofTeam: team, in: try MatchingEngine.book(of: snapshot))
        if result.policy == .fairest {
            guard var reason = FairnessReason(of: team, and: target, in: instance, result) else { return nil }
            if reason == .asFair, pair.run.eligible <= MatchingEngine.mostPairsMadeFair {
                reason = try await MatchingEngine.fairness(snapshot, result, team: team, target: target)
            }
            return Explanation.Standing(code: reason.code, message: reason.sentence.text(language))
        }
        return StandingReason(of: team, and: target, in: instance, matches: result.matches).map {
            Explanation.Standing(code: $0.rawValue, message: $0.sentence.text(language))
        }
    }

    private static let placesSettled = Sentence(
        en: "All its places are held by teams whose case was settled before the run.",
        fr: "Toutes ses places sont tenues par des équipes dont le cas a été décidé avant le calcul.")

    private static let notHere = Sentence(
        en: "The repair gives the team another case, or none.", fr: "La réparation donne à l’équipe un autre cas, ou aucun.")
}
