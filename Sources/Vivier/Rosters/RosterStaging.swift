import API
import Formats
import Foundation
import Postgres

/// The rows of a roster in a temporary table, where statements over all of them can meet what is stored: COPY is not to be had into a
/// table with row-level security.
///
/// A student is one row, skills and all: in tables of their own they would have to be sorted and joined before anything is compared.
struct RosterStaging {
    private var resolver: SkillResolver
    private var identity = StudentIdentities()
    private var position = 0

    /// Students that are staged and enrolled in one go. The first few begin sooner than many would; each go has a cost of its own.
    private static let (firstPiece, pieceSize) = (512, 4_096)
    private static let columns = [
        "position", "line", "student_id", "key", "given_name", "family_name", "email", "programme", "graduation", "languages",
        "weekly_free", "hours_per_week", "not_before", "not_after", "city", "team", "attributes", "skills", "labels",
    ]

    /// Stages and enrols students while others are still being read.
    ///
    /// - Returns: how many there were, how many of them the school knows, and what the referential does not know, at the first row that bears
    ///   each label.
    static func fill(
        from queue: RosterQueue, by enrolment: RosterEnrolment, in work: UnitOfWork
    ) async throws -> (students: Int, met: Int, unknown: [Problem]) {
        defer { queue.close() }
        _ = try await work.execute("SELECT stage_roster()")
        let target = try await work.transaction.copyTarget("incoming", columns: columns)
        var staging = RosterStaging(resolver: SkillResolver(index: work.application.skills.index))
        var reader = queue.reader()
        var (next, met) = (try await staging.piece(from: &reader, for: target), 0)
        while let staged = next {
            let page = try await lastPage(in: work)
            try await work.transaction.copyIn(staged.rows)
            // The server enrols them while the next are written.
            async let known = enrolment.take(since: staged.since, page: page, isRefused: staged.isRefused)
            next = try await staging.piece(from: &reader, for: target)
            met += try await known
        }
        return (staging.position, met, staging.resolver.unknown)
    }

    private struct Piece {
        var rows: CopyRows
        /// The position of its first student.
        var since: Int
        /// Something of the roster up to its end is refused.
        var isRefused = false
    }

    /// Writes what comes next; nil at the end.
    private mutating func piece(from reader: inout RosterQueue.Reader, for target: CopyTarget) async throws -> Piece? {
        var piece = Piece(rows: CopyRows(for: target), since: position)
        let most = min(max(Self.firstPiece, position), Self.pieceSize)
        while position - piece.since < most, let chunk = await reader.next() {
            for student in chunk.students { try write(student, to: &piece.rows) }
            piece.isRefused = chunk.isRefused
        }
        // A stream that is cancelled ends as one does that is complete.
        try Task.checkCancellation()
        return position > piece.since ? piece : nil
    }

    /// Where what is staged next begins at the earliest.
    private static func lastPage(in work: UnitOfWork) async throws -> Int {
        try await work.execute(
            "SELECT greatest(pg_relation_size('pg_temp.incoming') / current_setting('block_size')::integer - 1, 0)"
        )[0].decode(Int.self)
    }

    private mutating func write(_ student: RosterStudent, to rows: inout CopyRows) throws {
        defer { position += 1 }
        let held = resolver.held(by: student)
        try rows.append(
            Int32(position), Int32(student.line), identity.next(), student.key, student.givenName, student.familyName, student.email,
            student.programme, student.graduation, student.languages, student.availability, student.hoursPerWeek.map(Int16.init),
            student.notBefore, student.notAfter, student.city, student.team, try Self.attributes(of: student), held.skills, held.labels)
    }

    private static func attributes(of student: RosterStudent) throws -> String? {
        guard !student.attributes.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(student.attributes), as: UTF8.self)
    }
}

/// Identities of new students: RFC 9562 version 7, each larger than the one before, so that a large import fills its index in order.
struct StudentIdentities {
    private var counter: UInt64 = 0
    private let milliseconds = UInt64(Date.now.timeIntervalSince1970 * 1_000)

    mutating func next() -> Student.ID {
        counter += 1
        var generator = SystemRandomNumberGenerator()
        let random = generator.next()
        // 12 bits behind the version and 18 behind the variant count; the rest is random.
        let high = (milliseconds + counter >> 30) << 16 | 0x7000 | (counter >> 18 & 0xFFF)
        let low = 0x8000_0000_0000_0000 | (counter & 0x3FFFF) << 44 | random & 0xFFF_FFFF_FFFF
        return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Student.ID(UUID(uuid: $0.loadUnaligned(as: uuid_t.self))) }
    }
}
