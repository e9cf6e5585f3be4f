import Formats
import Foundation
import Testing

struct SealedFileTests {
    private static let passphrase = Array("a long passphrase".utf8)
    private static let headSize = 33
    private static let piece = 65_536

    /// - Parameter write: what fills a file from another.
    private func through(_ bytes: [UInt8], _ write: (FileHandle, FileHandle) throws -> Void) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (from, to) = (folder.appending(path: "from"), folder.appending(path: "to"))
        try Data(bytes).write(to: from)
        try Data().write(to: to)
        try write(FileHandle(forReadingFrom: from), FileHandle(forWritingTo: to))
        return Array(try Data(contentsOf: to))
    }

    private func closed(_ bytes: [UInt8]) throws -> [UInt8] {
        try through(bytes) { try SealedFile.close($0, into: $1, passphrase: Self.passphrase) }
    }

    private func opened(_ bytes: [UInt8], by passphrase: [UInt8] = passphrase) throws -> [UInt8] {
        try through(bytes) { try SealedFile.open($0, into: $1, passphrase: passphrase) }
    }

    @Test(arguments: [0, 1, piece - 1, piece, piece + 1, 3 * piece])
    func `what is closed opens to the same bytes, whatever its length`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let closed = try closed(bytes)
        #expect(closed.count == Self.headSize + count + 16 * max(1, (count + Self.piece - 1) / Self.piece))
        #expect(try opened(closed) == bytes)
    }

    @Test func `a wrong passphrase, a changed byte, a piece moved, left out or cut off are seen`() throws {
        let bytes = [UInt8](repeating: 7, count: 3 * Self.piece)
        let closed = try closed(bytes)
        #expect(throws: SealedFile.Fault.wrongPassphrase) { try opened(closed, by: Array("another passphrase".utf8)) }
        for place in [0, 16, 20, 40, Self.headSize + Self.piece + 20, closed.count - 1] {
            var changed = closed
            changed[place] ^= 1
            #expect(throws: SealedFile.Fault.self, "byte \(place)") { try opened(changed) }
        }
        let pieces = (0..<3).map { number in
            let start = Self.headSize + number * (Self.piece + 16)
            return Array(closed[start..<(start + Self.piece + 16)])
        }
        let head = Array(closed.prefix(Self.headSize))
        for order in [[1, 0, 2], [0, 1], [0, 2], [0], [], [0, 1, 2, 2], [0, 0, 1, 2]] {
            #expect(throws: SealedFile.Fault.self, "\(order)") { try opened(head + order.flatMap { pieces[$0] }) }
        }
        #expect(try opened(head + pieces.flatMap { $0 }) == bytes)
        // Two of the same differ, and nothing of the content shows.
        #expect(try self.closed(bytes) != closed)
        #expect(!closed.dropFirst(Self.headSize).starts(with: bytes.prefix(8)))
    }
}
