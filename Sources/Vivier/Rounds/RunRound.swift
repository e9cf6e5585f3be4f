package import API
import Formats
import Foundation
import Matching
import Postgres

/// Freezes a round's input, solves it to proven optimality over every eligible pair, checks the proof with code that shares nothing with
/// the solver, and stores all of it: a run is whole or absent.
package struct RunRound: Recalled {
    package var round: Round.ID
    /// How long it may solve, prove and check.
    package var limit: Duration

    /// The longest `limit` there is.
    package static let longest = Duration.seconds(1_800)

    package init(round: Round.ID, limit: Duration = longest) {
        self.round = round
        self.limit = min(limit, Self.longest)
    }

    package enum No: Refusal {
        case foreign, published, running, nothingToMatch(Sentence), tooManyPairs, tooLong, minimumsImpossible, numbersTooLarge,
            decisionsContradict(Sentence), notComputable(Sentence)

        package var reason: RefusalReason {
            switch self {
            case .foreign:
                RefusalReason(
                    .denied, code: "not-round-holder",
                    en: "The round is a network’s: the operator of the service runs it, since a network sees counts and no persons.",
                    fr:
                        "La session est celle d’un réseau\u{A0}: l’opérateur du service la lance, car un réseau voit des nombres et aucune personne."
                )
            case .published:
                RefusalReason(
                    .conflict, code: "round-closed", en: "The round has a published run: open a new round.",
                    fr: "La session a un calcul publié : ouvrez-en une nouvelle.")
            case .running:
                RefusalReason(
                    .conflict, code: "run-in-progress", en: "A run of this round is in progress. Wait for its end.",
                    fr: "Un calcul de cette session est en cours. Attendez sa fin.", secondsToWait: 10)
            case .nothingToMatch(let why):
                RefusalReason(.conflict, code: "nothing-to-match", en: why.en, fr: why.fr)
            case .tooManyPairs:
                RefusalReason(
                    .conflict, code: "too-many-pairs",
                    en:
                        "A run that is not of the best total, or has cases with a minimum of teams, holds 20 million eligible pairs at most, and this "
                        + "round has more. Have the teams rank their cases, split the round, or open one of the best total without minimums.",
                    fr:
                        "Un calcul autre qu’au meilleur total, ou dont des cas ont un minimum d’équipes, tient au plus 20 millions de paires "
                        + "possibles, et cette session en a davantage. Faites classer les cas par les équipes, divisez la session, ou "
                        + "ouvrez-en une au meilleur total sans minimums.")
            case .tooLong:
                RefusalReason(
                    .conflict, code: "run-too-long",
                    en: "The run was given up: within half an hour no proof was complete. Split the round, and run the parts.",
                    fr:
                        "Le calcul a été abandonné : en une demi-heure, aucune preuve n’était complète. Divisez la session, puis lancez les parties."
                )
            case .numbersTooLarge:
                RefusalReason(
                    .conflict, code: "numbers-too-large",
                    en:
                        "With so many teams the sums of this policy leave the numbers in which they are exact. Let fewer teams take part, or "
                        + "let fit come first.",
                    fr:
                        "Avec tant d’équipes, les sommes de cette règle sortent des nombres où elles sont exactes. Réduisez le nombre "
                        + "d’équipes, ou faites passer l’adéquation d’abord.")
            case .minimumsImpossible:
                RefusalReason(
                    .conflict, code: "minimums-impossible",
                    en: "Cases to which teams are pinned run with a minimum of teams, and cannot all have it. Lift one of those decisions.",
                    fr: "Des cas sur lesquels des équipes sont fixées demandent un minimum d’équipes et ne peuvent tous l’avoir. "
                        + "Levez l’une de ces décisions.")
            case .decisionsContradict(let what):
                RefusalReason(
                    .conflict, code: "decisions-contradict", en: "The round’s decisions cannot all hold: \(what.en).",
                    fr: "Les décisions de la session ne peuvent toutes tenir : \(what.fr).")
            case .notComputable(let what):
                RefusalReason(
                    .conflict, code: "not-computable", en: "The round cannot be computed: \(what.en).",
                    fr: "La session ne peut être calculée : \(what.fr).")
            }
        }
    }

    package var needs: Permission { .manageRounds }
    package var audited: Audited? { Audited("runRound", round) }
    package static var isolation: Isolation { .repeatableRead }
    // One transaction from the snapshot to the stored run: the claim on the round, the run, its line in the audit and the answer kept for
    // a repeated request stand or fall together, and the server ends all of it, the claim first, when this process dies. It is idle while
    // the solver works, so the usual time would end it; the solver is stopped by its own limit before this one.
    package static var reflection: Duration? { longest + .seconds(60) }

    package func keepsake(of answer: Run) -> String? { answer.id.description }
    package func recall(_ keepsake: String, in work: UnitOfWork) async throws -> Run { try await ShowRun(named: keepsake).run(in: work) }

    package func run(in work: UnitOfWork) async throws -> Run {
        let (organisation, state) = try await work.one("SELECT organisation_id, state FROM round WHERE id = \(round)", orMissing: .round)
            .decode(Organisation.ID.self, String.self)
        // A school sees the rounds of its networks too, and of them only its own teams.
        guard work.caller.role == .operator || organisation == work.caller.organisation else { throw No.foreign }
        guard state == "open" else { throw No.published }
        try await Self.claim(round, in: work)
        work.report(WorkProgress(phase: "reading", done: 0))
        var gather = GatherRound(round: round, work: work)
        let tables = try await gather()
        if let nothing = try await EmptyRound(round: round, tables: tables).reason(in: work) { throw No.nothingToMatch(nothing) }
        let outcome: MatchingEngine.Outcome
        do {
            outcome = try await MatchingEngine.solve(tables.snapshot, until: .now + limit, report: work.report)
        } catch MatchingEngine.Fault.tooManyPairs {
            throw No.tooManyPairs
        } catch MatchingEngine.Fault.outOfTime {
            throw No.tooLong
        } catch MatchingEngine.Fault.minimumsImpossible {
            throw No.minimumsImpossible
        } catch MatchingEngine.Fault.notExact {
            throw No.numbersTooLarge
        } catch MatchingEngine.Fault.contradiction(let defect) {
            throw try await Self.refusal(of: defect, in: tables.snapshot, work)
        }
        work.report(WorkProgress(phase: "storing", done: 0, total: tables.teams.count))
        let id = try await work.store(outcome, round: round, organisation: organisation, leavingAside: tables.idleDecisions)
        return try await ShowRun(run: id).run(in: work)
    }

    /// One run of a round at a time, branches too.
    static func claim(_ round: Round.ID, in work: UnitOfWork) async throws {
        let isFirst = try await work.one(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(\(round.description), 0))", orMissing: .round
        ).decode(Bool.self)
        guard isFirst else { throw No.running }
    }

    /// Why the round cannot be solved, with the names that its people know; of decisions all that keeps them from holding.
    static func refusal(of defect: FitDefect, in snapshot: Snapshot, _ work: UnitOfWork) async throws -> No {
        let named = try await snapshot.named(in: work)
        func sentence(_ defects: [FitDefect]) -> Sentence {
            let said = defects.map(named.sentence)
            return Sentence(en: said.map(\.en).joined(separator: "; "), fr: said.map(\.fr).joined(separator: " ; "))
        }
        switch defect {
        case .pinnedTwice, .pinClosed, .pinsOverCapacity, .pinsOverCompanyCapacity:
            var free = snapshot.problem
            free.pins = []
            guard let book = try? FitBook(free) else { return .decisionsContradict(sentence([defect])) }
            let all = book.contradictions(among: snapshot.problem.pins)
            var told = sentence(Array(all.prefix(Self.contradictionsTold)))
            let more = all.count - Self.contradictionsTold
            if more > 0 { told = Sentence(en: "\(told.en); and \(more) more", fr: "\(told.fr) ; et \(more) de plus") }
            return .decisionsContradict(told)
        case .unknownPin: return .decisionsContradict(sentence([defect]))
        default: return .notComputable(sentence([defect]))
        }
    }

    private static let contradictionsTold = 10
}
