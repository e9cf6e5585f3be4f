internal import CCrypto

/// Closes bytes for whoever has the key: AES-256-GCM (NIST SP 800-38D), by the system's libcrypto. What is closed can be neither read nor made
/// nor changed without it.
package struct Seal: Sendable {
    /// Bytes of a key.
    package static let keySize = 32
    /// In front of what is closed, drawn anew each time; the tag is behind.
    static let nonceSize = 12
    static let tagSize = 16

    private let key: [UInt8]

    /// Nil for a key of another length than ``keySize``.
    package init?(key: [UInt8]) {
        guard key.count == Self.keySize else { return nil }
        self.key = key
    }

    private init(drawn key: [UInt8]) { self.key = key }

    package static func random() -> Seal { Seal(drawn: bytes(keySize)) }

    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// - Parameter bytes: fewer than 2³¹.
    package func closed(_ bytes: [UInt8]) -> [UInt8] {
        let nonce = Self.bytes(Self.nonceSize)
        return nonce + closed(bytes, nonce: nonce)
    }

    /// - Returns: nil unless the bytes were closed with the same key, and are as they were then.
    package func opened(_ closed: [UInt8]) -> [UInt8]? {
        opened(Array(closed.dropFirst(Self.nonceSize)), nonce: Array(closed.prefix(Self.nonceSize)))
    }

    /// - Parameters:
    ///   - bytes: fewer than 2³¹.
    ///   - nonce: ``nonceSize`` bytes, never twice with one key.
    /// - Returns: what is closed, and the tag.
    func closed(_ bytes: [UInt8], nonce: [UInt8]) -> [UInt8] {
        var (closed, tag) = ([UInt8](repeating: 0, count: bytes.count), [UInt8](repeating: 0, count: Self.tagSize))
        var (count, end) = (Int32(0), Int32(0))
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        // libcrypto has no other failure here than exhausted memory, on which Swift's own allocations end the program too.
        guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(context, &closed, &count, bytes, Int32(bytes.count)) == 1,
            EVP_EncryptFinal_ex(context, &tag, &end) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), &tag) == 1
        else { preconditionFailure("libcrypto cannot close \(bytes.count) bytes") }
        return closed + tag
    }

    /// - Parameter closed: with its tag.
    /// - Returns: nil unless the bytes were closed with the same key and nonce, and are as they were then.
    func opened(_ closed: [UInt8], nonce: [UInt8]) -> [UInt8]? {
        guard nonce.count == Self.nonceSize, closed.count >= Self.tagSize, closed.count < Int(Int32.max) else { return nil }
        let inner = Array(closed.dropLast(Self.tagSize))
        var tag = Array(closed.suffix(Self.tagSize))
        var opened = [UInt8](repeating: 0, count: inner.count)
        var (count, end) = (Int32(0), Int32(0))
        var last = [UInt8](repeating: 0, count: Self.tagSize)
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(context, &opened, &count, inner, Int32(inner.count)) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), &tag) == 1,
            EVP_DecryptFinal_ex(context, &last, &end) == 1
        else { return nil }
        return opened
    }
}
