package import API
import Postgres

/// Adds a school.
package struct CreateSchool: UseCase {
    package var draft: OrganisationDraft

    package init(draft: OrganisationDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        case knownUAI

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "uai-known", en: "A school with this UAI is here already. Find it with `school list`.",
                fr: "Une école avec cet UAI existe déjà. Cherchez-la avec « school list ».",
                fields: [
                    .init(
                        pointer: "/uai", code: "uai-known",
                        sentence: Sentence(en: "It belongs to another school.", fr: "Il appartient à une autre école."))
                ])
        }
    }

    package var needs: Permission { .createOrganisations }
    package var audited: Audited? { Audited("createSchool") }

    package func run(in work: UnitOfWork) async throws -> Organisation {
        let fields = try OrganisationFields(draft, .school)
        try await work.refuseLookAlikes(of: fields.name, isDistinct: draft.distinct)
        let id: Organisation.ID
        do throws(PostgresError) {
            id = try await work.execute(
                """
                WITH added AS (INSERT INTO organisation (kind, name, city) VALUES ('school', \(fields.name), \(fields.city)) RETURNING id)
                INSERT INTO school (id, uai) SELECT id, \(fields.uai)::text FROM added RETURNING id
                """)[0].decode(Organisation.ID.self)
        } catch {
            if error.constraint == "school_uai_once" { throw No.knownUAI }
            throw error
        }
        return try await work.organisation(id, .school)
    }
}
