import Foundation
import Postgres
import TestSupport
import Testing

/// What the service has said yes to is there, whatever is killed in whatever moment. `VIVIER_KILLS=200` kills two hundred times, and
/// `VIVIER_SEED` repeats the choices of a run.
@Suite(.serialized, .timeLimit(.minutes(60))) struct AcknowledgedWritesTests {
    private static func setting(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

    @Test func `what was acknowledged survives kills of daemon and PostgreSQL, and what was sent again is there once`() async throws {
        let seed = UInt64(Self.setting("VIVIER_SEED") ?? Int.random(in: 0..<1_000_000))
        var chance = SeededGenerator(state: seed)
        try await MortalService.lend { service in
            let client = PersistentClient(service: service, token: try await service.token())
            let recorder = Recorder()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in ["Abeille", "Bourdon", "Cigale", "Doryphore"] {
                    group.addTask { try await recorder.post(as: name, with: client) }
                }
                do {
                    defer { recorder.end() }
                    let victims = MortalService.Victim.allCases.shuffled(using: &chance)
                    for round in 0..<(Self.setting("VIVIER_KILLS") ?? victims.count) {
                        // In the middle of whatever comes then.
                        try await recorder.reach(recorder.count + Int.random(in: 15..<60, using: &chance))
                        try await Task.sleep(for: .microseconds(Int.random(in: 0..<20_000, using: &chance)))
                        try await service.strike(victims[round % victims.count], with: &chance)
                        try await service.revive()
                    }
                    try await recorder.reach(recorder.count + 20)
                }
                try await group.waitForAll()
            }
            #expect(try await recorder.lost(by: client) == [], "seed \(seed)")
            // Each has one company and one line in the audit: what is asked for again after it was done is not done again.
            let owner = service.owner()
            let (companies, names, lines) = try await owner.execute(
                """
                SELECT (SELECT count(*) FROM company), (SELECT count(DISTINCT name) FROM organisation WHERE kind = 'company'),
                    (SELECT count(*) FROM audit_entry WHERE action = 'createCompany' AND outcome = 'done')
                """)[0].decode(Int.self, Int.self, Int.self)
            await owner.close()
            #expect(companies == recorder.count && names == recorder.count && lines == recorder.count, "seed \(seed)")
            #expect(recorder.retries > 0, "seed \(seed): nobody noticed a kill")
            // A day long the same answer is given again.
            for (name, id) in recorder.all.suffix(3) {
                let key = name.replacing(" ", with: "-")
                let again = try await client.post("/api/v1/companies", #"{"name": "\#(name)"}"#, key: key)
                #expect(again["id"] == id, "seed \(seed)")
            }
            print("kills: seed \(seed), \(recorder.count) acknowledged, \(recorder.retries) sent again, none lost, none doubled")
        }
    }

    /// The harness is worth something only where it sees a loss: here the server says yes before it has written its log.
    @Test func `a server that acknowledges too early is seen to lose what it acknowledged`() async throws {
        try await MortalService.lend { service in
            var chance = SeededGenerator(state: 0)
            let client = PersistentClient(service: service, token: try await service.token())
            let owner = service.owner()
            for setting in ["synchronous_commit = off", "wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'"] {
                try await owner.execute("ALTER SYSTEM SET \(unsafelySpliced: setting)")
            }
            try await owner.execute("SELECT pg_reload_conf()")
            try await eventually("the server has read its settings") {
                try await owner.execute("SELECT current_setting('synchronous_commit')").decode(String.self) == ["off"]
            }
            // Nor does anybody else write it meanwhile.
            let writer = try await owner.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")[0].decode(Int32.self)
            #expect(kill(writer, SIGSTOP) == 0)
            await owner.close()
            let recorder = Recorder()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await recorder.post(as: "Ephemere", with: client) }
                do {
                    defer { recorder.end() }
                    try await recorder.reach(20)
                }
                try await group.waitForAll()
            }
            try await service.strike(.both, with: &chance)
            // Such a server is refused; what it has lost is lost all the same.
            let settings = service.state.appending(path: "postgres/postgresql.auto.conf")
            let handle = try FileHandle(forWritingTo: settings)
            try handle.truncate(atOffset: 0)
            try handle.close()
            try await service.revive()
            let lost = try await recorder.lost(by: client)
            #expect(lost.count > 10)
            print("kills, the control: \(lost.count) of \(recorder.count) acknowledged by a forgetful server are seen to be lost")
        }
    }
}
