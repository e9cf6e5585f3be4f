import CPostgres

/// What a statement gave back.
package struct Rows: Sendable, Sequence {
    private let result: QueryResult

    init(_ result: QueryResult) { self.result = result }

    package var count: Int { Int(PQntuples(result.pointer)) }
    package var isEmpty: Bool { count == 0 }
    package var first: Row? { isEmpty ? nil : Row(rows: self, index: 0) }
    /// How many rows the statement inserted, changed, removed or returned.
    package var affected: Int { Int(String(cString: PQcmdTuples(result.pointer))) ?? 0 }
    package var columns: [String] { (0..<columnCount).map(columnName) }
    /// What the server says it did: `INSERT 0 3`, `COMMIT`.
    var commandTag: String { String(cString: PQcmdStatus(result.pointer)) }

    package subscript(index: Int) -> Row {
        precondition((0..<count).contains(index))
        return Row(rows: self, index: index)
    }

    /// All rows, by position.
    package func decode<each T: PostgresDecodable>(_ type: repeat (each T).Type) throws(PostgresError) -> [(repeat each T)] {
        var decoded: [(repeat each T)] = []
        let count = count
        decoded.reserveCapacity(count)
        for index in 0..<count { decoded.append(try Row(rows: self, index: index).decode(repeat (each T).self)) }
        return decoded
    }

    /// All rows of one column.
    package func decode<T: PostgresDecodable>(_ type: T.Type) throws(PostgresError) -> [T] {
        var decoded: [T] = []
        let count = count
        decoded.reserveCapacity(count)
        for index in 0..<count { decoded.append(try Row(rows: self, index: index).decode(T.self)) }
        return decoded
    }

    package func makeIterator() -> Iterator { Iterator(rows: self, count: count) }

    package struct Iterator: IteratorProtocol {
        fileprivate let rows: Rows
        fileprivate let count: Int
        private var index = 0

        fileprivate init(rows: Rows, count: Int) {
            self.rows = rows
            self.count = count
        }

        package mutating func next() -> Row? {
            guard index < count else { return nil }
            defer { index += 1 }
            return Row(rows: rows, index: index)
        }
    }

    func checkWidth(_ expected: Int) throws(PostgresError) {
        guard expected == columnCount else {
            throw PostgresError(.decoding, "the result has \(columnCount) columns, the program expects \(expected)")
        }
    }

    var columnCount: Int { Int(PQnfields(result.pointer)) }

    func columnName(_ index: Int) -> String {
        PQfname(result.pointer, Int32(index)).map { String(cString: $0) } ?? "\(index + 1)"
    }

    func columnType(_ index: Int) -> UInt32 { PQftype(result.pointer, Int32(index)) }

    func columnIndex(_ name: String) -> Int? {
        (0..<columnCount).first { index in
            guard let other = PQfname(result.pointer, Int32(index)) else { return false }
            return name == String(cString: other)
        }
    }

    /// Lends the bytes of one value.
    func decode<T: PostgresDecodable>(_ type: T.Type, row: Int, column: Int) throws(PostgresError) -> T {
        let (row, index) = (Int32(row), Int32(column))
        var contents: UnsafeRawBufferPointer?
        if PQgetisnull(result.pointer, row, index) == 0 {
            contents = UnsafeRawBufferPointer(
                start: PQgetvalue(result.pointer, row, index), count: Int(PQgetlength(result.pointer, row, index)))
        }
        let cell = PostgresCell(oid: PQftype(result.pointer, index), contents: contents, rows: self, column: column)
        // The bytes belong to the result, which must outlive their reading.
        defer { withExtendedLifetime(result) {} }
        return try T.decode(from: cell)
    }
}

/// One row of a result.
package struct Row: Sendable {
    let rows: Rows
    let index: Int

    /// Reads the whole row by position.
    ///
    /// - Throws: `decoding` if the number of columns, a type or a NULL does not fit.
    package func decode<each T: PostgresDecodable>(_ type: repeat (each T).Type) throws(PostgresError) -> (repeat each T) {
        var expected = 0
        for _ in repeat (each T).self { expected += 1 }
        try rows.checkWidth(expected)
        var column = 0
        func next<U: PostgresDecodable>(_ type: U.Type) throws(PostgresError) -> U {
            defer { column += 1 }
            return try rows.decode(U.self, row: index, column: column)
        }
        return (repeat try next((each T).self))
    }

    /// Reads a row of one column.
    package func decode<T: PostgresDecodable>(_ type: T.Type) throws(PostgresError) -> T {
        try rows.checkWidth(1)
        return try rows.decode(T.self, row: index, column: 0)
    }

    /// Reads one column by its name.
    package func get<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws(PostgresError) -> T {
        guard let position = rows.columnIndex(column) else {
            throw PostgresError(.decoding, "the result has no column \(column)", column: column)
        }
        return try rows.decode(T.self, row: index, column: position)
    }

    /// Reads one column by its position, from 0.
    package func get<T: PostgresDecodable>(_ column: Int, as type: T.Type = T.self) throws(PostgresError) -> T {
        guard (0..<rows.columnCount).contains(column) else {
            throw PostgresError(.decoding, "the result has no column at position \(column)")
        }
        return try rows.decode(T.self, row: index, column: column)
    }
}
