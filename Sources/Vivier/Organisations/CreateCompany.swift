package import API
import Postgres

/// Adds a company.
package struct CreateCompany: UseCase {
    package var draft: OrganisationDraft

    package init(draft: OrganisationDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        case knownSiret

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "siret-known", en: "A company with this SIRET is here already. Find it with `company list`.",
                fr: "Une entreprise avec ce SIRET existe déjà. Cherchez-la avec « company list ».",
                fields: [
                    .init(
                        pointer: "/siret", code: "siret-known",
                        sentence: Sentence(en: "It belongs to another company.", fr: "Il appartient à une autre entreprise."))
                ])
        }
    }

    package var needs: Permission { .createOrganisations }
    package var audited: Audited? { Audited("createCompany") }

    package func run(in work: UnitOfWork) async throws -> Organisation {
        let fields = try OrganisationFields(draft, .company)
        try await work.refuseLookAlikes(of: fields.name, isDistinct: draft.distinct)
        let id: Organisation.ID
        do throws(PostgresError) {
            id = try await work.execute(
                """
                WITH added AS (INSERT INTO organisation (kind, name, city) VALUES ('company', \(fields.name), \(fields.city)) RETURNING id)
                INSERT INTO company (id, siret, sector, capacity)
                SELECT id, \(fields.siret)::text, \(fields.sector)::text, \(fields.capacity)::integer FROM added RETURNING id
                """)[0].decode(Organisation.ID.self)
        } catch {
            if error.constraint == "company_siret_once" { throw No.knownSiret }
            throw error
        }
        return try await work.organisation(id, .company)
    }
}
