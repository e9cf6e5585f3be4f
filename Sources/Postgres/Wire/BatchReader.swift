/// Follows the answers to one batch, from the first statement to its sync: a state machine without a connection.
///
/// The steps run from front to back; each ends with the server's end of a command, the batch with its sync. After an error the server skips the rest.
struct BatchReader {
    enum Step: Equatable {
        case prepare(StatementCache.Key)
        case execute(StatementCache.Key)
    }

    enum Event {
        /// What a statement returned, or that it was prepared.
        case rows(Rows)
        case skipped
        case error(PostgresError.Report)
        case commandEnd
        case sync
    }

    /// What the statement cache must learn.
    enum Lesson: Equatable {
        case confirm(StatementCache.Key)
        case forget(StatementCache.Key)
    }

    private let steps: [Step]
    private var position = 0
    private(set) var rows: [Rows] = []
    private(set) var error: PostgresError?
    private(set) var isComplete = false
    /// An answer that fits no step: the connection cannot be trusted any more.
    private(set) var isConfused = false

    init(steps: [Step]) {
        self.steps = steps
        rows.reserveCapacity(steps.count)
    }

    mutating func receive(_ event: Event) -> Lesson? {
        if case .sync = event {
            isComplete = true
            if position != steps.count { isConfused = true }
            return nil
        }
        guard position < steps.count else {
            isConfused = true
            return nil
        }
        let step = steps[position]
        switch (event, step) {
        case (.commandEnd, _):
            position += 1
            return nil
        case (.rows, .prepare(let key)): return .confirm(key)
        case (.rows(let answer), .execute):
            rows.append(answer)
            return nil
        case (.skipped, .prepare(let key)): return .forget(key)
        case (.skipped, .execute): return nil
        case (.error(let report), .prepare(let key)):
            error = error ?? PostgresError(report: report, statement: key.text, completed: rows.count)
            return .forget(key)
        case (.error(let report), .execute(let key)):
            error = error ?? PostgresError(report: report, statement: key.text, completed: rows.count)
            return Self.isStale(report) ? .forget(key) : nil
        case (.sync, _): return nil
        }
    }

    /// The prepared statement no longer fits: it is gone, or a table that it reads has changed its columns.
    static func isStale(_ report: PostgresError.Report) -> Bool {
        report.sqlState == "26000" || report.sqlState == "0A000" && report.function == "RevalidateCachedQuery"
    }
}
