import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A company posts a case on one page, as a browser without script does it.
@Suite struct CaseFlowTests {
    private static let fields = [
        "title": "Vendre <b>miel</b>", "description": "Trop de pots\n\nAidez-nous", "skills/0/skill": "negociation", "skills/0/level": "3",
        "skills/0/importance": "must", "window/from": "2027-02-01", "window/until": "2027-04-30", "hours_per_week": "4",
        "confidentiality": "open", "then": "publish",
    ]

    private func company(_ site: TestSite) async throws -> (Browser, Organisation.ID) {
        try await site.given.application.start()
        let company = try await site.given.company("Ça & Cie")
        return (try await Browser.signedIn(site, as: .company, of: company), company)
    }

    @Test func `from nothing to a published case, with what was typed escaped`() async throws {
        try await TestSite.serve { site in
            let (browser, _) = try await company(site)
            let empty = try await browser.get("/desk/cases?lang=fr")
            #expect(empty.text.contains("Déposer votre premier cas"))
            let page = try await browser.get("/desk/cases/new")
            #expect(page.text.contains("name=\"skills/2/skill\"") && page.text.contains("id=\"chances\""))
            let posted = try await browser.submit("/desk/cases/new", Self.fields, from: "/desk/cases/new")
            #expect(posted.status == 303, "\(posted.text)")
            let address = try #require(posted[header: "Location"])
            let shown = try await browser.get("\(address)&lang=fr")
            #expect(shown.text.contains("Vendre &lt;b&gt;miel&lt;/b&gt;") && !shown.text.contains("<b>miel"))
            #expect(shown.text.contains("Publié") && shown.text.contains("Négociation"))
            // What can be done next with what is published, until the page is opened another time.
            let id = address.replacing("?notice=published", with: "")
            #expect(shown.text.contains("href=\"\(id.replacing("/desk", with: ""))\">Voir sa page publique</a>"))
            #expect(shown.text.contains("href=\"/desk/cases/new\">Déposer un autre cas</a>"))
            // To the readable address.
            #expect(try await browser.get(id.replacing("/desk", with: "")).status == 301)
            #expect(try await !browser.get("\(id)?lang=fr").text.contains("Déposer un autre cas"))
            let list = try await browser.get("/desk/cases?q=miel&state=published&sort=title")
            #expect(list.text.contains("Vendre &lt;b&gt;"))
            #expect(try await browser.get("/desk/cases?q=rien&lang=fr").text.contains("Aucun cas ne correspond"))
            let csv = try await browser.get("/desk/cases/export?q=miel")
            #expect(csv[header: "Content-Type"] == "text/csv; charset=utf-8" && csv.text.contains("Vendre <b>miel</b>"))
        }
    }

    @Test func `a case for some schools alone, or under an agreement of secrecy, has no public page to see`() async throws {
        try await TestSite.serve { site in
            let (browser, _) = try await company(site)
            let fields = Self.fields.merging(["confidentiality": "nda"]) { $1 }
            let posted = try await browser.submit("/desk/cases/new", fields, from: "/desk/cases/new")
            let shown = try await browser.get("\(try #require(posted[header: "Location"]))&lang=en").text
            #expect(shown.contains("Post another") && !shown.contains("public page"))
        }
    }

    @Test func `a company can post a case from its home whatever comes next`() async throws {
        try await TestSite.serve { site in
            let (browser, company) = try await company(site)
            let link = "href=\"/desk/cases/new\">Post a case</a>"
            func links() async throws -> Int { try await browser.get("/desk?lang=en").text.components(separatedBy: link).count - 1 }
            #expect(try await links() == 1)
            for state in [BusinessCase.State.published, .matched] {
                _ = try await site.given.businessCase("Cas \(state.rawValue)", by: company, state: state)
                #expect(try await links() == 1, "\(state)")
            }
            #expect(try await browser.get("/desk?lang=en").text.contains("class=\"button quiet\" \(link)"))
        }
    }

    @Test func `what is wrong stands at its field, in both languages, and what was typed is kept`() async throws {
        try await TestSite.serve { site in
            let (browser, _) = try await company(site)
            var fields = Self.fields
            fields["hours_per_week"] = "900"
            fields["window/until"] = "2027-01-01"
            for (language, words) in [("en", "900 is not from 1 to 80."), ("fr", "900 n’est pas compris entre 1 et 80.")] {
                let refused = try await browser.submit("/desk/cases/new?lang=\(language)", fields, from: "/desk/cases/new")
                #expect(refused.status == 422 && refused.text.contains(words), "\(refused.text)")
                #expect(refused.text.contains("aria-describedby=\"hours_per_week-hint hours_per_week-fault\""))
                #expect(refused.text.contains("value=\"900\"") && refused.text.contains("Trop de pots"))
            }
        }
    }

    @Test func `an unknown skill is asked about, with the nearest ones, and may stay where it is no must`() async throws {
        try await TestSite.serve { site in
            let (browser, _) = try await company(site)
            var fields = Self.fields
            fields["skills/0/skill"] = "negociatoin"
            let asked = try await browser.submit("/desk/cases/new", fields, from: "/desk/cases/new")
            #expect(asked.status == 422 && asked.text.contains("is not in the skills referential. Did you mean"))
            #expect(asked.text.contains("name=\"skills/0/choice\" value=\"="))
            fields["skills/0/choice"] = "="
            // A must that nobody can be found by is refused at its field, and the nearest are said again.
            let refusals = [
                ("en", "a must of it could not be held. Nearest: “Negotiation”"),
                ("fr", "cette exigence ne pourrait être tenue. Au plus près : « Négociation »"),
            ]
            for (language, words) in refusals {
                let refused = try await browser.submit("/desk/cases/new?lang=\(language)", fields, from: "/desk/cases/new")
                let text = refused.text.replacing("\u{A0}", with: " ")
                #expect(refused.status == 422 && text.contains(words), "\(text)")
                #expect(text.contains("aria-describedby=\"skills/0/skill-fault\"") && text.contains("value=\"negociatoin\""))
            }
            fields["skills/0/importance"] = "should"
            let kept = try await browser.submit("/desk/cases/new?lang=en", fields, from: "/desk/cases/new")
            #expect(kept.status == 303, "\(kept.text)")
            let shown = try await browser.get(try #require(kept[header: "Location"]))
            #expect(shown.text.contains("not in the referential"))
            #expect(shown.text.contains("without weight in a match: “negociatoin”"), "\(shown.text)")
            fields["then"] = "save"
            fields["title"] = "Autre"
            fields["skills/0/choice"] = ""
            let saved = try await browser.submit("/desk/cases/new?lang=en", fields, from: "/desk/cases/new")
            let draft = try await browser.get(try #require(saved[header: "Location"]))
            #expect(draft.text.contains("“negociatoin” is not in the skills referential: it does not count in a match."), "\(draft.text)")
        }
    }

    @Test func `all that is wrong is told at once, unknown skills too`() async throws {
        try await TestSite.serve { site in
            let (browser, _) = try await company(site)
            let wrong = [
                (["description": ""], "description-fault"), (["window/until": "soon"], "window/until-fault"),
                (["window/until": "2027-01-01"], "window/until-fault"),
                (["hours_per_week": "900", "skills/0/level": "9"], "skills/0/level-fault"),
            ]
            for importance in ["must", "should"] {
                for (fields, fault) in wrong {
                    var sent = Self.fields.merging(fields) { $1 }
                    sent["skills/0/skill"] = "negociatoin"
                    sent["skills/0/importance"] = importance
                    let refused = try await browser.submit("/desk/cases/new?lang=en", sent, from: "/desk/cases/new")
                    #expect(refused.status == 422 && refused.text.contains("id=\"\(fault)\""), "\(refused.text)")
                    #expect(refused.text.contains("“negociatoin” is not in the skills referential: choose what you mean."))
                    #expect(refused.text.contains("name=\"skills/0/choice\" value=\"Negotiation\""))
                }
            }
        }
    }

    @Test func `a draft is saved before it has a title, and is not published without one`() async throws {
        try await TestSite.serve { site in
            let (browser, _) = try await company(site)
            for (language, name) in [("en", "Untitled draft"), ("fr", "Brouillon sans titre")] {
                var fields = Self.fields.merging(["title": "  ", "then": "save"]) { $1 }
                let saved = try await browser.submit("/desk/cases/new?lang=\(language)", fields, from: "/desk/cases/new")
                #expect(saved.status == 303, "\(saved.text)")
                let edit = try #require(saved[header: "Location"]).replacing("?notice=saved", with: "")
                let form = try await browser.get(edit).text
                #expect(form.contains("Trop de pots") && form.contains("value=\"2027-02-01\""))
                #expect(form.firstMatch(of: /<input[^>]*name="title"[^>]*>/).map { !$0.output.contains(name) } == true)
                #expect(try await browser.get("/desk/cases?lang=\(language)").text.contains(name))
                let id = edit.replacing("/edit", with: "")
                let refused = try await browser.submit("\(id)/publish", [:], from: id)
                #expect(refused[header: "Location"] == "\(edit)?notice=titleMissing")
                fields.merge(["version": "1", "then": "publish", "title": ""]) { $1 }
                let nameless = try await browser.submit(edit, fields, from: edit)
                #expect(nameless.status == 422 && nameless.text.contains("id=\"title-fault\""))
                fields["then"] = "save"
                #expect(try await browser.submit(edit, fields, from: edit).status == 303)
                fields.merge(["version": "2", "title": "Miel \(language)", "then": "save"]) { $1 }
                #expect(try await browser.submit(edit, fields, from: edit).status == 303)
                #expect(try await browser.get(edit).text.contains("value=\"Miel \(language)\""))
            }
        }
    }

    @Test func `a draft is saved as typed, previewed, changed by one of two, published and withdrawn with a reason`() async throws {
        try await TestSite.serve { site in
            let (browser, company) = try await company(site)
            var fields = Self.fields
            fields["then"] = "save"
            fields["skills/0/skill"] = ""
            let saved = try await browser.submit("/desk/cases/new", fields, from: "/desk/cases/new")
            let edit = try #require(saved[header: "Location"]).replacing("?notice=saved", with: "")
            let form = try await browser.get(edit)
            #expect(form.text.contains("name=\"version\" value=\"1\"") && form.text.contains("data-autosave"))
            fields["version"] = "1"
            fields["then"] = "preview"
            let preview = try await browser.submit(edit, fields, from: edit)
            #expect(preview.status == 200 && preview.text.contains("This is how it would be read."))
            fields["then"] = "save"
            fields["title"] = "Honey"
            #expect(try await browser.submit(edit, fields, from: edit).status == 303)
            let lost = try await browser.submit(edit, fields, from: edit)
            #expect(lost.status == 412 && lost.text.contains("Somebody has changed it meanwhile"))
            let id = edit.replacing("/edit", with: "")
            #expect(try await browser.submit("\(id)/publish", [:], from: id).status == 303)
            #expect(try await browser.submit("\(id)/publish", [:], from: id).status == 409)
            #expect(try await browser.get("\(id)/withdraw").text.contains("name=\"reason\""))
            #expect(try await browser.submit("\(id)/withdraw", ["reason": "Sold <out>"], from: id).status == 303)
            let school = try await site.given.school("École")
            let dean = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await dean.get("\(id)?lang=en").text.contains("Withdrawn: Sold &lt;out&gt;"))
            #expect(try await dean.get("/desk/cases/new").status == 403)
            let other = try await Browser.signedIn(site, as: .company, of: site.given.company("Autre"))
            #expect(try await other.get(id).status == 404)
            _ = company
        }
    }

    @Test func `suggestions and the live count answer while somebody types`() async throws {
        try await TestSite.serve { site in
            let (browser, _) = try await company(site)
            let found = try await browser.get("/desk/skills?lang=fr&q=negociaton")
            #expect(found[header: "Content-Type"] == "application/json" && found.text.contains("Négociation"), "\(found.text)")
            // A synonym is “négo”; the shorter label that begins so is what was more likely meant.
            let short = try await browser.get("/desk/skills?lang=fr&q=nego").text
            let first = try #require(short.firstRange(of: "\"Négociation\""), "\(short)")
            let second = try #require(short.firstRange(of: "\"Négociation commerciale\""), "\(short)")
            #expect(first.lowerBound < second.lowerBound)
            // However many come near in the language that is not read.
            for number in 1...9 {
                let (uri, english, french) = ("urn:t:\(number)", "Quork \(number)", "Truc \(number)")
                try await site.given.database.execute(
                    "INSERT INTO skill (uri, label_en, label_fr, source) VALUES (\(uri), \(english), \(french), 'test')")
            }
            try await site.given.database.execute(
                """
                INSERT INTO skill (uri, label_en, label_fr, source) VALUES ('urn:t:0', 'Honey', 'Quorkerie fine en pots', 'test'),
                    ('urn:t:10', 'Quorking of late', NULL, 'test')
                """)
            try await site.given.application.skills.load(from: site.given.application.database)
            let cut = try await browser.get("/desk/skills?lang=fr&q=quork").text
            // One that has no label in the reader's language is read in the other.
            #expect(cut.hasPrefix(#"[{"label":"Quorking of late"},{"label":"Quorkerie fine en pots","note":"Honey"}"#), "\(cut)")
            #expect(cut.components(separatedBy: "label").count == 9)
            let other = try await browser.get("/desk/skills?lang=en&q=quork").text
            #expect(other.hasPrefix(#"[{"label":"Quork 1","note":"Truc 1"}"#), "\(other)")
            var fields = Self.fields
            fields["title"] = ""
            let count = try await browser.submit("/desk/cases/chances?lang=fr", fields, from: "/desk/cases/new")
            #expect(count.status == 200 && count.text.contains("id=\"chances\""))
            // Of no team at all a blur may make some: it is said plainly instead.
            let told = /<b>(Environ \d+|Sans doute moins de 5|Aucune école n’a encore d’équipe)<\/b>/
            #expect(count.text.contains("<b>Aucune école n’a encore d’équipe</b>") && !count.text.contains("à 10 près"))
            fields["window/from"] = "hier"
            let unread = try await browser.submit("/desk/cases/chances?lang=fr", fields, from: "/desk/cases/new")
            #expect(unread.status == 200 && !unread.text.contains(told))
        }
    }
}
