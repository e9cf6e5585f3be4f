import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A plain listener beyond this machine answers the proxy in front, and sends everybody else to the public address.
struct MisdirectedTests {
    /// By which this machine is reached from elsewhere; nil where there is none.
    private static let own: String? = {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return nil }
        defer { freeifaddrs(first) }
        var next = first
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let address = entry.pointee.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET) else { continue }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else { continue }
            let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !name.hasPrefix("127.") { return name }
        }
        return nil
    }()

    private func ask(_ url: String, _ headers: [String: String] = [:]) async throws -> (body: String, answer: HTTPURLResponse) {
        var request = URLRequest(url: try #require(URL(string: url)), timeoutInterval: 30)
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (body, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        return (String(decoding: body, as: UTF8.self), try #require(response as? HTTPURLResponse))
    }

    @Test(.enabled(if: own != nil, "this machine has no address but its loopback"))
    func `whoever comes beside the proxy is answered 421, page or program, and learns nothing else`() async throws {
        let own = try #require(Self.own)
        try await TemporaryFolder.lend { folder in
            let daemon = try RunningDaemon(
                state: folder.appending(path: "state"), arguments: ["--listen", "0.0.0.0:0"],
                environment: ["VIVIER_TRUSTED_PROXIES": "203.0.113.7", "VIVIER_PUBLIC_URL": "https://vivier.example"])
            do {
                let port = try #require(try await daemon.address().port)
                // This machine itself, as a proxy on it comes.
                #expect(try await ask("http://127.0.0.1:\(port)/sign-in").answer.statusCode == 200)
                for path in ["/", "/sign-in", "/cases", "/desk", "/api/v1/whoami", "/openapi.json", "/healthz", "/metrics", "/nowhere"] {
                    // Whoever says that they were passed on, or that the host is another, is believed by nobody.
                    for headers in [[:], ["X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https"], ["Forwarded": "for=203.0.113.7"]] {
                        let (body, answer) = try await ask("http://\(own):\(port)\(path)", headers)
                        #expect(answer.statusCode == 421 && body.contains("\"beside-proxy\""), "\(path) \(headers): \(body)")
                        #expect(answer.value(forHTTPHeaderField: "Set-Cookie") == nil && !body.contains(own), "\(path)")
                    }
                }
                let page = try await ask("http://\(own):\(port)/sign-in?lang=fr", ["Accept": "text/html"])
                #expect(page.answer.statusCode == 421 && page.body.contains("Utilisez l’adresse publique") && !page.body.contains("<input"))
                #expect(try await daemon.stop(SIGTERM) == 0)
            } catch {
                _ = try? await daemon.stop(SIGTERM)
                throw error
            }
        }
    }
}
