import Formats
import Testing

struct SHA256Tests {
    /// The examples of FIPS 180-2, appendix B.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `the digests of the standard's examples come out`(text: String, hex: String) {
        #expect(SHA256.hex(of: text.utf8) == hex)
    }

    @Test func `feeding piece by piece gives the digest of the whole`() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var digest = SHA256()
        for start in stride(from: 0, to: 1000, by: 7) { digest.update(bytes[start..<min(start + 7, 1000)]) }
        let pieces = digest.finish()
        #expect(pieces == SHA256.hash(of: bytes))
        #expect(SHA256.hex(pieces).count == 64)
    }
}
