import Foundation
import Synchronization

/// The questions of a computation whether to go on: how many, and how long its thread works at most between two of them. Time is that of the
/// thread, so that others on the machine do not count.
final class Questions: Sendable {
    private struct Account {
        var asked = 0
        var last: Int64 = 0
        var longest: Int64 = 0

        mutating func note() {
            let now = Self.nanoseconds
            longest = max(longest, now - last)
            last = now
        }

        static var nanoseconds: Int64 {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }
    }

    private let account = Mutex(Account())
    private let limit: Int
    private let isRaised = Atomic(false)
    private let due = DispatchSemaphore(value: 0)
    private let raised = DispatchSemaphore(value: 0)

    /// - Parameter limit: another thread raises the flag once so many questions were asked.
    init(raisingAfter limit: Int = .max) { self.limit = limit }

    var count: Int { account.withLock(\.asked) }
    /// The longest time without a question, in milliseconds; before the first and after the last one too.
    var longest: Int64 { account.withLock(\.longest) / 1_000_000 }

    /// Runs a computation on this thread that asks the closure.
    func run<Answer>(_ body: (@escaping @Sendable () -> Bool) throws -> Answer) rethrows -> Answer {
        if limit < .max {
            Thread.detachNewThread { [self] in
                due.wait()
                isRaised.store(true, ordering: .sequentiallyConsistent)
                raised.signal()
            }
        }
        account.withLock { $0.last = Account.nanoseconds }
        let answer = try body { [self] in ask() }
        account.withLock { $0.note() }
        // Where it ended before.
        due.signal()
        return answer
    }

    private func ask() -> Bool {
        let asked = account.withLock { account in
            account.note()
            account.asked += 1
            return account.asked
        }
        let answer = isRaised.load(ordering: .sequentiallyConsistent)
        if asked == limit {
            due.signal()
            raised.wait()
        }
        return answer
    }
}
