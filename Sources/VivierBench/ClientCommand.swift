import ArgumentParser
import Foundation

struct ClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "Compare the database client's rate of one-row reads with pgbench's.")

    @Option(help: "Where the database is, in libpq's syntax.")
    var databaseURL: String

    @Option(help: "How many callers ask at the same time.")
    var callers = 64

    @Option(help: "How long each of the two is measured.")
    var seconds = 5

    @Option(help: "How many connections the client's callers share.")
    var connections = 4

    func run() async throws {
        let outcome = try await ClientBenchmark(conninfo: databaseURL, callers: callers, seconds: seconds, connections: connections).run()
        print(
            """
            client   \(outcome.client.formatted(.number.precision(.fractionLength(0)))) reads/s, \(callers) callers on \(connections) connections
            pgbench  \(outcome.pgbench.formatted(.number.precision(.fractionLength(0)))) reads/s, \(callers) connections
            ratio    \(outcome.ratio.formatted(.number.precision(.fractionLength(2))))
            """)
    }
}
