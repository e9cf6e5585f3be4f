import Synchronization

/// What the switchboard answers.
struct Reply: Sendable {
    var rows: [Rows] = []
    /// A piece of what COPY sends out.
    var chunk: [UInt8] = []
    /// COPY is over.
    var isAtEnd = false
}

typealias Answer = Result<Reply, PostgresError>

/// One errand of a caller, given to the switchboard's thread and answered from there exactly once.
// Sendable: all that changes is touched by the switchboard's thread alone, but for the answer, which stands behind a lock.
final class Request: @unchecked Sendable {
    enum Work: Sendable {
        /// Statements of one implicit transaction, unless they say BEGIN.
        case batch([SQL])
        /// Asks for a statement's columns.
        case describe(SQL)
        /// Several statements in one text, without values.
        case script(String)
        case copyIn(String)
        case copyData([UInt8])
        /// Ends COPY; with a reason, the server throws away what it has received.
        case copyEnd(failure: String?)
        case copyOut(String)
        case copyNext
        /// Ends COPY before its end.
        case copyStop
    }

    enum Target: Sendable, Equatable {
        case shared
        case lease(Int)
    }

    let work: Work
    let target: Target
    /// The first request of a lease brings a connection to it.
    let opensLease: Bool
    /// The connection goes back after this request, whatever became of it.
    let endsLease: Bool
    /// How long the statement itself may take.
    let timeout: Duration

    private enum Slot {
        case empty
        case awaited(CheckedContinuation<Answer, Never>)
        case filled(Answer)
    }

    private let slot = Mutex(Slot.empty)
    private let observer: ((Answer) -> Void)?

    private(set) var isDone = false
    var isSent = false
    /// When the caller gives up: while it waits for a connection, then while it waits for the answer.
    var deadline = ContinuousClock.now
    /// Why the statement is being cancelled.
    var stopReason: PostgresError.Kind?
    /// It was hit by another request's cancellation and sent again.
    var wasRepeated = false

    init(
        _ work: Work, on target: Target, opensLease: Bool = false, endsLease: Bool = false, timeout: Duration,
        observer: ((Answer) -> Void)? = nil
    ) {
        self.work = work
        self.target = target
        self.opensLease = opensLease
        self.endsLease = endsLease
        self.timeout = timeout
        self.observer = observer
        // What is left of COPY may be long: the server shall stop it.
        if case .copyStop = work { stopReason = .cancelled }
    }

    /// Waits for the answer; to be called once at most.
    func answer() async -> Answer {
        await withCheckedContinuation { continuation in
            let answer: Answer? = slot.withLock { slot in
                if case .filled(let answer) = slot { return answer }
                slot = .awaited(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Answers, unless that has been done.
    func finish(_ answer: Answer) {
        guard !isDone else { return }
        isDone = true
        let continuation: CheckedContinuation<Answer, Never>? = slot.withLock { slot in
            if case .awaited(let continuation) = slot { return continuation }
            slot = .filled(answer)
            return nil
        }
        continuation?.resume(returning: answer)
        observer?(answer)
    }

    func fail(_ kind: PostgresError.Kind, _ message: String) { finish(.failure(PostgresError(kind, message))) }

    /// It cannot be sent before all else is answered.
    var runsAlone: Bool {
        switch work {
        case .script, .copyIn, .copyOut: true
        case .batch, .describe, .copyData, .copyEnd, .copyNext, .copyStop: false
        }
    }
}
