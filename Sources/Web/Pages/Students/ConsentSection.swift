import API
import Vivier

/// What a student has agreed to, and what the school records from a form that the student signed.
struct ConsentSection {
    var desk: Desk
    var state: FormState
    /// Of the student's page.
    var path: String
    var consents: [Consent]
    var companies: [Organisation]

    private var say: Words { desk.say }

    var html: HTML {
        let rows = consents.map { consent -> HTML in
            """
            <li><span><b>\(say(consent.purpose.inWords))</b> – \(company(consent))<br><span class="soft">\(story(consent))</span></span>\
            \(consent.withdrawnAt == nil ? desk.button("\(path)/consents/withdraw", say("Withdraw", "Retirer"), kind: "quiet small", fields: ["consent": "\(consent.id)"]) : Pieces.badge(say("over", "terminé")))</li>

            """
        }
        let list: HTML =
            rows.isEmpty
            ? Pieces.empty(
                say(
                    "This student has agreed to nothing yet: no company sees the person.",
                    "Cet étudiant n’a encore rien accepté : aucune entreprise ne voit la personne."))
            : "<ul class=\"rows\">\(rows)</ul>"
        return """
            <section id="consents"><h2>\(say("Consents", "Consentements"))</h2>\(list)
            <details\(state.isRefused ? " open" : "" as HTML)><summary>\(say("Record a consent from a signed form", "Enregistrer un consentement signé"))</summary>
            \(desk.form("\(path)/consents", "class=\"card\"", fields))</details></section>
            """
    }

    private var fields: HTML {
        let inputs = Inputs(say, state)
        let everybody = say("Every company", "Toutes les entreprises")
        let shown = Consent.Field.allCases.map { inputs.tick("fields", say($0.inWords), value: $0.rawValue, isTicked: true) }
        return """
            \(inputs.summary)<div class="row">\
            \(inputs.choice("purpose", say("What for", "Objet"), Consent.Purpose.allCases.map { ($0.rawValue, say($0.inWords)) }))\
            \(inputs.choice("company", say("For whom", "Pour qui"), [("", everybody)] + companies.map { ("\($0.id)", $0.name) }))</div>
            <fieldset><legend>\(say("What they may see besides name, school and skills", "Ce qu’elles voient en plus du nom, de l’école et des compétences"))</legend>\(shown)</fieldset>
            \(inputs.text("text_version", say("Version of the text on the form", "Version du texte du formulaire"), hint: say("As it stands at the foot of the form: 2026-09.", "Telle qu’au bas du formulaire : 2026-09."), "required maxlength=\"40\""))
            <p class="actions"><button class="quiet">\(say("Record", "Enregistrer"))</button></p>
            """
    }

    private func company(_ consent: Consent) -> String {
        guard let company = consent.company else { return say("every company", "toutes les entreprises") }
        return companies.first { $0.id == company }?.name ?? say("one company", "une entreprise")
    }

    private func story(_ consent: Consent) -> String {
        let who =
            switch Consent.Recorder(rawValue: consent.recordedBy) {
            case .student: say("by the student", "par l’étudiant")
            case .operator: say("recorded by an operator", "consigné par un opérateur")
            case .school, nil: say("from a signed form", "d’après un formulaire signé")
            }
        let given = say("given \(say.moment(consent.givenAt)) \(who)", "donné le \(say.moment(consent.givenAt)) \(who)")
        let end =
            consent.withdrawnAt.map { say("over since \(say.moment($0))", "terminé depuis le \(say.moment($0))") }
            ?? say("until \(say.moment(consent.endsAt))", "jusqu’au \(say.moment(consent.endsAt))")
        return "\(given), \(end)"
    }
}

extension Consent.Purpose {
    /// As people say it.
    var inWords: Sentence {
        switch self {
        case .talentPool: Sentence(en: "To be found for jobs", fr: "Être trouvé·e pour un emploi")
        case .caseCompany: Sentence(en: "To be known to the company of the case", fr: "Être connu·e de l’entreprise du cas")
        }
    }
}

extension Consent.Field {
    /// As people say it.
    var inWords: Sentence {
        switch self {
        case .email: Sentence(en: "E-mail", fr: "Courriel")
        case .programme: Sentence(en: "Programme", fr: "Programme")
        case .graduation: Sentence(en: "Graduation", fr: "Date du diplôme")
        case .languages: Sentence(en: "Languages", fr: "Langues")
        case .city: Sentence(en: "City", fr: "Ville")
        case .hours: Sentence(en: "Hours and days of work", fr: "Heures et jours de travail")
        }
    }
}
