import API
import Postgres
import TestSupport
import Testing

@testable import Web

/// The frame of the pages for those who are signed in.
@Suite struct DeskTests {
    @Test func `whoever is not signed in is shown the door`() async throws {
        try await TestSite.serve { site in
            let answer = try await Browser(site).get("/desk")
            #expect(answer.status == 303 && answer[header: "Location"] == "/sign-in")
        }
    }

    @Test(arguments: Role.allCases) func `everybody has a home with the sections of the role`(role: Role) async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("École <Zoë>")
            let company = try await site.given.company("Ça & Cie")
            let network = try await site.given.network("Réseau", of: school)
            let student = try await site.given.student("Ève O’Neil", of: school)
            let organisation: Organisation.ID? =
                switch role {
                case .operator: nil
                case .networkOperator: network
                case .schoolAdmin, .supervisor, .student: school
                case .companyOwner, .company, .recruiter, .contributor: company
                }
            let browser = try await Browser.signedIn(site, as: role, of: organisation, for: role == .student ? student : nil)
            for language in ["en", "fr"] {
                let home = try await browser.get("/desk?lang=\(language)")
                #expect(home.status == 200 && home[header: "Cache-Control"] == "no-store")
                #expect(home.text.contains("<html lang=\"\(language)\">") && home.text.contains("noindex"))
                #expect(home.text.contains("<a href=\"/desk\" aria-current=\"page\">"))
                for section in Navigation.all {
                    #expect(home.text.contains("<li><a href=\"\(section.path)\"") == section.roles.contains(role), "\(section.path)")
                }
            }
        }
    }

    @Test func `a language stays chosen on every page of the desk`() async throws {
        try await TestSite.serve { site in
            let browser = try await Browser.signedIn(site, as: .operator)
            let page = try await browser.get("/desk?lang=fr&notice=saved")
            #expect(page.text.contains("Enregistré."))
            // The other reading is of the same page, and says nothing again.
            #expect(page.text.contains("hreflang=\"en\" href=\"/desk?lang=en\""))
            #expect(try await !browser.get("/desk?notice=%3Cb%3E").text.contains("role=\"status\""))
        }
    }

    /// Browsers write the spaces of a form as `+`.
    @Test func `words that a form sends are read as they were typed`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            let recruiter = try await Browser.signedIn(site, as: .recruiter, of: company)
            let page = try await recruiter.get("/desk/talent?q=city%3ADijon+language%3Aen")
            #expect(page.status == 200 && page.text.contains("value=\"city:Dijon language:en\""))
            let cases = try await site.get("/cases?q=miel+%2B+ch%C3%A8vre")
            #expect(cases.text.contains("value=\"miel + chèvre\""))
            #expect(try await recruiter.get("/desk/talent?q=%FF").status == 200)
        }
    }

    @Test func `who is turned away at the page of a person leaves a line that says it was one`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Ça & Cie")
            let school = try await site.given.school("École <Zoë>")
            let student = try await site.given.student("Ève O’Neil", of: school)
            let contributor = try await Browser.signedIn(site, as: .contributor, of: company)
            #expect(try await contributor.get("/desk/talent/\(student)").status == 403)
            let lines = try await site.given.database.execute(
                "SELECT action, object, object_kind FROM audit_entry WHERE outcome = 'denied'"
            )
            .decode(String.self, String?.self, String?.self)
            #expect(lines.map { "\($0) \($1 ?? "-") \($2 ?? "-")" } == ["/desk/talent/{student} \(student) student"])
        }
    }
}
