/// Why a backup is not made or not restored, in a sentence that says what to do.
enum BackupError: Error, CustomStringConvertible {
    case fileExists(String)
    case fileUnreadable(String, String)
    case fileNotWritable(String, String)
    case passphraseUnreadable(String, String)
    case passphraseTooShort
    case needsPassphrase(String)
    case wrongPassphrase(String)
    /// No seal, where a passphrase says that there is one.
    case notSealed(String)
    /// Not what `vivierd backup` wrote.
    case damaged(String, String)
    case newerFormat(String, Int)
    /// Its declared life is over.
    case expired(String, String)
    /// A backup whose declared life is over, beside the one that was made.
    case notDeleted(String, String)
    /// There is something already where it would go.
    case occupied(String)
    /// Not what `vivierd privacy erased` wrote.
    case noErasedList(String)
    /// A server that is somebody else's.
    case notPrivate
    /// A program of PostgreSQL, or tar.
    case programFailed(String, String)
    /// By a signal.
    case stopped
    /// What was restored is not what was kept.
    case differs(String)

    /// Of the process.
    var status: Int32 {
        switch self {
        case .fileExists, .occupied: 6
        case .passphraseTooShort, .needsPassphrase, .passphraseUnreadable, .notPrivate: 2
        case .wrongPassphrase, .notSealed, .noErasedList, .damaged, .newerFormat, .expired: 3
        case .fileUnreadable, .fileNotWritable, .notDeleted, .programFailed, .stopped, .differs: 1
        }
    }

    var description: String {
        switch self {
        case .fileExists(let file): "\(file) is there already. Name another file, or take that one away."
        case .fileUnreadable(let file, let why): "\(file) cannot be read: \(why)"
        case .fileNotWritable(let file, let why): "\(file) cannot be written: \(why)"
        case .passphraseUnreadable(let file, let why): "The passphrase in \(file) cannot be read: \(why)"
        case .passphraseTooShort: "The passphrase is too short: take 12 characters at least, better six words."
        case .needsPassphrase(let file):
            "\(file) is closed by a passphrase. Give the file that holds it by --passphrase-file, or - and type it."
        case .wrongPassphrase(let file): "\(file) does not open: the passphrase is another, or the file was damaged."
        case .notSealed(let file):
            "\(file) is not closed by a passphrase, so that nobody can tell whose it is. Take the one that is; or leave the passphrase out, if you trust it."
        case .damaged(let file, let what): "\(file) is no whole backup: \(what). Take another one."
        case .newerFormat(let file, let format):
            "\(file) is a backup of form \(format), which this vivierd does not know: take a newer one."
        case .expired(let file, let day):
            "\(file) was to be kept until \(day), and people who were erased since may be in it. Take a newer one, or say --although-expired."
        case .notDeleted(let file, let why):
            "The new backup is whole, but \(file), whose declared life is over, cannot be deleted: \(why). Delete it yourself."
        case .occupied(let folder):
            "There is a service in \(folder) already. Restore into an empty folder (--state-dir), and change the two when you have looked."
        case .noErasedList(let file): "\(file) is no list of erased people. Name the file that `vivierd privacy erased` wrote."
        case .notPrivate:
            "A backup is restored into a private database, without --database-url. For another server: "
                + "tar -xf FILE database.dump, then pg_restore --no-owner --single-transaction of it into an empty database."
        case .programFailed(let program, let said): "\(program) failed: \(said)"
        case .stopped: "Stopped: nothing was written."
        case .differs(let what): "What was restored is not what was kept, so it was taken away again: \(what)."
        }
    }
}
