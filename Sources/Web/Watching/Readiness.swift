import Synchronization
import Vivier

/// Whether requests can be answered now.
final class Readiness: Sendable {
    private let application: Application
    private let closing = Mutex(false)

    init(application: Application) {
        self.application = application
    }

    func close() { closing.withLock { $0 = true } }

    /// - Returns: why not; nil where all is well.
    func obstacle() async -> Failure? {
        if closing.withLock({ $0 }) { return .stopping }
        do {
            guard try await application.schemaIsOurs() else { return .otherSchema }
            try await application.tryDisk()
            return nil
        } catch {
            return isOutOfRoom(error) ? .noRoom : .outage
        }
    }
}
