import API
import Foundation
import Postgres
import TestSupport
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The disk of the private PostgreSQL has no room left, and then has it again: nobody restarts anything.
@Suite(
    .timeLimit(.minutes(15)), .enabled(if: SmallDisk.canBeMade, "only who may mount a file system can fill one"))
struct FullDiskTests {
    private struct Answer {
        var status: Int
        var wait: String?
        var body: Data

        var problem: ProblemDetails { get throws { try Wire.decoder.decode(ProblemDetails.self, from: body) } }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private struct Visitor {
        let address: URL
        let token: String

        func send(_ method: String, _ path: String, _ body: String? = nil, type: String = "application/json", key: String? = nil)
            async throws -> Answer
        {
            guard let url = URL(string: path, relativeTo: address) else { throw URLError(.badURL) }
            var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 120)
            request.httpMethod = method
            request.httpBody = body.map { Data($0.utf8) }
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
            if body != nil { request.setValue(type, forHTTPHeaderField: "Content-Type") }
            if let key { request.setValue(key, forHTTPHeaderField: "Idempotency-Key") }
            let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
            guard let http = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
            return Answer(status: http.statusCode, wait: http.value(forHTTPHeaderField: "Retry-After"), body: data)
        }

        func company(_ number: Int) async throws -> Answer {
            try await send("POST", "/api/v1/companies", #"{"name": "Miel \#(number)"}"#, key: "c\(number)")
        }
    }

    @Test func `a full disk is said to whoever writes, reading goes on, and with new room everything is taken again`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try FileManager.default.createDirectory(at: state, withIntermediateDirectories: false)
            let daemon = try RunningDaemon(
                state: state, environment: ["VIVIER_REQUESTS_PER_SECOND": "0"], launcher: SmallDisk.launcher(at: state, megabytes: 600))
            do {
                try await fillAndFree(daemon, SmallDisk(daemon: daemon))
                #expect(try await daemon.stop(SIGTERM) == 0)
            } catch {
                _ = try? await daemon.stop(SIGTERM)
                throw error
            }
        }
    }

    private func fillAndFree(_ daemon: RunningDaemon, _ disk: SmallDisk) async throws {
        let address = try await daemon.address()
        let secret = try await CommandLineProgram.run(
            disk.visitor + [
                CommandLineProgram.file("vivierd").path, "token", "create", "--role", "operator", "--state-dir", daemon.state.path,
            ], of: "/usr/bin/nsenter"
        ).output.trimmingCharacters(in: .newlines)
        let visitor = Visitor(address: address, token: secret)
        let owner = Database(
            configuration: DatabaseConfiguration(conninfo: "host=\(disk.folder.path)/run user=vivier_owner dbname=vivier"))
        func status(of path: String) async throws -> Int { try await visitor.send("GET", path).status }

        // PostgreSQL's log begins a new file, in which there is room for all that follows.
        try await owner.execute("SELECT pg_switch_wal()")
        let first = try object(await visitor.company(1))
        let company = try #require(first["id"] as? String)
        let school = try object(await visitor.send("POST", "/api/v1/schools", #"{"name": "École Zoë"}"#))
        let role = #"{"role": "school-admin", "organisation": "\#(school["id"] ?? "")", "label": "doyen"}"#
        let token = try object(await visitor.send("POST", "/api/v1/tokens", role))
        let dean = Visitor(address: address, token: try #require(token["secret"] as? String))
        let made = try object(await dean.send("POST", "/api/v1/cohorts", #"{"code": "M1", "name": "Master 1"}"#))
        let cohort = try #require(made["id"] as? String)
        #expect(try await status(of: "/readyz") == 200)

        try disk.fill()
        let roster = "key,given_name,family_name,email\n" + (1...3_000).map { "\($0),Ève,O’Neil,e\($0)@example.org\n" }.joined()
        func upload() async throws -> Answer {
            try await dean.send("POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv", roster, type: "text/csv", key: "r")
        }
        let refused = try await upload()
        #expect(try refused.status == 503 && refused.problem.code == "no-room" && refused.wait == "30", "\(refused.text)")
        // There is a little room inside the files of the tables, until there is none.
        var stored = 1
        var last = try await visitor.company(stored + 1)
        while last.status == 201, stored < 5_000 {
            stored += 1
            last = try await visitor.company(stored + 1)
        }
        #expect(try last.status == 503 && last.problem.code == "no-room" && last.wait == "30", "\(last.text)")
        #expect(try last.problem.detail.contains("full") == true)
        for path in ["/api/v1/companies/\(company)", "/api/v1/companies", "/api/v1/whoami", "/cases", "/healthz"] {
            #expect(try await status(of: path) == 200, "\(path)")
        }
        let ready = try await visitor.send("GET", "/readyz")
        #expect(try ready.status == 503 && ready.problem.code == "no-room" && ready.wait == "30", "\(ready.text)")
        #expect(try await owner.execute("SELECT count(*) FROM company")[0].decode(Int.self) == stored)
        #expect(try await owner.execute("SELECT count(*) FROM student")[0].decode(Int.self) == 0)

        try disk.free()
        try await eventually("there is room again") { try await status(of: "/readyz") == 200 }
        stored += 1
        #expect(try await visitor.company(stored).status == 201)
        let uploaded = try await upload()
        #expect(uploaded.status == 200, "\(uploaded.text)")

        // Not even PostgreSQL's log has room now: it gives up, and comes back by itself.
        try disk.fill()
        _ = try? await owner.execute("SELECT pg_switch_wal()")
        try await eventually("nothing is taken") { try await visitor.company(stored + 1).status == 503 }
        try await eventually("nothing is read") { try await status(of: "/readyz") == 503 }
        try disk.free()
        try await eventually("the server is back") { try await visitor.company(stored + 1).status == 201 }
        stored += 1
        #expect(try await status(of: "/readyz") == 200)
        try await eventually("it answers its owner") { (try? await owner.execute("SELECT 1")) != nil }
        let there = try await owner.execute("SELECT (SELECT count(*) FROM company), (SELECT count(*) FROM student)")[0]
            .decode(Int.self, Int.self)
        #expect(there.0 == stored && there.1 == 3_000)
        #expect(daemon.isRunning)
        await owner.close()
    }

    private func object(_ answer: Answer) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: answer.body) as? [String: Any] ?? [:]
    }
}
