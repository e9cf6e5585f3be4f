import Foundation
import Synchronization

/// What the switchboard's thread is told.
enum Command: Sendable {
    case run(Request)
    /// The caller's task was cancelled.
    case stop(Request)
    case release(lease: Int)
    case connected(PoolState.Role, ConnectionAttempt)
    /// The cancellation that was sent for this wire has been delivered, or could not be.
    case cancellationDelivered(wire: Int)
    case listen(Subscription)
    case unlisten(Int)
    /// No new work from here on; what has begun may end.
    case close(CheckedContinuation<Void, Never>?)
}

/// Hands commands from any thread to the switchboard's, which sleeps in `poll` while there are none.
final class Inbox: Sendable {
    private struct State {
        var commands: [Command] = []
        var sleeps = false
        var isClosed = false
        var statistics = DatabaseStatistics()
    }

    private let state = Mutex(State())
    /// Becomes readable to wake the thread.
    let wakeEnd: Int32
    private let ringEnd: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        // Two descriptors: where even they cannot be had, nothing else would work.
        precondition(pipe(&ends) == 0, "no file descriptors are left")
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeEnd = ends[0]
        ringEnd = ends[1]
    }

    deinit {
        Foundation.close(wakeEnd)
        Foundation.close(ringEnd)
    }

    var statistics: DatabaseStatistics { state.withLock { $0.statistics } }

    /// - Returns: whether the thread still takes commands.
    @discardableResult
    func post(_ command: Command) -> Bool {
        let (accepted, mustRing) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.commands.append(command)
            defer { state.sleeps = false }
            return (true, state.sleeps)
        }
        if mustRing { ring() }
        return accepted
    }

    /// Takes all commands; without any, the caller may sleep until the wake end is readable.
    func drain(into commands: inout [Command], statistics: DatabaseStatistics) {
        commands.removeAll(keepingCapacity: true)
        state.withLock { state in
            swap(&state.commands, &commands)
            state.sleeps = commands.isEmpty
            state.statistics = statistics
        }
    }

    /// Refuses all further commands.
    ///
    /// - Returns: those that came too late.
    func close() -> [Command] {
        state.withLock { state in
            state.isClosed = true
            defer { state.commands = [] }
            return state.commands
        }
    }

    func silence() {
        var bytes: (UInt64, UInt64) = (0, 0)
        _ = read(wakeEnd, &bytes, 16)
    }

    private func ring() {
        var byte: UInt8 = 1
        // A full pipe rings as well.
        _ = Foundation.write(ringEnd, &byte, 1)
    }
}
