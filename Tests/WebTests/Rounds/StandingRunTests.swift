import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// A run that was begun from a page belongs to the house: whoever leaves does not end it, whoever comes sees it, and a button stops it.
@Suite struct StandingRunTests {
    private func waiting(_ site: TestSite) async throws -> Int {
        let rows = try await site.given.database.execute(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = 'vivier_daemon' AND wait_event_type = 'Lock'
            """)
        return try rows.first?.decode(Int.self) ?? -1
    }

    /// Begins a run and follows its events until the task is cancelled or it ends.
    private func begin(_ scene: RoundScene, _ round: Round.ID) async throws -> Task<TestSite.Answer, any Error> {
        let token = try await scene.browser.get("/desk/rounds/\(round)").formToken()
        let cookie = await scene.browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        return Task {
            try await scene.site.send(
                "POST", "/desk/rounds/\(round)/runs", body: Data("form_token=\(token)".utf8), type: "application/x-www-form-urlencoded",
                headers: ["Accept": "text/event-stream, text/html", "Cookie": cookie, "Sec-Fetch-Site": "same-origin"])
        }
    }

    @Test func `a run goes on when its reader leaves, and whoever opens the round sees it`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            let page = "/desk/rounds/\(round)"
            let supervisor = try await Browser.signedIn(site, as: .supervisor, of: scene.school)
            try await site.given.database.transaction { lock in
                // What a run reads and no page of a round does.
                try await lock.execute("LOCK TABLE skill_broader IN ACCESS EXCLUSIVE MODE")
                let reader = try await begin(scene, round)
                try await eventually { try await waiting(site) == 1 }
                reader.cancel()
                _ = await reader.result
                try await checkPage(scene.browser, page, "A run is going on", "Un calcul est en cours")
                #expect(try await scene.browser.get(page).text.contains("action=\"\(page)/stop\""))
                let seen = try await supervisor.get(page).text
                #expect(seen.contains("A run is going on") && !seen.contains("\(page)/stop"))
                let second = try await scene.browser.submit("\(page)/runs", from: page)
                #expect(second.status == 409 && second.text.contains("in progress"))
                #expect(try await waiting(site) == 1)
            }
            try await eventually { try await scene.browser.get(page).text.contains("Review run 1") }
            #expect(try await !supervisor.get(page).text.contains("A run is going on"))
            // Nothing goes on: its address leads to the round, and a stop is refused.
            #expect(try await supervisor.get("\(page)/work")[header: "Location"] == page)
            #expect(try await scene.browser.submit("\(page)/stop", from: page).status == 409)
        }
    }

    @Test func `a run is stopped by a button, nothing of it is stored, and the audit says who stopped it`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            let page = "/desk/rounds/\(round)"
            try await site.given.database.transaction { lock in
                try await lock.execute("LOCK TABLE skill_broader IN ACCESS EXCLUSIVE MODE")
                let reader = try await begin(scene, round)
                try await eventually { try await waiting(site) == 1 }
                let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await site.given.school("Autre"))
                #expect(try await foreign.submit("\(page)/stop").status == 404)
                #expect(try await foreign.submit("\(page)/runs").status == 404)
                #expect(try await waiting(site) == 1)
                let stopped = try await scene.browser.submit("\(page)/stop", from: page)
                #expect(stopped.status == 303 && stopped[header: "Location"] == "\(page)?notice=stopped")
                #expect(try await reader.value.text.contains("notice=stopped"))
                try await eventually { try await waiting(site) == 0 }
            }
            try await checkPage(scene.browser, page, "It was stopped", "Il a été arrêté")
            let runs = try await site.given.database.execute("SELECT count(*) FROM run")
            #expect(try runs.first?.decode(Int.self) == 0)
            let lines = try await site.given.database.execute(
                "SELECT count(*) FROM audit_entry WHERE action = 'stopRun' AND object = \(round.description) AND outcome = 'done'")
            #expect(try lines.first?.decode(Int.self) == 1)
            _ = try await scene.run(of: round)
            #expect(try await !scene.browser.get(page).text.contains("It was stopped"))
        }
    }

    @Test func `what goes on ends with the house, and nothing of it is stored`() async throws {
        let workshop = Workshop()
        let house = Task { await workshop.run() }
        let (begun, start) = AsyncStream.makeStream(of: Void.self)
        for subject in ["a", "b", "c", "d"] {
            try workshop.begin(about: subject) { _ in
                start.yield()
                try await Task.sleep(for: .seconds(600))
                return "/never"
            }
        }
        #expect(throws: Workshop.No.self) { try workshop.begin(about: "a") { _ in "" } }
        // One more than there may be.
        #expect(throws: Workshop.No.self) { try workshop.begin(about: "e") { _ in "" } }
        var iterator = begun.makeAsyncIterator()
        for _ in 0..<4 { _ = await iterator.next() }
        house.cancel()
        await house.value
        for subject in ["a", "b", "c", "d"] {
            guard case .stopped = workshop.piece(about: subject)?.end?.outcome else {
                Issue.record("\(subject) was not ended")
                continue
            }
        }
    }
}
