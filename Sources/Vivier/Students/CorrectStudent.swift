package import API
import Formats
import Mail
import Postgres

/// A school puts right what it has on a student (GDPR, article 16): all but the key, the skills and the team, which come with the roster.
package struct CorrectStudent: UseCase {
    package var student: Student.ID
    package var correction: StudentCorrection
    /// The version that the correction was made from.
    package var version: Int

    package init(student: Student.ID, correction: StudentCorrection, replacing version: Int) {
        self.student = student
        self.correction = correction
        self.version = version
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("correctStudent", student) }

    package func run(in work: UnitOfWork) async throws -> Student {
        let right = try checked()
        let school = try await work.one("SELECT school_id FROM student WHERE id = \(student)", orMissing: .student)
            .decode(Organisation.ID.self)
        // As imports do, so that neither overwrites the other.
        try await work.claimRoster(of: school)
        let (current, old) = try await work.one(
            "SELECT (extract(epoch FROM changed_at) * 1000000)::bigint, email FROM student WHERE id = \(student) FOR UPDATE",
            orMissing: .student
        ).decode(Int.self, String.self)
        guard current == version else { throw GeneralRefusal.changedMeanwhile }
        let isLeft = right.email.lowercased() != old.lowercased()
        let readers = isLeft ? try await work.readers(of: [student]) : []
        _ = try await work.execute(
            """
            UPDATE student SET given_name = \(right.givenName), family_name = \(right.familyName), email = \(right.email),
                programme = \(right.programme), graduation = \(right.graduation), languages = \(right.languages ?? []),
                weekly_free = \(right.availability), hours_per_week = \(right.hoursPerWeek.map(Int16.init(clamping:))),
                not_before = \(right.notBefore), not_after = \(right.notAfter), city = \(right.city), changed_at = clock_timestamp(),
                -- What the school puts right is the school's to say from now on.
                stated = ARRAY(SELECT field FROM unnest(stated) AS field WHERE NOT CASE field
                    WHEN 'languages' THEN languages IS DISTINCT FROM \(right.languages ?? [])
                    WHEN 'availability' THEN weekly_free IS DISTINCT FROM \(right.availability)
                    WHEN 'hours_per_week' THEN hours_per_week IS DISTINCT FROM \(right.hoursPerWeek.map(Int16.init(clamping:)))
                    WHEN 'not_before' THEN not_before IS DISTINCT FROM \(right.notBefore)
                    WHEN 'not_after' THEN not_after IS DISTINCT FROM \(right.notAfter)
                    WHEN 'city' THEN city IS DISTINCT FROM \(right.city) ELSE false END)
            WHERE id = \(student)
            """)
        let now = try await ShowStudent(student: student).run(in: work)
        try await work.tellAddressesLeft(readers)
        work.afterCommit { $0.endings.tell() }
        return now
    }

    private func checked() throws(GeneralRefusal) -> StudentCorrection {
        var checks = FieldChecks()
        var right = correction
        right.givenName = checks.line(right.givenName, at: "/given_name", 1...200)
        right.familyName = checks.line(right.familyName, at: "/family_name", 1...200)
        right.programme = checks.line(right.programme, at: "/programme", 1...200)
        right.city = checks.line(right.city, at: "/city", 1...100)
        right.email = checks.email(right.email, at: "/email") ?? ""
        if right.email.isEmpty, checks.faults.allSatisfy({ $0.pointer != "/email" }) {
            checks.refuse("/email", "missing", en: "Give an address.", fr: "Donnez une adresse.")
        }
        checks.weeklyHours(right.hoursPerWeek, at: "/hours_per_week")
        checks.order(right.notBefore, right.notAfter, at: "/not_after")
        right.languages = checks.languages(right.languages ?? [], at: "/languages")
        try checks.end()
        return right
    }
}

extension UnitOfWork {
    /// Tells those who read the mail of addresses that students had until now that the school changed them; the new ones stay unsaid, since
    /// an old address may have been a stranger's.
    ///
    /// - Parameter readers: of before the change.
    func tellAddressesLeft(_ readers: [LetterReader<String>]) async throws {
        try await post(.addressLeft, to: readers) { .addressLeft($0, school: $1, service: application.publicURL, $2) }
    }

    /// The same where the school took the students' files away instead.
    func tellFilesRemoved(_ readers: [LetterReader<String>]) async throws {
        try await post(.fileRemoved, to: readers) { .fileRemoved($0, school: $1, service: application.publicURL, $2) }
    }
}
