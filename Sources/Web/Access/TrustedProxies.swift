import Foundation

/// Proxies of our own, whose word is taken for whom they pass a request on: single addresses and networks (RFC 4632, RFC 4291).
package struct TrustedProxies: Sendable, CustomStringConvertible {
    private struct Network: Equatable {
        /// Four bytes or sixteen.
        var address: [UInt8]
        var bits: Int

        func contains(_ other: [UInt8]) -> Bool {
            guard other.count == address.count else { return false }
            let whole = bits / 8
            guard address[..<whole] == other[..<whole] else { return false }
            return bits % 8 == 0 || (address[whole] ^ other[whole]) >> (8 - bits % 8) == 0
        }
    }

    private let networks: [Network]
    package let description: String

    /// - Parameter text: `127.0.0.1, 10.0.0.0/8, ::1`; nothing trusts nobody.
    package init?(_ text: String) {
        var networks: [Network] = []
        let entries = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        guard entries != [""] else {
            self = .nobody
            return
        }
        for entry in entries {
            let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first, let address = Self.bytes(String(first)) else { return nil }
            var bits = address.count * 8
            if parts.count == 2 {
                guard let given = Int(parts[1]), (0...bits).contains(given) else { return nil }
                bits = given
            }
            networks.append(Network(address: address, bits: bits))
        }
        self.networks = networks
        description = entries.joined(separator: ",")
    }

    package static let nobody = TrustedProxies()

    private init() { (networks, description) = ([], "") }

    package var isNobody: Bool { networks.isEmpty }

    /// Whether it is one of them; what is no address is not.
    func contains(_ text: String) -> Bool {
        guard !networks.isEmpty, let address = Self.bytes(text) else { return false }
        return networks.contains { $0.contains(address) }
    }

    /// Whether somebody may speak plain HTTP to a listener beyond the loopback: a proxy that is named, or this machine itself.
    ///
    /// - Parameter address: nil over a Unix socket.
    func maySpeakPlainly(_ address: String?) -> Bool {
        guard let address else { return true }
        if contains(address) || address == "::1" { return true }
        return Self.bytes(address).map { $0.count == 4 && $0[0] == 127 } ?? false
    }

    /// What one subscriber has: of IPv6 the network of 64 bits, within which addresses cost nothing (RFC 4291 2.5.4); otherwise the address itself.
    static func household(_ text: String) -> String {
        guard let bytes = bytes(text) else { return text }
        guard bytes.count == 16 else { return bytes.map(String.init).joined(separator: ".") }
        return bytes[..<8].map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "::/64"
    }

    /// The address that one hop of `X-Forwarded-For` names, as proxies write it: with spaces or tabs around it, with the port behind it, of IPv6
    /// in brackets; nil where it is none.
    static func address(ofHop hop: some StringProtocol) -> String? {
        var text = hop.trimmingCharacters(in: .whitespaces)
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            guard isPort(text[text.index(after: end)...]) else { return nil }
            text = String(text[text.index(after: text.startIndex)..<end])
            guard text.contains(":") else { return nil }
        } else if let colon = text.firstIndex(of: ":"), text[..<colon].contains("."), isPort(text[colon...]) {
            text = String(text[..<colon])
        }
        return bytes(text) == nil ? nil : text
    }

    /// `:443`, or nothing.
    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty
            || text.first == ":" && UInt16(text.dropFirst()) != nil && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Of an IPv4 address that came over IPv6 (RFC 4291 2.5.5.2) the four bytes.
    private static func bytes(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: sixteen) { Array($0) }
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
    }
}
