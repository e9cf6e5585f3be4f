/// How much a transaction sees of others that run at the same time (PostgreSQL's manual, chapter 13.2).
package enum Isolation: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
}

/// A transaction that is under way, valid within the closure that received it.
package struct Transaction: Session {
    package let lease: Lease

    /// Runs a part that can fail without the whole: if it throws, what it did is undone and the transaction goes on.
    @discardableResult
    package func savepoint<T>(_ body: () async throws -> T) async throws -> T {
        let name = lease.prefaceSavepoint()
        do {
            let value = try await body()
            if !lease.withdrawSavepoint(name) { lease.preface("RELEASE SAVEPOINT \(identifier: name)") }
            return value
        } catch {
            if !lease.withdrawSavepoint(name) {
                try await batch(["ROLLBACK TO SAVEPOINT \(identifier: name)", "RELEASE SAVEPOINT \(identifier: name)"])
            }
            throw error
        }
    }
}

extension Database {
    /// Runs the body in a transaction, which is committed when the body returns and rolled back when it throws or the task is cancelled.
    ///
    /// BEGIN and the prelude travel with the body's first statement; a body that runs none needs no connection.
    /// After a serialization failure or a deadlock the body runs again from its start: what it does outside the database must bear that.
    ///
    /// - Parameters:
    ///   - readOnly: the server refuses changes, and the result is returned without waiting for the end of the transaction. Otherwise its
    ///     locks are free when it returns or throws, unless the task was cancelled.
    ///   - prelude: what is run first, such as `set_config` of the caller's role.
    ///   - variant: keeps prepared statements apart that the server would plan anew for each, such as those of different roles.
    ///   - retries: how often the body may be run again.
    ///   - timeout: how long one statement may take; instead of `statementTimeout`.
    ///   - idleTimeout: how long it may stay open without a statement; instead of `idleInTransactionTimeout`.
    /// - Throws: what the body throws, or `PostgresError`. With `connectionLost(mayHaveRun: true)` from the end of a transaction
    ///   it is unknown whether it was committed.
    @discardableResult
    package func transaction<T>(
        isolation: Isolation = .readCommitted, readOnly: Bool = false, prelude: [SQL] = [], variant: String? = nil, retries: Int = 3,
        timeout: Duration? = nil, idleTimeout: Duration? = nil,
        _ body: (Transaction) async throws -> T
    ) async throws -> T {
        var opening: [SQL] = ["BEGIN ISOLATION LEVEL \(unsafelySpliced: isolation.rawValue)\(raw: readOnly ? " READ ONLY" : "")"]
        if let timeout {
            opening.append("SELECT set_config('statement_timeout', \(timeout.wholeMilliseconds.description), true)")
        }
        if let idleTimeout {
            let idle = idleTimeout.wholeMilliseconds.description
            opening.append("SELECT set_config('idle_in_transaction_session_timeout', \(idle), true)")
        }
        opening += prelude
        var runs = 0
        while true {
            let lease = Lease(switchboard, opening: opening, variant: variant, timeout: timeout)
            do {
                let value = try await body(Transaction(lease: lease))
                if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled before the transaction was committed") }
                // A serializable transaction that only reads can still turn out to have read what cannot be.
                try await lease.commit(awaiting: !readOnly || isolation == .serializable)
                return value
            } catch {
                // What only reads holds nothing that others wait for.
                if readOnly || Task.isCancelled { lease.giveBack() } else { await lease.rollBack() }
                guard runs < retries, let error = error as? PostgresError, error.mayBeRepeated, !Task.isCancelled else { throw error }
                runs += 1
                // Two that collided shall not collide again in step.
                try await Task.sleep(for: .milliseconds(Double.random(in: 0..<1) * Double(1 << min(runs, 6))))
            }
        }
    }
}

extension Database {
    /// Runs the body with no transaction around it: each statement runs by itself, behind the prelude and in one round trip with it, on a
    /// connection that others use at the same time. For few rows by an index: a slow statement would keep the others waiting.
    ///
    /// - Parameters: as those of ``transaction(isolation:readOnly:prelude:variant:retries:timeout:_:)``.
    package func glance<T>(prelude: [SQL], variant: String? = nil, _ body: (Transaction) async throws -> T) async throws -> T {
        let lease = Lease(switchboard, opening: prelude, variant: variant, isShared: true)
        defer { lease.giveBack() }
        return try await body(Transaction(lease: lease))
    }
}

extension PostgresError {
    /// A stale prepared statement is known as such only once: its transaction is lost, the next is not.
    fileprivate var mayBeRepeated: Bool { isRetryable || BatchReader.isStale(report) }
}

extension Lease {
    fileprivate func commit(awaiting: Bool) async throws(PostgresError) {
        let end = try await end(with: "COMMIT", awaiting: awaiting)
        // The server answers COMMIT so when a statement had failed and the body went on as if it had not.
        guard end?.commandTag != "ROLLBACK" else {
            throw PostgresError(
                report: PostgresError.Report(sqlState: "25P02", message: "a statement had failed, so the transaction was rolled back"))
        }
    }

}
