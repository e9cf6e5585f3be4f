import Dispatch
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
    /// Calls the closure once with each number below `count`, on this thread and on others beside the cooperative pool, and returns when
    /// all calls have.
    package static func divide(_ count: Int, _ body: @Sendable (Int) -> Void) {
        DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
}

/// A flag that is raised once.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool { value.load(ordering: .relaxed) }

    func raise() { value.store(true, ordering: .relaxed) }
}
