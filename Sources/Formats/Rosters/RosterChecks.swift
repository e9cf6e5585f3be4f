/// What can only be seen across the rows of a roster: keys and addresses that come twice, keys that have lost their leading zeros.
struct RosterChecks {
    let file: String
    private var keys: [String: Int] = [:]
    private var emails: [String: Int] = [:]
    /// Of keys that are digits only: how many there are of each length, and the first line with each.
    private var digits: [Int: (count: Int, line: Int)] = [:]
    private var hasOtherKeys = false

    init(file: String) {
        self.file = file
    }

    /// - Parameter column: what the file calls the key.
    /// - Throws: a key that stands in the file already.
    mutating func take(key: String, line: Int, record: Int, column: String) throws(Problem) {
        if let first = keys[key] {
            throw Problem(
                file: file, line: line, record: record, column: column, code: "duplicate-key",
                en: "The key \(key) stands on line \(first) already. One row a student.",
                fr: "La clé \(key) figure déjà ligne \(first). Une ligne par étudiant.")
        }
        keys[key] = line
        if key.utf8.allSatisfy({ (0x30...0x39).contains($0) }), key.utf8.first != 0x30 {
            digits[key.utf8.count, default: (0, line)].count += 1
        } else {
            hasOtherKeys = true
        }
    }

    /// An address that two rows share is a slip more often than not, but two persons of a household may; so it is said, not refused.
    mutating func note(email: String, line: Int, record: Int, column: String) -> Problem? {
        // Nearly every address is written small, and ASCII.
        let folded = email.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) } ? email : email.lowercased()
        guard let first = emails[folded] else {
            emails[folded] = line
            return nil
        }
        return Problem(
            file: file, line: line, record: record, column: column, code: "duplicate-email",
            en: "The same e-mail address stands on line \(first). Two students can hardly share one.",
            fr: "La même adresse figure ligne \(first). Deux étudiants la partagent rarement.", severity: .warning)
    }

    /// Keys of digits nearly all of one length, some a little shorter, none with a leading zero: so a spreadsheet leaves them.
    func lostZeros(column: String) -> Problem? {
        guard !hasOtherKeys, let (length, usual) = digits.max(by: { $0.value.count < $1.value.count }), length >= 6, keys.count >= 10,
            usual.count * 10 >= keys.count * 6, digits.keys.allSatisfy({ $0 <= length && $0 >= length - 3 })
        else { return nil }
        let shorter = digits.filter { $0.key < length }
        guard let line = shorter.values.map(\.line).min() else { return nil }
        let count = shorter.values.reduce(0) { $0 + $1.count }
        return Problem(
            file: file, line: line, column: column, code: "lost-zeros",
            en: "Most keys have \(length) digits, \(count) have fewer and none begins with 0: has a spreadsheet dropped leading zeros?",
            fr:
                "La plupart des clés ont \(length) chiffres, \(count) en ont moins et aucune ne commence par 0 : un tableur a-t-il supprimé les zéros initiaux ?",
            severity: .warning)
    }
}
