import Foundation

/// The name of a request in logs, in the audit and in every answer.
enum RequestIdentity {
    /// What a proxy or client gave in `X-Request-Id`, where it is fit for a log; else a new one.
    static func of(_ given: String?) -> String {
        guard let given, isSane(given) else { return version7().uuidString.lowercased() }
        return given
    }

    /// One to 64 letters, digits, dots, dashes and underscores.
    static func isSane(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// RFC 9562: 48 bits of milliseconds, then random bits, so that the requests of a log sort by time.
    static func version7() -> UUID {
        let milliseconds = UInt64(Date.now.timeIntervalSince1970 * 1_000)
        var random = SystemRandomNumberGenerator()
        let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0x0FFF, using: &random)
        let low = UInt64.random(in: 0...(.max >> 2), using: &random) | 1 << 63
        let bytes = (high.bigEndian, low.bigEndian)
        return withUnsafeBytes(of: bytes) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
