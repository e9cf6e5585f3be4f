import API
import Postgres

extension UnitOfWork {
    /// The organisations of one kind, with what only their kind has.
    ///
    /// - Parameter rest: what follows `WHERE o.kind = … AND`; `o` is the organisation.
    func organisations(_ kind: OrganisationKind, _ rest: SQL) async throws -> [Organisation] {
        try await execute(
            """
            SELECT o.id, o.kind, o.name, o.city, s.uai, c.siret, c.sector, c.capacity,
                CASE o.kind WHEN 'network' THEN
                    ARRAY (SELECT n.school_id FROM network_school n WHERE n.network_id = o.id ORDER BY n.school_id) END
            FROM organisation o LEFT JOIN school s ON s.id = o.id LEFT JOIN company c ON c.id = o.id
            WHERE o.kind = \(kind.rawValue) AND \(rest)
            """
        ).map { row in
            let (id, kind, name, city, uai, siret, sector, capacity, schools) = try row.decode(
                Organisation.ID.self, OrganisationKind.self, String.self, String?.self, String?.self, String?.self, String?.self,
                Int?.self, [Organisation.ID]?.self)
            return Organisation(
                id: id, kind: kind, name: name, city: city, uai: uai, siret: siret, sector: sector, capacity: capacity, schools: schools)
        }
    }

    /// One organisation of a kind; an organisation of another kind is missing too.
    func organisation(_ id: Organisation.ID, _ kind: OrganisationKind) async throws -> Organisation {
        guard let found = try await organisations(kind, "o.id = \(id)").first else { throw GeneralRefusal.missing(kind.sentence) }
        return found
    }

    /// A page of the organisations of a kind, by name.
    func organisationPage(_ kind: OrganisationKind, _ query: PageQuery) async throws -> Page<Organisation> {
        let limit = try query.rows()
        let last = try Cursor.read(query.cursor, key: String.self, id: Organisation.ID.self)
        let after: SQL = last.map { "(o.name, o.id) > (\($0.key), \($0.id))" } ?? "true"
        let rows = try await organisations(kind, "\(after) ORDER BY o.name, o.id LIMIT \(limit + 1)")
        return Page(rows, limit: limit) { Cursor($0.name, $0.id.description) }
    }
}

extension OrganisationKind {
    var sentence: Sentence {
        switch self {
        case .school: Sentence(en: "The school", fr: "L’école")
        case .company: Sentence(en: "The company", fr: "L’entreprise")
        case .network: Sentence(en: "The network", fr: "Le réseau")
        }
    }
}
