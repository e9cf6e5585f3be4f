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

    /// Stages students while others are still being read.
    ///
    /// - Returns: how many there were, and what the referential does not know, at the first row that bears each label.
    static func fill(from read: AsyncStream<[RosterStudent]>, in work: UnitOfWork) async throws -> (students: Int, unknown: [Problem]) {
        _ = try await work.execute("SELECT stage_roster()")
        var staging = RosterStaging(resolver: SkillResolver(index: work.application.skills.index))
        _ = try await work.transaction.copyIn(
            into: "incoming",
            columns: [
                "position", "line", "student_id", "key", "given_name", "family_name", "email", "programme", "graduation", "languages",
                "weekly_free", "hours_per_week", "not_before", "not_after", "city", "team", "attributes", "skills", "labels",
            ]
        ) { writer in
            for await students in read {
                try Task.checkCancellation()
                for student in students { try await staging.write(student, to: writer) }
            }
            // A stream that is cancelled ends as one does that is complete.
            try Task.checkCancellation()
        }
        return (staging.position, staging.resolver.unknown)
    }

    private mutating func write(_ student: RosterStudent, to writer: CopyWriter) async throws {
        defer { position += 1 }
        let held = resolver.held(by: student)
        try await writer.row(
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
