package import API
import Formats
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
        let current = try await work.one(
            "SELECT (extract(epoch FROM changed_at) * 1000000)::bigint FROM student WHERE id = \(student) FOR UPDATE", orMissing: .student
        ).decode(Int.self)
        guard current == version else { throw GeneralRefusal.changedMeanwhile }
        _ = try await work.execute(
            """
            UPDATE student SET given_name = \(right.givenName), family_name = \(right.familyName), email = \(right.email),
                programme = \(right.programme), graduation = \(right.graduation), languages = \(right.languages ?? []),
                weekly_free = \(right.availability), hours_per_week = \(right.hoursPerWeek.map(Int16.init(clamping:))),
                not_before = \(right.notBefore), not_after = \(right.notAfter), city = \(right.city), changed_at = clock_timestamp()
            WHERE id = \(student)
            """)
        return try await ShowStudent(student: student).run(in: work)
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
        if let hours = right.hoursPerWeek, !(0...80).contains(hours) {
            checks.refuse(
                "/hours_per_week", "out-of-range", en: "\(hours) is not from 0 to 80.", fr: "\(hours) n’est pas compris entre 0 et 80.")
        }
        if let first = right.notBefore, let last = right.notAfter, last < first {
            checks.refuse("/not_after", "order", en: "It comes before not_before.", fr: "Cette date précède not_before.")
        }
        right.languages = checkedLanguages(&checks)
        try checks.end()
        return right
    }

    private func checkedLanguages(_ checks: inout FieldChecks) -> [String] {
        let languages = correction.languages ?? []
        if languages.count > 30 { checks.refuse("/languages", "count", en: "30 languages at most.", fr: "30 langues au plus.") }
        return languages.enumerated().prefix(30).compactMap { index, text in
            if let language = LanguageText(text) { return language.description }
            checks.refuse(
                "/languages/\(index)", "format", en: "Write a language as fr:B2, the level A1 to C2.",
                fr: "Écrivez une langue sous la forme fr:B2, le niveau de A1 à C2.")
            return nil
        }
    }
}
