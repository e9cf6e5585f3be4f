import Foundation

/// What the kernel says of this process.
enum ProcessMemory {
    /// Bytes of memory that are in use and not swapped out; nil where the system has no `/proc`.
    static var resident: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
