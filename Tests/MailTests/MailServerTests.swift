import Foundation
import Logging
import Testing

@testable import Mail

/// Letters by SMTP, to a server of Python that puts off its first one.
@Suite(.timeLimit(.minutes(1))) struct MailServerTests {
    private static let python = "/usr/bin/python3"

    /// Answers RCPT with 451 the first time, and 550 to `nobody`; prints its port, then each message with `.` behind it.
    private static let server = """
        import socketserver, sys
        put_off = [1]
        class Session(socketserver.StreamRequestHandler):
            def say(self, text): self.wfile.write(text.encode() + b"\\r\\n")
            def handle(self):
                self.say("220 here")
                while line := self.rfile.readline():
                    word = line[:4].upper()
                    if word == b"RCPT" and put_off:
                        put_off.pop()
                        self.say("451 not now")
                    elif word == b"RCPT" and b"nobody" in line: self.say("550 nobody")
                    elif word == b"DATA":
                        self.say("354 go on")
                        message = b""
                        while (line := self.rfile.readline()) != b".\\r\\n": message += line
                        sys.stdout.buffer.write(message + b".\\n"); sys.stdout.flush()
                        self.say("250 taken")
                    elif word == b"QUIT": self.say("221 bye"); return
                    else: self.say("250 well")
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
            print(server.server_address[1], flush=True)
            server.serve_forever()
        """

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: python), "Python is not installed"))
    func `a letter reaches a server that first puts it off, and one for nobody is refused`() async throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.python)
        process.arguments = ["-c", Self.server]
        let printed = URL.temporaryDirectory.appending(path: "mail-\(UUID()).txt")
        #expect(FileManager.default.createFile(atPath: printed.path, contents: nil))
        defer { try? FileManager.default.removeItem(at: printed) }
        let output = try FileHandle(forWritingTo: printed)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            // It may have been started with the usual signals blocked.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try? output.close()
        }
        /// What is printed, once it holds so many of the lines.
        func text(with count: Int, of line: String) async throws -> [String] {
            let deadline = ContinuousClock.now + .seconds(20)
            while true {
                // By bytes: to a String, CR LF is one character.
                let lines = try Data(contentsOf: printed).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
                if line.isEmpty ? lines.count > count : lines.count(where: { $0 == line }) >= count { return lines }
                try #require(ContinuousClock.now < deadline, "the server says nothing")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        let port = try await text(with: 1, of: "")[0]
        let server = try #require(MailServer("smtp://127.0.0.1:\(port)"))
        let letter = Letter(to: "eve@example.org", subject: "Ève", body: "Bonjour\n.\nVoilà", goodUntil: .distantFuture)
        func send(to address: String) async throws {
            let message = letter.message(from: "vivier@example.org", name: "n", at: Date(), isReadable: true)
            try await server.send(message, from: "vivier@example.org", to: address)
        }
        await #expect(throws: MailServer.Failure.self) { try await send(to: "eve@example.org") }
        try await send(to: "eve@example.org")
        let message = try await text(with: 1, of: ".").map { $0.trimmingCharacters(in: .newlines) }
        #expect(message.contains("To: <eve@example.org>") && message.contains("Voilà"), "\(message)")
        do {
            try await send(to: "nobody@example.org")
            Issue.record("it was taken")
        } catch MailServer.Failure.refused {
        }
    }

    @Test(arguments: ["http://mail.example", "smtp://", "mail.example", "smtp://mail.example/path", "smtp://mail.example?x=1", ""])
    func `what is no mail server is none`(text: String) {
        #expect(MailServer(text) == nil)
    }

    @Test func `a server that nobody runs is one to try again`() async throws {
        let server = try #require(MailServer("smtp://127.0.0.1:1"))
        do {
            try await server.send(Data("x".utf8), from: "a@b.fr", to: "c@d.fr")
            Issue.record("it was taken")
        } catch MailServer.Failure.later {
        }
    }
}
