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
        let place = organisation.map { Sentence(en: " of \($0)", fr: ", \($0)") } ?? Sentence(en: "", fr: "")
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

    /// To the address that a student had until now: nobody changes unseen whose word counts as the student's.
    static func addressLeft(_ address: String, school: String, service: String, _ language: Language) -> Letter {
        let text = Sentence(
            en: """
                Hello,

                \(school) has put another address in the place of this one in a student’s file on Vivier. From now on nobody signs in with this address any more, and links to sign in go to the new one.

                If you are that student and know nothing of it, tell the school at once, and whoever runs the service:

                \(service)
                """,
            fr: """
                Bonjour,

                \(school) a remplacé cette adresse par une autre dans la fiche d’un étudiant sur Vivier. Désormais, plus personne ne se connecte avec cette adresse, et les liens de connexion vont à la nouvelle.

                Si vous êtes cet étudiant et n’en savez rien, dites-le tout de suite à l’école, et à qui tient le service :

                \(service)
                """)
        let subject = Sentence(en: "Your address on Vivier was changed", fr: "Votre adresse sur Vivier a été remplacée")
        return Letter(
            to: address, subject: subject.text(language), body: text.text(language), goodUntil: .inAWeek)
    }

    /// To a student who has been here and whose file the school took back with an import.
    static func fileRemoved(_ address: String, school: String, service: String, _ language: Language) -> Letter {
        let text = Sentence(
            en: """
                Hello,

                \(school) has undone the import that enrolled you with this address on Vivier: your file there is removed, and you cannot sign in with it any more.

                If you know nothing of it, ask the school, or whoever runs the service:

                \(service)
                """,
            fr: """
                Bonjour,

                \(school) a annulé l’import qui vous avait inscrit·e avec cette adresse sur Vivier\u{A0}: votre fiche y est retirée, et vous ne pouvez plus vous connecter.

                Si vous n’en savez rien, adressez-vous à l’école, ou à qui tient le service\u{A0}:

                \(service)
                """)
        let subject = Sentence(en: "Your file on Vivier was removed", fr: "Votre fiche sur Vivier a été retirée")
        return Letter(
            to: address, subject: subject.text(language), body: text.text(language), goodUntil: .inAWeek)
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

extension Role {
    /// As people say it.
    package var inWords: Sentence {
        switch self {
        case .operator: Sentence(en: "operator", fr: "opérateur·rice")
        case .networkOperator: Sentence(en: "network operator", fr: "opérateur·rice de réseau")
        case .schoolAdmin: Sentence(en: "school administrator", fr: "responsable d’école")
        case .supervisor: Sentence(en: "supervisor", fr: "encadrant·e")
        case .companyOwner: Sentence(en: "company administrator", fr: "responsable d’entreprise")
        case .company: Sentence(en: "company contact", fr: "contact d’entreprise")
        case .recruiter: Sentence(en: "recruiter", fr: "recruteur·se")
        case .student: Sentence(en: "student", fr: "étudiant·e")
        case .contributor: Sentence(en: "contributor", fr: "contributeur·rice")
        }
    }
}

extension Application {
    package var deliversLetters: Bool { letters != nil }

    /// Delivers letters until it is cancelled: those in memory, and those in the database.
    package func deliverLetters() async {
        guard let letters else { return }
        await withTaskGroup { group in
            group.addTask { await letters.run() }
            group.addTask { [self] in await Outbox(database: database, postman: letters, log: log).run() }
        }
    }
}
