import API
import Foundation
import Mail
import Postgres

/// What a letter in the database is about: each kind has a pace of its own, so that many of one hold up none of another.
enum WaitingLetter: String {
    /// To an address that a school has replaced.
    case addressLeft = "address-left"
    /// To a student whose file a school took back.
    case fileRemoved = "file-removed"
    /// To a student, of a consent that somebody else recorded.
    case recorded
    case reminder
    /// To a student, of a round that is published.
    case published
    /// To a company, of a case that has a team.
    case matched
    /// To a team and its school, of a case that its company took back.
    case withdrawn
}

/// Whom a letter is for.
struct LetterReader<Matter: Hashable> {
    /// In whose name it is written.
    var school: Organisation.ID
    var address: String
    var language: Language
    /// What it says to this reader, where readers are told different things.
    var matter: Matter
}

extension UnitOfWork {
    /// Writes a letter down for each reader with the change that it tells of: both are there or neither, and the daemon delivers it afterwards. It
    /// bears no secret, for it stands in the database as it is. The same letter that waits already is not written twice; where nobody delivers, as
    /// at the terminal that loads the demonstration, none is written.
    ///
    /// - Parameter letter: to all who read the same in one language, addressed to one of them.
    func post<Matter>(
        _ kind: WaitingLetter, to readers: [LetterReader<Matter>], _ letter: (String, Matter, Language) -> Letter
    ) async throws {
        guard application.deliversLetters else { return }
        // All in one order, so that two who write to the same do not wait for each other in a ring.
        for (_, ofSchool) in Dictionary(grouping: readers, by: \.school).sorted(by: { $0.key.description < $1.key.description }) {
            for language in Language.allCases {
                let letters = Dictionary(grouping: ofSchool.filter { $0.language == language }, by: \.matter).map { matter, alike in
                    (letter(alike[0].address, matter, language), alike)
                }
                for (letter, alike) in letters.sorted(by: { $0.0.body < $1.0.body }) {
                    try await write(letter, to: alike.map(\.address), of: alike[0].school, as: kind)
                }
            }
        }
    }

    /// Students as readers, told in the name of their schools, whose names are the matter. To be asked before a change of their addresses: with an
    /// address goes its account, and with that which language is read there.
    func readers(of students: [Student.ID]) async throws -> [LetterReader<String>] {
        guard !students.isEmpty, application.deliversLetters else { return [] }
        let rows = try await execute(
            "SELECT o.id, o.name, s.id, s.email FROM student s JOIN organisation o ON o.id = s.school_id WHERE s.id = ANY (\(students))"
        ).decode(Organisation.ID.self, String.self, Student.ID.self, String.self)
        let languages = try await languages(of: students)
        return rows.map { LetterReader(school: $0.0, address: $0.3, language: languages[$0.2] ?? caller.language, matter: $0.1) }
    }

    private func write(_ letter: Letter, to addresses: [String], of school: Organisation.ID, as kind: WaitingLetter) async throws {
        // In one order, so that two who write to the same do not wait for each other in a ring.
        let addresses = addresses.sorted { ($0.lowercased(), $0) < ($1.lowercased(), $1) }
        _ = try await execute(
            """
            INSERT INTO letter (school_id, kind, email, subject, body, good_until)
            SELECT \(school)::uuid, \(kind.rawValue)::text, a.email, \(letter.subject)::text, \(letter.body)::text, \(letter.goodUntil)::timestamptz
            FROM unnest(\(addresses)::text[]) WITH ORDINALITY AS a (email, place) ORDER BY a.place
            ON CONFLICT DO NOTHING
            """)
    }
}

extension Date {
    /// Until when a warning is worth delivering, whatever becomes of the mail server meanwhile.
    static var inAWeek: Date { Date(timeIntervalSinceNow: 7 * 24 * 3_600) }
}
