package import API
import Foundation
import Mail
import Postgres

/// Asks the students of a cohort by letter for what is missing: free time, or a word on who may see them. Nobody is asked twice in a day,
/// nor for what is there.
package struct RemindStudents: UseCase {
    package var cohort: Cohort.ID

    package init(cohort: Cohort.ID) {
        self.cohort = cohort
    }

    /// Letters of one call; who is left is asked by the next.
    private static let most = 500

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("remindStudents", cohort) }

    package func run(in work: UnitOfWork) async throws -> Reminded {
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        let consents = CohortReadiness.Part.consent.isThere(in: cohort)
        let waiting: SQL = """
            FROM cohort_student c JOIN student s ON s.id = c.student_id LEFT JOIN reminder r ON r.student_id = s.id
            WHERE c.cohort_id = \(cohort) AND (s.weekly_free IS NULL OR NOT coalesce(\(consents), false))
                AND (r.sent_at IS NULL OR r.sent_at < now() - interval '1 day')
            """
        let asked = try await work.execute(
            """
            WITH waiting AS (
                SELECT s.id, s.school_id, s.email, s.weekly_free IS NULL AS no_time, NOT coalesce(\(consents), false) AS no_consent
                \(waiting) ORDER BY s.id LIMIT \(Self.most)
            ), noted AS (
                INSERT INTO reminder (student_id, school_id) SELECT id, school_id FROM waiting
                ON CONFLICT ON CONSTRAINT reminder_pk DO UPDATE SET sent_at = now() WHERE reminder.sent_at < now() - interval '1 day'
                RETURNING student_id
            )
            SELECT w.email, w.no_time, w.no_consent FROM waiting w JOIN noted n ON n.student_id = w.id
            """
        ).decode(String.self, Bool.self, Bool.self)
        let left = try await work.execute("SELECT count(*) \(waiting)")[0].decode(Int.self)
        let school = try await work.one(
            "SELECT o.name FROM cohort c JOIN organisation o ON o.id = c.school_id WHERE c.id = \(cohort)", orMissing: .cohort
        ).decode(String.self)
        for (email, lacksTime, lacksConsent) in asked {
            work.application.letters?.post(
                .reminder(
                    email, from: school, lacksTime: lacksTime, lacksConsent: lacksConsent, link: "\(work.application.publicURL)/sign-in",
                    work.caller.language))
        }
        return Reminded(sent: asked.count, waiting: left)
    }
}

extension Application {
    /// Throws away when students were last asked, once it says nothing any more.
    package func forgetOldReminders() async throws {
        _ = try await database.execute("SELECT forget_old_reminders()")
    }
}

extension Letter {
    /// Asks a student for what a round needs.
    static func reminder(
        _ address: String, from school: String, lacksTime: Bool, lacksConsent: Bool, link: String, _ language: Language
    ) -> Letter {
        var wanted: [Sentence] = []
        if lacksTime {
            wanted.append(
                Sentence(
                    en: "– when you are free in a usual week, so that your team finds common hours;",
                    fr: "– vos disponibilités d’une semaine ordinaire, pour que votre équipe trouve des heures communes ;"))
        }
        if lacksConsent {
            wanted.append(
                Sentence(
                    en: "– whether companies may see you; saying no, or nothing, costs you no case;",
                    fr: "– si des entreprises peuvent vous voir ; dire non, ou ne rien dire, ne vous prive d’aucun cas ;"))
        }
        let text = Sentence(
            en: """
                Hello,

                \(school) prepares a round of business cases. What is still open on your side:

                \(wanted.map(\.en).joined(separator: "\n"))

                Say it here, it takes two minutes:

                \(link)
                """,
            fr: """
                Bonjour,

                \(school) prépare une session de cas d’entreprises. Il manque encore de votre côté :

                \(wanted.map(\.fr).joined(separator: "\n"))

                Dites-le ici, deux minutes suffisent :

                \(link)
                """)
        let subject = Sentence(en: "Two minutes for your next case", fr: "Deux minutes pour votre prochain cas")
        return Letter(
            to: address, subject: subject.text(language), body: text.text(language), goodUntil: Date(timeIntervalSinceNow: 24 * 3_600))
    }
}
