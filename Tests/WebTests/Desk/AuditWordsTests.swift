import API
import Foundation
import Testing
import Vivier

@testable import Web

/// The audit and the refusals as people read them on pages.
@Suite struct AuditWordsTests {
    @Test(arguments: Endpoints.all.map(\.operation)) func `every operation has words in both languages`(operation: String) {
        let words = AuditWords.words(for: operation)
        #expect(words != nil && words?.en != words?.fr)
    }

    @Test(arguments: [
        "signIn", "signOut", "signOutElsewhere", "switchMembership", "lockTeam", "unlockTeam", "removeMember", "moveMember", "bringRoster",
        "dropRoster", "previewTeams", "ListProspects", "/desk/cases/new",
    ]) func `and so has what pages alone do`(action: String) {
        #expect(AuditWords.words(for: action) != nil)
    }

    @Test func `what a line is about has a name or words, and a person of the pool no id before a company`() {
        let (id, words) = (UUID().uuidString.lowercased(), (en: Words(language: .english), fr: Words(language: .french)))
        func line(_ action: String, _ object: String, _ name: String? = nil, kind: String? = nil) -> AuditEntry {
            AuditEntry(
                id: AuditEntry.ID(UUID()), at: .now, role: "recruiter", account: nil, action: action, object: object, objectKind: kind,
                objectName: name, outcome: "done", requestId: "r")
        }
        func told(_ entry: AuditEntry, _ reader: Role, _ say: Words) -> String {
            AuditObject(entry: entry, reader: reader, say: say).html.text
        }
        let ban = line("decide", "ban \(id) \(id)", "Équipe 20 / Été du miel")
        #expect(told(ban, .schoolAdmin, words.en).contains(">ban: Équipe 20 / Été du miel<"))
        #expect(told(ban, .schoolAdmin, words.fr).contains(">exclue\u{A0}: Équipe 20 / Été du miel<"))
        #expect(told(line("decide", "pin \(id) \(id)"), .operator, words.fr).contains(">fixée\u{A0}: une chose disparue"))
        for (action, kind) in [("showPoolStudent", "student"), ("admire", "student"), ("move", "prospect")] {
            #expect(told(line(action, id, kind: kind), .companyOwner, words.en) == "somebody of the talent pool", "\(action)")
            #expect(told(line(action, id, kind: kind), .companyOwner, words.fr) == "une personne du vivier", "\(action)")
        }
        // What it is about tells, not what the action is called.
        #expect(
            told(line("hireStudent", id, kind: "case"), .companyOwner, words.en).hasPrefix("<span title=\"\(id)\">something that is gone"))
        // A line from before says nothing of it.
        #expect(told(line("showPoolStudent", id), .companyOwner, words.fr).hasPrefix("une chose disparue"))
        #expect(told(line("moveProspect", id, "Zoé O’Neil"), .operator, words.en).contains(">Zoé O’Neil<"))
        #expect(told(line("dropRoster", id), .schoolAdmin, words.fr).contains(">une liste d’étudiants, jetée depuis<"))
        #expect(told(line("signIn", id), .operator, words.en).contains(">a session<"))
        #expect(told(line("signIn", id), .operator, words.fr).contains(">une connexion<"))
        #expect(told(line("invite", "company-owner"), .operator, words.en).contains(">company administrator<"))
        #expect(told(line("searchPool", "city:Dijon"), .companyOwner, words.en).contains(">city:Dijon<"))
    }

    @Test func `what has no words stays as it is`() { #expect(AuditWords.words(for: "fly") == nil) }

    @Test func `no page gives advice for the command line`() {
        let (english, french) = (Words(language: .english), Words(language: .french))
        let known = Sentence(
            en: "Your company follows this student already. Find the prospect with `prospect list`.",
            fr: "Votre entreprise suit déjà cet étudiant. Retrouvez-le avec « prospect list ».")
        #expect(english(known) == "Your company follows this student already.")
        #expect(french(known) == "Votre entreprise suit déjà cet étudiant.")
        let company = Sentence(
            en: "No company “A. B.”. Create it first: vivier company create.",
            fr: "Pas d’entreprise « A. B. ». Créez-la d’abord : vivier company create.")
        #expect(english(company) == "No company “A. B.”.")
        let plain = Sentence(en: "Choose another name.", fr: "Votre entreprise a déjà un vivier de ce nom.")
        #expect(french(plain) == plain.fr)
    }

    @Test(arguments: [
        ("skill:\"Négociation\">=3", "Négociation, at least autonomy", "Négociation, au moins autonomie"),
        ("skill:\"Négociation\"", "Négociation", "Négociation"), ("skill:vente>2", "vente, at least autonomy", "vente, au moins autonomie"),
        ("language:en>=B2", "English, B2 or better", "anglais, B2 ou mieux"),
        ("available:2027-01", "free in January 2027", "disponible en janvier 2027"),
        ("graduation:2027", "graduates in 2027", "diplôme en 2027"),
        ("graduation>=2027-06", "graduates from June 2027", "diplôme à partir de juin 2027"),
        ("not city:Dijon", "not: lives in Dijon", "sauf\u{A0}: habite Dijon"), ("((", "((", "(("),
    ]) func `a condition of a search reads as people say it`(query: String, english: String, french: String) {
        let words = PoolQueryWords.words(of: query)
        #expect(words.en == english && words.fr == french, "\(words)")
    }

    @Test func `a skill of a search that was saved has the label of who reads it, as its condition does`() {
        let entry = SkillIndex.Entry(id: 1, uri: "urn:1", kind: "skill", labelEn: "Pricing policy", labelFr: "Politique de prix")
        let synonym = SkillIndex.Spelling(skill: 1, language: .english, text: "pricing", isPreferred: false)
        let words = PoolQueryWords.words(of: "pricing>=2 not skill:barter", SkillIndex(entries: [entry], synonyms: [synonym]))
        #expect(words.en == "Pricing policy, at least practice and not: barter", "\(words)")
        #expect(words.fr == "Politique de prix, au moins pratique et sauf\u{A0}: barter", "\(words)")
    }

    @Test func `a query keeps the words of the language in which conditions are added`() {
        let query = PoolQueryText.adding(
            PoolQueryText.condition(field: "city", value: "Dijon") ?? "", to: "language:fr sauf competence:\"vente\">=2", in: .french)
        #expect(query == "langue:fr sauf competence:\"vente\">=2 ville:\"Dijon\"")
        #expect(PoolQueryText.removing(1, from: query, in: .french) == "langue:fr ville:\"Dijon\"")
    }
}
