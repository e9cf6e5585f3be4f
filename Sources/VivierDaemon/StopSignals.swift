import UnixSignals

/// SIGTERM and Ctrl-C, heeded from the first moment on: what is being started then is given up in order, and what runs ends in order.
actor StopSignals {
    private(set) var haveArrived = false
    private var stop: @Sendable () async -> Void = {}
    private var heeding: Task<Void, Never>?

    init() async {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        heeding = Task { [weak self] in
            for await _ in signals { await self?.arrive() }
        }
    }

    deinit { heeding?.cancel() }

    /// - Parameter stop: what is done from now on when a signal comes, and at once where one has come.
    func whenTheyArrive(_ stop: @escaping @Sendable () async -> Void) async {
        self.stop = stop
        if haveArrived { await stop() }
    }

    /// Does something that a signal gives up: its task is cancelled then, and puts back what it began.
    ///
    /// - Returns: nil where it was given up.
    static func heed<Value: Sendable>(_ body: sending @escaping () async throws -> Value) async throws -> Value? {
        let signals = await StopSignals()
        let work = Task { try await body() }
        await signals.whenTheyArrive { work.cancel() }
        do {
            return try await work.value
        } catch {
            guard await signals.haveArrived else { throw error }
            return nil
        }
    }

    private func arrive() async {
        haveArrived = true
        await stop()
    }
}
