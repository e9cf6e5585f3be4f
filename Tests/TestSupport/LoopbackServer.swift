import Foundation

/// Answers each connection on the loopback with what a closure makes of the path that was asked for.
package final class LoopbackServer: Sendable {
    package let port: UInt16
    private let listener: Int32

    /// - Parameter answer: the whole answer, head and body; nil: none, until the other side gives up.
    package init(_ answer: @escaping @Sendable (String) -> [UInt8]?) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard listener >= 0, bound else { throw POSIXError(.EADDRNOTAVAIL) }
        (self.listener, port) = (listener, UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { Self.serve(connection, answer) }
            }
        }
    }

    /// A port that nobody listened on a moment ago.
    package static func freePort() -> UInt16? {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutableBytes(of: &address) { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), bind(listener, base, length) == 0,
                getsockname(listener, base, &length) == 0
            else { return nil }
            return UInt16(bigEndian: bytes.load(as: sockaddr_in.self).sin_port)
        }
    }

    private static func serve(_ connection: Int32, _ answer: (String) -> [UInt8]?) {
        defer { close(connection) }
        var buffer = [UInt8](repeating: 0, count: 8_192)
        let count = recv(connection, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        let path = String(decoding: buffer[0..<count], as: UTF8.self).split(separator: " ").dropFirst().first.map(String.init) ?? ""
        if let bytes = answer(path) {
            _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        } else {
            _ = recv(connection, &buffer, buffer.count, 0)
        }
    }

    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package static func ok(_ body: String) -> [UInt8] { Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8) }

    package static func redirection(to address: String) -> [UInt8] {
        Array("HTTP/1.1 302 Found\r\nLocation: \(address)\r\nContent-Length: 0\r\n\r\n".utf8)
    }
}
