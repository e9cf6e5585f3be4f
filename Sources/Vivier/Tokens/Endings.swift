import Synchronization

/// Counts what ended access in this process: whoever remembers on whose behalf a request comes looks it up anew where something ended since.
/// Other daemons on the same database hear of it by notification.
package final class Endings: Sendable {
    private let told = Atomic(0)

    package init() {}

    package var count: Int { told.load(ordering: .acquiring) }

    /// Once it is committed, and before anybody is told that it is done.
    package func tell() { told.add(1, ordering: .releasing) }
}
