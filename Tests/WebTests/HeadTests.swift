import API
import Foundation
import TestSupport
import Testing

/// What HTTP/1.1 itself asks of every answer.
@Suite(.timeLimit(.minutes(15))) struct HeadTests {
    private func lines(_ lines: String...) -> Data { Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) }

    @Test func `an answer to HEAD has no body, so that the next one on the connection is read as it is`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let token = "Authorization: Bearer \(try await site.given.token(.schoolAdmin, of: school))"
            var seen: Set<Int> = []
            for (path, field) in [
                ("/nope", "X-A: b"), ("/nope", "Accept: text/html"), ("/sign-out", "X-A: b"), ("/sign-out", "Accept: text/html"),
                ("/api/v1/nope", "X-A: b"), ("/assets/nope", "X-A: b"), ("/api/v1/whoami", "X-A: b"), ("/desk", "X-A: b"),
                ("/cases/zzz", "X-A: b"), ("/healthz", "X-A: b"), ("/", "X-A: b"), ("//x", "X-A: b"), ("/sign-in", "X-A: b"),
                ("/api/v1/whoami", token), ("/api/v1/students/x", token), ("/api/v1/skills?limit=x", token),
                ("/api/v1/pool/count?q=x", token),
                ("/healthz", "Host: another"),
            ] {
                func ask(_ method: String) -> Data { lines("\(method) \(path) HTTP/1.1", "Host: x", field) }
                let next = lines("GET /healthz HTTP/1.1", "Host: x", "Connection: close")
                let heard = try await PlainHTTP.exchange(ask("HEAD") + next, port: site.port)
                let end = try #require(heard.firstRange(of: Data("\r\n\r\n".utf8)))
                let head = String(decoding: heard[..<end.lowerBound], as: UTF8.self)
                let rest = String(decoding: heard[end.upperBound...], as: UTF8.self)
                #expect(rest.hasPrefix("HTTP/1.1 200 OK\r\n") && rest.hasSuffix("\r\n\r\nok\n"), "\(path): \(rest.prefix(80))")
                // As long as the same answer to GET is, which may name the request by another id of the same length.
                func length(_ head: String) -> String? {
                    head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }.map { $0.lowercased() }
                }
                let got = try await PlainHTTP.exchange(ask("GET") + next, port: site.port)
                let whole = String(
                    decoding: got.prefix(upTo: try #require(got.firstRange(of: Data("\r\n\r\n".utf8))).lowerBound), as: UTF8.self)
                if head.prefix(12) == whole.prefix(12) { #expect(length(head) == length(whole), "\(path)") }
                seen.insert(Int(head.split(separator: " ")[1]) ?? 0)
            }
            #expect(seen.isSuperset(of: [200, 303, 400, 401, 403, 404, 405, 422]), "\(seen.sorted())")
        }
    }

    @Test func `a request of HTTP 1_1 names one host, once, and one of HTTP 1_0 need not`() async throws {
        try await TestSite.serve { site in
            for (head, status) in [
                (lines("GET /healthz HTTP/1.1", "Connection: close"), "400"),
                (lines("GET /healthz HTTP/1.1", "Host: a", "Host: a", "Connection: close"), "400"),
                (lines("GET /healthz HTTP/1.1", "Host: a", "X-A: b", "host: b", "Connection: close"), "400"),
                (lines("GET /healthz HTTP/1.0", "Host: a", "Host: b", "Connection: close"), "400"),
                (lines("GET /healthz HTTP/1.1", "Host: a", "Connection: close"), "200"),
                (lines("GET /healthz HTTP/1.1", "Host:", "Connection: close"), "200"),
                (lines("GET /healthz HTTP/1.0", "Connection: close"), "200"),
                (lines("GET /healthz HTTP/1.0", "Host: a", "Connection: close"), "200"),
            ] {
                let heard = String(decoding: try await PlainHTTP.exchange(head, port: site.port), as: UTF8.self)
                #expect(heard.hasPrefix("HTTP/1.1 \(status) "), "\(String(decoding: head, as: UTF8.self)): \(heard.prefix(80))")
                #expect(status == "200" || heard.contains("not-one-host"))
            }
        }
    }

    @Test func `what is no request at all is refused in words too`() async throws {
        try await TestSite.serve { site in
            let long = String(repeating: "a", count: 20 << 10)
            for (head, status, code) in [
                (lines("GET /healthz HTTP/1.1", "Host: x", "X-Long: \(long)"), 431, "head-too-large"),
                (lines("GET /\(long) HTTP/1.1", "Host: x"), 431, "head-too-large"),
                (lines("POST /api/v1/companies HTTP/1.1", "Host: x", "Content-Length: minus"), 400, "no-http"),
                (lines("FROBNICATE /healthz HTTP/1.1", "Host: x"), 400, "no-http"),
                (lines("GET /healthz HTTP/1.1", "Host: x", "Sp ace: y"), 400, "no-http"),
                (Data([0x16, 3, 1, 0, 5, 1, 13, 10]), 400, "no-http"),
            ] {
                let heard = try await PlainHTTP.exchange(head, port: site.port)
                let what = String(decoding: head.prefix(60), as: UTF8.self)
                let end = try #require(heard.firstRange(of: Data("\r\n\r\n".utf8)), "\(what)")
                let answer = String(decoding: heard[..<end.lowerBound], as: UTF8.self)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(what): \(answer)")
                #expect(
                    answer.lowercased().contains("content-type: application/problem+json")
                        && answer.lowercased().contains("connection: close"))
                let problem = try? Wire.decoder.decode(ProblemDetails.self, from: heard[end.upperBound...])
                #expect(problem?.code == code && problem?.status == status, "\(what)")
            }
        }
    }
}
