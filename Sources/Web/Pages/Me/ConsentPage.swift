import API
import Foundation
import Hummingbird
import Vivier

/// Who may see the student, and what: a switch for each purpose, and for single companies.
struct ConsentPage {
    var desk: Desk
    /// Newest first.
    var consents: [Consent]
    var names: [Organisation.ID: String]
    /// Companies that were looked for, or that the student has to do with.
    var proposed: [Organisation]
    var words: String?
    /// The student has chosen to be seen by nobody.
    var isDeclined = false
    var erasure: HTML?

    private var say: Words { desk.say }

    static func response(_ desk: Desk) async throws -> Response {
        let consents = try await desk.perform(ListConsents(student: try desk.me())).items
        var names: [Organisation.ID: String] = [:]
        for company in Set(consents.compactMap(\.company)) {
            names[company] = try await desk.perform(ShowCompany(company: company)).name
        }
        let words = desk.query("q")
        let proposed = words == nil ? [] : try await desk.perform(ListCompanies(query: OrganisationListQuery(q: words, limit: 10))).items
        let stated = try await desk.perform(ShowStudent(student: try desk.me())).stated
        return ConsentPage(
            desk: desk, consents: consents, names: names, proposed: proposed, words: words, isDeclined: stated.contains("consents"),
            erasure: try await ErasureCard.html(desk)
        ).response()
    }

    /// Gives, changes or takes back at once.
    static func decide(_ desk: Desk, _ form: Form) async throws -> Response {
        if form["do"] == "decline" {
            _ = try await desk.perform(DeclineConsents(student: try desk.me()))
            return desk.go(to: "/desk", .saved)
        }
        let fields = form.all("field").compactMap { Consent.Field(rawValue: $0) }
        if let consent = Consent.ID(form["consent"]) {
            if form["do"] == "withdraw" {
                _ = try await desk.perform(WithdrawConsent(consent: consent))
                return desk.go(to: "/desk/me/consents", .withdrawn)
            }
            _ = try await desk.perform(
                ReviseConsent(consent: consent, revision: ConsentRevision(fields: fields, textVersion: ConsentWords.version)))
            return desk.go(to: "/desk/me/consents", .saved)
        }
        guard let purpose = Consent.Purpose(rawValue: form["purpose"]) else { throw Failure.noSuchPage }
        _ = try await desk.perform(
            GiveConsent(
                student: try desk.me(),
                draft: ConsentDraft(
                    purpose: purpose, company: try form.value("company"), fields: fields, textVersion: ConsentWords.version)))
        return desk.go(to: "/desk/me/consents", .saved)
    }

    func response() -> Response {
        let title = say("Who sees me", "Qui me voit")
        return desk.page(
            title, isNarrow: true,
            """
            <h1>\(title)</h1>
            \(SightTabs.html(say, at: "/desk/me/consents"))\
            <p class="lead">\(say(
                "Nobody outside your school sees you unless you say so, here or on a form that you sign; what you say here stands above any form. Each yes lasts two years, and what you take back ends at once.",
                "Personne hors de votre école ne vous voit sans votre accord, ici ou sur un formulaire que vous signez\u{A0}; ce que vous dites ici l’emporte sur tout formulaire. Chaque oui vaut deux ans, et ce que vous retirez cesse aussitôt."))</p>
            \(card(.talentPool, nil))\(card(.caseCompany, nil))\(single)\(nobody)\(history)\(erasure)
            """)
    }

    private var living: [Consent] { consents.filter { $0.withdrawnAt == nil && $0.endsAt > .now } }

    /// The third switch: one company at a time.
    private var single: HTML {
        let cards = living.filter { $0.company != nil }.map { card($0.purpose, $0.company) }
        return """
            <section class="consent-single" aria-labelledby="single"><h2 id="single">\(say("Only a company that I choose", "Seulement une entreprise que je choisis"))</h2>
            <p>\(say("It may find you when the first switch is off; each company has a switch of its own.", "Elle peut vous trouver même si le premier interrupteur est éteint\u{A0}; chaque entreprise a le sien."))</p>
            \(cards)\(search)</section>

            """
    }

    /// To answer the question with a no that is kept.
    private var nobody: HTML? {
        guard living.isEmpty else { return nil }
        if isDeclined {
            return """
                <p class="notice">\(say("You have chosen to be seen by nobody for now. Nothing more is asked of you; a switch changes it at any time.", "Vous avez choisi de n’être vu·e par personne pour l’instant. On ne vous demande plus rien\u{A0}; un interrupteur suffit pour changer d’avis."))</p>

                """
        }
        return """
            <section class="card"><h2 class="small-title">\(say("Nobody for now?", "Personne pour l’instant\u{A0}?"))</h2>
            <p>\(say("That is an answer too: it is kept, and the question does not come back.", "C’est aussi une réponse\u{A0}: elle est gardée, et la question ne revient pas."))</p>
            \(desk.button("/desk/me/consents", say("Nobody for now", "Personne pour l’instant"), fields: ["do": "decline"]))</section>

            """
    }

    private var search: HTML {
        let found = proposed.filter { company in !living.contains { $0.company == company.id && $0.purpose == .talentPool } }.map {
            company in
            card(.talentPool, company.id, name: company.name)
        }
        let nothing: HTML? =
            words != nil && found.isEmpty
            ? "<p class=\"soft\">\(say("No other company bears these words.", "Aucune autre entreprise ne porte ces mots."))</p>\n" : nil
        return """
            <div class="controls"><form method="get" action="/desk/me/consents" role="search"><div class="field">
            <label for="q">\(say("Its name", "Son nom"))</label>
            <input id="q" type="search" name="q" value="\(words ?? "")" maxlength="200"></div>
            <button class="quiet">\(say("Look for it", "La chercher"))</button></form></div>
            \(nothing)\(found)
            """
    }

    private func card(_ purpose: Consent.Purpose, _ company: Organisation.ID?, name: String? = nil) -> HTML {
        let consent = living.first { $0.purpose == purpose && $0.company == company }
        let name = name ?? company.map { names[$0] ?? "" }
        let id = "\(purpose.rawValue)-\(company?.description ?? "all")"
        // Nothing is ticked beforehand (GDPR, recital 32).
        let shown = consent.map { Set($0.fields) } ?? []
        let ticks = Consent.Field.allCases.map { field -> HTML in
            let mark: HTML = shown.contains(field) ? " checked" : ""
            return """
                <label class="choice"><input type="checkbox" name="field" value="\(field.rawValue)"\(mark)><span>\(ConsentWords.field(field, say))</span></label>
                """
        }
        let particulars =
            ConsentWords.always(purpose, say)
            + (consent == nil ? [] : Consent.Field.allCases.filter(shown.contains).map { ConsentWords.field($0, say) })
        let which: HTML? = company.map { "<input type=\"hidden\" name=\"company\" value=\"\($0)\">" }
        let identity: HTML =
            consent.map { "<input type=\"hidden\" name=\"consent\" value=\"\($0.id)\">" as HTML }
            ?? "<input type=\"hidden\" name=\"purpose\" value=\"\(purpose.rawValue)\">\(which)"
        let isOn = consent != nil
        let state =
            consent.map { say("yes, until \(say.day($0.endsAt))", "oui, jusqu’au \(say.day($0.endsAt))") } ?? say("no", "non")
        return """
            <section class="card consent" aria-labelledby="\(id)">\(desk.form("/desk/me/consents", "", """
            \(identity)<div class="switchrow"><h2 id="\(id)">\(ConsentWords.title(purpose, name, say))</h2>
            <button class="switch" role="switch" aria-checked="\(isOn ? "true" : "false")" aria-labelledby="\(id)" name="do" value="\(isOn ? "withdraw" : "give")"><span></span></button></div>
            <p class="small">\(Pieces.badge(state, isOn ? .good : .plain))</p>
            <p>\(ConsentWords.text(purpose, name, say))</p>
            <p class="small"><span class="soft">\(isOn ? say("Shown now:", "Montré en ce moment\u{A0}:") : say("A yes shows:", "Un oui montre\u{A0}:"))</span> \(particulars.joined(separator: ", "))</p>
            <fieldset><legend>\(say("And besides, only if I tick it", "Et en plus, seulement si je le coche"))</legend><div class="ticks">\(ticks)</div></fieldset>
            \(isOn ? "<button class=\"quiet small\" name=\"do\" value=\"revise\">\(say("Keep these particulars", "Garder ces informations"))</button>" as HTML : "" as HTML)
            """))</section>

            """
    }

    private var history: HTML? {
        let past = consents.filter { consent in !living.contains { $0.id == consent.id } }
        guard !past.isEmpty else { return nil }
        let rows = past.map { consent -> HTML in
            let ended =
                consent.withdrawnAt.map { say("withdrawn \(say.moment($0))", "retiré le \(say.moment($0))") }
                ?? say("ended \(say.day(consent.endsAt))", "terminé le \(say.day(consent.endsAt))")
            let title = ConsentWords.title(consent.purpose, consent.company.map { names[$0] ?? "" }, say)
            return
                "<li><span>\(title)</span><span class=\"soft small\">\(say("given \(say.moment(consent.givenAt))", "donné le \(say.moment(consent.givenAt))")) · \(ended)</span></li>\n"
        }
        return "<details><summary>\(say("What was before", "Ce qui était avant"))</summary><ul class=\"rows\">\n\(rows)</ul></details>\n"
    }
}
