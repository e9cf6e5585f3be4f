import Foundation
import TestSupport
import Testing

/// The daemon's listener takes the certificate that lies on the disk, however it comes to lie there, without a signal or a restart.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "there is no Python"), .timeLimit(.minutes(15)))
struct CertificateTests {
    /// A version of the pair as certbot keeps it: `archive/fullchain1.pem` and `archive/privkey1.pem`.
    private func make(_ version: Int, in folder: URL) async throws {
        let made = try await CommandLineProgram.run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder.appending(path: "privkey\(version).pem").path,
                "-out", folder.appending(path: "fullchain\(version).pem").path,
            ], of: "/usr/bin/openssl")
        #expect(made.status == 0, "\(made.complaints)")
    }

    /// Holds one connection all the while, puts other files in the place of what is served, and waits for what new connections are shown.
    private static let script = """
        import hashlib, os, shutil, socket, ssl, sys, time

        port, live, archive = int(sys.argv[1]), sys.argv[2], sys.argv[3]
        names = ["fullchain", "privkey"]
        trust_all = ssl._create_unverified_context()

        def connect():
            return trust_all.wrap_socket(socket.create_connection(("127.0.0.1", port), 20), server_hostname="localhost")

        def ask(line):
            line.sendall(b"GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
            answer = b""
            while b"\\r\\n\\r\\n" not in answer: answer += line.recv(4096)
            head, body = answer.split(b"\\r\\n\\r\\n", 1)
            length = next(int(one.split(b":")[1]) for one in head.lower().split(b"\\r\\n") if one.startswith(b"content-length:"))
            while len(body) < length: body += line.recv(4096)
            return head.split()[1].decode()

        def shown(line):
            digest = hashlib.sha256(line.getpeercert(True)).digest()
            for version in range(1, 9):
                path = f"{archive}/fullchain{version}.pem"
                if os.path.exists(path) and hashlib.sha256(ssl.PEM_cert_to_DER_cert(open(path).read())).digest() == digest: return version

        def by_link(version):
            for name in names:
                os.symlink(f"{archive}/{name}{version}.pem", f"{live}/next")
                os.replace(f"{live}/next", f"{live}/{name}.pem")

        def by_rename(version):
            for name in names:
                shutil.copy(f"{archive}/{name}{version}.pem", f"{live}/next")
                os.replace(f"{live}/next", f"{live}/{name}.pem")

        def in_place(version):
            for name in names:
                with open(f"{archive}/{name}{version}.pem") as new, open(f"{live}/{name}.pem", "w") as old: old.write(new.read())

        ways = {"link": by_link, "rename": by_rename, "write": in_place}
        kept = connect()
        first = shown(kept)
        print("begins", first, ask(kept), flush=True)
        for order in sys.argv[4:]:
            way, version = order.split("=")
            ways[way](version)
            deadline = time.monotonic() + 90
            while True:
                with connect() as line: now, status = shown(line), ask(line)
                # What was opened before goes on with what it began with.
                if ask(kept) != "200" or shown(kept) != first: sys.exit("the kept connection broke")
                if now == int(version) or time.monotonic() > deadline: break
                time.sleep(0.5)
            print(way, now, status, flush=True)
        """

    @Test func `files that a renewal replaces are served to whoever comes next, and broken ones to nobody`() async throws {
        try await TemporaryFolder.lend { folder in
            let (live, archive) = (folder.appending(path: "live"), folder.appending(path: "archive"))
            for place in [live, archive] { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) }
            for version in 1...4 { try await make(version, in: archive) }
            let (chain, key) = (live.appending(path: "fullchain.pem"), live.appending(path: "privkey.pem"))
            for (link, name) in [(chain, "fullchain1.pem"), (key, "privkey1.pem")] {
                try FileManager.default.createSymbolicLink(at: link, withDestinationURL: archive.appending(path: name))
            }
            let environment = ["VIVIER_TLS_CERTIFICATE": chain.path, "VIVIER_TLS_KEY": key.path]
            try await RunningDaemon.serve(state: folder.appending(path: "state"), environment: environment) { daemon in
                let address = try await daemon.address()
                #expect(address.scheme == "https")
                func replace(_ orders: String...) async throws -> [String] {
                    let outcome = try await CommandLineProgram.run(
                        ["-c", Self.script, "\(address.port ?? 0)", live.path, archive.path] + orders, of: "/usr/bin/python3")
                    #expect(outcome.status == 0, "\(outcome.complaints)")
                    return outcome.output.split(separator: "\n").map(String.init)
                }
                let replaced = try await replace("link=2", "rename=3", "write=4")
                #expect(replaced == ["begins 1 200", "link 2 200", "rename 3 200", "write 4 200"], "\(replaced)")
                #expect(try daemon.entries().count { $0["message"] == "the certificate was read again" } >= 3)

                // What makes no pair is not served: it is said in the log, and what was good stays.
                for (file, bytes) in [(chain, "not a certificate"), (key, "not a key")] {
                    let good = try Data(contentsOf: file)
                    let warned = try warnings(daemon, naming: file.path)
                    try Data(bytes.utf8).write(to: file, options: .atomic)
                    try await eventually { try warnings(daemon, naming: file.path) > warned }
                    #expect(try await replace() == ["begins 4 200"])
                    try good.write(to: file, options: .atomic)
                }
                // And when it is mended, the next is taken.
                #expect(try await replace("rename=1") == ["begins 4 200", "rename 1 200"])
            }
        }
    }

    private func warnings(_ daemon: RunningDaemon, naming path: String) throws -> Int {
        try daemon.entries().count { $0["level"] == "warning" && $0["error"]?.contains(path) == true }
    }
}
