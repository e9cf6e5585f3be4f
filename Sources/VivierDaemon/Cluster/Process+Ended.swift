import Foundation
import Synchronization

extension Process {
    /// Runs the program and returns its exit status, without holding a thread. Where the task is cancelled the program is told to end, and
    /// waited for.
    func ended() async throws -> Int32 {
        let state = ProcessState()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                terminationHandler = {
                    state.end()
                    continuation.resume(returning: $0.terminationStatus)
                }
                do {
                    try run()
                    state.begin(processIdentifier)
                } catch {
                    terminationHandler = nil
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            state.stop()
        }
    }
}

/// How a program is told to end, from any thread and at any moment.
private final class ProcessState: Sendable {
    private enum State {
        case notBegun
        case running(pid_t)
        case stopped
        case over
    }

    private let state = Mutex(State.notBegun)

    func begin(_ pid: pid_t) {
        state.withLock { state in
            switch state {
            case .notBegun: state = .running(pid)
            case .stopped: kill(pid, SIGTERM)
            case .running, .over: break
            }
        }
    }

    func stop() {
        state.withLock { state in
            if case .running(let pid) = state { kill(pid, SIGTERM) }
            if case .notBegun = state { state = .stopped }
        }
    }

    func end() { state.withLock { $0 = .over } }
}
