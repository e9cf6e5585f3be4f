package import API
import Formats
import Foundation
import Matching
import Postgres

/// Makes a branch of a run: its frozen input with some changes, solved, proven, checked and stored as a run of its own, while the other
/// stays as it is. A case may be withdrawn, a team gone, a place more, a pair pinned or banned, a rule another.
///
/// With `moved`, the branch is the repair of the run that moves so many teams: those that it lets stay are pinned to their cases, and the
/// certificate proves that with them there nothing is better for the others. That no other choice of so many reaches more is what the
/// frontier proves (``RepairRun``), which is computed again here.
package struct BranchRun: Recalled {
    package var id: Run.ID
    package var request: BranchRequest
    /// How long it may solve, prove and check.
    package var limit: Duration

    package init(run: Run.ID, body: BranchRequest, limit: Duration = RunRound.longest) {
        id = run
        request = body
        self.limit = min(limit, RunRound.longest)
    }

    package enum No: Refusal {
        case closed, noSuchRepair([Int]), changesMore

        package var reason: RefusalReason {
            switch self {
            case .closed:
                RefusalReason(
                    .conflict, code: "round-closed", en: "The round is closed: nothing more is computed in it.",
                    fr: "La session est close : plus rien ne s’y calcule.")
            case .noSuchRepair(let moved):
                RefusalReason(
                    .conflict, code: "no-such-repair",
                    en: "No repair moves so many teams. Those that there are move: \(moved.map(String.init).joined(separator: ", ")).",
                    fr: "Aucune réparation ne déplace autant d’équipes. Celles qu’il y a en déplacent : "
                        + "\(moved.map(String.init).joined(separator: ", ")).")
            case .changesMore:
                RefusalReason(
                    .conflict, code: "repair-changes-more",
                    en: "A repair keeps pins, bans and rules as they are: ask for it with withdrawn cases, places and gone teams only.",
                    fr: "Une réparation laisse les paires décidées et les règles : demandez-la avec des cas retirés, des places et des "
                        + "équipes parties seulement.")
            }
        }
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("branchRun", id) }
    package static var isolation: Isolation { .repeatableRead }
    // As for a run of a round: one transaction until all of it is stored.
    package static var reflection: Duration? { RunRound.reflection }

    package func keepsake(of answer: Run) -> String? { answer.id.description }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Run { try await ShowRun(named: keepsake).run(in: work) }

    package func run(in work: UnitOfWork) async throws -> Run {
        let (round, holder, policy) = try await work.one(
            "SELECT round_id, organisation_id, policy FROM run WHERE id = \(id)", orMissing: .run
        )
        .decode(Round.ID.self, Organisation.ID.self, String.self)
        try work.requireHolder(holder)
        let state = try await work.one("SELECT state FROM round WHERE id = \(round)", orMissing: .round).decode(String.self)
        guard state != "closed" else { throw No.closed }
        try await RunRound.claim(round, in: work)
        let snapshot = try Snapshot.read(try await work.document("snapshot", of: id))
        // Whoever a repair has let stay was decided on by nobody, and may be moved again.
        let letStay = try await work.keptTeams(of: id)
        var base = snapshot
        base.problem.pins.removeAll { letStay.contains(snapshot.teams[Int($0.team)]) }
        var requested = RequestedChanges(base, work)
        var changes = try await requested.read(request)
        let deadline = ContinuousClock.now + limit
        var repair: RepairFindings.Point?
        if let moved = request.moved {
            guard !request.isWhatIf else { throw No.changesMore }
            guard policy == Instance.Policy.bestTotal.rawValue else { throw RepairRun.No.otherPolicy }
            repair = try await point(moved, snapshot, changes, until: deadline, in: work)
            changes.pins = repair?.keeping ?? []
        }
        var changed = base.changed(by: changes)
        guard !changed.teams.isEmpty, !changed.cases.isEmpty else { throw RunRound.No.nothingToMatch(Self.nothingLeft) }
        var outcome = try await solve(changed, until: deadline, in: work)
        if let repair {
            let shown = repair.matches(of: base, without: changes)
            if outcome.matches(of: changed) != shown {
                // Of several that reach as much, the one that was shown.
                changes.pins += repair.moves.filter { $0.to >= 0 }.map { Instance.Pair(team: Int32($0.team), target: Int32($0.to)) }
                changed = base.changed(by: changes)
                outcome = try await solve(changed, until: deadline, in: work)
            }
            guard outcome.solved.claim.totalFit == repair.totalFit, outcome.matches(of: changed) == shown else {
                throw MatchingEngine.Fault.notProven("the branch is not the repair that was found")
            }
        }
        work.report(WorkProgress(phase: "storing", done: 0, total: changed.teams.count))
        let stored = try await work.store(
            outcome, round: round, organisation: holder, leavingAside: try await idle(snapshot, changes, round, in: work),
            branch: BranchOrigin(
                run: id, changes: String(decoding: try Wire.encoder.encode(request.naming(changes, of: snapshot)), as: UTF8.self),
                kept: repair == nil ? [] : changes.pins.compactMap { Team.ID(snapshot.teams[Int($0.team)]) },
                skillWeight: changed.problem.rules.skillWeight, timeWeight: changed.problem.rules.timeWeight))
        return try await ShowRun(run: stored).run(in: work)
    }

    private static let nothingLeft = Sentence(
        en: "The changes leave no team, or no case. Take back one of them.",
        fr: "Ces changements ne laissent aucune équipe, ou aucun cas. Revenez sur l’un d’eux.")

    /// The repair that moves so many teams.
    private func point(
        _ moved: Int, _ snapshot: Snapshot, _ changes: ProblemChanges, until deadline: ContinuousClock.Instant, in work: UnitOfWork
    ) async throws -> RepairFindings.Point {
        let claim = try ResultFile.read(try await work.document("result", of: id), for: snapshot.frame).claim
        let places = changes.places.merging(changes.withdrawnCases.map { ($0, 0) }) { $1 }
        let found = try await RepairRun.findings(
            snapshot, claim, RunChanges(places: places, gone: changes.goneTeams), kept: try await work.keptTeams(of: id), until: deadline,
            in: work)
        guard let point = found.points.first(where: { $0.moved == moved }) else { throw No.noSuchRepair(found.points.map(\.moved)) }
        return point
    }

    private func solve(
        _ snapshot: Snapshot, until deadline: ContinuousClock.Instant, in work: UnitOfWork
    ) async throws -> MatchingEngine.Outcome {
        do {
            return try await MatchingEngine.solve(snapshot, until: deadline, report: work.report)
        } catch MatchingEngine.Fault.tooManyPairs {
            throw RunRound.No.tooManyPairs
        } catch MatchingEngine.Fault.outOfTime {
            throw RunRound.No.tooLong
        } catch MatchingEngine.Fault.minimumsImpossible {
            throw RunRound.No.minimumsImpossible
        } catch MatchingEngine.Fault.notExact {
            throw RunRound.No.numbersTooLarge
        } catch MatchingEngine.Fault.contradiction(let defect) {
            throw try await RunRound.refusal(of: defect, in: snapshot, work)
        }
    }

    /// Decisions that the run was computed without, and those whose team or case is gone now.
    private func idle(
        _ snapshot: Snapshot, _ changes: ProblemChanges, _ round: Round.ID, in work: UnitOfWork
    ) async throws -> [IdleDecision] {
        let gone = changes.goneTeams.compactMap { Team.ID(snapshot.teams[Int($0)]) }
        let withdrawn = changes.withdrawnCases.compactMap { BusinessCase.ID(snapshot.cases[Int($0)]) }
        let rows = try await work.execute(
            """
            SELECT team_id, school_id, case_id, kind, absent FROM run_idle_decision WHERE run_id = \(id)
            UNION ALL
            SELECT team_id, school_id, case_id, kind, CASE WHEN team_id = ANY (\(gone)) THEN 'team' ELSE 'case' END
            FROM round_decision d
            WHERE round_id = \(round) AND (team_id = ANY (\(gone)) OR case_id = ANY (\(withdrawn)))
                AND NOT EXISTS (
                    SELECT FROM run_idle_decision i WHERE i.run_id = \(id) AND i.team_id = d.team_id AND i.case_id = d.case_id)
            ORDER BY team_id, case_id
            """
        ).decode(Team.ID.self, Organisation.ID.self, BusinessCase.ID.self, String.self, String.self)
        return rows.compactMap { team, school, businessCase, kind, absent in
            guard let kind = Decision.Kind(rawValue: kind), let absent = IdleDecision.Absent(rawValue: absent) else { return nil }
            return IdleDecision(team: team, school: school, businessCase: businessCase, kind: kind, absent: absent)
        }
    }
}

extension UnitOfWork {
    /// The teams that a branch keeps on their cases without anybody's decision in the round.
    func keptTeams(of run: Run.ID) async throws -> Set<String> {
        Set(try await one("SELECT kept_teams FROM run WHERE id = \(run)", orMissing: .run).decode([Team.ID].self).map(\.description))
    }
}

extension BranchRequest {
    /// The same with every case and team that is gone, those that nobody named included: withdrawn or disbanded since the run.
    fileprivate func naming(_ changes: ProblemChanges, of snapshot: Snapshot) -> BranchRequest {
        var named = self
        let cases = changes.withdrawnCases.sorted().compactMap { BusinessCase.ID(snapshot.cases[Int($0)]) }
        let teams = changes.goneTeams.sorted().compactMap { Team.ID(snapshot.teams[Int($0)]) }
        named.withdrawnCases = cases.isEmpty ? nil : cases
        named.goneTeams = teams.isEmpty ? nil : teams
        named.places = places?.filter { $0.places > 0 }
        return named
    }
}

extension RepairFindings.Point {
    /// Each match of the repair, by the ids of the snapshot that it was found on.
    fileprivate func matches(of snapshot: Snapshot, without changes: ProblemChanges) -> Set<[String]> {
        let pinned = snapshot.problem.pins.filter {
            !changes.goneTeams.contains($0.team) && !changes.withdrawnCases.contains($0.target)
        }
        let moved = moves.filter { $0.to >= 0 }.map { Instance.Pair(team: Int32($0.team), target: Int32($0.to)) }
        let movedTeams = Set(moves.map { Int32($0.team) })
        let pairs = keeping + moved + pinned.filter { !movedTeams.contains($0.team) }
        return Set(pairs.map { [snapshot.teams[Int($0.team)], snapshot.cases[Int($0.target)]] })
    }
}

extension MatchingEngine.Outcome {
    fileprivate func matches(of snapshot: Snapshot) -> Set<[String]> {
        Set(solved.claim.matches.map { [snapshot.teams[Int($0.team)], snapshot.cases[Int($0.target)]] })
    }
}
