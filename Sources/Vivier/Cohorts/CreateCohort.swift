package import API
import Formats
import Postgres

/// Adds a cohort to a school, with its exams, holidays and weeks at the employer.
package struct CreateCohort: UseCase {
    package var draft: CohortDraft

    package init(draft: CohortDraft) {
        self.draft = draft
    }

    package enum No: Refusal {
        /// With the name of the cohort that has it.
        case knownCode(String)

        package var reason: RefusalReason {
            switch self {
            case .knownCode(let name):
                RefusalReason(
                    .conflict, code: "cohort-known", en: "The school has a cohort with this code already.",
                    fr: "L’école a déjà une promotion avec ce code.",
                    fields: [
                        .init(
                            pointer: "/code", code: "cohort-known",
                            sentence: Sentence(
                                en: "“\(name)” has this code. Choose another.",
                                fr: "«\u{A0}\(name)\u{A0}» porte ce code. Choisissez-en un autre."))
                    ])
            }
        }
    }

    /// How many spans of days a cohort may be blocked for.
    static let blockedLimit = 200

    package var needs: Permission { .manageCohorts }
    package var audited: Audited? { Audited("createCohort") }

    package func run(in work: UnitOfWork) async throws -> Cohort {
        let school = try work.caller.school(named: draft.school)
        let blocked = draft.blocked ?? []
        let (code, name) = try draft.checked()
        try await work.refuseKnownCode(code, in: school)
        let id: Cohort.ID
        do throws(PostgresError) {
            id = try await work.execute(
                """
                INSERT INTO cohort (school_id, programme_id, code, name, starts_on, ends_on)
                VALUES (\(school), \(draft.programme), \(code), \(name), \(draft.startsOn), \(draft.endsOn)) RETURNING id
                """)[0].decode(Cohort.ID.self)
        } catch {
            throw Self.refusal(of: error, code)
        }
        try await work.block(blocked, in: id, of: school)
        return try await ShowCohort(cohort: id).run(in: work)
    }

    /// What the database refuses, in words.
    static func refusal(of error: PostgresError, _ code: String) -> any Error {
        switch error.constraint {
        case "cohort_code_once": No.knownCode(code)
        case "cohort_school_fk": GeneralRefusal.unknownSchool
        case "cohort_programme_fk":
            GeneralRefusal.field(
                "/programme", "unknown", en: "The school has no such programme. Check the identifier.",
                fr: "L’école n’a pas ce programme. Vérifiez l’identifiant.")
        default: error
        }
    }
}

extension UnitOfWork {
    /// - Parameter own: the cohort that may have it.
    func refuseKnownCode(_ code: String, in school: Organisation.ID, besides own: Cohort.ID? = nil) async throws {
        let known = try await execute(
            "SELECT name FROM cohort WHERE school_id = \(school) AND code = \(code) AND id IS DISTINCT FROM \(own)::uuid"
        ).decode(String.self).first
        if let known { throw CreateCohort.No.knownCode(known) }
    }

    func block(_ blocked: [BlockedDays], in cohort: Cohort.ID, of school: Organisation.ID) async throws(PostgresError) {
        _ = try await execute(
            """
            INSERT INTO cohort_blocked_days (cohort_id, school_id, reason, from_date, until_date)
            SELECT \(cohort), \(school), b.reason, b.from_date, b.until_date
            FROM unnest(\(blocked.map(\.reason.rawValue)), \(blocked.map(\.from)), \(blocked.map(\.until))) AS b (reason, from_date, until_date)
            """)
    }
}

extension CohortDraft {
    func checked() throws(GeneralRefusal) -> (code: String, name: String) {
        let blocked = blocked ?? []
        var checks = FieldChecks()
        let code = checks.line(code, at: "/code", 1...100)
        let name = checks.line(name, at: "/name", 1...200)
        if let from = startsOn, let until = endsOn, until < from {
            checks.refuse("/ends_on", "order", en: "The cohort ends before it starts.", fr: "La promotion finit avant de commencer.")
        }
        if blocked.count > CreateCohort.blockedLimit {
            checks.refuse(
                "/blocked", "count", en: "At most \(CreateCohort.blockedLimit) spans of days are taken.",
                fr: "Au plus \(CreateCohort.blockedLimit) périodes sont acceptées.")
        }
        for (index, days) in blocked.prefix(CreateCohort.blockedLimit).enumerated() where days.until < days.from {
            checks.refuse(
                "/blocked/\(index)/until", "order", en: "The last day is before the first one.",
                fr: "Le dernier jour précède le premier.")
        }
        try checks.end()
        return (code, name)
    }
}
