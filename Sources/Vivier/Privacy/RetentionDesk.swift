package import API
import Formats
package import Foundation
import Logging
import Mail
import Postgres

/// Keeps the clocks: asks people before something about them ends, takes their answers, and ends what is over. It acts in the daemon's own
/// name, by functions of the database that do one thing each.
package struct RetentionDesk: Sendable {
    private let application: Application

    package init(_ application: Application) {
        self.application = application
    }

    /// What one sweep did.
    package struct Swept: Sendable, Equatable {
        package var asked = 0
        package var consents = 0
        package var prospects = 0
        package var receipts = 0
        package var auditLines = 0
        package var students = 0

        package init() {}

        package var isNothing: Bool { self == Swept() }
    }

    private static let batch = 500

    /// Asks what is to be asked and ends what is over. Two daemons at once ask nobody twice.
    package func sweep() async throws -> Swept {
        var swept = Swept()
        while true {
            let due = try await application.database.execute(
                """
                SELECT student_id, consent_id, prospect_id, email, language, company, purpose, due_at
                FROM questions_due(\(Int32(Self.batch)))
                """
            ).decode(
                Student.ID.self, Consent.ID?.self, Prospect.ID?.self, String.self, String.self, String?.self, RetentionRule.Purpose.self,
                Date.self)
            for (student, consent, prospect, email, language, company, purpose, end) in due {
                let secret = LinkSecret()
                let isOurs = try await application.database.execute(
                    "SELECT note_question(\(secret.digest), \(student), \(consent), \(prospect), \(end))"
                )[0].decode(Bool.self)
                guard isOurs else { continue }
                swept.asked += 1
                application.letters?.post(
                    .question(
                        email, Question(purpose: purpose, company: company, end: end), link: "\(application.publicURL)/keep/\(secret.text)",
                        Language(rawValue: language) ?? .french),
                    delivered: { [application] in
                        do {
                            _ = try await application.database.execute("SELECT deliver_question(\(secret.digest))")
                        } catch {
                            application.log.warning("a delivered question is asked again", metadata: ["error": "\(error)"])
                        }
                    })
            }
            if due.count < Self.batch { break }
        }
        while true {
            let (consents, prospects, receipts, lines, students) = try await application.database.execute(
                "SELECT consents, prospects, receipts, lines, students FROM end_what_is_over(\(Int32(Self.batch)))"
            )[0].decode(Int64.self, Int64.self, Int64.self, Int64.self, [String].self)
            swept.consents += Int(consents)
            swept.prospects += Int(prospects)
            swept.receipts += Int(receipts)
            swept.auditLines += Int(lines)
            swept.students += students.count
            if !students.isEmpty { application.endings.tell() }
            for addresses in students { application.forgetLetters(addresses) }
            if [consents, prospects, receipts, lines, Int64(students.count)].allSatisfy({ $0 < Self.batch }) { return swept }
        }
    }

    /// What a person is asked about.
    package struct Question: Sendable {
        package var purpose: RetentionRule.Purpose
        package var company: String?
        /// When it ends without an answer.
        package var end: Date
        /// For how long a yes keeps it; nil in the letter.
        package var months: Int?
        package var language: Language?
    }

    /// - Returns: nil where it was answered or is over.
    package func question(_ link: LinkSecret) async throws -> Question? {
        let rows = try await application.database.execute(
            "SELECT purpose, company, due_at, months, language FROM look_at_question(\(link.digest))")
        guard let row = rows.first else { return nil }
        let (purpose, company, end, months, language) = try row.decode(
            RetentionRule.Purpose.self, String?.self, Date.self, Int.self, String.self)
        return Question(purpose: purpose, company: company, end: end, months: months, language: Language(rawValue: language))
    }

    /// - Returns: false where there is nothing to answer any more.
    package func answer(_ link: LinkSecret, keeps: Bool, requestID: String) async throws -> Bool {
        // A transaction is tried again where it and an erasure stood in each other's way.
        try await application.database.transaction { transaction in
            // The link went to the student alone.
            _ = try await transaction.execute("SELECT set_config('app.actor', 'student', true)")
            return try await transaction.execute("SELECT answer_question(\(link.digest), \(keeps), \(requestID))")[0].decode(Bool.self)
        }
    }
}

extension RetentionDesk.Question {
    /// What it is that ends, as in: "on 4 January 2027, … ends".
    package var subject: Sentence {
        switch purpose {
        case .talentPool:
            company.map {
                Sentence(en: "your consent to be found by \($0)", fr: "votre accord pour être trouvé·e par \($0)")
            } ?? Sentence(en: "your consent to be found by companies", fr: "votre accord pour être trouvé·e par les entreprises")
        case .caseCompany:
            company.map {
                Sentence(en: "your consent to be known to \($0)", fr: "votre accord pour être connu·e de \($0)")
            }
                ?? Sentence(
                    en: "your consent to be known to the companies of your cases",
                    fr: "votre accord pour être connu·e des entreprises de vos cas")
        case .prospect:
            Sentence(en: "what \(company ?? "a company") noted of you", fr: "ce que \(company ?? "une entreprise") a noté de vous")
        case .student, .receipt, .audit: Sentence(en: "your school’s file about you", fr: "le dossier de votre école à votre sujet")
        }
    }

    package func endText(_ language: Language) -> String {
        var style = Date.FormatStyle(date: .long, time: .omitted, locale: Locale(identifier: language == .french ? "fr_FR" : "en_GB"))
        style.timeZone = HouseZone.current
        return end.formatted(style)
    }
}
