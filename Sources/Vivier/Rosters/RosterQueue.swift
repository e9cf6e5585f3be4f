import Dispatch
import Formats
import Synchronization

/// Carries students from the thread that reads a file to the task that stores them.
///
/// The reading waits where the storing is slower: no more than some thousand students are held between them.
final class RosterQueue: Sendable {
    struct Chunk: Sendable {
        var students: [RosterStudent]
        /// Something of the file up to here is refused.
        var isRefused: Bool
    }

    private static let most = 16

    private let chunks: AsyncStream<Chunk>
    private let continuation: AsyncStream<Chunk>.Continuation
    private let places = DispatchSemaphore(value: 0)
    private let isClosed = Atomic(false)

    init() {
        (chunks, continuation) = AsyncStream.makeStream()
        // A semaphore may not end with fewer than it began with.
        for _ in 0..<Self.most { places.signal() }
    }

    // MARK: The reading side

    /// Blocks its thread until there is a place. Behind `close` nothing is kept.
    func put(_ students: [RosterStudent], isRefused: Bool) {
        places.wait()
        guard !isClosed.load(ordering: .acquiring) else {
            places.signal()
            return
        }
        continuation.yield(Chunk(students: students, isRefused: isRefused))
    }

    func finish() { continuation.finish() }

    // MARK: The storing side

    /// Takes one chunk after the other, as many as there are; nil at the end, and where the task is cancelled.
    struct Reader {
        fileprivate let queue: RosterQueue
        fileprivate var iterator: AsyncStream<Chunk>.Iterator

        mutating func next(isolation: isolated (any Actor)? = #isolation) async -> Chunk? {
            let chunk = await iterator.next(isolation: isolation)
            if chunk != nil { queue.places.signal() }
            return chunk
        }
    }

    func reader() -> Reader { Reader(queue: self, iterator: chunks.makeAsyncIterator()) }

    /// Nobody takes anything any more: whoever waits for a place goes on.
    func close() {
        isClosed.store(true, ordering: .releasing)
        places.signal()
    }
}
