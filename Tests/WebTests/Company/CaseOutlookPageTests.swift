import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What a company sees of its case before it posts it: seven fields, and who could do it.
@Suite struct CaseOutlookPageTests {
    /// So many teams that the widest blur to be feared hides neither number.
    @Test(arguments: ["en", "fr"]) func `the live count says which skill costs how many teams`(language: String) async throws {
        try await TestSite.serve { site in
            let given = site.given
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            let skill = try await given.database.execute(
                """
                INSERT INTO skill (uri, label_en, label_fr, source) VALUES ('urn:test:trade', 'honey trade', 'négoce du miel', 'test') RETURNING id
                """)[0].decode(Int32.self)
            try await given.application.start()
            try await given.application.skills.load(from: given.application.database)
            for number in 0..<160 {
                let student = try await given.student("Ève N\(number)", of: school, in: cohort)
                if number < 75 {
                    try await given.database.execute(
                        """
                        INSERT INTO student_skill (student_id, skill_id, school_id, source, level)
                        VALUES (\(student), \(skill), \(school), 'self', 3)
                        """)
                }
                _ = try await given.team("Équipe \(number)", of: [student], in: cohort, school: school)
            }
            given.application.census.forget()
            let browser = try await Browser.signedIn(site, as: .company, of: company)
            let fields = [
                "title": "", "description": "", "skills/0/skill": "honey trade", "skills/0/level": "2", "skills/0/importance": "must",
                "window/from": "2027-01-04", "window/until": "2027-03-26", "hours_per_week": "1", "confidentiality": "open",
            ]
            let count = try await browser.submit("/desk/cases/chances?lang=\(language)", fields, from: "/desk/cases/new").text
            let label = language == "en" ? "honey trade" : "négoce du miel"
            let words =
                language == "en"
                ? /<li><em>([^<]+)<\/em> (takes it from about (\d+) to about (\d+))<\/li>/
                : /<li><em>([^<]+)<\/em> (fait passer d’environ (\d+) à environ (\d+))<\/li>/
            let told = try #require(count.firstMatch(of: words), "\(count)").output
            let (from, to) = (try #require(Int(told.3)), try #require(Int(told.4)))
            #expect(told.1 == label && abs(from - 160) <= 35 && abs(to - 75) <= 35, "\(count)")
            #expect(from.isMultiple(of: 5) && to.isMultiple(of: 5))
            #expect(count.contains("<b>\(language == "en" ? "About" : "Environ") \(to)</b>"), "\(count)")
            #expect(count.contains(language == "en" ? "within 10 of" : "à 10 près"))
            // An operator, who may read every team, is told how many there are, and of no blur.
            let root = try await Browser.signedIn(site, as: .operator)
            let plain = try await root.submit("/desk/cases/chances?lang=\(language)", fields, from: "/desk/cases/new").text
            #expect(plain.contains(language == "en" ? "<b>About 75</b>" : "<b>Environ 75</b>"), "\(plain)")
            #expect(!plain.contains("within 10 of") && !plain.contains("à 10 près"), "\(plain)")
            #expect(plain.contains(language == "en" ? "nearest five" : "multiple de cinq"), "\(plain)")
            // The same stands in the form after a preview, without any script.
            let shown = try await browser.submit(
                "/desk/cases/new?lang=\(language)", fields.merging(["title": "Vendre", "description": "Trop", "then": "preview"]) { $1 },
                from: "/desk/cases/new"
            ).text
            #expect(shown.contains("<em>\(label)</em> \(told.2)"), "\(shown)")
        }
    }

    @Test func `without any team that is said, and of a few no nearness to a number that is not told`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let browser = try await Browser.signedIn(site, as: .company, of: try await given.company("Miel"))
            let fields = [
                "title": "Vendre", "description": "Trop", "window/from": "2027-01-04", "window/until": "2027-03-26",
                "hours_per_week": "4", "confidentiality": "open",
            ]
            func count(_ language: String, _ then: [String: String] = [:]) async throws -> String {
                let path = then.isEmpty ? "/desk/cases/chances" : "/desk/cases/new"
                return try await browser.submit("\(path)?lang=\(language)", fields.merging(then) { $1 }, from: "/desk/cases/new").text
            }
            for then in [[:], ["then": "preview"]] {
                let (english, french) = (try await count("en", then), try await count("fr", then))
                #expect(english.contains("No school has teams yet") && !english.contains("within 10"), "\(english)")
                #expect(french.contains("Aucune école n’a encore d’équipe") && !french.contains("à 10 près"), "\(french)")
            }
        }
        let few = CaseOutlook(
            content: CaseContent(
                title: "Vendre", description: "Trop", skills: [], teamSize: CaseContent.TeamSize(min: 2, max: 6), capacity: 1,
                window: CaseContent.Window(from: .today, until: .today), hoursPerWeek: 4),
            unknown: [], steps: [CaseOutlook.Step(skill: nil, teams: nil)], hasTeams: true, warnings: [])
        let told = Chances(say: Words(language: .english), outlook: few).html.text
        #expect(told.contains("<b>Probably fewer than 5</b>") && !told.contains("within 10"), "\(told)")
    }

    @Test func `the form shows seven fields, the rest is folded`() async throws {
        try await TestSite.serve { site in
            try await site.given.application.start()
            let browser = try await Browser.signedIn(site, as: .company, of: try await site.given.company("Miel"))
            let page = try await browser.get("/desk/cases/new?lang=en").text
            let start = try #require(page.range(of: "<form method=\"post\" novalidate action=\"/desk/cases/new\""))
            let end = try #require(page.range(of: "</form>", range: start.upperBound..<page.endIndex))
            let folded = /<details[^>]*>[\s\S]*?<\/details>/
            let seen = page[start.upperBound..<end.lowerBound].replacing(folded, with: "")
            let groups = seen.matches(of: /<fieldset[^>]*><legend>([^<]+)<\/legend>[\s\S]*?<\/fieldset>/).map { String($0.output.1) }
            #expect(groups == ["Three skills", "Window", "When your mentor can meet the team"])
            let alone = seen.replacing(/<fieldset[\s\S]*?<\/fieldset>/, with: "").matches(of: /<label for="([^"]+)">/)
                .map { String($0.output.1) }
            #expect(alone == ["title", "description", "hours_per_week", "confidentiality"])
            #expect(groups.count + alone.count == 7)
        }
    }
}
