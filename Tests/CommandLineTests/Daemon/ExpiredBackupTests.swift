import Formats
import Foundation
import TestSupport
import Testing

@testable import VivierDaemon

/// Nobody's data outlives the declared life of a backup.
struct ExpiredBackupTests {
    private static let secret = "six words that nobody guesses"

    private func run(_ program: String, _ arguments: String...) async throws -> CommandLineProgram.Outcome {
        try await CommandLineProgram.run(arguments, of: program)
    }

    private func seal(_ file: URL, as sealed: URL, _ passphrase: String) throws {
        try Data().write(to: sealed)
        let (source, target) = (try FileHandle(forReadingFrom: file), try FileHandle(forWritingTo: sealed))
        defer { for handle in [source, target] { try? handle.close() } }
        try SealedFile.close(source, into: target, passphrase: Array(passphrase.utf8))
    }

    @Test func `one that cannot be deleted keeps none of the others`() async throws {
        try await TemporaryFolder.lend { folder in
            let day = Date(timeIntervalSince1970: 1_577_836_800)
            let manifest = BackupManifest(version: "0", madeAt: day, expiresAt: day, postgresql: 17, dump: "", tables: [:], ledgers: [:])
            let part = folder.appending(path: "manifest.json")
            try manifest.write(to: part)
            let json = try Data(contentsOf: part)
            var head = Array("manifest.json\u{0}".utf8)
            head += [UInt8](repeating: 0, count: 124 - head.count) + Array(String(json.count, radix: 8).utf8)
            head += [UInt8](repeating: 0, count: 512 - head.count)
            for name in ["a.tar", "b.tar", "c.tar"] { try (Data(head) + json).write(to: folder.appending(path: name)) }
            struct Stuck: Error {}
            let outcome = ExpiredBackups(folder: folder, passphrase: nil).delete { file in
                if file.lastPathComponent == "b.tar" { throw Stuck() }
                try FileManager.default.removeItem(at: file)
            }
            #expect(outcome.deleted.map { URL(filePath: $0).lastPathComponent } == ["a.tar", "c.tar"])
            let told = outcome.left.map(\.description)
            #expect(told.count == 1 && told[0].contains("b.tar, whose declared life is over, cannot be deleted"), "\(told)")
            #expect(outcome.left.allSatisfy { $0.status == 1 })
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["b.tar", "manifest.json"])
        }
    }

    @Test func `with a new backup those whose day is over go, and nothing else`() async throws {
        try await TemporaryFolder.lend { folder in
            let (state, kept, inside) = (folder.appending(path: "state"), folder.appending(path: "kept"), folder.appending(path: "inside"))
            for new in [kept, inside] { try FileManager.default.createDirectory(at: new, withIntermediateDirectories: false) }
            let passphrase = folder.appending(path: "passphrase")
            try Data("\(Self.secret)\n".utf8).write(to: passphrase)
            func backup(_ name: String, _ more: String...) async throws -> CommandLineProgram.Outcome {
                let arguments = ["backup", kept.appending(path: name).path, "--state-dir", state.path] + more
                return try await CommandLineProgram.run(arguments, of: "vivierd")
            }
            #expect(try await run("vivierd", "migrate", "--state-dir", state.path).status == 0)
            #expect(try await backup("young.tar").status == 0)
            #expect(try await run("/usr/bin/tar", "-xf", kept.appending(path: "young.tar").path, "-C", inside.path).status == 0)
            let manifest = inside.appending(path: "manifest.json")
            let text = try String(contentsOf: manifest, encoding: .utf8)
            let year = try #require(text.firstMatch(of: /"expires_at" : "(\d{4})/)).1
            try Data(text.replacing("\"expires_at\" : \"\(year)", with: "\"expires_at\" : \"2020").utf8).write(to: manifest)
            func pack(_ name: String) async throws -> URL {
                let file = kept.appending(path: name)
                let made = try await run("/usr/bin/tar", "-cf", file.path, "-C", inside.path, "manifest.json", "database.dump")
                #expect(made.status == 0)
                return file
            }
            let old = try await pack("old.tar")
            try seal(old, as: kept.appending(path: "old.sealed"), Self.secret)
            try seal(old, as: kept.appending(path: "foreign.sealed"), "six other words of somebody")
            try seal(kept.appending(path: "young.tar"), as: kept.appending(path: "young.sealed"), Self.secret)
            try Data("{\"expires_at\": \"2020-01-01T00:00:00Z\"}".utf8).write(to: manifest)
            _ = try await pack("stranger.tar")
            try Data("manifest.json".utf8).write(to: kept.appending(path: "note.txt"))
            // Heads of a tar whose size is none.
            for (index, size) in ["-0000000007", "-777777777\u{0}", "+0000000007", "77777777777", "00000000089", "\u{0}", "- 1", "é"]
                .enumerated()
            {
                var head = Array("manifest.json\u{0}".utf8)
                head += [UInt8](repeating: 0, count: 124 - head.count) + Array(size.utf8)
                try Data(head + [UInt8](repeating: 0, count: 1_024 - head.count)).write(to: kept.appending(path: "broken\(index).tar"))
            }
            let elsewhere = folder.appending(path: "elsewhere.tar")
            try FileManager.default.copyItem(at: old, to: elsewhere)
            try FileManager.default.createSymbolicLink(at: kept.appending(path: "link.tar"), withDestinationURL: elsewhere)
            func names() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: kept.path)) }
            let before = try names()

            // Nothing goes unasked but what a killed backup has left; what is being written stays, and what only looks like it.
            let left = kept.appending(path: ".lost.tar.part-\(UUID().uuidString)")
            let written = kept.appending(path: ".now.tar.part-\(UUID().uuidString)")
            let foreign = kept.appending(path: ".film.part-1")
            for file in [left, written, foreign] { try Data("somebody’s name".utf8).write(to: file) }
            let lock = open(written.path, O_RDWR | O_CLOEXEC)
            #expect(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
            let second = try await backup("second.tar")
            close(lock)
            #expect(second.status == 0 && second.output.contains("removed: \(left.path)"), "\(second)")
            #expect(!FileManager.default.fileExists(atPath: left.path))
            for file in [written, foreign] {
                #expect(FileManager.default.fileExists(atPath: file.path))
                try FileManager.default.removeItem(at: file)
            }
            #expect(try names() == before.union(["second.tar"]))
            let done = try await backup("third.sealed", "--delete-expired", "--passphrase-file", passphrase.path)
            #expect(done.status == 0 && done.output.contains("deleted: ") && done.output.contains("old.tar"), "\(done)")
            #expect(try names() == before.subtracting(["old.tar", "old.sealed"]).union(["second.tar", "third.sealed"]))
            #expect(FileManager.default.fileExists(atPath: elsewhere.path))
        }
    }
}
