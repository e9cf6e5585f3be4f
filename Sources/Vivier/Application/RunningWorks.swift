package import API
import Foundation
import Synchronization

/// The long work that this daemon does now, with how far it has come.
package final class RunningWorks: Sendable {
    private let works = Mutex<[UUID: RunningWork]>([:])

    package init() {}

    /// Oldest first.
    package var list: [RunningWork] { works.withLock { Array($0.values) }.sorted { $0.since < $1.since } }

    /// Notes a piece of work while it is done.
    func watch<Answer>(
        _ action: String, _ report: @escaping @Sendable (WorkProgress) -> Void,
        _ body: (@escaping @Sendable (WorkProgress) -> Void) async throws -> Answer
    ) async throws -> Answer {
        let id = UUID()
        works.withLock { $0[id] = RunningWork(action: action, since: .now) }
        defer { works.withLock { _ = $0.removeValue(forKey: id) } }
        return try await body { [self] progress in
            works.withLock { $0[id]?.progress = progress }
            report(progress)
        }
    }
}
