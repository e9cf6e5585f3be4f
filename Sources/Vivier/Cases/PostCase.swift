package import API
import Formats
import Postgres

/// A company posts a business case; an operator posts for the company that the draft names.
package struct PostCase: UseCase {
    package var draft: CaseDraft

    package init(draft: CaseDraft) {
        self.draft = draft
    }

    package var needs: Permission { .writeCases }
    package var audited: Audited? { Audited("postCase", draft.reference) }

    package func run(in work: UnitOfWork) async throws -> PostedCase {
        let content = try CaseCheck(draft).content
        let store = StoreCase(
            content: content, company: try await CaseParties.company(draft.company, in: work),
            schools: try await CaseParties.schools(draft.openTo, in: work), published: draft.draft != true)
        let (id, unknown) = try await store.insert(in: work)
        guard let posted = try await CaseRows.read(id, in: work) else { throw GeneralRefusal.missing(.businessCase) }
        try await StoreCase.keepVersion(of: posted, in: work)
        let doubts = try await CaseDoubts(businessCase: posted, content: content).sentences(in: work)
        let language = work.caller.language
        return PostedCase(case: posted, warnings: unknown.map { $0.sentence(language) } + doubts.map { $0.text(language) })
    }
}

/// Who posts a case and to whom it is open, by id or by name.
enum CaseParties {
    static func company(_ named: String?, in work: UnitOfWork) async throws -> Organisation.ID {
        if work.caller.role != .operator {
            guard let own = work.caller.organisation else { throw GeneralRefusal.missing(.company) }
            guard let named else { return own }
            guard try await organisation(named, kind: .company, in: work) == own else {
                throw GeneralRefusal.field(
                    "/company", "foreign", en: "You can post cases for your own company only.",
                    fr: "Vous ne pouvez déposer de cas que pour votre entreprise.")
            }
            return own
        }
        guard let named else {
            throw GeneralRefusal.field(
                "/company", "missing", en: "Name the company that posts the case, by id or by name.",
                fr: "Nommez l’entreprise qui dépose le cas, par son identifiant ou son nom.")
        }
        guard let company = try await organisation(named, kind: .company, in: work) else {
            throw GeneralRefusal.field(
                "/company", "unknown", en: "No company “\(named.excerpt)”. Create it first: vivier company create.",
                fr: "Pas d’entreprise « \(named.excerpt) ». Créez-la d’abord : vivier company create.")
        }
        return company
    }

    static func schools(_ named: [String]?, in work: UnitOfWork) async throws -> [Organisation.ID]? {
        guard let named else { return nil }
        var schools: [Organisation.ID] = []
        for (index, name) in named.enumerated() {
            guard let school = try await organisation(name, kind: .school, in: work) else {
                throw GeneralRefusal.field(
                    "/open_to/\(index)", "unknown", en: "No school “\(name.excerpt)”.", fr: "Pas d’école « \(name.excerpt) ».")
            }
            if !schools.contains(school) { schools.append(school) }
        }
        return schools
    }

    /// - Returns: nil where there is none, or several bear the name.
    static func organisation(_ named: String, kind: OrganisationKind, in work: UnitOfWork) async throws -> Organisation.ID? {
        let id = Organisation.ID(named)
        let rows = try await work.execute(
            """
            SELECT id FROM organisation WHERE kind = \(kind) AND (id = \(id) OR (\(id)::uuid IS NULL AND folded(name) = folded(\(named.trimmed)::text)))
            LIMIT 2
            """
        ).decode(Organisation.ID.self)
        return rows.count == 1 ? rows[0] : nil
    }
}
