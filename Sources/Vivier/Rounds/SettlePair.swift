package import API
import Foundation
import Postgres

/// A human settles, before a run, that a team takes a case or never does, and says why.
package struct SettlePair: UseCase {
    package var round: Round.ID
    package var decision: Decision

    package init(round: Round.ID, body: Decision) {
        self.round = round
        decision = body
    }

    package enum No: Refusal {
        case closed, pinnedElsewhere, settledAlready

        package var reason: RefusalReason {
            switch self {
            case .closed:
                RefusalReason(
                    .conflict, code: "round-closed", en: "The round has a published run: nothing more is settled in it.",
                    fr: "La session a un calcul publié : plus rien ne s’y décide.")
            case .pinnedElsewhere:
                RefusalReason(
                    .conflict, code: "team-pinned", en: "The team is pinned to another case in this round.",
                    fr: "L’équipe est déjà fixée sur un autre cas dans cette session.")
            case .settledAlready:
                RefusalReason(
                    .conflict, code: "settled-already", en: "This pair is settled already in this round.",
                    fr: "Cette paire est déjà décidée dans cette session.")
            }
        }
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("decide", "\(decision.kind.rawValue) \(decision.team) \(decision.case)") }

    package func run(in work: UnitOfWork) async throws -> Decision {
        var checks = FieldChecks()
        let reason = checks.lines(decision.reason, at: "/reason", 1...500)
        try checks.end()
        // The lock keeps a run from being published in between.
        let state = try await work.one("SELECT state FROM round WHERE id = \(round) FOR SHARE", orMissing: .round).decode(String.self)
        guard state == "open" else { throw No.closed }
        let pair = try await work.execute(
            """
            SELECT t.school_id FROM team t JOIN round_cohort rc ON rc.cohort_id = t.cohort_id AND rc.round_id = \(round)
            WHERE t.id = \(decision.team)
            """)
        guard let school = try pair.first?.decode(Organisation.ID.self) else {
            throw GeneralRefusal.field(
                "/team", "unknown", en: "The team does not take part in this round.", fr: "L’équipe ne participe pas à cette session.")
        }
        guard try await !work.execute("SELECT FROM business_case WHERE id = \(decision.case)").isEmpty else {
            throw GeneralRefusal.field("/case", "unknown", en: "The case was not found.", fr: "Le cas est introuvable.")
        }
        do {
            _ = try await work.execute(
                """
                INSERT INTO round_decision (round_id, team_id, school_id, case_id, kind, reason, account_id)
                VALUES (\(round), \(decision.team), \(school), \(decision.case), \(decision.kind.rawValue), \(reason), \(work.caller.account))
                """)
        } catch {
            switch error.constraint {
            case "round_decision_pin_once": throw No.pinnedElsewhere
            case "round_decision_pk": throw No.settledAlready
            default: throw error
            }
        }
        return Decision(team: decision.team, case: decision.case, kind: decision.kind, reason: reason)
    }
}
