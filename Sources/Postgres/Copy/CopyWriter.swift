/// Writes rows in the binary form of COPY; lent by `copyIn`.
package final class CopyWriter {
    /// How much is collected before it is sent.
    private static let chunkSize = 256 * 1_024
    /// Signature, no flags, no extension.
    private static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    private let lease: Lease
    private let columns: [(name: String, type: UInt32)]
    private var writer = PostgresWriter()
    /// The chunk before, which travels while the next is filled.
    private var travelling: Request?

    init(_ lease: Lease, columns: [(name: String, type: UInt32)]) {
        self.lease = lease
        self.columns = columns
        writer.reserve(Self.chunkSize + 4_096)
        writer.write(contentsOf: Self.header)
    }

    /// Writes one row: a value for each column, of its type. Integers fit integer columns of any width that holds them.
    ///
    /// - Throws: `encoding`, naming the column, if a value does not fit; what was written before is then thrown away with the whole COPY.
    package func row<each T: PostgresEncodable>(_ values: repeat each T) async throws(PostgresError) {
        writer.write(Int16(truncatingIfNeeded: columns.count))
        var column = 0
        for value in repeat each values {
            guard column < columns.count else { throw miscounted() }
            try write(value, to: columns[column])
            column += 1
        }
        guard column == columns.count else { throw miscounted() }
        if writer.bytes.count >= Self.chunkSize { try await send() }
    }

    /// Sends what is left.
    func finish() async throws(PostgresError) {
        writer.write(Int16(-1))
        try await send()
        try await settle()
    }

    private func write<T: PostgresEncodable>(_ value: T, to column: (name: String, type: UInt32)) throws(PostgresError) {
        let type = T.postgresType.oid
        if type == column.type || type == PostgresType.text.oid && PostgresType.isText(column.type) {
            writer.writeWithLength(value)
        } else if let width = PostgresType.integerWidth(column.type), PostgresType.integerWidth(type) != nil {
            writer.writeInteger(value, width: width)
        } else if type == PostgresType.varbit.oid, column.type == PostgresType.bit.oid {
            writer.writeWithLength(value)
        } else {
            let names = (PostgresType.name(of: column.type), PostgresType.name(of: type))
            throw PostgresError(.encoding, "column \(column.name) is \(names.0), the value is \(names.1)", column: column.name)
        }
        if let fault = writer.fault {
            throw PostgresError(.encoding, "column \(column.name): \(fault.report.message)", column: column.name)
        }
    }

    private func miscounted() -> PostgresError {
        PostgresError(.encoding, "the row has another number of values than the \(columns.count) columns of COPY")
    }

    private func send() async throws(PostgresError) {
        if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
        let chunk = writer.takeBytes()
        try await settle()
        travelling = try lease.start(.copyData(chunk))
    }

    private func settle() async throws(PostgresError) {
        guard let request = travelling else { return }
        travelling = nil
        _ = try await lease.switchboard.answer(to: request)
    }
}

extension PostgresType {
    /// How many bytes an integer type has.
    static func integerWidth(_ oid: UInt32) -> Int? {
        switch oid {
        case int2.oid: 2
        case int4.oid: 4
        case int8.oid: 8
        default: nil
        }
    }
}

extension Session {
    /// Fills a table with the binary form of COPY, the fastest way in: all rows or none.
    ///
    /// - Parameters:
    ///   - table: its name, with its schema before a dot where needed.
    ///   - write: calls `row` for each row; waits by itself when the server is slower.
    /// - Returns: how many rows were stored.
    @discardableResult
    package func copyIn(into table: String, columns: [String], _ write: (CopyWriter) async throws -> Void) async throws -> Int {
        let target = SQL(unsafelySpliced: table.split(separator: ".").map { SQL.quoted(identifier: String($0)) }.joined(separator: "."))
        let list = SQL(unsafelySpliced: columns.map { SQL.quoted(identifier: $0) }.joined(separator: ", "))
        let described = try await lease.describe("SELECT \(list) FROM \(target)")
        let types = (0..<described.columnCount).map { (name: described.columnName($0), type: described.columnType($0)) }
        _ = try await lease.perform(.copyIn("COPY \(target.text) (\(list.text)) FROM STDIN (FORMAT binary)"))
        let writer = CopyWriter(lease, columns: types)
        do {
            try await write(writer)
            try await writer.finish()
        } catch {
            // What the server says to this is known: that COPY was ended so.
            _ = try? await lease.perform(.copyEnd(failure: "given up by the client"), isCancellable: false)
            throw error
        }
        return try await lease.perform(.copyEnd(failure: nil)).rows.first?.affected ?? 0
    }
}
