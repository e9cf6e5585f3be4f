import API
import Foundation
import Synchronization

/// Shows progress on standard error: on a terminal a bar redrawn at most ten times a second, elsewhere a plain line every ten seconds.
final class ProgressBar: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var phase = ""
        var drawn = false
    }
    private let state = Mutex(State())
    private let isTerminal: Bool
    private let started = ContinuousClock.now

    init() {
        isTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    func show(_ progress: WorkProgress) {
        state.withLock { state in
            let now = ContinuousClock.now
            let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
            // Where nobody watches, what is soon over need not be told.
            let last = state.last ?? (isTerminal ? now - pause : started)
            guard now - last >= pause || (isTerminal && state.phase != progress.phase) else { return }
            state.last = now
            state.phase = progress.phase
            state.drawn = true
            draw(isTerminal ? "\r\u{1B}[K\(line(progress))" : "\(line(progress))\n")
        }
    }

    /// Clears the line, so that the result stands alone.
    func finish() {
        state.withLock { state in
            if isTerminal, state.drawn { draw("\r\u{1B}[K") }
            state.drawn = false
        }
    }

    private func draw(_ text: String) {
        // The work goes on where nobody can watch it.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    private func line(_ progress: WorkProgress) -> String {
        var parts = [progress.phase]
        if let total = progress.total, total > 0 {
            let share = min(1, Double(progress.done) / Double(total))
            let filled = Int(share * 24)
            if isTerminal { parts.append("[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled) + "]") }
            parts.append("\(Int(share * 100)) %")
            parts.append("\(progress.done)/\(total)")
            let elapsed = (ContinuousClock.now - started) / .seconds(1)
            if share > 0.02, share < 1 { parts.append("\(Int(elapsed / share * (1 - share)) + 1) s left") }
        } else if progress.done > 0 {
            parts.append("\(progress.done)")
        }
        if let found = progress.found, let bound = progress.bound { parts.append("total \(found) ≤ \(bound)") }
        return parts.joined(separator: " ")
    }
}
