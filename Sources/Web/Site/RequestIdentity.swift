import API
import Foundation

/// The name of a request in logs, in the audit and in every answer.
enum RequestIdentity {
    /// What a proxy or client gave in `X-Request-Id`, where it is fit for a log; else a new one.
    static func of(_ given: String?) -> String {
        guard let given, isSane(given) else { return version7().text }
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

    /// RFC 9562: 48 bits of milliseconds, 12 of what is less than one, then random bits, so that the requests of a log sort by time.
    static func version7() -> UUID {
        var random = SystemRandomNumberGenerator()
        let time = UInt64(Date.now.timeIntervalSince1970 * 4_096_000)
        let high = (time >> 12) << 16 | 0x7000 | time & 0x0FFF
        let low = random.next() >> 2 | 1 << 63
        let bytes = (high.bigEndian, low.bigEndian)
        return withUnsafeBytes(of: bytes) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
