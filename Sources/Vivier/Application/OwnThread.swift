import Foundation
import Synchronization

/// Runs long computations on a thread of their own, so that the cooperative pool goes on serving.
package enum OwnThread {
    /// - Parameter body: receives a question it must ask often: whether the waiting task was cancelled.
    package static func run<Answer: Sendable>(
        _ name: String, _ body: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> Answer
    ) async throws -> Answer {
        let cancelled = Flag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let thread = Thread {
                    continuation.resume(with: Result { try body { cancelled.isRaised } })
                }
                thread.name = name
                // Recursive parsers of deep input need more than the usual half megabyte.
                thread.stackSize = 8 << 20
                thread.start()
            }
        } onCancel: {
            cancelled.raise()
        }
    }
}

extension OwnThread {
    /// Calls the closure once with each number below `count`, on this thread and as many more as there are other cores, and returns when
    /// all calls have.
    package static func divide(_ count: Int, _ body: @Sendable (Int) -> Void) {
        let others = min(ProcessInfo.processInfo.activeProcessorCount, count) - 1
        // No thread is left when this returns, so that the closure does not escape.
        withoutActuallyEscaping(body) { body in
            let shared = Division(count: count, body: body)
            let ended = DispatchSemaphore(value: 0)
            for _ in 0..<max(0, others) {
                let thread = Thread {
                    shared.work()
                    ended.signal()
                }
                thread.stackSize = 8 << 20
                thread.start()
            }
            shared.work()
            for _ in 0..<max(0, others) { ended.wait() }
        }
    }
}

/// Numbers that several threads take in turn.
private final class Division: Sendable {
    private let next = Atomic(0)
    private let count: Int
    private let body: @Sendable (Int) -> Void

    init(count: Int, body: @escaping @Sendable (Int) -> Void) {
        self.count = count
        self.body = body
    }

    func work() {
        while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            body(number)
        }
    }
}

/// A flag that is raised once.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .relaxed) }

    func raise() { value.store(true, ordering: .relaxed) }
}
