import Foundation

/// Where the service takes requests.
struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    var host: String
    var port: Int

    /// `HOST:PORT` or `[V6]:PORT`; port 0 takes a free one.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this machine reaches it.
    var isLoopback: Bool {
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        return host == "localhost" || host == "::1"
    }

    /// Takes the address for a moment, so that whoever cannot have it hears so before a database is started for nothing.
    ///
    /// - Throws: ``AddressError``.
    func check() throws(AddressError) {
        var wanted = addrinfo()
        wanted.ai_flags = AI_PASSIVE
        wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &wanted, &found) == 0, let first = found?.pointee else { throw .noSuchHost(self) }
        defer { freeaddrinfo(found) }
        let listener = socket(first.ai_family, first.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), first.ai_protocol)
        guard listener >= 0 else { throw .refused(self, errno) }
        defer { close(listener) }
        // As the server does: what still lingers from a connection of before does not count.
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(listener, first.ai_addr, first.ai_addrlen) == 0 else { throw .refused(self, errno) }
    }
}

/// The address cannot be listened on.
enum AddressError: Error, CustomStringConvertible {
    case noSuchHost(ListenAddress)
    /// With the system's error number.
    case refused(ListenAddress, Int32)

    var description: String {
        switch self {
        case .noSuchHost(let address): "\(address.host) is not the name or the address of this machine. \(Self.remedy)"
        case .refused(let address, EADDRINUSE):
            "Another program listens on \(address) already. Stop it, or choose another address: \(Self.remedy)"
        case .refused(let address, EADDRNOTAVAIL): "\(address.host) is not an address of this machine. \(Self.remedy)"
        case .refused(let address, EACCES):
            "This user may not listen on port \(address.port). Take one of 1024 or above: \(Self.remedy)"
        case .refused(let address, let number): "\(address) cannot be listened on: \(String(cString: strerror(number))). \(Self.remedy)"
        }
    }

    private static let remedy = "Give --listen HOST:PORT or set VIVIER_LISTEN."
}
