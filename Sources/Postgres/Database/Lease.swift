import Synchronization

/// The right to one connection, from the first statement on: a connection is taken when it is needed, not before.
package final class Lease: Sendable {
    private struct State {
        var isOpen = false
        var isOver = false
        /// What goes in front of the next batch, in the same round trip.
        var preface: [SQL]
        /// The first batch failed: nothing that relies on it may run.
        var openingFailure: PostgresError?
        var savepoints = 0
    }

    private static let numbers = Atomic(0)
    static func nextNumber() -> Int { numbers.wrappingAdd(1, ordering: .relaxed).newValue }

    let switchboard: Switchboard
    private let id = Lease.nextNumber()
    /// Nothing is taken: each batch goes by itself over a shared connection, what has to go first before each.
    private let isShared: Bool
    /// Stands behind each statement as a comment, so that it is prepared apart from the same one of another variant.
    private let variant: String?
    /// How long a statement may take if it does not say.
    private let timeout: Duration?
    private let state: Mutex<State>

    init(_ switchboard: Switchboard, opening: [SQL], variant: String? = nil, isShared: Bool = false, timeout: Duration? = nil) {
        self.switchboard = switchboard
        self.variant = variant
        self.isShared = isShared
        self.timeout = timeout.map { $0 + switchboard.configuration.answerGrace }
        state = Mutex(State(preface: opening))
    }

    /// Runs statements, behind what has to go first.
    func batch(_ statements: [SQL], timeout: Duration?) async throws(PostgresError) -> [Rows] {
        try Switchboard.check(statements)
        let statements = variant.map { variant in statements.map { $0.commented(variant) } } ?? statements
        let posted = try post(timeout) { preface in .batch(preface + statements) }
        do throws(PostgresError) {
            return Array(try await switchboard.answer(to: posted.request).rows.dropFirst(posted.prefaced))
        } catch {
            // Without BEGIN, or the caller's role, nothing may follow.
            if posted.isFirst, error.completed < posted.prefaced { fail(error) }
            throw error
        }
    }

    /// Does something that is no batch; what has to go first goes first, in a batch.
    func perform(_ work: Request.Work, timeout: Duration? = nil, isCancellable: Bool = true) async throws(PostgresError) -> Reply {
        if isShared { throw PostgresError(.misuse, "this needs a connection of its own: read in a transaction") }
        if state.withLock({ !$0.preface.isEmpty }) { _ = try await batch([], timeout: timeout) }
        let request = try start(work, timeout: timeout)
        return isCancellable ? try await switchboard.answer(to: request) : try await request.answer().get()
    }

    /// Asks for something and does not wait for the answer.
    func start(_ work: Request.Work, timeout: Duration? = nil) throws(PostgresError) -> Request {
        try post(timeout) { _ in work }.request
    }

    /// The columns that a statement would return.
    func describe(_ statement: SQL) async throws(PostgresError) -> Rows {
        try Switchboard.check([statement])
        guard let description = try await perform(.describe(statement)).rows.last else {
            throw PostgresError(.decoding, "the server did not describe a statement")
        }
        return description
    }

    /// Ends the lease with a last statement, whose result is not lost to a cancellation.
    ///
    /// - Returns: `nil` if the lease never needed a connection.
    func end(with statement: SQL, awaiting: Bool) async throws(PostgresError) -> Rows? {
        guard state.withLock({ $0.isOpen }) else {
            state.withLock { $0.isOver = true }
            return nil
        }
        let request = try post(nil, ending: true) { preface in .batch(preface + [statement]) }.request
        return awaiting ? try await request.answer().get().rows.last : nil
    }

    /// Rolls back and gives the connection back; returns when it is done, or when the connection is lost and the server will do it.
    func rollBack() async {
        // What was to go first belongs to what is undone, and would stop a batch that has failed already.
        let isHealthy = state.withLock { state in
            state.preface = []
            return state.openingFailure == nil
        }
        do throws(PostgresError) {
            if isHealthy { _ = try await end(with: "ROLLBACK", awaiting: true) } else { giveBack() }
        } catch {
            giveBack()
        }
    }

    /// Gives the connection back; a transaction that is left is rolled back by the switchboard.
    func giveBack() {
        let isOpen = state.withLock { state in
            defer { state.isOver = true }
            return state.isOpen && !state.isOver
        }
        if isOpen { switchboard.inbox.post(.release(lease: id)) }
    }

    // MARK: Savepoints

    /// Lets a statement go in front of the next batch.
    func prefaceSavepoint() -> String {
        state.withLock { state in
            state.savepoints += 1
            let name = "s\(state.savepoints)"
            state.preface.append(SQL(unsafelySpliced: "SAVEPOINT \(name)"))
            return name
        }
    }

    /// Takes a savepoint back that no statement has followed.
    ///
    /// - Returns: whether that was so.
    func withdrawSavepoint(_ name: String) -> Bool {
        state.withLock { state in
            guard let index = state.preface.lastIndex(where: { $0.text == "SAVEPOINT \(name)" }) else { return false }
            state.preface.removeSubrange(index...)
            return true
        }
    }

    func preface(_ statement: SQL) { state.withLock { $0.preface.append(statement) } }

    // MARK: Posting

    private struct Posted {
        let request: Request
        let isFirst: Bool
        /// How many statements went in front.
        let prefaced: Int
    }

    private func fail(_ error: PostgresError) { state.withLock { $0.openingFailure = error } }

    /// Makes a request and posts it in one step, so that what goes first does go first, however many tasks share the lease.
    private func post(
        _ timeout: Duration?, ending: Bool = false, _ work: ([SQL]) -> Request.Work
    ) throws(PostgresError) -> Posted {
        let outcome: Result<Posted, PostgresError> = state.withLock { state in
            if let failure = state.openingFailure { return .failure(failure) }
            if state.isOver { return .failure(PostgresError(.misuse, "the transaction or connection was used after its end")) }
            if let fault = state.preface.lazy.compactMap(\.fault).first {
                state.openingFailure = fault
                return .failure(fault)
            }
            if isShared {
                let request = Request(work(state.preface), on: .shared, timeout: switchboard.timeout(timeout ?? self.timeout))
                switchboard.post(request)
                return .success(Posted(request: request, isFirst: true, prefaced: state.preface.count))
            }
            let posted = Posted(
                request: Request(
                    work(state.preface), on: .lease(id), opensLease: !state.isOpen, endsLease: ending,
                    timeout: switchboard.timeout(timeout ?? self.timeout)),
                isFirst: !state.isOpen, prefaced: state.preface.count)
            state.isOpen = true
            state.isOver = ending
            state.preface = []
            switchboard.post(posted.request)
            return .success(posted)
        }
        return try outcome.get()
    }
}
