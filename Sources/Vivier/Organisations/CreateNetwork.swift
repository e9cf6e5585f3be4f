package import API
import Postgres

/// Adds a network, that is a consortium of schools that share cases and rounds.
package struct CreateNetwork: UseCase {
    package var draft: OrganisationDraft

    package init(draft: OrganisationDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        case unknownSchool

        package var reason: RefusalReason {
            GeneralRefusal.field(
                "/schools", "unknown", en: "One of these schools was not found. Check the identifiers.",
                fr: "Une de ces écoles est introuvable. Vérifiez les identifiants."
            ).reason
        }
    }

    package var needs: Permission { .createOrganisations }
    package var audited: Audited? { Audited("createNetwork") }

    package func run(in work: UnitOfWork) async throws -> Organisation {
        let fields = try OrganisationFields(draft, .network)
        try await work.refuseLookAlikes(of: fields.name, isDistinct: draft.distinct)
        let id = try await work.execute(
            "INSERT INTO organisation (kind, name, city) VALUES ('network', \(fields.name), \(fields.city)) RETURNING id"
        )[0].decode(Organisation.ID.self)
        do throws(PostgresError) {
            _ = try await work.execute(
                "INSERT INTO network_school (network_id, school_id) SELECT \(id), school FROM unnest(\(fields.schools)) AS school")
        } catch {
            if error.constraint == "network_school_school_fk" { throw No.unknownSchool }
            throw error
        }
        return try await work.organisation(id, .network)
    }
}
