import Foundation
import Postgres

/// `psql \copy` of a file into a table of text columns without an index, a key or a check: the least that its storage can take.
struct BareCopy {
    let house: BenchHouse
    let file: URL
    let columns: [String]

    /// - Returns: how many rows were stored, and what psql says the `\copy` took, without its own start.
    func run() async throws -> (rows: Int, cost: WorkCost) {
        let list = columns.map { "\"\($0)\" text" }.joined(separator: ", ")
        try await house.database.execute("DROP TABLE IF EXISTS bare_copy")
        try await house.database.execute("CREATE TABLE bare_copy (\(SQL(unsafelySpliced: list)))")
        let copy = "\\copy bare_copy from '\(file.path)' with (format csv, header)"
        var said = ""
        var cost = try await house.cost {
            said = try await ChildProgram.output(
                of: ChildProgram.ofPostgres("psql"),
                ["-X", "-v", "ON_ERROR_STOP=1", "-c", "\\timing on", "-c", copy, house.conninfo])
        }
        // "COPY 100000" and "Time: 512.345 ms"
        guard let rows = said.firstMatch(of: /COPY (\d+)/).flatMap({ Int($0.1) }),
            let milliseconds = said.firstMatch(of: /Time: ([0-9.]+) ms/).flatMap({ Double($0.1) })
        else { throw ClientBenchmark.Failure(description: "psql did not say what it copied: \(said)") }
        cost.seconds = milliseconds / 1_000
        return (rows, cost)
    }
}
