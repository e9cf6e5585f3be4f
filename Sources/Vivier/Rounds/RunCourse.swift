import API
import Synchronization

/// What is told of a run on its way, kept so that it can be drawn afterwards: a point for each change, some hundred at most.
final class RunCourse: Sendable {
    private static let mostPoints = 96
    private let started = ContinuousClock.now
    private let points = Mutex<[Run.CoursePoint]>([])

    func take(_ progress: WorkProgress) {
        guard progress.found != nil || progress.bound != nil else { return }
        add(found: progress.found, bound: progress.bound)
    }

    func add(found: Int?, bound: Int?) {
        let milliseconds = Int((ContinuousClock.now - started) / .milliseconds(1))
        points.withLock { points in
            if let last = points.last, last.found == found, last.bound == bound { return }
            points.append(Run.CoursePoint(milliseconds: milliseconds, found: found, bound: bound))
            // Every other one goes; the first and the last stay.
            guard points.count > Self.mostPoints else { return }
            points = points.enumerated().filter { $0.offset % 2 == 0 || $0.offset == points.count - 1 }.map(\.element)
        }
    }

    var all: [Run.CoursePoint] { points.withLock { $0 } }
}
