import API
import Foundation
import Mail

// What the house writes to people.
extension Letter {
    static func signIn(_ address: String, link: String, _ language: Language) -> Letter {
        let text = Sentence(
            en: """
                Hello,

                this link signs you in to Vivier. It works once, within 15 minutes, in the browser in which you asked for it:

                \(link)

                If you did not ask for it, forget this letter: nothing happens.
                """,
            fr: """
                Bonjour,

                ce lien vous connecte à Vivier. Il sert une fois, dans les 15 minutes, dans le navigateur où vous l’avez demandé :

                \(link)

                Si vous n’avez rien demandé, ignorez ce courriel : il ne se passe rien.
                """)
        return Letter(
            to: address, subject: Sentence(en: "Your link to Vivier", fr: "Votre lien vers Vivier").text(language),
            body: text.text(language), goodUntil: Date(timeIntervalSinceNow: SignInDesk.linkLife))
    }

    static func invitation(_ address: String, as role: Role, of organisation: String?, link: String, _ language: Language) -> Letter {
        let role = role.inWords
        let place = organisation.map { Sentence(en: " of \($0)", fr: " \($0.behindDe)") } ?? Sentence(en: "", fr: "")
        let text = Sentence(
            en: """
                Hello,

                you are invited to Vivier as \(role.en)\(place.en). This link makes you a member and signs you in; it works once, within 14 days:

                \(link)

                If you do not know why you get it, forget this letter.
                """,
            fr: """
                Bonjour,

                vous êtes invité·e à rejoindre Vivier comme \(role.fr)\(place.fr). Ce lien vous inscrit et vous connecte ; il sert une fois, dans les 14 jours :

                \(link)

                Si vous ne savez pas pourquoi vous le recevez, ignorez ce courriel.
                """)
        let subject = Sentence(en: "An invitation to Vivier", fr: "Une invitation à Vivier")
        return Letter(
            to: address, subject: subject.text(language), body: text.text(language), goodUntil: Date(timeIntervalSinceNow: 24 * 3_600))
    }

    /// Asks before something about a person ends.
    static func question(_ address: String, _ question: RetentionDesk.Question, link: String, _ language: Language) -> Letter {
        let text = Sentence(
            en: """
                Hello,

                on \(question.endText(.english)), \(question.subject.en) ends, and what it allowed is erased. You need do nothing for that.

                If you would rather keep it, or end it now, say so here:

                \(link)
                """,
            fr: """
                Bonjour,

                le \(question.endText(.french)), \(question.subject.fr) prend fin, et ce que cela permettait est effacé. Vous n’avez rien à faire pour cela.

                Si vous préférez que cela reste, ou que cela finisse dès maintenant, dites-le ici :

                \(link)
                """)
        let subject = Sentence(en: "Shall this be kept about you?", fr: "Faut-il garder ceci à votre sujet ?")
        return Letter(
            to: address, subject: subject.text(language), body: text.text(language), goodUntil: Date(timeIntervalSinceNow: 24 * 3_600))
    }
}

extension String {
    /// A name behind the French “de”: d’École, de Miel.
    package var behindDe: String {
        let first = folding(options: .diacriticInsensitive, locale: nil).lowercased().first
        return first.map { "aeiouy".contains($0) } == true ? "d’\(self)" : "de \(self)"
    }
}

extension Role {
    /// As people say it.
    package var inWords: Sentence {
        switch self {
        case .operator: Sentence(en: "operator", fr: "opérateur·rice")
        case .networkOperator: Sentence(en: "operator of the network", fr: "opérateur·rice du réseau")
        case .schoolAdmin: Sentence(en: "administrator", fr: "responsable")
        case .supervisor: Sentence(en: "supervisor", fr: "encadrant·e")
        case .companyOwner: Sentence(en: "owner of the company’s space", fr: "responsable de l’espace de l’entreprise")
        case .company: Sentence(en: "company contact", fr: "contact d’entreprise")
        case .recruiter: Sentence(en: "recruiter", fr: "recruteur·se")
        case .student: Sentence(en: "student", fr: "étudiant·e")
        case .contributor: Sentence(en: "contributor", fr: "contributeur·rice")
        }
    }
}

extension Application {
    package var deliversLetters: Bool { letters != nil }

    /// Delivers letters until it is cancelled.
    package func deliverLetters() async { await letters?.run() }
}
