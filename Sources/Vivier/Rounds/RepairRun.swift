package import API
import Formats
import Matching
import Postgres

/// What can be done when after a run a case is withdrawn, loses or gains places, or a team leaves: the frontier of teams moved against total
/// fit. It is computed from the run's own snapshot, result and prices; nothing is stored.
package struct RepairRun: UseCase {
    package var id: Run.ID
    package var request: RepairRequest
    /// How long it may search and check.
    package var limit: Duration

    /// The longest `limit` there is.
    package static let longest = Duration.seconds(600)
    /// Teams that are listed of each repair.
    package var listing: Int

    /// - Parameter listing: teams that are listed of each repair.
    package init(run: Run.ID, body: RepairRequest, limit: Duration = longest, listing: Int = 500) {
        self.listing = listing
        id = run
        request = body
        self.limit = min(limit, Self.longest)
    }

    package enum No: Refusal {
        case otherPolicy, minimums(String), tooLong, pinned(String)

        package var reason: RefusalReason {
            switch self {
            case .otherPolicy:
                RefusalReason(
                    .conflict, code: "not-best-total",
                    en:
                        "Only a run of the best total can be repaired. Compute this one again without what has gone: vivier round branch RUN "
                        + "--without-case CASE, or --without-team TEAM; that branch can be published in its place.",
                    fr:
                        "Seul un calcul au meilleur total peut être réparé. Refaites celui-ci sans ce qui est parti : vivier round branch RUN "
                        + "--without-case CASE, ou --without-team TEAM ; cette branche peut être publiée à sa place."
                )
            case .minimums(let cases):
                RefusalReason(
                    .conflict, code: "has-minimums",
                    en:
                        "A repair cannot keep a minimum of teams, and this run has one: \(cases). Run it again without what has gone: vivier round "
                        + "branch RUN --without-case CASE, or --without-team TEAM; that branch can be published in its place.",
                    fr:
                        "Une réparation ne peut garantir un minimum d’équipes, et ce calcul en a un : \(cases). Relancez-le sans ce qui est "
                        + "parti : vivier round branch RUN --without-case CASE, ou --without-team TEAM ; cette branche peut être publiée à sa place."
                )
            case .tooLong:
                RefusalReason(
                    .conflict, code: "repair-too-long",
                    en: "The search was given up after ten minutes. Ask for fewer changes at once.",
                    fr: "La recherche a été abandonnée après dix minutes. Demandez moins de changements à la fois.")
            case .pinned(let title):
                RefusalReason(
                    .conflict, code: "pins-over-capacity",
                    en: "More teams are pinned to “\(title)” than it would have places. Leave it more, or withdraw it.",
                    fr: "Plus d’équipes sont fixées sur « \(title) » qu’il n’aurait de places. Laissez-en davantage, ou retirez le cas.")
            }
        }
    }

    package var needs: Permission { .manageRounds }
    package static var isolation: Isolation { .readOnly }
    package static var reflection: Duration? { longest + .seconds(60) }

    package func run(in work: UnitOfWork) async throws -> RepairPreview {
        let row = try await work.one("SELECT organisation_id, policy FROM run WHERE id = \(id)", orMissing: .run)
        let (holder, policy) = try row.decode(Organisation.ID.self, String.self)
        // Whoever merely takes part sees its own teams only, and would be shown half of the moves.
        try work.requireHolder(holder)
        guard policy == Instance.Policy.bestTotal.rawValue else { throw No.otherPolicy }
        work.report(WorkProgress(phase: "reading", done: 0))
        let snapshot = try Snapshot.read(try await work.document("snapshot", of: id))
        let claim = try ResultFile.read(try await work.document("result", of: id), for: snapshot.frame).claim
        var requested = RequestedChanges(snapshot, work)
        let changes = try await requested.read(request)
        let found = try await Self.findings(
            snapshot, claim, changes, kept: try await work.keptTeams(of: id), until: .now + limit, in: work)
        let named = try await snapshot.named(in: work)
        return preview(found, claim, snapshot, named, changes, requested.sinceRun)
    }

    /// - Parameter kept: teams whose pin is none but that of a repair before: they may be moved again.
    static func findings(
        _ snapshot: Snapshot, _ claim: ResultClaim, _ changes: RunChanges, kept: Set<String>, until deadline: ContinuousClock.Instant,
        in work: UnitOfWork
    ) async throws -> RepairFindings {
        guard !snapshot.problem.hasMinimums else { throw No.minimums(try await snapshot.minimums(in: work)) }
        var free = snapshot
        free.problem.pins.removeAll { kept.contains(snapshot.teams[Int($0.team)]) }
        if let target = changes.caseBelowPins(of: free.frame) { throw No.pinned(try await snapshot.named(in: work).cases[Int(target)]) }
        do {
            return try await MatchingEngine.repair(free, claim, changes, isProven: kept.isEmpty, until: deadline, report: work.report)
        } catch MatchingEngine.Fault.outOfTime {
            throw No.tooLong
        }
    }

    // MARK: The answer

    private func preview(
        _ found: RepairFindings, _ claim: ResultClaim, _ snapshot: Snapshot, _ named: Snapshot, _ changes: RunChanges,
        _ since: RequestedChanges.SinceRun
    ) -> RepairPreview {
        func team(_ index: Int) -> NamedTeam? { Team.ID(snapshot.teams[index]).map { NamedTeam(team: $0, name: named.teams[index]) } }
        let displaced = Set(found.displaced)
        func move(_ move: RepairFindings.Move) -> TeamMove? {
            guard let team = team(move.team) else { return nil }
            func id(_ target: Int) -> BusinessCase.ID? { target < 0 ? nil : BusinessCase.ID(snapshot.cases[target]) }
            func title(_ target: Int) -> String? { target < 0 ? nil : named.cases[target] }
            return TeamMove(
                team: team.team, name: team.name, kind: displaced.contains(move.team) ? .displaced : move.from < 0 ? .joins : .moves,
                from: id(move.from), fromTitle: title(move.from), to: id(move.to), toTitle: title(move.to),
                fitBefore: move.from < 0 ? nil : Int(move.fitBefore), fit: move.to < 0 ? nil : Int(move.fit))
        }
        let repairs = found.points.map { point in
            let moves = point.moves.filter { displaced.contains($0.team) } + point.moves.filter { !displaced.contains($0.team) }
            let unplaced = point.moves.filter { $0.to < 0 }
            return Repair(
                moved: point.moved, placed: point.placed, totalFit: Int(point.totalFit), fitLost: Int(claim.totalFit - point.totalFit),
                moves: moves.prefix(listing).compactMap(move), movesTotal: moves.count,
                unplaced: unplaced.prefix(listing).compactMap { team($0.team) }, unplacedTotal: unplaced.count,
                proof: .init(scale: Int(point.scale), bonus: Int(point.bonus), branches: point.branches))
        }
        let unnamed = since.withdrawn.filter { target in
            !(request.withdrawnCases ?? []).contains { $0.description == snapshot.cases[Int(target)] }
        }
        return RepairPreview(
            run: id, placed: Int(claim.placed), totalFit: Int(claim.totalFit),
            displaced: found.displaced.prefix(listing).compactMap(team), displacedTotal: found.displaced.count,
            crowded: crowded(displaced, claim, snapshot, named, changes),
            withdrawnSince: unnamed.sorted().prefix(listing).compactMap { target in
                BusinessCase.ID(snapshot.cases[Int(target)]).map { .init(case: $0, title: named.cases[Int(target)]) }
            }, disbandedSince: since.disbanded.count, repairs: repairs, complete: found.isWhole)
    }

    /// Where some team has to leave, and nothing but the search says which.
    private func crowded(
        _ displaced: Set<Int>, _ claim: ResultClaim, _ snapshot: Snapshot, _ named: Snapshot, _ changes: RunChanges
    ) -> [RepairPreview.CrowdedCase] {
        var teams: [Int32: Int] = [:]
        for match in claim.matches where !changes.gone.contains(match.team) && !displaced.contains(Int(match.team)) {
            teams[match.target, default: 0] += 1
        }
        return changes.places.sorted { $0.key < $1.key }.compactMap { target, places in
            guard let there = teams[target], there > places, let id = BusinessCase.ID(snapshot.cases[Int(target)]) else { return nil }
            return RepairPreview.CrowdedCase(case: id, title: named.cases[Int(target)], teams: there, places: Int(places))
        }
    }
}
