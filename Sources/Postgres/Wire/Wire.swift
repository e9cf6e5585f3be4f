import CPostgres

/// One connection, seen from the switchboard's thread, which alone may touch it. Nothing here waits.
///
/// It is in pipeline mode, where batches follow each other without waiting for answers, but for a script or COPY,
/// which need the connection alone: the mode then says how far they are.
final class Wire {
    /// A batch whose answers are on their way; `request` is `nil` for what the wire itself asks.
    final class Sent {
        let request: Request?
        var reader: BatchReader

        init(request: Request?, steps: [BatchReader.Step]) {
            self.request = request
            reader = BatchReader(steps: steps)
        }
    }

    enum Mode {
        case pipeline
        case script(Request)
        case copyInOpening(Request)
        /// The server waits for data, and nobody has any for now.
        case copyIn
        case copyInFlushing(Request)
        case copyInClosing(Request)
        case copyOutOpening(Request)
        /// The server has data, and nobody wants them for now.
        case copyOut
        case copyOutReading(Request)
        case copyOutClosing(Request)
    }

    /// A cancellation was sent: what it hits may not be what it was meant for.
    struct Cancellation {
        let target: ObjectIdentifier
        let since: ContinuousClock.Instant
        var isUnderWay = true
        /// The server forgets a cancellation that reaches it between two statements: it is told again then, each time later.
        var tellAgain: ContinuousClock.Instant?
        var patience: Duration = .milliseconds(50)
    }

    /// How much of COPY's output is handed over at once.
    static let copyChunkSize = 256 * 1_024

    let id: Int
    let role: PoolState.Role
    let pg: OpaquePointer
    let socket: Int32
    var sent = Queue<Sent>()
    /// What cannot be sent before the connection is free for it.
    private(set) var held = Queue<Request>()
    var mode = Mode.pipeline
    /// Why the connection can no longer be used.
    private(set) var failure: PostgresError.Report?
    var soloError: PostgresError?
    var soloRows: [Rows] = []
    var chunk: [UInt8] = []
    var statements: StatementCache
    var batches = 0
    /// The socket takes no more for now.
    private(set) var wantsToWrite = false
    /// Its setup is through.
    var isReady = false
    /// The lease that has it.
    var lease: Int?
    /// The lease ends as soon as all is answered.
    var endsLeaseWhenQuiet = false
    var cancellation: Cancellation?
    /// When the last one was sent.
    var lastCancelled: ContinuousClock.Instant?
    /// The lease ended within a transaction, which is being rolled back.
    var isRollingBack = false
    /// What a request's answer means is for the owner to say.
    let answered: (Wire, Request, Answer) -> Void

    /// - Parameter pg: an open connection, which this takes over.
    init(
        id: Int, role: PoolState.Role, pg: OpaquePointer, preparedStatements: Int,
        answered: @escaping (Wire, Request, Answer) -> Void
    ) {
        self.id = id
        self.role = role
        self.pg = pg
        self.answered = answered
        statements = StatementCache(bound: preparedStatements)
        socket = PQsocket(pg)
        vivier_silence_notices(pg)
        if PQsetnonblocking(pg, 1) != 0 || PQenterPipelineMode(pg) != 1 { lose() }
    }

    deinit { PQfinish(pg) }

    /// Nothing is asked and nothing on its way that could hit whoever comes next.
    var isQuiet: Bool { sent.isEmpty && held.isEmpty && isInPipeline && cancellation?.isUnderWay != true }
    var isInTransaction: Bool { PQtransactionStatus(pg) != PQTRANS_IDLE }
    /// COPY's output stays with the server until somebody wants it.
    var wantsToRead: Bool { if case .copyOut = mode { false } else { true } }
    private var isInPipeline: Bool { if case .pipeline = mode { true } else { false } }

    /// The request that the server works on now.
    var current: Request? {
        switch mode {
        case .pipeline: sent.first?.request
        case .copyIn, .copyOut: nil
        case .script(let request), .copyInOpening(let request), .copyInFlushing(let request), .copyInClosing(let request),
            .copyOutOpening(let request), .copyOutReading(let request), .copyOutClosing(let request):
            request
        }
    }

    /// Gives the connection up; the owner finds `failure` set and buries it.
    func lose(_ report: PostgresError.Report? = nil) {
        failure = failure ?? report ?? PostgresError.Report(message: String(cString: PQerrorMessage(pg)))
    }

    // MARK: Sending

    /// Sends the request now or, if it needs the connection alone, when all before it is answered.
    func take(_ request: Request) {
        held.append(request)
        sendHeld()
    }

    func dropHeld(where matches: (Request) -> Bool) { held.removeAll(where: matches) }

    private func sendHeld() {
        while failure == nil, let request = held.first, canStart(request) {
            _ = held.popFirst()
            if request.isDone { continue }
            request.isSent = true
            start(request)
        }
    }

    private func canStart(_ request: Request) -> Bool {
        switch mode {
        case .pipeline: request.runsAlone ? sent.isEmpty : true
        case .copyIn, .copyOut: true
        default: false
        }
    }

    private func start(_ request: Request) {
        switch (request.work, mode) {
        case (.batch(let statements), .pipeline): sendBatch(statements, request: request)
        case (.describe(let statement), .pipeline): sendDescription(of: statement, request: request)
        case (.script(let text), .pipeline): startAlone(text, .script(request))
        case (.copyIn(let text), .pipeline): startAlone(text, .copyInOpening(request))
        case (.copyOut(let text), .pipeline): startAlone(text, .copyOutOpening(request))
        case (.copyData(let bytes), .copyIn):
            let accepted = bytes.withUnsafeBytes { PQputCopyData(pg, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count)) }
            guard accepted == 1 else { return lose() }
            mode = .copyInFlushing(request)
            flush()
        case (.copyEnd(let reason), .copyIn):
            guard PQputCopyEnd(pg, reason) == 1 else { return lose() }
            mode = .copyInClosing(request)
            flush()
            // A server that failed on the way has said so already, and says nothing more.
            digestAlone()
        case (.copyNext, .copyOut):
            mode = .copyOutReading(request)
            readCopyOut()
        case (.copyStop, .copyOut):
            mode = .copyOutClosing(request)
            readCopyOut()
        default: answered(self, request, .failure(PostgresError(.misuse, "this cannot be done while, or unless, COPY is under way")))
        }
    }

    func flush() {
        switch PQflush(pg) {
        case 0:
            wantsToWrite = false
            if case .copyInFlushing(let request) = mode {
                mode = .copyIn
                answered(self, request, .success(Reply()))
            }
        case 1: wantsToWrite = true
        default: lose()
        }
    }

    // MARK: Receiving

    /// Takes what the socket has.
    func receive() {
        // One TLS record can be larger than what libpq reads at once, and what is left of it no longer shows at the socket.
        for _ in 0..<(PQsslInUse(pg) == 1 ? 3 : 1) {
            guard PQconsumeInput(pg) == 1 else {
                // The server's last words may stand before the end.
                digest()
                return lose()
            }
            digest()
            if failure != nil { return }
        }
        sendHeld()
    }

    /// Sends what the socket takes.
    func write() {
        flush()
        sendHeld()
    }

    private func digest() {
        switch mode {
        case .pipeline: digestPipeline()
        // An error shows when COPY ends.
        case .copyIn, .copyInFlushing, .copyOut: break
        case .copyOutReading, .copyOutClosing: readCopyOut()
        case .script, .copyInOpening, .copyInClosing, .copyOutOpening: digestAlone()
        }
    }
}
