import Foundation
import Logging
import ServiceLifecycle

/// Looks every quarter of an hour whether somebody was erased, and writes anew what the hour allows.
struct DueRewriting: Service {
    let rewriting: Rewriting
    let log: Logger
    /// Between two looks.
    var pause: Duration = .seconds(900)
    /// What the hour allows.
    var bounds: @Sendable () -> Rewriting.Bounds = { .scheduled(at: .now) }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: pause)) != nil {
                do {
                    rewriting.tell(try await rewriting.run(bounds()), log)
                } catch  where !Task.isCancelled {
                    log.warning("what was erased stands in PostgreSQL's files still", metadata: ["error": "\(error)"])
                } catch {}
            }
        }
    }
}

extension Rewriting {
    /// A line for what was done, and for what has to wait.
    func tell(_ outcome: Outcome, _ log: Logger) {
        switch outcome {
        case .nothingWaits, .underWay: break
        case .stillRead: log.info("files are written anew later: the database is still read as it was before an erasure")
        case .done(let work):
            if !work.written.isEmpty || work.waiting.isEmpty {
                log.info(
                    "files were written anew after an erasure",
                    metadata: ["tables": "\(work.written.count)", "waiting": "\(work.waiting.count)", "log": "\(work.log)"])
            }
            // What no night will do, or none has done so far.
            let isStuck = work.waiting.values.contains { $0 == .tooLong || $0 == .noRoom }
            guard isStuck || (!work.waiting.isEmpty && work.since.timeIntervalSinceNow < -86_400) else { return }
            guard memory.isNews(work.waiting, at: .now) else { return }
            let tables = work.waiting.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value.rawValue))" }
            log.warning(
                "what was erased stands in PostgreSQL's files still: run vivierd privacy rewrite",
                metadata: ["tables": "\(tables.joined(separator: ", "))", "since": "\(work.since.ISO8601Format())"])
        }
    }
}
