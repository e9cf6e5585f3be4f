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
        case knownCode

        package var reason: RefusalReason {
            RefusalReason(
                .conflict, code: "cohort-known", en: "The school has a cohort with this code already.",
                fr: "L’école a déjà une promotion avec ce code.",
                fields: [
                    .init(
                        pointer: "/code", code: "cohort-known",
                        sentence: Sentence(en: "Choose another code.", fr: "Choisissez un autre code."))
                ])
        }
    }

    /// How many spans of days a cohort may be blocked for.
    static let blockedLimit = 200

    package var needs: Permission { .manageCohorts }
    package var audited: Audited? { Audited("createCohort") }

    package func run(in work: UnitOfWork) async throws -> Cohort {
        let school = try work.caller.school(named: draft.school)
        let blocked = draft.blocked ?? []
        let (code, name) = try checked(blocked)
        let id: Cohort.ID
        do throws(PostgresError) {
            id = try await work.execute(
                """
                INSERT INTO cohort (school_id, programme_id, code, name, starts_on, ends_on)
                VALUES (\(school), \(draft.programme), \(code), \(name), \(draft.startsOn), \(draft.endsOn)) RETURNING id
                """)[0].decode(Cohort.ID.self)
        } catch {
            switch error.constraint {
            case "cohort_code_once": throw No.knownCode
            case "cohort_school_fk": throw GeneralRefusal.unknownSchool
            case "cohort_programme_fk":
                throw GeneralRefusal.field(
                    "/programme", "unknown", en: "The school has no such programme. Check the identifier.",
                    fr: "L’école n’a pas ce programme. Vérifiez l’identifiant.")
            default: throw error
            }
        }
        _ = try await work.execute(
            """
            INSERT INTO cohort_blocked_days (cohort_id, school_id, reason, from_date, until_date)
            SELECT \(id), \(school), b.reason, b.from_date, b.until_date
            FROM unnest(\(blocked.map(\.reason.rawValue)), \(blocked.map(\.from)), \(blocked.map(\.until))) AS b (reason, from_date, until_date)
            """)
        return Cohort(
            id: id, school: school, programme: draft.programme, code: code, name: name, startsOn: draft.startsOn, endsOn: draft.endsOn,
            students: 0, teams: 0, blocked: blocked)
    }

    private func checked(_ blocked: [BlockedDays]) throws(GeneralRefusal) -> (code: String, name: String) {
        var checks = FieldChecks()
        let code = checks.line(draft.code, at: "/code", 1...100)
        let name = checks.line(draft.name, at: "/name", 1...200)
        if let from = draft.startsOn, let until = draft.endsOn, until < from {
            checks.refuse("/ends_on", "order", en: "The cohort ends before it starts.", fr: "La promotion finit avant de commencer.")
        }
        if blocked.count > Self.blockedLimit {
            checks.refuse(
                "/blocked", "count", en: "At most \(Self.blockedLimit) spans of days are taken.",
                fr: "Au plus \(Self.blockedLimit) périodes sont acceptées.")
        }
        for (index, days) in blocked.prefix(Self.blockedLimit).enumerated() where days.until < days.from {
            checks.refuse(
                "/blocked/\(index)/until", "order", en: "The last day is before the first one.",
                fr: "Le dernier jour précède le premier.")
        }
        try checks.end()
        return (code, name)
    }
}
