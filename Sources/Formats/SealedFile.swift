internal import CCrypto
package import Foundation

/// A file closed by a passphrase, piece by piece, so that it may be larger than the memory.
///
/// The key comes from the passphrase by scrypt (RFC 7914). Each piece of 64 KiB is closed by AES-256-GCM under its number and whether it is
/// the last (STREAM: Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so that no piece can be changed, moved, left out or cut off unseen.
///
/// The head: `vivier-sealed/1`, a line end, scrypt's cost as the exponent of two in one byte, and 16 bytes of salt.
package enum SealedFile {
    package enum Fault: Error, Equatable {
        /// Or a file that was damaged in its first piece: nobody can tell the two apart.
        case wrongPassphrase
        /// Changed or cut off after it was closed.
        case damaged
    }

    private static let head = Array("vivier-sealed/1\n".utf8)
    private static let saltSize = 16
    private static let pieceSize = 64 << 10
    /// 128 MiB and about a third of a second for each guess.
    private static let cost: UInt8 = 17
    /// What a head may ask for: what nobody has waited for a minute and no machine is out of memory with.
    private static let costs: ClosedRange<UInt8> = 10...20

    package static func isSealed(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: head.count)).map { $0 == Data(head) } ?? false
    }

    /// - Parameter target: open for writing.
    /// - Throws: what reading and writing throws, and `CancellationError`.
    package static func close(_ source: FileHandle, into target: FileHandle, passphrase: [UInt8]) throws {
        let salt = Seal.bytes(saltSize)
        try target.write(contentsOf: head + [cost] + salt)
        let seal = try key(passphrase, salt, cost)
        var pieces = Pieces(source, size: pieceSize)
        while let (piece, number, isLast) = try pieces.next() {
            try target.write(contentsOf: seal.closed(piece, nonce: nonce(number, isLast)))
        }
    }

    /// - Throws: ``Fault``, `CancellationError`, and what reading and writing throws. What was written by then is nothing to rely on.
    package static func open(_ source: FileHandle, into target: FileHandle, passphrase: [UInt8]) throws {
        let seal = try Self.seal(of: source, passphrase)
        var pieces = Pieces(source, size: pieceSize + Seal.tagSize)
        while let (piece, number, isLast) = try pieces.next() {
            guard let opened = seal.opened(piece, nonce: nonce(number, isLast)) else {
                throw number == 0 ? Fault.wrongPassphrase : Fault.damaged
            }
            try target.write(contentsOf: opened)
        }
    }

    /// The first bytes of what is in it, `most` or a little more where there are as many: what tells a file without opening all of it.
    ///
    /// - Throws: as ``open(_:into:passphrase:)``.
    package static func front(of source: FileHandle, most: Int, passphrase: [UInt8]) throws -> [UInt8] {
        let seal = try Self.seal(of: source, passphrase)
        var pieces = Pieces(source, size: pieceSize + Seal.tagSize)
        var front: [UInt8] = []
        while front.count < most, let (piece, number, isLast) = try pieces.next() {
            guard let opened = seal.opened(piece, nonce: nonce(number, isLast)) else {
                throw number == 0 ? Fault.wrongPassphrase : Fault.damaged
            }
            front += opened
        }
        return front
    }

    /// What opens the pieces, as the head of the file says.
    private static func seal(of source: FileHandle, _ passphrase: [UInt8]) throws -> Seal {
        let front = [UInt8](try source.read(upToCount: head.count + 1 + saltSize) ?? Data())
        guard front.count == head.count + 1 + saltSize, front.starts(with: head), costs.contains(front[head.count]) else {
            throw Fault.damaged
        }
        return try key(passphrase, Array(front.suffix(saltSize)), front[head.count])
    }

    private static func nonce(_ number: UInt64, _ isLast: Bool) -> [UInt8] {
        [0, 0, 0] + withUnsafeBytes(of: number.bigEndian) { Array($0) } + [isLast ? 1 : 0]
    }

    private static func key(_ passphrase: [UInt8], _ salt: [UInt8], _ cost: UInt8) throws -> Seal {
        var key = [UInt8](repeating: 0, count: Seal.keySize)
        let done = passphrase.withUnsafeBytes { bytes in
            EVP_PBE_scrypt(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, salt, salt.count, 1 << UInt64(cost), 8, 1, 2 << 30,
                &key,
                key.count)
        }
        // It fails where there is no memory for it.
        guard done == 1, let seal = Seal(key: key) else { throw CocoaError(.featureUnsupported) }
        return seal
    }

    /// Reads a file in pieces of one size; the last may be shorter, and is there, empty, even of an empty file.
    private struct Pieces {
        private let file: FileHandle
        private let size: Int
        private var held: Data?
        private var number: UInt64 = 0
        private var isOver = false

        init(_ file: FileHandle, size: Int) {
            self.file = file
            self.size = size
        }

        mutating func next() throws -> (piece: [UInt8], number: UInt64, isLast: Bool)? {
            if isOver { return nil }
            try Task.checkCancellation()
            let piece = try held ?? whole()
            let following = piece.count == size ? try whole() : Data()
            held = following
            isOver = following.isEmpty
            defer { number += 1 }
            return (Array(piece), number, isOver)
        }

        private func whole() throws -> Data {
            var bytes = Data()
            while bytes.count < size, let more = try file.read(upToCount: size - bytes.count), !more.isEmpty { bytes += more }
            return bytes
        }
    }
}
