package import API
import Foundation
import Mail
import Postgres

/// Asks the students of a cohort by letter for what is missing: skills and languages, free time, or a word on who may see them. Nobody is asked twice in a day,
/// nor for what is there.
package struct RemindStudents: UseCase {
    package var cohort: Cohort.ID

    package init(cohort: Cohort.ID) {
        self.cohort = cohort
    }

    struct Lack: Hashable {
        var profile: Bool
        var time: Bool
        var consent: Bool
    }

    /// Letters of one call; who is left is asked by the next.
    private static let most = 500

    package var needs: Permission { .importRosters }
    package var audited: Audited? { Audited("remindStudents", cohort) }

    package func run(in work: UnitOfWork) async throws -> Reminded {
        _ = try await work.one("SELECT FROM cohort WHERE id = \(cohort)", orMissing: .cohort)
        let (profile, time, decision) = (StudentReadiness.profile, StudentReadiness.availability, StudentReadiness.hasDecided)
        let waiting: SQL = """
            FROM cohort_student c JOIN student s ON s.id = c.student_id LEFT JOIN reminder r ON r.student_id = s.id
            WHERE c.cohort_id = \(cohort) AND NOT (\(profile) AND \(time) AND \(decision))
                AND (r.sent_at IS NULL OR r.sent_at < now() - interval '1 day')
            """
        let asked = try await work.execute(
            """
            WITH waiting AS (
                SELECT s.id, s.school_id, s.email, NOT \(profile) AS no_profile, NOT \(time) AS no_time, NOT \(decision) AS no_consent
                \(waiting) ORDER BY s.id LIMIT \(Self.most)
            ), noted AS (
                INSERT INTO reminder (student_id, school_id) SELECT id, school_id FROM waiting
                ON CONFLICT ON CONSTRAINT reminder_pk DO UPDATE SET sent_at = now() WHERE reminder.sent_at < now() - interval '1 day'
                RETURNING student_id
            )
            SELECT w.id, w.email, w.no_profile, w.no_time, w.no_consent FROM waiting w JOIN noted n ON n.student_id = w.id
            """
        ).decode(Student.ID.self, String.self, Bool.self, Bool.self, Bool.self)
        let left = try await work.execute("SELECT count(*) \(waiting)")[0].decode(Int.self)
        let (school, name) = try await work.one(
            "SELECT o.id, o.name FROM cohort c JOIN organisation o ON o.id = c.school_id WHERE c.id = \(cohort)", orMissing: .cohort
        ).decode(Organisation.ID.self, String.self)
        let languages = try await work.languages(of: asked.map(\.0))
        let readers = asked.map {
            LetterReader(
                school: school, address: $0.1, language: languages[$0.0] ?? work.caller.language,
                matter: Lack(profile: $0.2, time: $0.3, consent: $0.4))
        }
        try await work.post(.reminder, to: readers) { first, lack, language in
            .reminder(first, from: name, lack, link: "\(work.application.publicURL)/sign-in", language)
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
        _ address: String, from school: String, _ lack: RemindStudents.Lack, link: String, _ language: Language
    ) -> Letter {
        var wanted: [Sentence] = []
        if lack.profile {
            let isLast = !lack.time && !lack.consent
            wanted.append(
                Sentence(
                    en: "– what you can do and which languages you speak, so that your team gets a case that suits it\(isLast ? "." : ";")",
                    fr: "– vos compétences et vos langues, pour que votre équipe ait un cas qui lui convienne\(isLast ? "." : "\u{A0};")"
                ))
        }
        if lack.time {
            wanted.append(
                Sentence(
                    en: "– when you are free in a usual week, so that your team finds common hours\(lack.consent ? ";" : ".")",
                    fr:
                        "– vos disponibilités d’une semaine ordinaire, pour que votre équipe trouve des heures communes\(lack.consent ? " ;" : ".")"
                ))
        }
        if lack.consent {
            wanted.append(
                Sentence(
                    en: "– whether companies may see you; saying no, or nothing, costs you no case.",
                    fr: "– si des entreprises peuvent vous voir ; dire non, ou ne rien dire, ne vous prive d’aucun cas."))
        }
        let text = Sentence(
            en: """
                Hello,

                \(school) gives business cases to its teams. What is still open on your side:

                \(wanted.map(\.en).joined(separator: "\n"))

                Say it here, it takes two minutes:

                \(link)
                """,
            fr: """
                Bonjour,

                \(school) confie des cas d’entreprises à ses équipes. Il manque encore de votre côté :

                \(wanted.map(\.fr).joined(separator: "\n"))

                Dites-le ici, deux minutes suffisent :

                \(link)
                """)
        let subject = Sentence(en: "Two minutes for your next case", fr: "Deux minutes pour votre prochain cas")
        return Letter(
            to: address, subject: subject.text(language), body: text.text(language), goodUntil: Date(timeIntervalSinceNow: 24 * 3_600))
    }
}
