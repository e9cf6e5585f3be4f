import Foundation

/// What the private PostgreSQL says: a file to whose end the server writes for as long as it runs, whatever is taken away from it.
struct ServerWords {
    let file: String

    /// A megabyte is some ten thousand lines; of more, the newest quarter stays.
    private static let most = 1 << 20

    var size: Int { (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0 }

    func bound() {
        if size > Self.most { keep(Self.most / 4) }
    }

    /// - Parameter bytes: of its end, from the first whole line.
    func keep(_ bytes: Int) {
        guard size > 0, let handle = FileHandle(forUpdatingAtPath: file) else { return }
        defer { try? handle.close() }
        do {
            let end = try handle.seekToEnd()
            try handle.seek(toOffset: end - min(end, UInt64(bytes)))
            let tail = try handle.readToEnd() ?? Data()
            let lines = tail.firstIndex(of: 0x0A).map { tail[($0 + 1)...] } ?? Data()
            try handle.truncate(atOffset: 0)
            try handle.seek(toOffset: 0)
            try handle.write(contentsOf: lines)
        } catch {
            // It is bounded the next time.
        }
    }

    /// The end of what it has said since a start.
    func last(since start: Int) -> String {
        let log = FileManager.default.contents(atPath: file) ?? Data()
        return String(decoding: log.dropFirst(start), as: UTF8.self).split(separator: "\n").suffix(5).joined(separator: "\n")
    }
}
