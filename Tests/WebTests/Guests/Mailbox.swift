import Foundation
import Logging
import Mail
import Synchronization
import TestSupport
import Testing
import Vivier

/// Where the letters of a test arrive.
final class Mailbox: Sendable {
    private let letters = Mutex<[Letter]>([])

    var all: [Letter] { letters.withLock { $0 } }

    /// The house of a test with somebody who delivers here.
    func application(of given: Application, log: Logger, publicURL: String) -> Application {
        let courier = Courier.hand { [self] letter in letters.withLock { $0.append(letter) } }
        return Application(
            database: given.database, log: log, letters: Postman(courier: courier, log: log), publicURL: publicURL)
    }

    /// The path of the link in the newest letter to an address, once there are so many.
    ///
    /// - Parameter words: that stand in the letter.
    func link(to address: String, number: Int = 1, saying words: String = "") async throws -> String {
        try await eventually { all.count { $0.to == address } >= number }
        let letter = try #require(all.last { $0.to == address && (words.isEmpty || $0.body.contains(words)) })
        let line = try #require(letter.body.split(separator: "\n").first { $0.contains("://") })
        return try #require(URL(string: String(line))?.path)
    }
}
