import CMalloc
import Dispatch

/// What was freed and still belongs to the process: glibc keeps it for the next request, and after a flood of requests none needs so much.
enum FreedMemory {
    /// Bytes that the process may keep for the requests to come.
    static let most = 32 << 20

    /// Bytes that are free between those in use. What was given back already counts as well: only the addresses are kept.
    static var kept: Int { Int(mallinfo2().fordblks) }

    /// Gives back whole pages that nobody uses, where it is worth it. It takes some milliseconds, on a thread that may wait.
    static func giveBack() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                trim()
                continuation.resume()
            }
        }
    }

    /// The same, at once and on this thread.
    static func trim() {
        if kept > most { malloc_trim(0) }
    }
}
