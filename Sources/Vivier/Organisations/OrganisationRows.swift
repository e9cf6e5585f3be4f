import API
import Postgres

extension UnitOfWork {
    /// The organisations of one kind, with what only their kind has.
    ///
    /// - Parameter rest: what follows `WHERE o.kind = … AND`; `o` is the organisation.
    func organisations(_ kind: OrganisationKind, _ rest: SQL) async throws -> [Organisation] {
        try await execute(
            """
            SELECT o.id, (extract(epoch FROM o.changed_at) * 1000000)::bigint, o.kind, o.name, o.city, s.uai, c.siret, c.sector, c.capacity,
                CASE o.kind WHEN 'network' THEN
                    ARRAY (SELECT n.school_id FROM network_school n WHERE n.network_id = o.id ORDER BY n.school_id) END
            FROM organisation o LEFT JOIN school s ON s.id = o.id LEFT JOIN company c ON c.id = o.id
            WHERE o.kind = \(kind.rawValue) AND \(rest)
            """
        ).map { row in
            let (id, version, kind, name, city, uai, siret, sector, capacity, schools) = try row.decode(
                Organisation.ID.self, Int.self, OrganisationKind.self, String.self, String?.self, String?.self, String?.self, String?.self,
                Int?.self, [Organisation.ID]?.self)
            return Organisation(
                id: id, version: version, kind: kind, name: name, city: city, uai: uai, siret: siret, sector: sector, capacity: capacity,
                schools: schools)
        }
    }

    /// One organisation of a kind; an organisation of another kind is missing too.
    func organisation(_ id: Organisation.ID, _ kind: OrganisationKind) async throws -> Organisation {
        guard let found = try await organisations(kind, "o.id = \(id)").first else { throw GeneralRefusal.missing(kind.sentence) }
        return found
    }

    /// A page of the organisations of a kind, those that bear all words of the query, in its order.
    func organisationPage(_ kind: OrganisationKind, _ query: OrganisationListQuery) async throws -> Page<Organisation> {
        let limit = try pageRows(query.limit)
        let sort = try OrganisationSort(query.sort)
        let last = try Cursor.read(query.cursor, key: String.self, id: Organisation.ID.self)
        let after: SQL = last.map { sort.after($0.key, $0.id) } ?? "true"
        let rows = try await organisations(kind, "\(OrganisationSort.bearing(query.q)) AND \(after) \(sort.order) LIMIT \(limit + 1)")
        guard let end = rows.dropFirst(limit - 1).first, rows.count > limit else { return Page(items: rows) }
        let key = try await one("SELECT \(sort.key)::text FROM organisation o WHERE o.id = \(end.id)", orMissing: kind.sentence)
            .decode(String.self)
        return Page(items: Array(rows.prefix(limit)), next: Cursor(key, end.id.description).text)
    }
}

/// By what a list of organisations is sorted.
struct OrganisationSort {
    private var field: String
    private var isDown: Bool

    /// - Throws: a refusal unless the list can be sorted so.
    init(_ text: String?) throws(GeneralRefusal) {
        let text = text ?? "name"
        isDown = text.hasPrefix("-")
        field = String(isDown ? text.dropFirst() : text[...])
        guard ["name", "city", "created"].contains(field) else {
            throw .parameter(
                "sort", "unknown", en: "sort is name, city or created, with a minus before it to go down.",
                fr: "sort vaut name, city ou created, précédé d’un moins pour descendre.")
        }
    }

    var key: SQL {
        switch field {
        case "city": "coalesce(o.city, '')"
        case "created": "o.created_at"
        default: "o.name"
        }
    }

    var order: SQL { isDown ? "ORDER BY \(key) DESC, o.id DESC" : "ORDER BY \(key), o.id" }

    func after(_ last: String, _ id: Organisation.ID) -> SQL {
        let value: SQL = field == "created" ? "\(last)::text::timestamptz" : "\(last)"
        return isDown ? "(\(key), o.id) < (\(value), \(id))" : "(\(key), o.id) > (\(value), \(id))"
    }

    /// Whether name and city bear every word.
    static func bearing(_ words: String?) -> SQL {
        let patterns = SearchWords.patterns(words)
        guard !patterns.isEmpty else { return "true" }
        return "folded(o.name || ' ' || coalesce(o.city, '')) LIKE ALL (SELECT folded(word) FROM unnest(\(patterns)) AS word)"
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
