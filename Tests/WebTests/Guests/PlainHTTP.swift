import Foundation

/// One request on a connection of its own, and its answer as it comes: nothing is followed, kept or decoded on the way.
enum PlainHTTP {
    private struct Failure: Error {
        var call: String
        var code = errno
    }

    /// Fields that come several times are joined by line feeds.
    ///
    /// - Parameter headers: `Host` among them stands in the place of the server's own address.
    static func send(
        _ method: String, _ path: String, _ headers: [String: String], body: String, port: Int
    ) async throws -> TestSite.Answer {
        let headers = headers.merging(["Host": "127.0.0.1:\(port)"]) { given, _ in given }
        let lines = ["\(method) \(path) HTTP/1.1", "Connection: close", "Content-Length: \(body.utf8.count)"]
        let head = (lines + headers.map { "\($0.key): \($0.value)" }).joined(separator: "\r\n")
        let request = Data("\(head)\r\n\r\n\(body)".utf8)
        let answer = try answer(of: try await exchange(request, port: port))
        answer.expectNothingRevealed("\(method) \(path)")
        return answer
    }

    /// Says something on a connection of its own and hears all that is said until the other side closes it.
    static func exchange(_ request: Data, port: Int) async throws -> Data {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Data, any Error>) in
            Thread { continuation.resume(with: Result { try exchange(request, port) }) }.start()
        }
    }

    /// Waits for the end of the connection, each time for a minute at most.
    private static func exchange(_ request: Data, _ port: Int) throws -> Data {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket") }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(call: "connect") }
        var sent = 0
        while sent < request.count {
            let count = request.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + sent }, request.count - sent) }
            guard count > 0 else { throw Failure(call: "write") }
            sent += count
        }
        var answer = Data()
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count >= 0 else { throw Failure(call: "read") }
            if count == 0 { return answer }
            answer += piece[..<count]
        }
    }

    private static func answer(of bytes: Data) throws -> TestSite.Answer {
        guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) else { throw URLError(.badServerResponse) }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw URLError(.badServerResponse)
        }
        let fields = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        return TestSite.Answer(
            status: status, headers: Dictionary(fields) { $0 + "\n" + $1 }, body: Data(bytes[end.upperBound...]))
    }
}
