import API
import Foundation
import Mail
import Postgres

// Whom an event concerns the caller need not see: their addresses are read for the letters alone, and nothing of them is answered.
extension UnitOfWork {
    /// Tells by letter that a run was published: each student in a team what concerns the team, and those who post cases for a company that a case
    /// has a team. Where it took the place of another run, only those are told for whom it changed something.
    func tellPublished(_ run: Run.ID, of round: Round.ID, replacing replaced: Run.ID?) async throws {
        guard application.deliversLetters else { return }
        try await beyondTheCaller {
            let (name, holder) = try await one(
                "SELECT d.name, o.name FROM round d JOIN organisation o ON o.id = d.organisation_id WHERE d.id = \(round)",
                orMissing: .round
            ).decode(String.self, String.self)
            let students = try await execute(
                """
                SELECT DISTINCT s.school_id, coalesce(a.language, \(caller.language.rawValue)::text), s.email
                FROM round_cohort rc JOIN team t ON t.cohort_id = rc.cohort_id JOIN team_member b ON b.team_id = t.id
                    JOIN student s ON s.id = b.student_id LEFT JOIN account a ON lower(a.email) = lower(s.email)
                WHERE rc.round_id = \(round) AND (\(replaced)::uuid IS NULL
                    OR (SELECT m.case_id FROM match m WHERE m.run_id = \(run) AND m.team_id = t.id)
                        IS DISTINCT FROM (SELECT m.case_id FROM match m WHERE m.run_id = \(replaced) AND m.team_id = t.id))
                """
            ).decode(Organisation.ID.self, String.self, String.self)
            try await post(.published, to: students.map { reader($0, $1, $2, name) }) { first, name, language in
                .published(first, round: name, by: holder, link: "\(application.publicURL)/desk/me/match", language)
            }
            let companies = try await execute(
                """
                SELECT m.school_id, a.language, a.email, array_agg(DISTINCT c.title ORDER BY c.title)
                FROM match m JOIN business_case c ON c.id = m.case_id
                    JOIN membership k ON k.organisation_id = m.company_id AND k.role IN ('company-owner', 'company')
                    JOIN account a ON a.id = k.account_id
                WHERE m.run_id = \(run) AND NOT EXISTS (
                    SELECT FROM match o WHERE o.run_id = \(replaced)::uuid AND o.team_id = m.team_id AND o.case_id = m.case_id)
                GROUP BY m.school_id, a.email, a.language
                """
            ).decode(Organisation.ID.self, String.self, String.self, [String].self)
            try await post(.matched, to: companies.map { reader($0, $1, $2, $3) }) { first, titles, language in
                .matched(first, cases: titles, link: "\(application.publicURL)/desk/matches", language)
            }
        }
    }

    /// Tells the teams that have a case, and the administrations of their schools, that its company has withdrawn it.
    func tellWithdrawn(_ businessCase: BusinessCase.ID) async throws {
        guard application.deliversLetters else { return }
        try await beyondTheCaller {
            let (title, company) = try await one(
                "SELECT c.title, o.name FROM business_case c JOIN organisation o ON o.id = c.company_id WHERE c.id = \(businessCase)",
                orMissing: .businessCase
            ).decode(String.self, String.self)
            let rows = try await execute(
                """
                WITH lost AS (
                    SELECT m.school_id, m.team_id FROM match m JOIN run r ON r.id = m.run_id
                    WHERE m.case_id = \(businessCase) AND r.state = 'published')
                    SELECT l.school_id, coalesce(a.language, \(caller.language.rawValue)::text), s.email, false
                    FROM lost l JOIN team_member b ON b.team_id = l.team_id JOIN student s ON s.id = b.student_id
                        LEFT JOIN account a ON lower(a.email) = lower(s.email)
                    UNION
                    SELECT l.school_id, a.language, a.email, true
                    FROM lost l JOIN membership k ON k.organisation_id = l.school_id AND k.role = 'school-admin'
                        JOIN account a ON a.id = k.account_id
                """
            ).decode(Organisation.ID.self, String.self, String.self, Bool.self)
            try await post(.withdrawn, to: rows.map { reader($0, $1, $2, $3) }) { first, isStaff, language in
                .withdrawn(
                    first, title: title, by: company, toStaff: isStaff, link: "\(application.publicURL)/desk\(isStaff ? "" : "/me/match")",
                    language)
            }
        }
    }

    private func reader<Matter>(_ school: Organisation.ID, _ language: String, _ address: String, _ matter: Matter) -> LetterReader<Matter>
    {
        LetterReader(school: school, address: address, language: Language(rawValue: language) ?? .french, matter: matter)
    }
}

extension Letter {
    /// To a student whose team took part.
    static func published(_ address: String, round: String, by holder: String, link: String, _ language: Language) -> Letter {
        let subject = Sentence(en: "“\(round)” is published", fr: "La session «\u{A0}\(round)\u{A0}» est publiée")
        let text = Sentence(
            en: """
                Hello,

                \(holder) has published the round “\(round)”. What it gives your team, and why, stands here:

                \(link)
                """,
            fr: """
                Bonjour,

                \(holder) a publié la session «\u{A0}\(round)\u{A0}». Ce qu’elle donne à votre équipe, et pourquoi, se trouve ici\u{A0}:

                \(link)
                """)
        return Letter(to: address, subject: subject.text(language), body: text.text(language), goodUntil: .inAWeek)
    }

    /// To whoever posts cases for a company.
    static func matched(_ address: String, cases: [String], link: String, _ language: Language) -> Letter {
        let isOne = cases.count == 1
        let subject = Sentence(
            en: isOne ? "Your case has a team" : "Your cases have teams",
            fr: isOne ? "Votre cas a une équipe" : "Vos cas ont des équipes")
        let (en, fr) = (
            cases.map { "– “\($0)”" }.joined(separator: "\n"), cases.map { "– «\u{A0}\($0)\u{A0}»" }.joined(separator: "\n")
        )
        let text = Sentence(
            en: """
                Hello,

                a published round has given \(isOne ? "this case of yours a team" : "these cases of yours to teams"):

                \(en)

                Which, and who of it agrees to be known to you, stands here:

                \(link)
                """,
            fr: """
                Bonjour,

                une session publiée a donné \(isOne ? "ce cas, le vôtre, à une équipe" : "ces cas, les vôtres, à des équipes")\u{A0}:

                \(fr)

                Laquelle, et qui parmi elle accepte d’être connu de vous, se trouve ici\u{A0}:

                \(link)
                """)
        return Letter(to: address, subject: subject.text(language), body: text.text(language), goodUntil: .inAWeek)
    }

    /// To a member of the team that had the case, or to the administration of its school.
    static func withdrawn(_ address: String, title: String, by company: String, toStaff: Bool, link: String, _ language: Language) -> Letter
    {
        let subject = Sentence(en: "“\(title)” was withdrawn", fr: "«\u{A0}\(title)\u{A0}» a été retiré")
        let next =
            toStaff
            ? Sentence(
                en: "A team of yours had it. How to give it another one stands on your first page:",
                fr: "Une de vos équipes l’avait. Comment lui en donner un autre se trouve sur votre première page\u{A0}:")
            : Sentence(
                en: "It was your team’s. Your school can give your team another one; what comes of it you read here:",
                fr: "C’était celui de votre équipe. Votre école peut lui en donner un autre\u{A0}; ce qu’il en advient se lit ici\u{A0}:")
        let text = Sentence(
            en: """
                Hello,

                \(company) has withdrawn the case “\(title)”. \(next.en)

                \(link)
                """,
            fr: """
                Bonjour,

                \(company) a retiré le cas «\u{A0}\(title)\u{A0}». \(next.fr)

                \(link)
                """)
        return Letter(to: address, subject: subject.text(language), body: text.text(language), goodUntil: .inAWeek)
    }
}
