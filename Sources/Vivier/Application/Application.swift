package import API
import Formats
package import Links
package import Logging
package import Mail
package import Postgres
import Synchronization

/// The whole service without its doors: pages, routes, jobs and the terminal all come in by ``perform(_:by:progress:)``.
package final class Application: Sendable {
    package let database: Database
    package let skills: SkillReferential
    package let census = TeamCensus()
    package let log: Logger
    /// Nil where nobody delivers letters.
    package let letters: Postman?
    /// The address that people reach the service by, without a slash at its end.
    package let publicURL: String
    package let premises: Premises
    package let links: LinkReader
    package let running = RunningWorks()
    package let workshop = Workshop()
    package let endings = Endings()
    let papers = RunPapers.shelf()
    /// Closes cursors: the database's key from ``start()`` on.
    let cursorSeal = Mutex(Seal.random())

    package init(
        database: Database, log: Logger, letters: Postman? = nil, publicURL: String = "http://127.0.0.1:8080",
        premises: Premises = Premises(), links: LinkReader = LinkReader()
    ) {
        self.database = database
        self.log = log
        self.letters = letters
        self.publicURL = publicURL
        self.premises = premises
        self.links = links
        self.skills = SkillReferential()
    }

    /// Checks that the caller may, opens a transaction in the caller's name, runs the use case, writes the audit line with it.
    ///
    /// - Throws: a ``Refusal`` that a person can act on; anything else is a fault of ours.
    package func perform<U: UseCase>(
        _ useCase: U, by caller: Caller, progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) async throws -> U.Answer {
        guard caller.may(useCase.needs) else {
            try await audit(useCase.audited ?? Audited(reading: useCase), outcome: "denied", by: caller)
            throw GeneralRefusal.denied(useCase.needs)
        }
        // What takes its time can be seen while it does.
        guard U.patience != nil || U.reflection != nil else {
            return try await Cursor.$seal.withValue(cursorSeal.withLock { $0 }) { try await done(useCase, by: caller, progress: progress) }
        }
        return try await running.watch(useCase.audited?.action ?? String(describing: U.self), progress) {
            let progress = $0
            return try await Cursor.$seal.withValue(cursorSeal.withLock { $0 }) {
                try await done(useCase, by: caller, progress: progress)
            }
        }
    }

    private func done<U: UseCase>(
        _ useCase: U, by caller: Caller, progress: @escaping @Sendable (WorkProgress) -> Void
    ) async throws -> U.Answer {
        do {
            let useCase = try await useCase.prepared(in: self, by: caller)
            let body = { (transaction: Transaction) in
                let work = UnitOfWork(transaction: transaction, caller: caller, application: self, report: progress)
                let answer = try await useCase.run(in: work)
                if let audited = useCase.audited, !work.repetition.hasBegun {
                    _ = try await transaction.execute(audited.line(outcome: "done", by: caller))
                }
                return (answer, work.afterwards)
            }
            if U.isolation == .glance {
                return try await database.glance(prelude: [caller.glancing], variant: caller.databaseRole, body).0
            }
            let (answer, afterwards) = try await database.transaction(
                isolation: U.isolation.level, readOnly: U.isolation == .readOnly, prelude: [caller.context], variant: caller.databaseRole,
                timeout: U.patience, idleTimeout: U.reflection, body)
            try await afterwards.run(in: self)
            return answer
        } catch let dry as DryRun<U.Answer> {
            return dry.answer
        } catch let refusal as any Refusal {
            if let audited = useCase.audited {
                try await audit(audited, outcome: refusal.reason.kind == .denied ? "denied" : "refused", by: caller)
            } else if refusal.reason.kind == .missing, caller.isKnown {
                // Whoever asks for what is another's finds nothing, and the other reads who asked.
                try await audit(Audited(reading: useCase), outcome: "refused", by: caller)
            }
            throw refusal
        }
    }

    /// In a transaction of its own: what was refused has rolled back its own line too.
    private func audit(_ audited: Audited, outcome: String, by caller: Caller) async throws {
        _ = try await database.batch([caller.context, audited.line(outcome: outcome, by: caller)])
    }
}

extension Caller {
    /// Takes the caller's database role and context until the transaction ends, when the server forgets them.
    var context: SQL {
        var context: SQL = "SELECT set_config('role', \(databaseRole), true)"
        if let organisation { context += ", set_config('app.organisation', \(organisation.description), true)" }
        if let account { context += ", set_config('app.account', \(account.description), true)" }
        if let student { context += ", set_config('app.student', \(student.description), true)" }
        if reachesAll { context += ", set_config('app.everywhere', 'yes', true)" }
        if role == .student, recorder != .student { context += ", set_config('app.recorder', \(recorder.rawValue), true)" }
        return context
    }

    /// The same, and the server refuses changes.
    var glancing: SQL { "\(context), set_config('transaction_read_only', 'on', true)" }
}

extension Audited {
    func line(outcome: String, by caller: Caller) -> SQL {
        """
        INSERT INTO audit_entry (organisation_id, account_id, token_id, role, action, object, object_kind, outcome, request_id) VALUES
            (\(caller.organisation), \(caller.account), \(caller.token), \(caller.role.rawValue), \(action), \(object), \(kind), \(outcome), \
        \(caller.requestID))
        """
    }
}

extension Isolation {
    var level: Postgres.Isolation {
        switch self {
        case .readCommitted, .readOnly, .glance: .readCommitted
        case .repeatableRead: .repeatableRead
        }
    }
}
