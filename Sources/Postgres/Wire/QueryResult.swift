import CPostgres

/// Owns a result of libpq.
// Sendable: libpq never changes a complete result, reading one is thread-safe, and it is freed once, by the last owner.
final class QueryResult: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    /// The server's report, if the result is an error.
    func report() -> PostgresError.Report {
        func field(_ code: Int32) -> String? { PQresultErrorField(pointer, code).map { String(cString: $0) } }
        return PostgresError.Report(
            sqlState: field(VIVIER_DIAG_SQLSTATE) ?? "",
            severity: field(VIVIER_DIAG_SEVERITY) ?? "",
            message: field(VIVIER_DIAG_MESSAGE) ?? String(cString: PQresultErrorMessage(pointer)),
            detail: field(VIVIER_DIAG_DETAIL),
            hint: field(VIVIER_DIAG_HINT),
            context: field(VIVIER_DIAG_CONTEXT),
            position: field(VIVIER_DIAG_POSITION).flatMap { Int($0) },
            table: field(VIVIER_DIAG_TABLE),
            column: field(VIVIER_DIAG_COLUMN),
            constraint: field(VIVIER_DIAG_CONSTRAINT),
            function: field(VIVIER_DIAG_FUNCTION))
    }
}
