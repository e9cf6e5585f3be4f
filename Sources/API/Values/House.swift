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
    /// The last of such work that ended, newest first.
    package var done: [DoneWork]
    /// The last backup; nil where none was made.
    package var backup: BackupNote?
    /// What wants somebody's hand, the most urgent first; empty where all is well.
    package var concerns: [Concern]

    package enum Concern: String, Codable, Sendable, CaseIterable {
        /// Little is free where the state is kept.
        case diskFull = "disk-full"
        /// Letters could not be delivered so far.
        case lettersOverdue = "letters-overdue"
        /// No letters are sent.
        case noLetters = "no-letters"
        case noBackup = "no-backup"
        /// The last backup is older than a week.
        case oldBackup = "old-backup"
    }

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
        /// Of them those that should be out: a first try failed, or nobody took them.
        package var overdue: Int

        package init(waiting: Int, overdue: Int) {
            self.waiting = waiting
            self.overdue = overdue
        }
    }

    package init(
        version: String, database: String, schema: String, databaseBytes: Int, diskFreeBytes: Int?, connections: Connections, signIns: Int,
        signedIn: Int, letters: Letters?, questionsWaiting: Int, running: [RunningWork], done: [DoneWork], backup: BackupNote?,
        concerns: [Concern]
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
        self.done = done
        self.backup = backup
        self.concerns = concerns
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

/// A piece of long work that ended.
package struct DoneWork: Codable, Sendable {
    /// The action, as the audit names it.
    package var action: String
    package var at: Date
    /// As the audit says it: done, refused or denied.
    package var outcome: String

    package init(action: String, at: Date, outcome: String) {
        self.action = action
        self.at = at
        self.outcome = outcome
    }
}

/// What is known of a backup where it was made.
package struct BackupNote: Codable, Sendable {
    package var madeAt: Date
    /// The end of its declared life.
    package var expiresAt: Date
    package var rows: Int
    /// Closed by a passphrase.
    package var sealed: Bool

    package init(madeAt: Date, expiresAt: Date, rows: Int, sealed: Bool) {
        self.madeAt = madeAt
        self.expiresAt = expiresAt
        self.rows = rows
        self.sealed = sealed
    }
}
