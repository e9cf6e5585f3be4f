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
        case closed, pinnedElsewhere, settledAlready, otherSchools(String)
        /// With the teams pinned to it in this round, and the other rounds that gave its places, as far as they are seen.
        case noPlace(String, pinned: Int, rounds: [String])
        case companyFull(String, pinned: Int, rounds: [String])

        package var reason: RefusalReason {
            switch self {
            case .noPlace(let title, let pinned, let rounds):
                Self.atCase(
                    "no-place",
                    en: "“\(title)” has no place left: \(Self.holders(pinned, rounds).en). "
                        + "\(pinned > 0 ? "Lift a pin, or give it places." : "Give it places.")",
                    fr: "«\u{A0}\(title)\u{A0}» n’a plus de place\u{A0}: \(Self.holders(pinned, rounds).fr). "
                        + "\(pinned > 0 ? "Levez une décision, ou donnez-lui des places." : "Donnez-lui des places.")")
            case .companyFull(let name, let pinned, let rounds):
                Self.atCase(
                    "company-full",
                    en: "“\(name)” takes no more teams: \(Self.holders(pinned, rounds).en). "
                        + "\(pinned > 0 ? "Lift a pin, or let it take more." : "Let it take more.")",
                    fr: "«\u{A0}\(name)\u{A0}» ne prend pas d’autre équipe\u{A0}: \(Self.holders(pinned, rounds).fr). "
                        + "\(pinned > 0 ? "Levez une décision, ou laissez-la en prendre davantage." : "Laissez-la en prendre davantage.")")
            case .otherSchools(let title):
                Self.atCase(
                    "not-open", en: "“\(title)” is not open to the team’s school.",
                    fr: "«\u{A0}\(title)\u{A0}» n’est pas ouvert à l’école de l’équipe.")
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

        /// Who has the places: teams pinned in this round, teams of other rounds.
        private static func holders(_ pinned: Int, _ rounds: [String]) -> Sentence {
            var parts: [Sentence] = []
            if pinned > 0 {
                parts.append(
                    Sentence(
                        en: "\(pinned) \(pinned == 1 ? "team is" : "teams are") pinned to it",
                        fr: "\(pinned) \(pinned == 1 ? "équipe y est fixée" : "équipes y sont fixées")"))
            }
            if !rounds.isEmpty {
                let (en, fr) = (
                    rounds.map { "“\($0)”" }.joined(separator: ", "), rounds.map { "«\u{A0}\($0)\u{A0}»" }.joined(separator: ", ")
                )
                parts.append(
                    Sentence(
                        en: "\(pinned > 0 ? "others were" : "they were") given by \(rounds.count == 1 ? "the round" : "the rounds") \(en)",
                        fr:
                            "\(pinned > 0 ? "d’autres ont été données" : "elles ont été données") par \(rounds.count == 1 ? "la session" : "les sessions") \(fr)"
                    ))
            }
            if parts.isEmpty {
                parts = [Sentence(en: "other rounds have given what there was", fr: "d’autres sessions ont donné ce qu’il y avait")]
            }
            return Sentence(en: parts.map(\.en).joined(separator: ", and "), fr: parts.map(\.fr).joined(separator: ", et "))
        }

        private static func atCase(_ code: String, en: String, fr: String) -> RefusalReason {
            GeneralRefusal.field("/case", code, en: en, fr: fr).reason
        }
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("decide", "\(decision.kind.rawValue) \(decision.team) \(decision.case)") }

    package func run(in work: UnitOfWork) async throws -> Decision {
        var checks = FieldChecks()
        if !Decision.Kind.settled.contains(decision.kind) {
            checks.refuse(
                "/kind", "not-yours", en: "A veto is its company’s, on the team’s card. Ban the pair instead.",
                fr: "Un veto vient de l’entreprise, sur la fiche de l’équipe. Excluez plutôt la paire.")
        }
        let reason = checks.lines(decision.reason, at: "/reason", 1...500)
        try checks.end()
        // The lock keeps a run from being published in between, and one decision behind the other: each marks the round.
        let state = try await work.one("SELECT state FROM round WHERE id = \(round) FOR NO KEY UPDATE", orMissing: .round)
            .decode(String.self)
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
        if decision.kind == .pin { try await checkPin(school, in: work) }
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

    /// What no run could keep is not settled: a pin beyond the places that the other pins leave, or to a case that is closed to the school. Of a
    /// case that is not on offer, and of teams that take no part, a run leaves the pins aside and says so.
    private func checkPin(_ school: Organisation.ID, in work: UnitOfWork) async throws {
        let rows = try await work.execute(
            """
            WITH \(SQL.cases(offeredIn: round)), \(SQL.teams(takingPartIn: round)), pinned AS (
                SELECT b.id, b.company_id FROM round_decision d JOIN contender t ON t.id = d.team_id JOIN offered b ON b.id = d.case_id
                WHERE d.round_id = \(round) AND d.kind = 'pin' AND d.team_id <> \(decision.team)
            )
            SELECT o.title, o.places, (SELECT count(*) FROM pinned p WHERE p.id = o.id)::integer,
                o.open_to_all OR EXISTS (SELECT FROM business_case_school s WHERE s.case_id = o.id AND s.school_id = \(school)),
                k.name, c.capacity - coalesce(t.taken, 0), (SELECT count(*) FROM pinned p WHERE p.company_id = o.company_id)::integer
            FROM offered o JOIN organisation k ON k.id = o.company_id JOIN company c ON c.id = o.company_id
                LEFT JOIN company_places_taken(ARRAY[o.company_id], \(round)) t ON t.company_id = o.company_id
            WHERE o.id = \(decision.case)
            """
        ).decode(String.self, Int.self, Int.self, Bool.self, String.self, Int?.self, Int.self)
        guard let (title, places, pinned, isOpen, company, takes, pinnedAtCompany) = rows.first else { return }
        guard isOpen else { throw No.otherSchools(title) }
        guard pinned < places else {
            throw No.noPlace(title, pinned: pinned, rounds: try await work.rounds(givingFrom: "o.id = \(decision.case)", besides: round))
        }
        guard pinnedAtCompany < takes ?? .max else {
            let sameCompany: SQL = "o.company_id = (SELECT company_id FROM business_case WHERE id = \(decision.case))"
            throw No.companyFull(
                company, pinned: pinnedAtCompany, rounds: try await work.rounds(givingFrom: sameCompany, besides: round))
        }
    }
}
