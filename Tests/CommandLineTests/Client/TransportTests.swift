import Foundation
import Testing

/// What a command says when the daemon's answer does not come whole.
struct TransportTests {
    /// Serves one connection: reads the request's head, answers with these bytes and closes.
    private func answering(_ bytes: String, _ body: (_ url: String) async throws -> Void) async throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port: UInt16? = withUnsafeMutableBytes(of: &address) { raw in
            guard let base = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self), bind(listener, base, length) == 0,
                listen(listener, 4) == 0, getsockname(listener, base, &length) == 0
            else { return nil }
            return UInt16(bigEndian: raw.load(as: sockaddr_in.self).sin_port)
        }
        let server = Thread {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            _ = read(connection, &buffer, buffer.count)
            let answer = Array(bytes.utf8)
            _ = write(connection, answer, answer.count)
            close(connection)
        }
        server.start()
        try await body("http://127.0.0.1:\(try #require(port))")
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"role\"",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"rol\r\n",
    ])
    func `an answer that breaks off is told as such`(bytes: String) async throws {
        try await answering(bytes) { url in
            let outcome = try await CommandLineProgram.run(["whoami"], environment: ["VIVIER_URL": url, "VIVIER_TOKEN": "vvr_x"])
            #expect(outcome.status == 7 && outcome.complaints.contains("broke"), "\(outcome.complaints)")
        }
    }

    @Test func `events that end without an outcome are no success`() async throws {
        let events = "event: progress\ndata: {\"phase\": \"solving\", \"done\": 1}\n\n"
        try await answering("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n\(events)") { url in
            let outcome = try await CommandLineProgram.run(
                ["round", "run", "01a20845-6b9e-7eae-9589-26307c4c828a"], environment: ["VIVIER_URL": url, "VIVIER_TOKEN": "vvr_x"])
            #expect(outcome.status == 7 && outcome.complaints.contains("broke"), "\(outcome.complaints)")
        }
    }

    @Test func `an address that speaks another language is no Vivier`() async throws {
        try await answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi") { url in
            let outcome = try await CommandLineProgram.run(["whoami"], environment: ["VIVIER_URL": url, "VIVIER_TOKEN": "vvr_x"])
            #expect(outcome.status != 0 && outcome.complaints.contains("not a Vivier"), "\(outcome.complaints)")
        }
    }
}
