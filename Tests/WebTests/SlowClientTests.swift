import Foundation
import TestSupport
import Testing

/// Clients that hold connections, trickle or send rubbish: they are let go, and everybody else is served meanwhile.
@Suite(.timeLimit(.minutes(15))) struct SlowClientTests {
    /// A connection that says what it is told to, byte by byte if need be.
    private final class Line: Sendable {
        let descriptor: Int32

        init(_ port: Int) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
            }
            guard descriptor >= 0, connected == 0 else { throw URLError(.cannotConnectToHost) }
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }

        deinit { close(descriptor) }

        /// - Returns: false once the other side takes nothing more.
        @discardableResult
        func say(_ bytes: [UInt8]) -> Bool {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if count < 0, errno == EAGAIN { continue }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }

        /// What has come by now; nil where the other side has closed and nothing is left.
        func heard() -> [UInt8]? {
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &piece, piece.count, 0)
            if count < 0 { return errno == EAGAIN ? [] : nil }
            return count == 0 ? nil : Array(piece[..<count])
        }
    }

    private func untilClosed(_ line: Line, within limit: Duration, trickling byte: UInt8? = nil) async throws {
        try await eventually("the connection stays open", within: limit) {
            if let byte, !line.say([byte]) { return true }
            return line.heard() == nil
        }
    }

    @Test func `a head that comes byte by byte is not waited for`() async throws {
        try await TestSite.serve(idle: .seconds(1)) { site in
            let lines = try (0..<40).map { _ in try Line(site.port) }
            for line in lines { line.say(Array("GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ".utf8)) }
            try await withThrowingTaskGroup { group in
                for line in lines { group.addTask { try await untilClosed(line, within: .seconds(40), trickling: UInt8(ascii: "a")) } }
                // Others are served meanwhile.
                #expect(try await site.get("/healthz").status == 200)
                try await group.waitForAll()
            }
        }
    }

    @Test func `a body that comes byte by byte is not waited for`() async throws {
        try await TestSite.serve { site in
            let line = try Line(site.port)
            line.say(
                Array(
                    """
                    POST /sign-in HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Sec-Fetch-Site: same-origin\r
                    Content-Type: application/x-www-form-urlencoded\r
                    Content-Length: 4000\r
                    \r
                    email=
                    """.utf8))
            // Faster than any silence that ends a connection, slower than a body has to come.
            try await untilClosed(line, within: .seconds(55), trickling: UInt8(ascii: "a"))
            #expect(try await site.get("/healthz").status == 200)
        }
    }

    @Test func `whoever was answered before the body had come goes on with the next request once it has`() async throws {
        try await TestSite.serve { site in
            let line = try Line(site.port)
            var heard: [UInt8] = []
            func hear(_ words: String) async throws {
                try await eventually("\(words) is not answered") {
                    heard += try #require(line.heard(), "the connection ended")
                    return String(decoding: heard, as: UTF8.self).contains(words)
                }
            }
            line.say(
                Array(
                    "POST /api/v1/schools HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n".utf8))
            try await hear("HTTP/1.1 401")
            line.say(Array("{\"name\":\"a\"}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
            try await hear("HTTP/1.1 200")
        }
    }

    @Test func `hundreds of silent connections keep nobody out, and end`() async throws {
        try await TestSite.serve(idle: .seconds(2)) { site in
            let lines = try (0..<300).map { _ in try Line(site.port) }
            for _ in 0..<5 { #expect(try await site.get("/readyz").status == 200) }
            for line in lines { try await untilClosed(line, within: .seconds(40)) }
        }
    }

    @Test(arguments: [
        "GET /" + String(repeating: "a", count: 70_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX-A: " + String(repeating: "a", count: 70_000) + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "X-A: b\r\n", count: 5_000) + "\r\n",
        "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{0}\u{0}\u{0}\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /api/v1/schools HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /api/v1/schools HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST /api/v1/schools HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
    ])
    func `a head or a length that is none is refused, and the connection ends`(text: String) async throws {
        try await TestSite.serve(idle: .seconds(2)) { site in
            let line = try Line(site.port)
            line.say(Array(text.utf8))
            var answer: [UInt8] = []
            try await eventually("the connection is still open") {
                guard let piece = line.heard() else { return true }
                answer += piece
                return false
            }
            let status = String(decoding: answer.prefix(12), as: UTF8.self)
            #expect(answer.isEmpty || status.hasPrefix("HTTP/1.1 4") || status.hasPrefix("HTTP/1.0 4"), "\(status)")
            #expect(try await site.get("/healthz").status == 200)
        }
    }

    @Test func `rubbish on many connections breaks nothing`() async throws {
        var dice = SystemRandomNumberGenerator()
        let heaps = (0..<200).map { _ in (0..<Int.random(in: 1...3_000, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
        }
        try await TestSite.serve(idle: .seconds(1)) { site in
            let lines = try heaps.map { heap in
                let line = try Line(site.port)
                line.say(heap)
                return line
            }
            for line in lines { try await untilClosed(line, within: .seconds(40)) }
            #expect(try await site.get("/readyz").status == 200)
            #expect(!site.log.all.contains { $0.contains("fault") })
        }
    }
}
