/// A statement of SQL with its values apart, so that no value can be read as SQL.
///
///     let name = "Robert'); DROP TABLE student; --"
///     try await database.execute("SELECT id FROM student WHERE name = \(name)")
///
/// The text that is sent is `… WHERE name = $1`. A statement can be interpolated into another: its values come along.
package struct SQL: Sendable {
    /// The statement with `$1`, `$2` … in place of the values.
    package private(set) var text: String
    /// The values' types, in order.
    private(set) var types: [UInt32] = []
    /// Where each value's bytes lie in the payload; `nil` is NULL.
    private(set) var places: [Range<Int>?] = []
    private var writer = PostgresWriter()
    /// Where each `$n` begins in the text's bytes.
    private var marks: [Int] = []
    private var ownFault: PostgresError?

    private init(text: String) { self.text = text }

    /// How many values are bound.
    package var bindCount: Int { types.count }
    /// The bytes of each value, `nil` for NULL.
    package var binds: [[UInt8]?] { places.map { $0.map { Array(writer.bytes[$0]) } } }
    var payload: [UInt8] { writer.bytes }
    /// Why the statement cannot be sent.
    var fault: PostgresError? { writer.fault ?? ownFault }
}

extension SQL: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) { self.init(text: text) }
    package init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var sql: SQL

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(text: "")
            sql.text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            sql.types.reserveCapacity(interpolationCount)
            sql.places.reserveCapacity(interpolationCount)
            sql.marks.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { sql.text += literal }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some PostgresEncodable) { sql.bind(value) }

        /// Binds a value or NULL. By its own name, or else the compiler takes every optional for a mistake.
        package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) { sql.bind(value) }

        /// Sets another statement in, with its values.
        package mutating func appendInterpolation(_ other: SQL) { sql.append(other) }

        /// Sets in a name of a table, column or the like, quoted.
        package mutating func appendInterpolation(identifier name: String) {
            sql.text += SQL.quoted(identifier: name)
            if name.isEmpty || name.utf8.contains(0) { sql.refuse("a name in SQL must have characters, and none of them zero") }
        }

        /// Sets in text of this program's source.
        package mutating func appendInterpolation(raw text: StaticString) { sql.text += text.description }

        /// Sets in any text, unprotected: whoever calls this proves that it holds nothing from outside.
        package mutating func appendInterpolation(unsafelySpliced text: String) {
            sql.text += text
            if text.utf8.contains(0) { sql.refuse("a statement cannot hold a zero byte") }
        }
    }
}

extension SQL {
    /// A statement from text that was not written in Swift, such as a migration's file.
    package init(unsafelySpliced text: String) { self = "\(unsafelySpliced: text)" }

    package static func + (left: SQL, right: SQL) -> SQL { "\(left)\(right)" }

    package static func += (left: inout SQL, right: SQL) { left.append(right) }

    static func quoted(identifier name: String) -> String {
        // By scalars: a quotation mark before an accent is another character.
        let escaped = name.unicodeScalars.replacing(["\""], with: ["\"", "\""] as [Unicode.Scalar])
        return "\"\(String(escaped))\""
    }

    /// The same statement with a comment behind it.
    func commented(_ comment: String) -> SQL {
        var sql = self
        sql.text += " -- "
        sql.text += comment
        return sql
    }

    private mutating func bind(_ value: some PostgresEncodable) {
        let start = writer.bytes.count
        let length = writer.writeValue(value)
        mark(type: type(of: value).postgresType.oid, place: length.map { start..<start + $0 })
    }

    private mutating func mark(type: UInt32, place: Range<Int>?) {
        marks.append(text.utf8.count)
        types.append(type)
        places.append(place)
        text += "$\(types.count)"
    }

    private mutating func append(_ other: SQL) {
        let utf8 = other.text.utf8
        var copied = utf8.startIndex
        let shift = writer.bytes.count
        writer.write(contentsOf: other.writer.bytes)
        for (number, mark) in other.marks.enumerated() {
            let start = utf8.index(utf8.startIndex, offsetBy: mark)
            text += other.text[copied..<start]
            self.mark(type: other.types[number], place: other.places[number].map { $0.lowerBound + shift..<$0.upperBound + shift })
            copied = utf8.index(start, offsetBy: "$\(number + 1)".utf8.count)
        }
        text += other.text[copied...]
        ownFault = fault ?? other.fault
    }

    private mutating func refuse(_ reason: String) {
        ownFault = ownFault ?? PostgresError(.encoding, reason)
    }
}

extension SQL: CustomStringConvertible {
    /// The text without the values: fit for a log.
    package var description: String { text }
}
