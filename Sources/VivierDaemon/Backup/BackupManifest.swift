import Foundation
import Postgres

/// What a backup holds, so that a restoration can prove that it holds it too.
struct BackupManifest: Codable, Equatable {
    struct Table: Codable, Equatable {
        var rows: Int
        /// The sum of PostgreSQL's 64-bit hashes of all rows as text, in whatever order they lie.
        var digest: String
    }

    static let format = 1

    var format = BackupManifest.format
    /// Of the vivierd that made it.
    var version: String
    /// When its snapshot was taken.
    var madeAt: Date
    /// The end of its declared life: people who were erased meanwhile are still in it.
    var expiresAt: Date
    /// The major version of the server.
    var postgresql: Int
    /// SHA-256 of the dump, in hexadecimal digits.
    var dump: String
    /// Of every table.
    var tables: [String: Table]
    /// The last hash of each school's consent ledger.
    var ledgers: [String: String]

    var rows: Int { tables.values.reduce(0) { $0 + $1.rows } }

    static func read(from file: URL) throws -> BackupManifest { try read(Data(contentsOf: file)) }

    static func read(_ json: Data) throws -> BackupManifest {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(BackupManifest.self, from: json)
    }

    func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: file)
    }
}

extension Session {
    /// What the database holds now, as its owner sees it.
    func tables() async throws -> [String: BackupManifest.Table] {
        let names = try await execute(
            """
            SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1
            """
        ).decode(String.self)
        // Times read alike wherever the server stands.
        _ = try await execute("SELECT set_config('timezone', 'UTC', true)")
        var tables: [String: BackupManifest.Table] = [:]
        for name in names {
            let row = try await execute(
                "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM public.\(identifier: name) t"
            ).first
            guard let (rows, digest) = try row?.decode(Int.self, String.self) else { continue }
            tables[name] = BackupManifest.Table(rows: rows, digest: digest)
        }
        return tables
    }

    /// School → the last hash of its ledger, in hexadecimal digits.
    func ledgerHeads() async throws -> [String: String] {
        let heads = try await execute("SELECT school_id::text, encode(sha256, 'hex') FROM consent_head").decode(String.self, String.self)
        return Dictionary(uniqueKeysWithValues: heads)
    }
}
