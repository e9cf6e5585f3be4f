/// The callers' side: they may be on any thread.
extension Switchboard {
    /// Runs statements on a shared connection.
    func rows(of statements: [SQL], timeout: Duration?) async throws(PostgresError) -> [Rows] {
        try Self.check(statements)
        let request = Request(.batch(statements), on: .shared, timeout: self.timeout(timeout))
        post(request)
        return try await answer(to: request).rows
    }

    static func check(_ statements: [SQL]) throws(PostgresError) {
        for statement in statements {
            if let fault = statement.fault { throw fault.with(statement: statement.text) }
            // The protocol counts them in two bytes.
            if statement.bindCount > 65_535 { throw PostgresError(.encoding, "a statement binds at most 65,535 values") }
        }
    }

    /// The server's own timeout comes first, since that leaves the connection in order.
    func timeout(_ asked: Duration?) -> Duration { asked ?? configuration.statementTimeout + configuration.answerGrace }

    func post(_ request: Request) {
        if !inbox.post(.run(request)) { request.fail(.closed, "the database is closed") }
    }

    /// Waits for the answer to a request that was posted, and stops the request if the task is cancelled.
    func answer(to request: Request) async throws(PostgresError) -> Reply {
        let answer = await withTaskCancellationHandler {
            await request.answer()
        } onCancel: {
            inbox.post(.stop(request))
        }
        return try answer.get()
    }
}
