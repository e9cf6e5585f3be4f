/// A row on its way through `copyOut`.
package struct StreamedRow: Sendable {
    fileprivate enum Source {
        case fetched(Row)
        case copied(bytes: [UInt8], fields: [Range<Int>?], columns: Rows)
    }

    fileprivate let source: Source

    /// Reads the whole row by position.
    ///
    /// - Throws: `decoding` if the number of columns, a type or a NULL does not fit.
    package func decode<each T: PostgresDecodable>(_ types: repeat (each T).Type) throws(PostgresError) -> (repeat each T) {
        switch source {
        case .fetched(let row): return try row.decode(repeat (each T).self)
        case .copied(let bytes, let fields, let columns):
            var expected = 0
            for _ in repeat (each T).self { expected += 1 }
            try columns.checkWidth(expected)
            var column = 0
            func next<U: PostgresDecodable>(_ type: U.Type) throws(PostgresError) -> U {
                defer { column += 1 }
                let result: Result<U, PostgresError> = bytes.withUnsafeBytes { all in
                    let contents = fields[column].map { UnsafeRawBufferPointer(rebasing: all[$0]) }
                    let cell = PostgresCell(oid: columns.columnType(column), contents: contents, rows: columns, column: column)
                    do throws(PostgresError) { return .success(try U.decode(from: cell)) } catch { return .failure(error) }
                }
                return try result.get()
            }
            return (repeat try next((each T).self))
        }
    }
}

extension Session {
    /// Reads any number of rows without holding them all: the fastest way out.
    ///
    /// A query without values goes through COPY; one with values through a cursor, which needs a transaction.
    ///
    /// - Parameter body: is given each row, and holds the server back while it is at work.
    package func copyOut(_ query: SQL, forEach body: (StreamedRow) async throws -> Void) async throws {
        try Switchboard.check([query])
        if query.bindCount > 0 { return try await fetch(query, forEach: body) }
        let columns = try await lease.describe(query)
        _ = try await lease.perform(.copyOut("COPY (\(query.text)) TO STDOUT (FORMAT binary)"))
        do {
            var parser = CopyParser()
            var isAtEnd = false
            while !isAtEnd {
                let reply = try await lease.perform(.copyNext)
                isAtEnd = reply.isAtEnd
                parser.add(reply.chunk)
                while try parser.next() == .row {
                    guard parser.fields.count == columns.columnCount else {
                        throw PostgresError(.decoding, "COPY sent another number of columns")
                    }
                    try await body(StreamedRow(source: .copied(bytes: parser.bytes, fields: parser.fields, columns: columns)))
                }
            }
        } catch {
            _ = try? await lease.perform(.copyStop, isCancellable: false)
            throw error
        }
    }

    /// Reads through a cursor, a few thousand rows at a time, the next already asked for.
    private func fetch(_ query: SQL, forEach body: (StreamedRow) async throws -> Void) async throws {
        let name = "v\(Lease.nextNumber())"
        try await execute("DECLARE \(identifier: name) NO SCROLL CURSOR FOR \(query)")
        let fetch: SQL = "FETCH 2000 FROM \(identifier: name)"
        do {
            var next = try lease.start(.batch([fetch]))
            while let rows = try await lease.switchboard.answer(to: next).rows.first, !rows.isEmpty {
                next = try lease.start(.batch([fetch]))
                for row in rows { try await body(StreamedRow(source: .fetched(row))) }
            }
        } catch {
            // A transaction that failed has closed it already.
            _ = try? await execute("CLOSE \(identifier: name)")
            throw error
        }
        try await execute("CLOSE \(identifier: name)")
    }
}
