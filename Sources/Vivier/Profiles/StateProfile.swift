package import API
import Formats
import Postgres

/// A student states skills, languages, hours, days and the city. What differs from what the school has counts as stated from then on, and no
/// roster overwrites it; what is left as it was stays the school's to say.
package struct StateProfile: UseCase {
    package var student: Student.ID
    package var statement: ProfileStatement
    /// The version that the statement was made from.
    package var version: Int

    package static let mostSkills = 100

    package init(student: Student.ID, statement: ProfileStatement, replacing version: Int) {
        self.student = student
        self.statement = statement
        self.version = version
    }

    package var needs: Permission { .stateOwnProfile }
    package var audited: Audited? { Audited("stateProfile", student) }

    package func run(in work: UnitOfWork) async throws -> Student {
        let right = try checked(work)
        let school = try await work.claimOwnFile(student, version: version)
        _ = try await work.execute(
            """
            UPDATE student SET languages = \(right.statement.languages),
                hours_per_week = \(right.statement.hoursPerWeek.map(Int16.init(clamping:))),
                not_before = \(right.statement.notBefore), not_after = \(right.statement.notAfter), city = \(right.statement.city),
                changed_at = clock_timestamp(), stated = ARRAY(
                    SELECT unnest(stated)
                    UNION SELECT 'languages' WHERE languages IS DISTINCT FROM \(right.statement.languages)
                    UNION SELECT 'hours_per_week'
                        WHERE hours_per_week IS DISTINCT FROM \(right.statement.hoursPerWeek.map(Int16.init(clamping:)))
                    UNION SELECT 'not_before' WHERE not_before IS DISTINCT FROM \(right.statement.notBefore)
                    UNION SELECT 'not_after' WHERE not_after IS DISTINCT FROM \(right.statement.notAfter)
                    UNION SELECT 'city' WHERE city IS DISTINCT FROM \(right.statement.city))
            WHERE id = \(student)
            """)
        // A skill that is stated again at its level keeps its date.
        _ = try await work.execute(
            """
            DELETE FROM student_skill k WHERE k.student_id = \(student) AND k.source = 'self' AND NOT EXISTS (
                SELECT FROM unnest(\(right.skills), \(right.levels)) AS s (skill, level) WHERE s.skill = k.skill_id AND s.level = k.level)
            """)
        _ = try await work.execute(
            """
            INSERT INTO student_skill (student_id, skill_id, school_id, source, level)
            SELECT \(student)::uuid, s.skill, \(school)::uuid, 'self', s.level FROM unnest(\(right.skills), \(right.levels)) AS s (skill, level)
            ON CONFLICT DO NOTHING
            """)
        return try await ShowStudent(student: student).run(in: work)
    }

    private struct Right {
        var statement: ProfileStatement
        var skills: [Int32] = []
        var levels: [Int16] = []
    }

    private func checked(_ work: UnitOfWork) throws(GeneralRefusal) -> Right {
        var checks = FieldChecks()
        var right = Right(statement: statement)
        right.statement.languages = checks.languages(statement.languages, at: "/languages")
        right.statement.city = checks.line(statement.city, at: "/city", 1...100)
        checks.weeklyHours(statement.hoursPerWeek, at: "/hours_per_week")
        checks.order(statement.notBefore, statement.notAfter, at: "/not_after")
        if statement.skills.count > Self.mostSkills {
            checks.refuse("/skills", "count", en: "\(Self.mostSkills) skills at most.", fr: "\(Self.mostSkills) compétences au plus.")
        }
        for (index, stated) in statement.skills.enumerated().prefix(Self.mostSkills) {
            if !(1...4).contains(stated.level) {
                checks.refuse("/skills/\(index)/level", "out-of-range", en: "A level from 1 to 4.", fr: "Un niveau de 1 à 4.")
            }
            guard let skill = checks.skill(stated.skill, at: "/skills/\(index)/skill", in: work) else { continue }
            if right.skills.contains(skill) {
                checks.refuse(
                    "/skills/\(index)/skill", "repeated", en: "This skill is in the list already.",
                    fr: "Cette compétence est déjà dans la liste.")
            }
            right.skills.append(skill)
            right.levels.append(Int16(clamping: stated.level))
        }
        try checks.end()
        return right
    }
}

extension FieldChecks {
    /// An entry of the referential, by a label or its URI.
    fileprivate mutating func skill(_ label: String, at pointer: String, in work: UnitOfWork) -> Int32? {
        let index = work.application.skills.index
        let nearest: [Int32]
        switch index.resolve(label: label) {
        case .exact(let id): return id
        case .ambiguous(let ids): nearest = ids
        case .unknown(let ids): nearest = ids
        }
        let names = nearest.compactMap { index[$0] }
        let (english, french) = (names.map { "“\($0.label(.english))”" }, names.map { "« \($0.label(.french)) »" })
        refuse(
            pointer, "unknown-skill",
            en: "The referential has no skill of this name." + (names.isEmpty ? "" : " Perhaps \(english.joined(separator: ", "))?"),
            fr: "Le référentiel n’a pas de compétence de ce nom." + (names.isEmpty ? "" : " Peut-être \(french.joined(separator: ", ")) ?"))
        return nil
    }
}

extension UnitOfWork {
    /// Holds the own file against imports and other changes until the transaction ends.
    ///
    /// - Returns: the school.
    func claimOwnFile(_ student: Student.ID, version: Int) async throws -> Organisation.ID {
        guard caller.recorder != .school else { throw NotInPerson() }
        let school = try await one("SELECT school_id FROM student WHERE id = \(student)", orMissing: .student).decode(Organisation.ID.self)
        // As imports do, so that neither overwrites the other.
        try await claimRoster(of: school)
        let current = try await one(
            "SELECT (extract(epoch FROM changed_at) * 1000000)::bigint FROM student WHERE id = \(student) FOR UPDATE", orMissing: .student
        ).decode(Int.self)
        guard current == version else { throw GeneralRefusal.changedMeanwhile }
        return school
    }
}

/// Somebody would state a profile in a student's name.
private struct NotInPerson: Refusal {
    var reason: RefusalReason {
        RefusalReason(
            .denied, code: "not-in-person",
            en: "A token that the school issued states nothing in the student’s name. The student signs in; the school corrects the file.",
            fr: "Un jeton émis par l’école n’indique rien au nom de l’étudiant. L’étudiant se connecte ; l’école corrige la fiche.")
    }
}
