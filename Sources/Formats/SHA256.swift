internal import CCrypto

/// SHA-256 (FIPS 180-4), by the system's libcrypto: of bytes at once, or fed piece by piece.
package struct SHA256: ~Copyable {
    /// Bytes of a digest.
    package static let size = 32

    private let context: OpaquePointer

    /// Begins a digest to be fed with `update`.
    package init() {
        // libcrypto has no other failure here than exhausted memory, on which Swift's own allocations end the program too.
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto cannot begin a SHA-256 digest")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes the next bytes.
    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if done == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// Takes the next bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        _ = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// - Returns: the 32 bytes of the digest over everything fed.
    package consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, count in
            _ = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = Self.size
        }
    }

    /// - Returns: the 32 bytes of the digest.
    package static func hash(of bytes: some Sequence<UInt8>) -> [UInt8] {
        var digest = SHA256()
        digest.update(bytes)
        return digest.finish()
    }

    /// - Returns: the digest as 64 lower-case hexadecimal digits.
    package static func hex(of bytes: some Sequence<UInt8>) -> String {
        hex(hash(of: bytes))
    }

    /// - Returns: two lower-case hexadecimal digits for each byte.
    package static func hex(_ bytes: [UInt8]) -> String {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            for (index, byte) in bytes.enumerated() {
                buffer[2 * index] = digits[Int(byte >> 4)]
                buffer[2 * index + 1] = digits[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }
}
