import Logging
import Synchronization

/// What was logged in a test, every level of it.
final class LogRecord: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger {
        var logger = Logger(label: "test") { [self] _ in Handler(record: self) }
        logger.logLevel = .debug
        return logger
    }

    private struct Handler: LogHandler {
        let record: LogRecord
        var logLevel: Logger.Level = .trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
            let words = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            record.lines.withLock { $0.append(([event.level.rawValue, "\(event.message)"] + words).joined(separator: " ")) }
        }
    }
}
