import Foundation
import Logging
import ServiceLifecycle

/// Looks every quarter of an hour whether somebody was erased, and writes anew what the hour allows.
struct DueRewriting: Service {
    let rewriting: Rewriting
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(900))) != nil {
                do {
                    rewriting.tell(try await rewriting.run(), log)
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
        case .done(let tables, let waiting, let isLogRenewed):
            guard !tables.isEmpty || waiting.isEmpty else { return }
            log.info(
                "files were written anew after an erasure",
                metadata: ["tables": "\(tables.count)", "waiting": "\(waiting.count)", "log": "\(isLogRenewed)"])
        }
    }
}
