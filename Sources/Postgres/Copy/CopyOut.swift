extension Session {
    /// Reads any number of rows without holding them all: the fastest way out.
    ///
    /// A query without values goes through COPY; one with values through a cursor, which needs a transaction.
    ///
    /// - Parameter body: is given each row, and holds the server back while it is at work.
    package func copyOut<each T: PostgresDecodable>(
        _ query: SQL, as types: repeat (each T).Type, forEach body: (repeat each T) async throws -> Void
    ) async throws {
        try Switchboard.check([query])
        if query.bindCount > 0 {
            try await fetch(query) { row in
                let values = try row.decode(repeat (each T).self)
                try await body(repeat each values)
            }
            return
        }
        let described = try await lease.describe(query)
        var expected = 0
        for _ in repeat (each T).self { expected += 1 }
        try described.checkWidth(expected)
        _ = try await lease.perform(.copyOut("COPY (\(query.text)) TO STDOUT (FORMAT binary)"))
        do {
            var parser = CopyParser()
            var isAtEnd = false
            while !isAtEnd {
                let reply = try await lease.perform(.copyNext)
                isAtEnd = reply.isAtEnd
                parser.add(reply.chunk)
                while try parser.next() == .row {
                    let row = try parser.decode(repeat (each T).self, described: described)
                    try await body(repeat each row)
                }
            }
        } catch {
            _ = try? await lease.perform(.copyStop, isCancellable: false)
            throw error
        }
    }

    /// Reads through a cursor, a few thousand rows at a time, the next already asked for.
    private func fetch(_ query: SQL, _ body: (Row) async throws -> Void) async throws {
        let name = "v\(Lease.nextNumber())"
        try await execute("DECLARE \(identifier: name) NO SCROLL CURSOR FOR \(query)")
        let fetch: SQL = "FETCH 2000 FROM \(identifier: name)"
        do {
            var next = try lease.start(.batch([fetch]))
            while true {
                guard let rows = try await lease.switchboard.answer(to: next).rows.first, !rows.isEmpty else { break }
                next = try lease.start(.batch([fetch]))
                for row in rows { try await body(row) }
            }
        } catch {
            // A transaction that failed has closed it already.
            _ = try? await execute("CLOSE \(identifier: name)")
            throw error
        }
        try await execute("CLOSE \(identifier: name)")
    }
}

extension CopyParser {
    /// Reads the row that was found last.
    fileprivate func decode<each T: PostgresDecodable>(
        _ types: repeat (each T).Type, described: Rows
    ) throws(PostgresError) -> (repeat each T) {
        guard fields.count == described.columnCount else { throw PostgresError(.decoding, "COPY sent another number of columns") }
        var column = 0
        func next<U: PostgresDecodable>(_ type: U.Type) throws(PostgresError) -> U {
            defer { column += 1 }
            let field = fields[column]
            let result: Result<U, PostgresError> = bytes.withUnsafeBytes { all in
                let contents = field.map { UnsafeRawBufferPointer(rebasing: all[$0]) }
                let cell = PostgresCell(oid: described.columnType(column), contents: contents, rows: described, column: column)
                do throws(PostgresError) { return .success(try U.decode(from: cell)) } catch { return .failure(error) }
            }
            return try result.get()
        }
        return (repeat try next((each T).self))
    }
}
