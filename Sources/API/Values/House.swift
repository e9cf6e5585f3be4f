package import struct Foundation.Date

/// How the service is, for whoever runs it.
package struct HouseHealth: Codable, Sendable {
    package var version: String
    package var database: String
    /// The last migration that the database has.
    package var schema: String
    /// In bytes.
    package var databaseBytes: Int
    /// Free where the state is kept, in bytes; nil where nobody can tell.
    package var diskFreeBytes: Int?
    package var connections: Connections
    /// Of the last 24 hours.
    package var signIns: Int
    /// Sessions that live.
    package var signedIn: Int
    /// Letters that wait for their first or another try; nil where no letters are sent.
    package var letters: Letters?
    /// Questions about how long something is kept that wait for an answer.
    package var questionsWaiting: Int
    /// Imports, runs and other long work of this daemon, oldest first.
    package var running: [RunningWork]

    package struct Connections: Codable, Sendable {
        package var open: Int
        package var leased: Int
        package var waiting: Int

        package init(open: Int, leased: Int, waiting: Int) {
            self.open = open
            self.leased = leased
            self.waiting = waiting
        }
    }

    package struct Letters: Codable, Sendable {
        package var waiting: Int

        package init(waiting: Int) {
            self.waiting = waiting
        }
    }

    package init(
        version: String, database: String, schema: String, databaseBytes: Int, diskFreeBytes: Int?, connections: Connections, signIns: Int,
        signedIn: Int, letters: Letters?, questionsWaiting: Int, running: [RunningWork]
    ) {
        self.version = version
        self.database = database
        self.schema = schema
        self.databaseBytes = databaseBytes
        self.diskFreeBytes = diskFreeBytes
        self.connections = connections
        self.signIns = signIns
        self.signedIn = signedIn
        self.letters = letters
        self.questionsWaiting = questionsWaiting
        self.running = running
    }
}

/// A piece of long work that is not done yet.
package struct RunningWork: Codable, Sendable {
    /// The action, as the audit names it.
    package var action: String
    package var since: Date
    package var progress: WorkProgress?

    package init(action: String, since: Date, progress: WorkProgress? = nil) {
        self.action = action
        self.since = since
        self.progress = progress
    }
}
