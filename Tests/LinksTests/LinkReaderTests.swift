import Foundation
import TestSupport
import Testing

@testable import Links

/// Files read by their link from a server on the loopback, which is excepted, and what no link may lead to.
@Suite(.timeLimit(.minutes(2))) struct LinkReaderTests {
    private func fault(_ link: String, by reader: LinkReader = LinkReader(), most: Int = 1_000) async -> LinkFault? {
        do throws(LinkFault) {
            _ = try await reader.read(link, most: most, opening: "BEGIN:")
            return nil
        } catch {
            return error
        }
    }

    private func serving<T: Sendable>(
        _ answer: @escaping @Sendable (String) -> [UInt8]?, _ body: (LinkReader, String) async throws -> T
    ) async throws -> T {
        let server = try LoopbackServer(answer)
        defer { server.stop() }
        return try await body(LinkReader(excepting: ["127.0.0.1"]), "http://127.0.0.1:\(server.port)")
    }

    @Test func `a file is read, over a redirection too, and only what begins as it should`() async throws {
        try await serving({ path in
            switch path {
            case "/moved": LoopbackServer.redirection(to: "/cal.ics")
            case "/page": LoopbackServer.ok("<!doctype html>")
            case "/gone": Array("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n".utf8)
            case "/long": LoopbackServer.ok("BEGIN:VCALENDAR" + String(repeating: "x", count: 2_000))
            case "/round": LoopbackServer.redirection(to: "/round")
            case "/silent": nil
            default: LoopbackServer.ok("\u{FEFF}begin:VCALENDAR\r\n")
            }
        }) { reader, address in
            let (file, moved) = (
                try await reader.read("\(address)/cal.ics", most: 1_000, opening: "BEGIN:"),
                try await reader.read("\(address)/moved", most: 1_000, opening: "BEGIN:")
            )
            #expect(file.count == 20 && moved == file)
            #expect(await fault("\(address)/page", by: reader) == .otherKind)
            #expect(await fault("\(address)/gone", by: reader) == .status(410))
            #expect(await fault("\(address)/long", by: reader) == .tooLarge)
            #expect(await fault("\(address)/round", by: reader) == .unreachable)
            let begun = ContinuousClock.now
            #expect(await fault("\(address)/silent", by: reader) == .unreachable)
            #expect(ContinuousClock.now - begun < .seconds(15))
        }
    }

    @Test(arguments: [
        "127.0.0.2", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "198.18.0.1", "0.0.0.0", "224.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00:ec2::254]", "[64:ff9b::7f00:1]",
    ]) func `neither a link nor a redirection leads inside`(_ host: String) async throws {
        #expect(await fault("https://\(host)/cal.ics") == .notPublic)
        try await serving({ _ in LoopbackServer.redirection(to: "http://\(host)/") }) { reader, address in
            #expect(await fault("\(address)/cal.ics", by: reader) == .notPublic)
        }
    }

    @Test func `a name is judged by what it stands for, and numbers by what they mean`() async {
        for host in ["localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1"] {
            #expect(await fault("https://\(host)/cal.ics") == .notPublic, "\(host)")
        }
    }

    @Test func `what is no link over https is none`() async throws {
        for link in [
            "", "cal.ics", "http://example.org/cal.ics", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/",
            "https://me:secret@example.org/", "https:///cal.ics", "javascript:alert(1)", "https://" + String(repeating: "a", count: 3_000),
        ] {
            #expect(await fault(link) == .notALink, "\(link)")
        }
        #expect(try LinkReader().address(" webcal://example.org/a?b=c#d ") == "https://example.org/a?b=c")
        try await serving({ _ in LoopbackServer.redirection(to: "file:///etc/passwd") }) { reader, address in
            #expect(await fault("\(address)/", by: reader) == .unreachable)
        }
    }
}
