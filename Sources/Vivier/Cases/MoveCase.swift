package import API
import Postgres

/// A case's way: draft → submitted → returned or accepted → published → matched → running → closed; withdrawn from any state before
/// the last. Here are the moves that people make by themselves; a published run makes a case matched.
enum CaseMove {
    case publish, withdraw

    /// The states that the move leaves from.
    var from: Set<BusinessCase.State> {
        switch self {
        case .publish: [.draft, .submitted, .returned, .accepted]
        case .withdraw: [.draft, .submitted, .returned, .accepted, .published, .matched, .running]
        }
    }

    var to: BusinessCase.State {
        switch self {
        case .publish: .published
        case .withdraw: .withdrawn
        }
    }

    enum No: Refusal {
        case notFrom(BusinessCase.State, CaseMove)

        var reason: RefusalReason {
            switch self {
            case .notFrom(let state, let move) where state == move.to:
                RefusalReason(
                    .conflict, code: "wrong-state", en: "The case is \(state.rawValue) already.", fr: "Le cas est déjà \(state.inFrench).")
            case .notFrom(let state, let move):
                RefusalReason(
                    .conflict, code: "wrong-state", en: "The case is \(state.rawValue): it cannot become \(move.to.rawValue).",
                    fr: "Le cas est \(state.inFrench) : il ne peut pas devenir \(move.to.inFrench).")
            }
        }
    }

    /// - Parameter reason: why it is withdrawn.
    func make(on id: BusinessCase.ID, reason: String? = nil, in work: UnitOfWork) async throws -> BusinessCase {
        let state = try await work.one("SELECT state FROM business_case WHERE id = \(id) FOR UPDATE", orMissing: .businessCase)
            .decode(BusinessCase.State.self)
        guard from.contains(state) else { throw No.notFrom(state, self) }
        _ = try await work.execute("UPDATE business_case SET state = \(to) WHERE id = \(id)")
        if let reason { _ = try await work.execute("UPDATE business_case SET withdrawn_reason = \(reason) WHERE id = \(id)") }
        guard let moved = try await CaseRows.read(id, in: work) else { throw GeneralRefusal.missing(.businessCase) }
        return moved
    }
}

extension BusinessCase.State {
    /// As a French sentence goes on behind “Le cas est”.
    var inFrench: String {
        switch self {
        case .draft: "un brouillon"
        case .submitted: "soumis"
        case .returned: "renvoyé"
        case .accepted: "accepté"
        case .published: "publié"
        case .matched: "attribué"
        case .running: "en cours"
        case .closed: "clos"
        case .withdrawn: "retiré"
        }
    }
}

/// Publishes a case that was held back, so that rounds offer it.
package struct PublishCase: UseCase {
    package var id: BusinessCase.ID

    package init(case id: BusinessCase.ID) {
        self.id = id
    }

    package var needs: Permission { .decideCases }
    package var audited: Audited? { Audited("publishCase", id) }

    package func run(in work: UnitOfWork) async throws -> BusinessCase {
        let published = try await CaseMove.publish.make(on: id, in: work)
        var checks = FieldChecks()
        if published.content.isUntitled {
            checks.refuse(
                "/title", "missing", en: "It has no title yet: edit it and give it one.",
                fr: "Il n’a pas encore de titre : modifiez-le et donnez-lui-en un.")
        }
        for need in published.content.skills where need.uri == nil && need.importance == .must {
            checks.refuse(
                RefusalReason.Field(pointer: "/skills", code: "unknown-skill", sentence: UnknownSkill(need: need, nearest: []).refusal))
        }
        try checks.end()
        return published
    }
}

/// Takes a case back. Published matches stay as they are; repairing them is the round's matter. Who is in a team that had it, and the team's school,
/// are told by a letter.
package struct WithdrawCase: UseCase {
    package var id: BusinessCase.ID
    package var draft: CaseWithdrawal

    package init(case id: BusinessCase.ID, draft: CaseWithdrawal = CaseWithdrawal()) {
        self.id = id
        self.draft = draft
    }

    package var needs: Permission { .writeCases }
    package var audited: Audited? { Audited("withdrawCase", id) }

    package func run(in work: UnitOfWork) async throws -> BusinessCase {
        var checks = FieldChecks()
        var reason: String?
        if let text = draft.reason, !text.allSatisfy(\.isWhitespace) { reason = checks.lines(text, at: "/reason", 1...1_000) }
        try checks.end()
        let withdrawn = try await CaseMove.withdraw.make(on: id, reason: reason, in: work)
        try await work.tellWithdrawn(id)
        return withdrawn
    }
}
