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
            throw RunRound.No.tooManyPairs
        } catch MatchingEngine.Fault.contradiction(let defect) {
            throw try await RunRound.refusal(of: defect, in: snapshot, work)
        }
        let words = DiagnosisWords(tables: tables, named: try await snapshot.named(in: work), language: work.caller.language)
        let names = try await snapshot.roundNames(in: work)
        let limit = findings.limit
        var note = try await EmptyRound(round: round, tables: tables).reason(in: work)
        // Where there is nothing on one side, the other side has no reason of its own.
        let isEmpty = note != nil
        if note == nil { note = try await work.casesLeftOut(of: round) }
        if note == nil { note = try await work.busyTeams(in: round) }
        return RoundDiagnosis(
            teams: tables.teams.count, cases: tables.problem.cases.count { $0.capacity > 0 },
            places: tables.problem.cases.reduce(0) { $0 + Int($1.capacity) },
            eligible: findings.eligible, pinned: tables.problem.pins.count, mostPlaced: limit.placed + tables.problem.pins.count,
            shortages: limit.shortages.sorted { ($1.missing, $0.teams[0]) < ($0.missing, $1.teams[0]) }.prefix(most)
                .map { words.shortage($0, listing: most) },
            stranded: isEmpty ? [] : zip(limit.stranded, findings.strandedTeams).map { words.stranded($0, $1, names) },
            strandedTotal: isEmpty ? 0 : limit.stranded.count,
            idle: isEmpty ? [] : zip(limit.idle, findings.idleCases).map { words.idle($0, $1) }, idleTotal: isEmpty ? 0 : limit.idle.count,
            short: findings.short.prefix(most).map { words.short($0.target, $0.eligible) }, shortTotal: findings.short.count,
            note: note?.text(work.caller.language))
    }
}
