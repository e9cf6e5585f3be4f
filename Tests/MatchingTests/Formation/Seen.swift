import Matching
import Synchronization

/// What a formation told of its progress.
final class Seen: Sendable {
    private let told = Mutex([FormationProgress]())

    func add(_ progress: FormationProgress) { told.withLock { $0.append(progress) } }

    var all: [FormationProgress] { told.withLock { $0 } }
}
