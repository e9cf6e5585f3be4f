/// What went wrong between a caller and the database.
///
/// `description` never shows data, so that it may reach a log of any level; `debugDescription` shows all that the server said.
package struct PostgresError: Error, Sendable {
    package enum Kind: Sendable, Equatable {
        /// The server refused or failed the statement: `sqlState` says why.
        case server
        /// The connection was lost or could not be made. When `mayHaveRun` is set the statement was already sent, and its effect is unknown.
        case connectionLost(mayHaveRun: Bool)
        /// The deadline passed. When `mayHaveRun` is set the statement was already sent, and its effect is unknown.
        case timeout(mayHaveRun: Bool)
        /// The caller's task was cancelled.
        case cancelled
        /// A value did not have the type that was asked for, or was NULL where none was allowed.
        case decoding
        /// A value cannot be expressed in PostgreSQL, such as text with a zero byte.
        case encoding
        /// Every connection was busy until the deadline, or too many callers were already waiting.
        case poolExhausted
        /// The database was closed.
        case closed
        /// The client was used in a way that cannot work, such as a transaction after its end.
        case misuse
    }

    /// What the server says of an error, field by field.
    package struct Report: Sendable {
        package var sqlState = ""
        package var severity = ""
        package var message = ""
        package var detail: String?
        package var hint: String?
        package var context: String?
        package var position: Int?
        package var table: String?
        package var column: String?
        package var constraint: String?
        /// The function of the server's source that raised it: the only way to tell some errors of one SQLSTATE apart.
        package var function: String?
    }

    /// Boxed, so that a typed result that carries this error stays two words wide.
    private final class Box: Sendable {
        let kind: Kind
        let report: Report
        let statement: String?
        let completed: Int

        init(kind: Kind, report: Report, statement: String?, completed: Int) {
            self.kind = kind
            self.report = report
            self.statement = statement
            self.completed = completed
        }
    }

    private let box: Box

    package init(_ kind: Kind, _ message: String, column: String? = nil) {
        box = Box(kind: kind, report: Report(message: message, column: column), statement: nil, completed: 0)
    }

    init(_ kind: Kind = .server, report: Report, statement: String? = nil, completed: Int = 0) {
        box = Box(kind: kind, report: report, statement: statement, completed: completed)
    }

    package var kind: Kind { box.kind }
    package var report: Report { box.report }
    /// The five characters of SQLSTATE, or an empty string where the error is not the server's.
    package var sqlState: String { box.report.sqlState }
    package var severity: String { box.report.severity }
    /// The violated constraint's name.
    package var constraint: String? { box.report.constraint }
    package var table: String? { box.report.table }
    package var column: String? { box.report.column }
    /// What the server adds, often with data of the row: for debugging only.
    package var detail: String? { box.report.detail }
    /// The text of the statement that failed, without its values.
    package var statement: String? { box.statement }
    /// How many statements of the same batch had succeeded before.
    var completed: Int { box.completed }

    /// The same transaction may succeed when it is run again: a serialization failure or a deadlock.
    package var isRetryable: Bool { sqlState == "40001" || sqlState == "40P01" }

    /// The database cannot answer now, through no fault of the statement: worth a 503 and another try later.
    package var isUnavailable: Bool {
        switch kind {
        case .connectionLost, .timeout, .poolExhausted, .closed: true
        // Connection exceptions, insufficient resources, operator intervention, and a standby that refuses to write.
        case .server: ["08", "53", "57"].contains(sqlState.prefix(2)) || sqlState == "25006"
        case .cancelled, .decoding, .encoding, .misuse: false
        }
    }

    /// The server had no room left on its disk for what was to be written: nothing of it was stored, and what is there can be read.
    package var isOutOfRoom: Bool { sqlState == "53100" }

    func with(kind: Kind? = nil, statement: String? = nil) -> PostgresError {
        PostgresError(kind ?? box.kind, report: box.report, statement: statement ?? box.statement, completed: box.completed)
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        var words: String
        switch kind {
        case .server: words = "PostgreSQL refused the statement"
        case .connectionLost(let mayHaveRun): words = "the connection to PostgreSQL is lost" + Self.effect(mayHaveRun)
        case .timeout(let mayHaveRun): words = "PostgreSQL did not answer in time" + Self.effect(mayHaveRun)
        case .cancelled: words = "the statement was cancelled"
        case .decoding: words = "a value of the result has another type than the program expects"
        case .encoding: words = "a value cannot be sent to PostgreSQL"
        case .poolExhausted: words = "no connection to PostgreSQL was free in time"
        case .closed: words = "the database is closed"
        case .misuse: words = "the database client was misused"
        }
        if !sqlState.isEmpty { words += ", SQLSTATE \(sqlState)" }
        if let constraint { words += ", constraint \(constraint)" }
        return words
    }

    package var debugDescription: String {
        var lines = [description, report.message]
        if let table { lines.append("table: \(table)") }
        if let column { lines.append("column: \(column)") }
        if let detail { lines.append("detail: \(detail)") }
        if let hint = report.hint { lines.append("hint: \(hint)") }
        if let context = report.context { lines.append("context: \(context)") }
        if let position = report.position { lines.append("position: \(position)") }
        if let statement { lines.append("statement: \(statement)") }
        return lines.joined(separator: "\n")
    }

    private static func effect(_ mayHaveRun: Bool) -> String {
        mayHaveRun ? "; whether the statement took effect is unknown" : ""
    }
}
