import Foundation

/// A file that the kernel makes up as it is read. It has no size: what goes by the size stops after the first few kilobytes.
enum KernelFile {
    /// All of it; nil where it cannot be read.
    static func text(_ path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
