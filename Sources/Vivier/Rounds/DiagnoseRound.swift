package import API
import Formats
import Matching
import Postgres

/// Looks at a round before it runs: how many teams any run can place, and what keeps the others without a case, in the names that its
/// people know. Nothing is stored.
package struct DiagnoseRound: UseCase {
    package var round: Round.ID
    package var query: DiagnosisQuery

    package init(round: Round.ID, query: DiagnosisQuery = DiagnosisQuery()) {
        self.round = round
        self.query = query
    }

    package enum No: Refusal {
        case tooManyPairs

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "too-many-pairs-to-diagnose",
                en:
                    "A diagnosis looks at 20 million eligible pairs at most, and this round has more. Diagnose it in parts: open rounds with some "
                    + "of its cohorts, or of its cases. Or run it: of a run one sees who is without a case and why, and which cases are scarce.",
                fr:
                    "Un diagnostic regarde au plus 20 millions de paires possibles, et cette session en a davantage. Diagnostiquez-la par parties\u{A0}: "
                    + "ouvrez des sessions avec une partie de ses promotions ou de ses cas. Ou lancez le calcul\u{A0}: on y voit qui est sans cas et "
                    + "pourquoi, et quels cas sont rares.")
        }
    }

    package var needs: Permission { .manageRounds }
    package static var isolation: Isolation { .repeatableRead }
    package static var reflection: Duration? { RunRound.reflection }

    /// Shortages that are listed, and teams and cases of each, where nothing is said.
    private static let usual = 20

    package func run(in work: UnitOfWork) async throws -> RoundDiagnosis {
        let most = query.listing ?? Self.usual
        guard (1...DiagnosisQuery.most).contains(most) else {
            throw GeneralRefusal.parameter(
                "listing", "out-of-range", en: "listing must be from 1 to \(DiagnosisQuery.most).",
                fr: "listing doit être compris entre 1 et \(DiagnosisQuery.most).")
        }
        let holder = try await work.one("SELECT organisation_id FROM round WHERE id = \(round)", orMissing: .round)
            .decode(Organisation.ID.self)
        // Whoever merely takes part sees its own teams only, and would be told of shortages that are none.
        try work.requireHolder(holder)
        work.report(WorkProgress(phase: "reading", done: 0))
        var gather = GatherRound(round: round, work: work)
        let tables = try await gather()
        let snapshot = tables.snapshot
        let findings: DiagnosisFindings
        do {
            findings = try await MatchingEngine.diagnose(snapshot, explaining: most, report: work.report)
        } catch MatchingEngine.Fault.tooManyPairs {
            throw No.tooManyPairs
        } catch MatchingEngine.Fault.contradiction(let defect) {
            throw try await RunRound.refusal(of: defect, in: snapshot, work)
        }
        let words = DiagnosisWords(
            tables: tables, named: try await snapshot.named(in: work), names: try await snapshot.roundNames(in: work),
            language: work.caller.language)
        let limit = findings.limit
        var note = try await EmptyRound(round: round, tables: tables).reason(in: work)
        // Where there is nothing on one side, the other side has no reason of its own.
        let isEmpty = note != nil
        if note == nil { note = try await work.casesLeftOut(of: round) }
        if note == nil { note = try await work.busyTeams(in: round) }
        // What the run will leave aside is told here already.
        let notes = [note?.text(work.caller.language)].compactMap(\.self) + (try await work.idleDecisions(of: round).prefix(most))
        return RoundDiagnosis(
            teams: tables.teams.count, cases: tables.problem.cases.count { $0.capacity > 0 },
            places: tables.problem.cases.reduce(0) { $0 + Int($1.capacity) },
            eligible: findings.eligible, pinned: tables.problem.pins.count, mostPlaced: limit.placed + tables.problem.pins.count,
            shortages: findings.shortages.map { words.shortage($0.found, $0.repairs, listing: most) },
            stranded: isEmpty
                ? []
                : zip(limit.stranded, zip(findings.strandedTeams, findings.strandedRepairs)).map { words.stranded($0, $1.0, $1.1) },
            strandedTotal: isEmpty ? 0 : limit.stranded.count,
            strandedRepairs: isEmpty ? [] : findings.caseForStranded.map { [words.repair($0)] } ?? [],
            idle: isEmpty ? [] : zip(limit.idle, zip(findings.idleCases, findings.loneGates)).map { words.idle($0, $1.0, $1.1) },
            idleTotal: isEmpty ? 0 : limit.idle.count,
            short: findings.short.prefix(most).map { words.short($0.target, $0.eligible) }, shortTotal: findings.short.count,
            note: notes.isEmpty ? nil : notes.joined(separator: " "))
    }
}
