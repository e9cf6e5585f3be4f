/// Writes rows in the binary form of COPY and sends them; lent by `copyIn`.
package final class CopyWriter {
    private let lease: Lease
    private var rows: CopyRows
    /// The chunk before, which travels while the next is filled.
    private var travelling: Request?

    init(_ lease: Lease, rows: CopyRows) {
        self.lease = lease
        self.rows = rows
    }

    /// Writes one row, as `CopyRows` does.
    ///
    /// - Throws: `encoding`, naming the column, if a value does not fit; what was written before is then thrown away with the whole COPY.
    package func row<each T: PostgresEncodable>(_ values: repeat each T) async throws(PostgresError) {
        try rows.append(repeat each values)
        for chunk in rows.takeFull() { try await send(chunk) }
    }

    /// Sends what is left.
    func finish() async throws(PostgresError) {
        for chunk in rows.takeAll() { try await send(chunk) }
        try await settle()
    }

    private func send(_ chunk: [UInt8]) async throws(PostgresError) {
        if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
        try await settle()
        travelling = try lease.start(.copyData(chunk))
    }

    private func settle() async throws(PostgresError) {
        guard let request = travelling else { return }
        travelling = nil
        _ = try await lease.switchboard.answer(to: request)
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
        try await copyIn(CopyRows(for: try await copyTarget(table, columns: columns)), write)
    }

    /// Asks what the columns of a table are.
    ///
    /// - Parameter table: its name, with its schema before a dot where needed.
    package func copyTarget(_ table: String, columns: [String]) async throws -> CopyTarget {
        let target = SQL(unsafelySpliced: table.split(separator: ".").map { SQL.quoted(identifier: String($0)) }.joined(separator: "."))
        let list = SQL(unsafelySpliced: columns.map { SQL.quoted(identifier: $0) }.joined(separator: ", "))
        let described = try await lease.describe("SELECT \(list) FROM \(target)")
        let types = (0..<described.columnCount).map { (name: described.columnName($0), type: described.columnType($0)) }
        return CopyTarget(table: target, list: list, columns: types)
    }

    /// Fills a table with rows that are written already: all of them or none.
    ///
    /// - Returns: how many were stored.
    @discardableResult
    package func copyIn(_ rows: CopyRows) async throws -> Int {
        try await copyIn(rows) { _ in }
    }

    private func copyIn(_ rows: CopyRows, _ write: (CopyWriter) async throws -> Void) async throws -> Int {
        let target = rows.target
        _ = try await lease.perform(.copyIn("COPY \(target.table.text) (\(target.list.text)) FROM STDIN (FORMAT binary)"))
        let writer = CopyWriter(lease, rows: rows)
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
