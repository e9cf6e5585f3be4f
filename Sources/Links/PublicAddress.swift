import Foundation

/// Whether an address of the network is anybody's to reach: nothing of this machine, of the network that it stands in, of a provider's
/// inside, of no one machine (RFC 6890 and the registries of special-purpose addresses that follow it).
enum PublicAddress {
    private static let refused4: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12), (0xC000_0000, 24),
        (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 4),
        (0xF000_0000, 4),
    ]

    /// - Parameter address: the four bytes as a number, the first highest.
    static func isPublic(_ address: UInt32) -> Bool {
        !refused4.contains { address >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    /// - Parameter bytes: the sixteen of an address of IPv6.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 16 else { return false }
        func four(_ start: Int) -> UInt32 { bytes[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) } }
        // What stands for an address of IPv4 is judged as that: mapped, and translated by the well-known prefix.
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF { return isPublic(four(12)) }
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return isPublic(four(12)) }
        if bytes.starts(with: [0x20, 0x02]) { return isPublic(four(2)) }
        // Only 2000::/3 is given out; of it, not what IETF protocols use, nor what stands in documents.
        guard bytes[0] >> 5 == 1 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] < 0x02 { return false }
        if bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8]) { return false }
        return !(bytes[0] == 0x3F && bytes[1] == 0xFF && bytes[2] < 0x10)
    }

    /// What an address is in letters; nil where it is of no network that is used.
    static func isPublic(_ address: UnsafePointer<sockaddr>, length: Int) -> Bool {
        switch Int32(address.pointee.sa_family) {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { isPublic(UInt32(bigEndian: $0.pointee.sin_addr.s_addr)) }
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { six in
                withUnsafeBytes(of: six.pointee.sin6_addr) { isPublic(Array($0)) }
            }
        default: return false
        }
    }

    /// The bytes of an address of IPv4 that is excepted.
    static func excepted(_ address: UnsafePointer<sockaddr>, length: Int, _ exceptions: Set<UInt32>) -> Bool {
        guard Int32(address.pointee.sa_family) == AF_INET, length >= MemoryLayout<sockaddr_in>.size else { return false }
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            exceptions.contains(UInt32(bigEndian: $0.pointee.sin_addr.s_addr))
        }
    }
}
