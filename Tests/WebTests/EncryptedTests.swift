import Foundation
import TestSupport
import Testing
import Web

/// The listener speaks TLS, and takes new certificates as it goes.
@Suite(.enabled(if: PythonServer.python != nil, "the test's tools are not installed"), .timeLimit(.minutes(15)))
struct EncryptedTests {
    /// A certificate of the test's own, for `localhost`.
    ///
    /// - Parameter key: what `openssl req -newkey` makes it with.
    private func make(
        _ serial: Int, in folder: URL, as name: String = "server", key: [String] = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments =
            ["req", "-x509", "-newkey"] + key + [
                "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-set_serial", "\(serial)", "-keyout",
                folder.appending(path: "\(name).key").path,
                "-out", folder.appending(path: "\(name).crt").path,
            ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private func lend(_ body: (URL) async throws -> Void) async throws {
        let folder = URL.temporaryDirectory.appending(path: "tls-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    /// Asks `/healthz` as a client that trusts the file does.
    ///
    /// - Parameters:
    ///   - version: the newest that the client speaks.
    ///   - ciphers: those of TLS 1.2 that it offers, as OpenSSL calls them.
    /// - Returns: the serial number that it was shown and the status, or what Python says of a refusal.
    private func ask(_ port: Int, trusting file: URL, version: String = "TLSv1_3", ciphers: String = "ALL") async throws -> String {
        let script = """
            import socket, ssl, sys, warnings
            warnings.simplefilter("ignore")
            context = ssl.create_default_context(cafile=sys.argv[2])
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion[sys.argv[3]]
            context.set_ciphers(sys.argv[4] + ":@SECLEVEL=0")
            try:
                with context.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1])), 20), server_hostname="localhost") as line:
                    line.sendall(b"GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n")
                    answer = b""
                    while piece := line.recv(4096): answer += piece
                    print(int(line.getpeercert()["serialNumber"], 16), answer.split()[1].decode(), line.version())
            except ssl.SSLError as error:
                print(error.reason)
            """
        let python = try #require(PythonServer.python)
        // On a thread of its own: whoever waits on one of Swift's keeps the server, which is in this process, from answering.
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        let output = Pipe()
                        process.executableURL = URL(filePath: python)
                        process.arguments = ["-c", script, "\(port)", file.path, version, ciphers]
                        process.standardOutput = output
                        try process.run()
                        let said = output.fileHandleForReading.readDataToEndOfFile()
                        try output.fileHandleForReading.close()
                        process.waitUntilExit()
                        return String(decoding: said, as: UTF8.self).trimmingCharacters(in: .newlines)
                    })
            }
        }
    }

    @Test func `requests travel encrypted, old versions and plain text are refused, and new files are taken without a restart`()
        async throws
    {
        try await lend { folder in
            try make(7, in: folder)
            let (chain, key) = (folder.appending(path: "server.crt"), folder.appending(path: "server.key"))
            let certificate = try ServerCertificate(chainPath: chain.path, keyPath: key.path)
            try await TestSite.serve(idle: .seconds(2), certificate: certificate) { site in
                #expect(try await ask(site.port, trusting: chain) == "7 200 TLSv1.3")
                #expect(try await ask(site.port, trusting: chain, version: "TLSv1_2") == "7 200 TLSv1.2")
                let old = try await ask(site.port, trusting: chain, version: "TLSv1_1")
                #expect(!old.contains("200"), "\(old)")
                await #expect(throws: (any Error).self) { try await site.get("/healthz") }

                // A half pair changes nothing, a whole one everything that comes after.
                let before = try Data(contentsOf: chain)
                try make(8, in: folder, as: "next")
                let next = folder.appending(path: "next.crt")
                try Data(contentsOf: next).write(to: chain)
                #expect(throws: ServerCertificate.Fault.self) { try certificate.reload() }
                let kept = folder.appending(path: "kept.crt")
                try before.write(to: kept)
                #expect(try await ask(site.port, trusting: kept).hasPrefix("7 200"))
                try Data(contentsOf: folder.appending(path: "next.key")).write(to: key)
                #expect(try certificate.reload())
                #expect(try !certificate.reload())
                #expect(try await ask(site.port, trusting: next).hasPrefix("8 200"))
                #expect(try await !ask(site.port, trusting: kept).contains("200"))
                #expect(!site.log.all.contains { $0.contains("fault") })
            }
        }
    }

    @Test func `what travels by TLS 1_2 stays closed to whoever gets the key later`() async throws {
        try await lend { folder in
            try make(3, in: folder, key: ["rsa:2048"])
            let (chain, key) = (folder.appending(path: "server.crt"), folder.appending(path: "server.key"))
            let certificate = try ServerCertificate(chainPath: chain.path, keyPath: key.path)
            try await TestSite.serve(idle: .seconds(2), certificate: certificate) { site in
                for ciphers in ["AES128-SHA", "AES256-SHA", "AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA"] {
                    let answer = try await ask(site.port, trusting: chain, version: "TLSv1_2", ciphers: ciphers)
                    #expect(!answer.contains("200"), "\(ciphers): \(answer)")
                }
                for ciphers in ["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"] {
                    #expect(try await ask(site.port, trusting: chain, version: "TLSv1_2", ciphers: ciphers) == "3 200 TLSv1.2")
                }
            }
        }
    }

    @Test func `files that make no pair are named`() async throws {
        try await lend { folder in
            try make(1, in: folder)
            try make(2, in: folder, as: "other")
            try Data("x".utf8).write(to: folder.appending(path: "junk"))
            for (chain, key, fault) in [
                ("none", "server.key", "cannot be read"), ("server.crt", "none", "cannot be read"),
                ("junk", "server.key", "no certificate"),
                ("server.crt", "junk", "no private key"), ("server.crt", "other.key", "not that of the certificate"),
            ] {
                let error = #expect(throws: ServerCertificate.Fault.self) {
                    try ServerCertificate(chainPath: folder.appending(path: chain).path, keyPath: folder.appending(path: key).path)
                }
                #expect(error?.description.contains(fault) == true, "\(chain) \(key): \(error?.description ?? "")")
            }
        }
    }
}
