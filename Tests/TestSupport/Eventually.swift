package struct NeverCame: Error, CustomStringConvertible {
    package let description: String
}

/// Waits until a condition holds that somebody else brings about.
///
/// All other tests share the cores: a look may come long after it was due, even after the limit. There is always one look after that, so
/// that what has come to pass is never missed.
package func eventually(
    _ what: @autoclosure () -> String = "it never came to pass", within limit: Duration = .seconds(300), fileID: String = #fileID,
    line: Int = #line, _ condition: () async throws -> Bool
) async throws {
    _ = try await found(what(), within: limit, fileID: fileID, line: line) { try await condition() ? true : nil }
}

/// Waits until a look finds what somebody else brings about, and gives it.
package func found<T>(
    _ what: @autoclosure () -> String, within limit: Duration = .seconds(300), fileID: String = #fileID, line: Int = #line,
    _ look: () async throws -> T?
) async throws -> T {
    let deadline = ContinuousClock.now + limit
    while true {
        let isLate = ContinuousClock.now >= deadline
        if let value = try await look() { return value }
        guard !isLate else { throw NeverCame(description: "\(fileID):\(line): \(what())") }
        try await Task.sleep(for: .milliseconds(5))
    }
}
