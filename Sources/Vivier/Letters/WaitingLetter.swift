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

extension UnitOfWork {
    /// Writes a letter down for each of some addresses with the change that it tells of: both are there or neither, and the daemon delivers it
    /// afterwards. It bears no secret, for it stands in the database as it is. The same letter that waits already is not written twice; where nobody
    /// delivers, as at the terminal that loads the demonstration, none is written.
    ///
    /// - Parameter school: in whose name.
    func post(_ letter: Letter, to addresses: [String], of school: Organisation.ID, as kind: WaitingLetter) async throws {
        guard application.deliversLetters else { return }
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
