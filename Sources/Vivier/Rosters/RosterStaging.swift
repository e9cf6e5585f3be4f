import API
import Formats
import Foundation
import Postgres

/// The rows of a roster in temporary tables, where statements over all of them can meet what is stored: COPY is not to be had into a
/// table with row-level security.
enum RosterStaging {
    struct Filled {
        /// Labels that the referential does not know, at the first row that bears each.
        var unknownSkills: [Problem]
    }

    static func fill(from roster: Roster, in work: UnitOfWork) async throws -> Filled {
        _ = try await work.execute(
            """
            CREATE TEMPORARY TABLE incoming (
                position integer NOT NULL, line integer NOT NULL, student_id uuid NOT NULL, key text NOT NULL, given_name text NOT NULL,
                family_name text NOT NULL, email text NOT NULL, programme text, graduation date, languages text[] NOT NULL, weekly_free bit varying,
                hours_per_week smallint, not_before date, not_after date, city text, team text, attributes text,
                state text NOT NULL DEFAULT 'new'
            ) ON COMMIT DROP
            """)
        _ = try await work.execute(
            "CREATE TEMPORARY TABLE incoming_skill (position integer NOT NULL, skill_id integer NOT NULL, level smallint NOT NULL) ON COMMIT DROP"
        )
        _ = try await work.execute(
            "CREATE TEMPORARY TABLE incoming_label (position integer NOT NULL, label text NOT NULL, level smallint NOT NULL) ON COMMIT DROP"
        )
        _ = try await work.transaction.copyIn(
            into: "incoming",
            columns: [
                "position", "line", "student_id", "key", "given_name", "family_name", "email", "programme", "graduation", "languages",
                "weekly_free", "hours_per_week", "not_before", "not_after", "city", "team", "attributes",
            ]
        ) { writer in
            var identity = StudentIdentities()
            for (position, student) in roster.students.enumerated() {
                if position.isMultiple(of: 1_000) {
                    try Task.checkCancellation()
                    work.report(WorkProgress(phase: "staging", done: position, total: roster.students.count))
                }
                try await writer.row(
                    Int32(position), Int32(student.line), identity.next(), student.key, student.givenName, student.familyName,
                    student.email,
                    student.programme, student.graduation, student.languages, student.availability, student.hoursPerWeek.map(Int16.init),
                    student.notBefore, student.notAfter, student.city, student.team, try attributes(of: student))
            }
        }
        return try await fillSkills(from: roster, in: work)
    }

    private static func attributes(of student: RosterStudent) throws -> String? {
        guard !student.attributes.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(student.attributes), as: UTF8.self)
    }

    private static func fillSkills(from roster: Roster, in work: UnitOfWork) async throws -> Filled {
        guard roster.columns.contains(.skills) else { return Filled(unknownSkills: []) }
        let index = work.application.skills.index
        var resolved: [String: SkillIndex.Resolution] = [:]
        var unknown: [Problem] = []
        var labels: [(position: Int32, label: String, level: Int16)] = []
        _ = try await work.transaction.copyIn(into: "incoming_skill", columns: ["position", "skill_id", "level"]) { writer in
            for (position, student) in roster.students.enumerated() {
                var held: [Int32: Int] = [:]
                var unresolved = Set<String>()
                for skill in student.skills {
                    let resolution: SkillIndex.Resolution
                    if let known = resolved[skill.label] {
                        resolution = known
                    } else {
                        resolution = index.resolve(label: skill.label)
                        resolved[skill.label] = resolution
                        if let problem = problem(with: skill.label, resolution, at: student, index: index) { unknown.append(problem) }
                    }
                    if case .exact(let id) = resolution {
                        held[id] = max(held[id] ?? 0, skill.level)
                    } else if unresolved.insert(skill.label).inserted {
                        labels.append((Int32(position), skill.label, Int16(skill.level)))
                    }
                }
                for (id, level) in held.sorted(by: { $0.key < $1.key }) { try await writer.row(Int32(position), id, Int16(level)) }
            }
        }
        if !labels.isEmpty {
            _ = try await work.transaction.copyIn(into: "incoming_label", columns: ["position", "label", "level"]) { writer in
                for label in labels { try await writer.row(label.position, label.label, label.level) }
            }
        }
        return Filled(unknownSkills: unknown)
    }

    private static func problem(
        with label: String, _ resolution: SkillIndex.Resolution, at student: RosterStudent, index: SkillIndex
    ) -> Problem? {
        let nearest: [Int32]
        switch resolution {
        case .exact: return nil
        case .ambiguous(let ids): nearest = ids
        case .unknown(let ids): nearest = ids
        }
        func list(_ language: Language) -> String {
            nearest.compactMap { index.label(of: $0, language: language) }.map { "“\($0)”" }.joined(separator: ", ")
        }
        return Problem(
            file: student.file, line: student.line, column: "skills", code: "unknown-skill",
            en: "“\(label)” is not one skill of the referential; it is kept as written."
                + (nearest.isEmpty ? "" : " Nearest: \(list(.english))."),
            fr: "« \(label) » ne désigne pas une compétence du référentiel ; elle est gardée telle quelle."
                + (nearest.isEmpty ? "" : " Au plus près : \(list(.french))."), severity: .warning)
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
