/// Columns of a table that COPY is to fill, as the server describes them.
package struct CopyTarget: Sendable {
    let table: SQL
    let list: SQL
    let columns: [(name: String, type: UInt32)]
}

/// Rows in the binary form of COPY, written before they are sent: while the server is busy with something else, say.
package struct CopyRows: Sendable {
    /// How much is collected before it is sent.
    private static let chunkSize = 256 * 1_024
    /// Signature, no flags, no extension.
    private static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0]

    let target: CopyTarget
    private var writer = PostgresWriter()
    /// What is full.
    private var chunks: [[UInt8]] = []

    package init(for target: CopyTarget) {
        self.target = target
        writer.reserve(Self.chunkSize + 4_096)
        writer.write(contentsOf: Self.header)
    }

    /// Writes one row: a value for each column, of its type. Integers fit integer columns of any width that holds them.
    ///
    /// - Throws: `encoding`, naming the column, if a value does not fit; the rows are then good for nothing.
    package mutating func append<each T: PostgresEncodable>(_ values: repeat each T) throws(PostgresError) {
        let columns = target.columns
        writer.write(Int16(truncatingIfNeeded: columns.count))
        var column = 0
        for value in repeat each values {
            guard column < columns.count else { throw miscounted() }
            try write(value, to: columns[column])
            column += 1
        }
        guard column == columns.count else { throw miscounted() }
        if writer.bytes.count >= Self.chunkSize { chunks.append(writer.takeBytes()) }
    }

    /// Hands out what is full, in the order of the rows.
    mutating func takeFull() -> [[UInt8]] {
        defer { chunks.removeAll() }
        return chunks
    }

    /// Hands out what is left, and the end.
    mutating func takeAll() -> [[UInt8]] {
        writer.write(Int16(-1))
        return takeFull() + [writer.takeBytes()]
    }

    private mutating func write<T: PostgresEncodable>(_ value: T, to column: (name: String, type: UInt32)) throws(PostgresError) {
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
        PostgresError(.encoding, "the row has another number of values than the \(target.columns.count) columns of COPY")
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
