import ArgumentParser
import Hummingbird

/// The least that Hummingbird can answer: what every server on it is measured against.
struct HelloCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hello", abstract: "Serve “Hello” on Hummingbird alone, for deploy/bench/read to compare with.")

    @Option(help: "The port on the loopback.")
    var port: Int

    func run() async throws {
        let router = Router()
        router.get("/hello") { _, _ in "Hello" }
        let server = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
        try await server.runService()
    }
}
