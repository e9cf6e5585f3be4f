package import API
import Postgres

/// Puts right what stands of a school, a company or a network: an operator, or those who answer for it.
package struct EditOrganisation: UseCase {
    package var id: Organisation.ID
    package var kind: OrganisationKind
    /// What it is from now on; what is not named is nothing any more.
    package var draft: OrganisationDraft
    /// The version that the draft was made from.
    package var version: Int

    package init(_ id: Organisation.ID, _ kind: OrganisationKind, draft: OrganisationDraft, replacing version: Int) {
        self.id = id
        self.kind = kind
        self.draft = draft
        self.version = version
    }

    package var needs: Permission { .editOrganisations }
    package var audited: Audited? {
        switch kind {
        case .school: Audited("editSchool", id)
        case .company: Audited("editCompany", id)
        case .network: Audited("editNetwork", id)
        }
    }

    package func run(in work: UnitOfWork) async throws -> Organisation {
        let fields = try OrganisationFields(draft, kind)
        // Nobody but an operator and its own people may lock the row: to others it is missing.
        _ = try await work.one(
            "SELECT id FROM organisation WHERE id = \(id) AND kind = \(kind.rawValue) FOR UPDATE", orMissing: kind.sentence)
        let current = try await work.organisation(id, kind)
        guard current.version == version else { throw GeneralRefusal.changedMeanwhile }
        if fields.name != current.name { try await work.refuseLookAlikes(of: fields.name, isDistinct: draft.distinct, besides: id) }
        _ = try await work.execute(
            "UPDATE organisation SET name = \(fields.name), city = \(fields.city), changed_at = clock_timestamp() WHERE id = \(id)")
        switch kind {
        case .school: try await setUAI(fields.uai, instead: current.uai, work)
        case .company: try await setCompany(fields, work)
        case .network: try await setSchools(fields.schools, work)
        }
        return try await work.organisation(id, kind)
    }

    private func setUAI(_ uai: String?, instead current: String?, _ work: UnitOfWork) async throws {
        guard uai != current else { return }
        guard work.caller.role == .operator else {
            throw GeneralRefusal.field(
                "/uai", "operators-only", en: "Only an operator changes the UAI. Ask one.",
                fr: "Seul un opérateur modifie l’UAI. Adressez-vous à lui.")
        }
        do throws(PostgresError) {
            _ = try await work.execute("UPDATE school SET uai = \(uai) WHERE id = \(id)")
        } catch {
            if error.constraint == "school_uai_once" { throw CreateSchool.No.knownUAI }
            throw error
        }
    }

    private func setCompany(_ fields: OrganisationFields, _ work: UnitOfWork) async throws {
        do throws(PostgresError) {
            _ = try await work.execute(
                "UPDATE company SET siret = \(fields.siret), sector = \(fields.sector), capacity = \(fields.capacity) WHERE id = \(id)")
        } catch {
            if error.constraint == "company_siret_once" { throw CreateCompany.No.knownSiret }
            throw error
        }
    }

    private func setSchools(_ schools: [Organisation.ID], _ work: UnitOfWork) async throws {
        _ = try await work.execute("DELETE FROM network_school WHERE network_id = \(id) AND school_id <> ALL (\(schools))")
        do throws(PostgresError) {
            _ = try await work.execute(
                "INSERT INTO network_school (network_id, school_id) SELECT \(id), school FROM unnest(\(schools)) AS school ON CONFLICT DO NOTHING"
            )
        } catch {
            if error.constraint == "network_school_school_fk" { throw CreateNetwork.No.unknownSchool }
            throw error
        }
    }
}
