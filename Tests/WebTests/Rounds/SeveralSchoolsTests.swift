import API
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// Cohorts of several schools in one list: each has its M1.
@Suite struct SeveralSchoolsTests {
    @Test func `the operator tells cohorts of one name apart by their schools`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let schools = [try await given.school("Nord"), try await given.school("Sud")]
            for school in schools { _ = try await given.cohort("M1", of: school) }
            let browser = try await Browser.signedIn(site, as: .operator)
            for path in ["/desk/cohorts", "/desk/rounds/new"] {
                let page = try await browser.get("\(path)?lang=en").text
                #expect(page.contains("Nord") && page.contains("Sud"), "\(path)")
            }
            #expect(try await browser.get("/desk/cohorts/export?lang=fr").text.contains(";École\r\n"))
            // A school knows whose they are.
            let dean = try await Browser.signedIn(site, as: .schoolAdmin, of: schools[0])
            #expect(try await !dean.get("/desk/cohorts?lang=en").text.contains("<td>Nord"))
            #expect(try await !dean.get("/desk/cohorts/export?lang=fr").text.contains("École"))
        }
    }

    @Test func `a round names all its cohorts, with their schools, to whoever may not open them too`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let (north, south) = (try await given.school("Nord"), try await given.school("Sud"))
            let network = try await given.network("Réseau", of: north, south)
            var cohorts: [Cohort.ID] = []
            for school in [north, south] {
                for code in ["M1"] + (2...12).map({ "M\($0)" }) { cohorts.append(try await given.cohort(code, of: school)) }
            }
            let round = try await given.round("Printemps", of: network)
            for cohort in cohorts {
                try await given.database.execute(
                    "INSERT INTO round_cohort (round_id, cohort_id, school_id) SELECT \(round), id, school_id FROM cohort WHERE id = \(cohort)"
                )
            }
            let reader = try await Browser.signedIn(site, as: .networkOperator, of: network)
            let page = try await reader.get("/desk/rounds/\(round)?lang=en").text
            #expect(page.matches(of: /M1 <span class="soft">\((Nord|Sud)\)/).count == 2)
            #expect(page.matches(of: /M\d+ <span/).count == 24 && page.contains("and 4 more") && !page.contains("+ 24"))
            #expect(!page.contains("/desk/cohorts/\(cohorts[0])"))
            let root = try await Browser.signedIn(site, as: .operator)
            let seen = try await root.get("/desk/rounds/\(round)?lang=fr").text
            #expect(seen.contains("et 4 autres") && cohorts.allSatisfy { seen.contains("/desk/cohorts/\($0)/teams") })
            // A school sees its own.
            let dean = try await Browser.signedIn(site, as: .schoolAdmin, of: north)
            let own = try await dean.get("/desk/rounds/\(round)?lang=en").text
            #expect(own.contains("(Nord)") && !own.contains("(Sud)"))
        }
    }
}
