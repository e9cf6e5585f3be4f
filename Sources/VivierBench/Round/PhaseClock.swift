import API
import Foundation
import Synchronization

/// Notes when a use case says that its next phase begins, and what had been spent by then.
final class PhaseClock: Sendable {
    private struct Mark {
        var phase: String
        var instant = ContinuousClock.now
        var cpu = ProcessCost.cpuSeconds
        var serverCPU: Double?
    }

    private let server: BenchServer
    private let marks = Mutex<[Mark]>([])

    init(server: BenchServer) {
        self.server = server
    }

    func note(_ progress: WorkProgress) {
        note(progress.phase)
    }

    private func note(_ phase: String) {
        marks.withLock { marks in
            guard marks.last?.phase != phase else { return }
            marks.append(Mark(phase: phase, serverCPU: server.cpuSeconds))
        }
    }

    /// - Returns: each phase that was noted, in order, with what it cost until the next or until now.
    func phases() -> [(name: String, cost: WorkCost)] {
        note("")
        return marks.withLock { marks in
            zip(marks, marks.dropFirst()).map { mark, next in
                var cost = WorkCost(seconds: mark.instant.duration(to: next.instant) / .seconds(1), cpu: next.cpu - mark.cpu)
                if let before = mark.serverCPU, let after = next.serverCPU { cost.serverCPU = after - before }
                return (mark.phase, cost)
            }
        }
    }
}
