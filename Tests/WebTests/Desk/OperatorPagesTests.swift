import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What operators work with, and those who let people in.
@Suite struct OperatorPagesTests {
    @Test func `an empty service says what comes first, and organisations are made, found, sorted and exported`() async throws {
        try await TestSite.serve { site in
            let browser = try await Browser.signedIn(site, as: .operator)
            #expect(try await browser.get("/desk?lang=en").text.contains("Add the first school"))
            #expect(try await browser.get("/desk/organisations?kind=company").text.contains("There is none yet."))
            let wrong = try await browser.submit(
                "/desk/organisations/new", ["kind": "company", "name": "", "siret": "123", "capacity": "x"], from: "/desk/organisations/new"
            )
            #expect(wrong.status == 422 && wrong.text.contains("value=\"123\"") && wrong.text.contains("Give a whole number."))
            let siret = try await browser.submit("/desk/organisations/new", ["kind": "company", "name": "", "siret": "123"])
            #expect(siret.status == 422 && siret.text.contains("id=\"name-fault\"") && siret.text.contains("id=\"siret-fault\""))
            for (name, city) in [("=Été & fils", "Autun"), ("Brasserie <b>", "Dijon"), ("Céramique", "Beaune")] {
                #expect(try await browser.submit("/desk/organisations/new", ["kind": "company", "name": name, "city": city]).status == 303)
            }
            let school = try await browser.submit("/desk/organisations/new", ["kind": "school", "name": "École Zoë"])
            #expect(school.status == 303)
            let listed = try await browser.get("/desk/organisations?kind=company&sort=-city&lang=fr").text
            #expect(
                listed.contains("Brasserie &lt;b&gt;") && !listed.contains("Brasserie <b>") && listed.contains("aria-sort=\"descending\""))
            let order = ["Dijon", "Beaune", "Autun"].map { listed.range(of: ">\($0)<")?.lowerBound }
            #expect(order.compactMap(\.self).count == 3 && order.compactMap(\.self).sorted() == order.compactMap(\.self))
            let found = try await browser.get("/desk/organisations?kind=company&q=ceram").text
            #expect(found.contains("Céramique") && !found.contains("Brasserie"))
            let name = "Мiel"
            _ = try await browser.submit("/desk/organisations/new", ["kind": "company", "name": "Miel"])
            let alike = try await browser.submit("/desk/organisations/new", ["kind": "company", "name": name])
            #expect(alike.status == 409 && alike.text.contains("name=\"distinct\""))
            #expect(
                try await browser.submit("/desk/organisations/new", ["kind": "company", "name": name, "distinct": "yes"]).status == 303)
            let file = try await browser.get("/desk/organisations/export?kind=company")
            #expect(file[header: "Content-Type"]?.hasPrefix("text/csv") == true && file.text.contains("'=Été & fils"))
            #expect(try await browser.get("/desk/organisations?sort=zzz").status == 422)
        }
    }

    @Test(arguments: ["name", "-name", "city", "-city", "created", "-created"])
    func `every sort of organisations goes through all pages`(sort: String) async throws {
        try await TestSite.serve { site in
            for number in 0..<7 {
                let id = try await site.given.company("C\(number % 3)")
                if number > 2 { _ = try await site.given.database.execute("UPDATE organisation SET city = 'V' WHERE id = \(id)") }
            }
            let root = Caller(role: .operator, requestID: "test")
            var (seen, cursor): ([Organisation.ID], String?) = ([], nil)
            repeat {
                let page = try await site.given.application.perform(
                    ListCompanies(query: OrganisationListQuery(sort: sort, limit: 2, cursor: cursor)), by: root)
                seen += page.items.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(seen.count == 7 && Set(seen).count == 7)
        }
    }

    @Test func `people are invited and invitations taken back, by each who may let them in and into no other role`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel & fils")
            let browser = try await Browser.signedIn(site, as: .companyOwner, of: company)
            let form = try await browser.get("/desk/people?show=invite&lang=en").text
            #expect(
                form.contains("value=\"recruiter\"") && !form.contains("value=\"school-admin\"") && !form.contains("name=\"organisation\""))
            let wrong = try await browser.submit("/desk/people/invite", ["email": "<b>nobody", "role": "recruiter"])
            #expect(wrong.status == 422 && wrong.text.contains("&lt;b&gt;nobody") && wrong.text.contains("id=\"email-fault\""))
            #expect(try await browser.submit("/desk/people/invite", ["email": "a@example.org", "role": "operator"]).status == 403)
            #expect(try await browser.submit("/desk/people/invite", ["email": "zoe@example.org", "role": "recruiter"]).status == 303)
            let list = try await browser.get("/desk/people?show=invitations").text
            #expect(list.contains("zoe@example.org") && list.contains("waiting"))
            let id = String(try #require(list.firstMatch(of: /name="id" value="([0-9A-Fa-f-]{36})"/)).output.1)
            #expect(try await browser.submit("/desk/people/withdraw", ["id": id]).status == 303)
            #expect(try await browser.get("/desk/people?show=invitations").text.contains("withdrawn"))
            let file = try await browser.get("/desk/people/invitations.csv?lang=en")
            #expect(file[header: "Content-Type"] == "text/csv; charset=utf-8" && file.text.contains(",withdrawn"))
            #expect(try await browser.get("/desk/people").text.contains("company-owner-"))
            let company2 = try await Browser.signedIn(site, as: .company, of: company)
            #expect(try await company2.get("/desk/people").status == 403)
        }
    }

    @Test func `the last who answers for an organisation stays, and what cannot be taken back is asked first`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École")
            let browser = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            let people = try await browser.get("/desk/people?lang=fr").text
            #expect(people.contains("<details class=\"asking\">") && people.contains("est déconnecté·e aussitôt"))
            let own = String(try #require(people.firstMatch(of: /name="id" value="([0-9A-Fa-f-]{36})"/)).output.1)
            let refused = try await browser.submit("/desk/people/end", ["id": own])
            #expect(refused.status == 409 && refused.text.contains("Invite another first."))
            #expect(try await browser.get("/desk/people").status == 200)
            let second = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await second.submit("/desk/people/end", ["id": own]).status == 303)
            #expect(try await browser.get("/desk/people").status == 303)
            #expect(try await second.get("/desk/people").status == 200)
        }
    }

    @Test func `an invitation that is wrong in several fields says all of it at once`() async throws {
        try await TestSite.serve { site in
            let browser = try await Browser.signedIn(site, as: .operator)
            let wrong = try await browser.submit("/desk/people/invite", ["email": "nobody", "role": "school-admin", "language": "fr"])
            #expect(wrong.status == 422 && wrong.text.contains("id=\"email-fault\"") && wrong.text.contains("id=\"organisation-fault\""))
            // Two of one name are told apart by their towns.
            let school = try await site.given.school("École")
            _ = try await site.given.database.execute("UPDATE organisation SET city = 'Autun' WHERE id = \(school)")
            #expect(try await browser.get("/desk/people?show=invite&lang=fr").text.contains("École, Autun (école)"))
            let missing = try await browser.get("/desk/cohorts/nonsense?lang=fr").text
            let lost = try await browser.get("/desk-of-nobody?lang=fr")
            #expect(lost.status == 404 && lost.text.contains("<a href=\"/desk\">Retour à votre accueil</a>"))
            #expect(!lost.text.contains("/sign-in"))
            #expect(missing.contains("Il n’y a rien à cette adresse.") && !missing.contains("openapi"))
        }
    }

    @Test func `an organisation is edited by an operator and by its own people, and a lost race is shown`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel")
            let path = "/desk/organisations/\(company)/edit?kind=company"
            let browser = try await Browser.signedIn(site, as: .operator)
            #expect(try await browser.get("/desk/organisations?kind=company").text.contains(path.replacing("&", with: "&amp;")))
            let form = try await browser.get(path + "&lang=en").text
            let version = String(try #require(form.firstMatch(of: /name="version" value="(\d+)"/)).output.1)
            let fields = ["kind": "company", "name": "Miel du Morvan", "city": "Autun", "version": version]
            let wrong = try await browser.submit(path, fields.merging(["siret": "12", "name": "<i>"]) { $1 })
            #expect(wrong.status == 422 && wrong.text.contains("id=\"siret-fault\"") && wrong.text.contains("value=\"&lt;i&gt;\""))
            #expect(try await browser.submit(path, fields).status == 303)
            let late = try await browser.submit(path, fields.merging(["city": "Beaune"]) { $1 })
            #expect(late.status == 412 && late.text.contains("Beaune") && late.text.contains("Autun"))

            let owner = try await Browser.signedIn(site, as: .companyOwner, of: company)
            #expect(try await owner.get("/account").text.contains("/desk/organisations/\(company)/edit?kind=company"))
            let now = String(try #require(try await owner.get(path).text.firstMatch(of: /name="version" value="(\d+)"/)).output.1)
            #expect(try await owner.submit(path, fields.merging(["version": now, "sector": "Miel"]) { $1 }).status == 303)
            let foreign = try await site.given.company("Autre")
            #expect(try await owner.get("/desk/organisations/\(foreign)/edit?kind=company").status == 404)
            #expect(try await owner.submit("/desk/organisations/\(foreign)/edit", fields).status == 404)
            let member = try await Browser.signedIn(site, as: .company, of: company)
            #expect(try await member.get(path).status == 403)
        }
    }

    @Test func `a token is shown once and revoked, and the audit is filtered and exported`() async throws {
        try await TestSite.serve { site in
            let browser = try await Browser.signedIn(site, as: .operator)
            let wrong = try await browser.submit("/desk/people/tokens", ["role": "operator", "days": "0", "label": "<x>"])
            #expect(wrong.status == 422 && wrong.text.contains("&lt;x&gt;") && wrong.text.contains("id=\"days-fault\""))
            let made = try await browser.submit("/desk/people/tokens", ["role": "operator", "days": "7", "label": "Sauvegarde"])
            let secret = String(try #require(made.text.firstMatch(of: /vvr_[A-Za-z0-9_-]{20,}/)).output)
            #expect(made.status == 200 && made[header: "Cache-Control"] == "no-store" && made[header: "Content-Encoding"] == nil)
            #expect(try await site.send("GET", "/api/v1/whoami", token: secret).status == 200)
            let list = try await browser.get("/desk/people/tokens?lang=en").text
            #expect(list.contains("Sauvegarde") && !list.contains(secret) && list.contains("never"))
            let id = String(try #require(list.firstMatch(of: /name="id" value="([0-9A-Fa-f-]{36})"/)).output.1)
            #expect(try await browser.submit("/desk/people/tokens/revoke", ["id": id]).status == 303)
            #expect(try await browser.get("/desk/people/tokens").text.contains("revoked"))

            let all = try await browser.get("/desk/audit?lang=fr").text
            #expect(all.contains("title=\"issueToken\"") && all.contains("title=\"revokeToken\""))
            let some = try await browser.get("/desk/audit?action=issueToken&outcome=done").text
            #expect(some.contains("title=\"issueToken\"") && !some.contains("title=\"revokeToken\""))
            #expect(try await browser.get("/desk/audit?person=nobody@example.org").text.contains("No line is like that."))
            #expect(try await browser.get("/desk/audit?outcome=zzz").status == 422)
            let file = try await browser.get("/desk/audit/export?action=issueToken&lang=en")
            #expect(file.text.contains("When,Role,Person,Token,Organisation,Action,On,Outcome,Request,Token issued by,Name\r\n"))
            #expect(file.text.contains("issueToken") && !file.text.contains("revokeToken"))
            for path in ["/desk/health?lang=en", "/desk/health?lang=fr"] {
                let health = try await browser.get(path)
                #expect(health.status == 200 && health.text.contains("PostgreSQL"))
                // The newest migration by its number: its name is English.
                let newest = try await site.given.database.execute("SELECT max(name) FROM schema_migration")[0].decode(String.self)
                let parts = newest.split(separator: "_")
                let number = Int(parts[0]) ?? 0
                #expect(health.text.contains(path.hasSuffix("fr") ? "migration n°\u{A0}\(number)<" : "migration \(number)<"))
                #expect(!health.text.contains(parts.dropFirst().joined(separator: " ")))
            }
            let school = try await site.given.school("École Zoë")
            let admin = try await Browser.signedIn(site, as: .schoolAdmin, of: school)
            #expect(try await admin.get("/desk/health").status == 403)
            #expect(try await admin.get("/desk/audit").status == 200)
        }
    }
}
