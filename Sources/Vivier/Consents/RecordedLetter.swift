import API
import Foundation
import Mail

extension Letter {
    /// To a student, of a consent that the student's school, or an operator for it, recorded from a form.
    ///
    /// - Parameters:
    ///   - company: the only one that it is for; nil: all.
    ///   - link: where the student takes it back, once signed in.
    static func recorded(
        _ address: String, by school: String, _ purpose: Consent.Purpose, company: String?, link: String, _ language: Language
    ) -> Letter {
        let what =
            switch purpose {
            case .talentPool:
                company.map { Sentence(en: "\($0) may find you for jobs", fr: "\($0) peut vous trouver pour un emploi") }
                    ?? Sentence(en: "companies may find you for jobs", fr: "les entreprises peuvent vous trouver pour un emploi")
            case .caseCompany:
                Sentence(
                    en: "\(company ?? "the company of your case") may know who you are",
                    fr: "\(company ?? "l’entreprise de votre cas") peut savoir qui vous êtes")
            }
        let text = Sentence(
            en: """
                Hello,

                for \(school), it was recorded from a form that you signed that \(what.en). What is shown of you stands here, and here you change it or take it back, at once and without giving a reason:

                \(link)

                If you have signed nothing of the kind, take it back there and tell the school.
                """,
            fr: """
                Bonjour,

                pour \(school), il a été consigné, d’après un formulaire que vous avez signé, que \(what.fr). Ce qui est montré de vous se trouve ici, et c’est ici que vous le changez ou le retirez, aussitôt et sans donner de raison :

                \(link)

                Si vous n’avez rien signé de tel, retirez-le là et dites-le à l’école.
                """)
        let subject = Sentence(en: "A consent was recorded in your name", fr: "Un accord a été consigné en votre nom")
        return Letter(
            to: address, subject: subject.text(language), body: text.text(language), goodUntil: .inAWeek)
    }
}
