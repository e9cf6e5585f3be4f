import Foundation
import Logging
import Synchronization
import Testing

@testable import Mail

struct PostmanTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func letter(_ number: Int = 1, seconds: TimeInterval = 60) -> Letter {
        Letter(to: "eve\(number)@example.org", subject: "s", body: "b", goodUntil: Date(timeIntervalSinceNow: seconds))
    }

    /// Runs a postman until `count` calls of its courier have come.
    private func calls(_ count: Int, of letters: [Letter], pauses: [Duration], _ answer: @escaping @Sendable (Int) throws -> Void) async
        -> [String]
    {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let tries = Mutex(0)
        let courier = Courier.hand { letter in
            continuation.yield(letter.to)
            try answer(
                tries.withLock {
                    $0 += 1; return $0
                })
        }
        let postman = Postman(courier: courier, log: log, pauses: pauses)
        for letter in letters { postman.post(letter) }
        return await withTaskGroup(of: [String]?.self) { group in
            group.addTask {
                await postman.run()
                return nil
            }
            group.addTask {
                var seen: [String] = []
                for await to in stream {
                    seen.append(to)
                    if seen.count == count { break }
                }
                return seen
            }
            var seen: [String] = []
            while let next = await group.next() {
                guard let next else { continue }
                seen = next
                group.cancelAll()
            }
            return seen
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a letter that is not taken now is tried again`() async {
        let seen = await calls(3, of: [letter()], pauses: [.milliseconds(1), .milliseconds(1)]) { number in
            if number < 3 { throw MailServer.Failure.later("451") }
        }
        #expect(seen == Array(repeating: "eve1@example.org", count: 3))
    }

    @Test(.timeLimit(.minutes(1))) func `a letter that is refused, too old or nobody's is not tried again, and holds up no other`() async {
        let seen = await calls(
            2,
            of: [letter(1), letter(2, seconds: -1), Letter(to: "no address", subject: "", body: "", goodUntil: .distantFuture), letter(3)],
            pauses: [.milliseconds(1)]
        ) { number in
            if number == 1 { throw MailServer.Failure.refused("550") }
        }
        #expect(Set(seen) == ["eve1@example.org", "eve3@example.org"])
    }

    @Test(.timeLimit(.minutes(1))) func `a letter that is held is written later, where it is wanted alone`() async {
        let written = Mutex<[Int]>([])
        let sent = Mutex<[String]>([])
        let courier = Courier.hand { letter in sent.withLock { $0.append(letter.to) } }
        // Nobody waits so long: only the end brings them out.
        let postman = Postman(courier: courier, log: log, hold: .seconds(86_400))
        for number in 1...4 {
            postman.post(ifWanted: number % 2 == 0) { [self] in
                written.withLock { $0.append(number) }
                return letter(number)
            }
        }
        #expect(written.withLock { $0 } == [])
        let delivery = Task { await postman.run() }
        delivery.cancel()
        await delivery.value
        #expect(written.withLock { $0 } == [2, 4])
        #expect(sent.withLock { $0.sorted() } == ["eve2@example.org", "eve4@example.org"])
    }

    @Test(.timeLimit(.minutes(1))) func `a letter that was held goes its way like any other`() async {
        let (sent, continuation) = AsyncStream.makeStream(of: String.self)
        let courier = Courier.hand { letter in _ = continuation.yield(letter.to) }
        let postman = Postman(courier: courier, log: log, hold: .milliseconds(1))
        for number in 1...2 { postman.post(ifWanted: number == 2) { [self] in letter(number) } }
        let delivery = Task { await postman.run() }
        let first = await sent.first { _ in true }
        #expect(first == "eve2@example.org")
        delivery.cancel()
        await delivery.value
    }

    @Test(.timeLimit(.minutes(1))) func `without a server a letter is a file that only its owner reads`() async throws {
        let folder = URL.temporaryDirectory.appending(path: "mail-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Courier.folder(folder).deliver(letter(), name: "n", written: Date())
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let file = folder.appending(path: try #require(files.first)).path
        #expect(files.count == 1 && file.hasSuffix("-n.eml"))
        for (path, mode) in [(folder.path, 0o700), (file, 0o600)] {
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
        }
        #expect(String(decoding: try #require(FileManager.default.contents(atPath: file)), as: UTF8.self).contains("\r\n\r\nb\r\n"))
    }

    @Test func `of the letters in a folder those to an address go, and none of another reader`() async throws {
        let folder = URL.temporaryDirectory.appending(path: "mail-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        func letter(to address: String, saying body: String = "b") -> Letter {
            Letter(to: address, subject: "s", body: body, goodUntil: .distantFuture)
        }
        let letters: [(String, Letter)] = [
            ("own", letter(to: "Eve@example.org")), ("longer", letter(to: "eve@example.org.example")),
            ("speaks of it", letter(to: "zoe@example.org", saying: "Hello,\nTo: <eve@example.org>\n")),
        ]
        for (name, letter) in letters { try await Courier.folder(folder).deliver(letter, name: name, written: Date()) }
        try Courier.folder(folder).forget("eve@example.org")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { $0.split(separator: "-", maxSplits: 1)[1] }
        #expect(left.sorted() == ["longer.eml", "speaks of it.eml"])
    }
}
