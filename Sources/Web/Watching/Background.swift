import Logging
import ServiceLifecycle

/// Work that goes on beside the requests until the house closes.
struct Background: Service {
    let work: @Sendable () async -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown { await work() }
    }

    /// Does the same at once and again and again; what fails is logged and tried again the next time.
    static func every(_ pause: Duration, _ name: String, log: Logger, _ work: @escaping @Sendable () async throws -> Void) -> Background {
        Background {
            repeat {
                do {
                    try await work()
                } catch {
                    log.warning("\(name) failed", metadata: ["error": "\(error)"])
                }
                // The sleep throws when the house closes.
            } while (try? await Task.sleep(for: pause)) != nil
        }
    }
}
