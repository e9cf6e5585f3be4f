/// A type of PostgreSQL by its object identifier; those of the built-in types never change (`pg_type.dat`).
package struct PostgresType: Hashable, Sendable {
    package let oid: UInt32
    /// The identifier of the type's array.
    package let arrayOID: UInt32

    package init(oid: UInt32, arrayOID: UInt32) {
        self.oid = oid
        self.arrayOID = arrayOID
    }

    package static let bool = PostgresType(oid: 16, arrayOID: 1000)
    package static let bytea = PostgresType(oid: 17, arrayOID: 1001)
    package static let int8 = PostgresType(oid: 20, arrayOID: 1016)
    package static let int2 = PostgresType(oid: 21, arrayOID: 1005)
    package static let int4 = PostgresType(oid: 23, arrayOID: 1007)
    package static let text = PostgresType(oid: 25, arrayOID: 1009)
    package static let json = PostgresType(oid: 114, arrayOID: 199)
    package static let float4 = PostgresType(oid: 700, arrayOID: 1021)
    package static let float8 = PostgresType(oid: 701, arrayOID: 1022)
    package static let date = PostgresType(oid: 1082, arrayOID: 1182)
    package static let timestamptz = PostgresType(oid: 1184, arrayOID: 1185)
    package static let bit = PostgresType(oid: 1560, arrayOID: 1561)
    package static let varbit = PostgresType(oid: 1562, arrayOID: 1563)
    package static let numeric = PostgresType(oid: 1700, arrayOID: 1231)
    package static let uuid = PostgresType(oid: 2950, arrayOID: 2951)
    package static let jsonb = PostgresType(oid: 3802, arrayOID: 3807)

    /// Types made by users (enums, citext, domains) have identifiers from here on.
    static let firstUserDefinedOID: UInt32 = 16384
    /// char, name, text, json, xml, unknown, bpchar and varchar: what the server sends as its characters.
    static let textOIDs: Set<UInt32> = [18, 19, 25, 114, 142, 705, 1042, 1043]

    private static let scalarOIDs: Set<UInt32> = textOIDs.union(
        [PostgresType.bool, .bytea, .int8, .int2, .int4, .float4, .float8, .date, .timestamptz, .bit, .varbit, .numeric, .uuid, .jsonb]
            .map(\.oid))

    /// A type of which it is known that it is no array.
    static func isScalar(_ oid: UInt32) -> Bool { scalarOIDs.contains(oid) }

    static func isText(_ oid: UInt32) -> Bool { textOIDs.contains(oid) || oid >= firstUserDefinedOID }

    /// A name for messages.
    static func name(of oid: UInt32) -> String { names[oid] ?? "type \(oid)" }

    private static let names: [UInt32: String] = [
        16: "boolean", 17: "bytea", 20: "bigint", 21: "smallint", 23: "integer", 25: "text", 26: "oid", 114: "json", 700: "real",
        701: "double precision", 1042: "character", 1043: "varchar", 1082: "date", 1114: "timestamp", 1184: "timestamptz",
        1186: "interval", 1560: "bit", 1562: "bit varying", 1700: "numeric", 2950: "uuid", 3802: "jsonb", 1005: "smallint[]",
        1007: "integer[]", 1009: "text[]", 1016: "bigint[]", 2951: "uuid[]",
    ]
}
