import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// What the operator reads of how the service is: true, whatever it is.
@Suite struct HealthPageTests {
    private static let well = ("Everything works", "Tout fonctionne")

    private func pages(_ site: TestSite, _ body: (_ page: String, _ path: String, _ isEnglish: Bool) throws -> Void) async throws {
        let browser = try await Browser.signedIn(site, as: .operator)
        for path in ["/desk", "/desk/health"] {
            for language in ["en", "fr"] {
                let page = try await browser.get("\(path)?lang=\(language)")
                #expect(page.status == 200, "\(page.text.prefix(300))")
                try body(page.text, "\(path) \(language)", language == "en")
            }
        }
    }

    private func backup(_ site: TestSite, days: Int) async throws {
        try await site.given.database.execute(
            """
            INSERT INTO backup (made_at, expires_at, row_count, sealed)
            VALUES (now() - \(days) * interval '1 day', now() + interval '30 days', 4321, true)
            """)
    }

    @Test func `without letters and without a backup nobody is told that everything works`() async throws {
        try await TestSite.serve { site in
            try await pages(site) { page, place, isEnglish in
                #expect(!page.contains(Self.well.0) && !page.contains(Self.well.1), "\(place)")
                #expect(
                    page.contains(isEnglish ? "No letters are sent" : "Aucune lettre ne part")
                        && page.contains(isEnglish ? "There is no backup yet." : "Il n’y a encore aucune sauvegarde."), "\(place)")
                #expect(page.contains("vivierd backup") && page.contains("VIVIER_MAIL_URL"), "\(place)")
                #expect(page.contains(isEnglish ? "Last backup: none yet." : "Dernière sauvegarde\u{A0}: aucune encore."), "\(place)")
                #expect(page.contains(isEnglish ? "2\u{A0}things want your hand" : "2\u{A0}points demandent"), "\(place)")
            }
        }
    }

    @Test func `where letters go out and a backup is of this week, everything works; where one of them fails, that is said`() async throws {
        let mailbox = Mailbox()
        try await TestSite.serve(
            application: { given, log in mailbox.application(of: given.application, log: log, publicURL: "http://127.0.0.1:8080") }
        ) { site in
            try await backup(site, days: 1)
            try await pages(site) { page, place, isEnglish in
                #expect(page.contains(isEnglish ? Self.well.0 : Self.well.1) && !page.contains("class=\"rows concerns\""), "\(place)")
                #expect(page.contains(isEnglish ? "closed by a passphrase" : "fermée par une phrase secrète"), "\(place)")
            }
            let school = try await site.given.school("École")
            try await site.given.database.execute(
                """
                INSERT INTO letter (school_id, kind, email, subject, body, good_until, tries, due_at)
                VALUES (\(school), 'reminder', 'zoe@example.org', 'S', 'B', now() + interval '1 day', 2, now() + interval '1 hour')
                """)
            try await site.given.database.execute("UPDATE backup SET made_at = now() - interval '8 days'")
            try await pages(site) { page, place, isEnglish in
                #expect(!page.contains(Self.well.0) && !page.contains(Self.well.1), "\(place)")
                #expect(
                    page.contains(
                        isEnglish ? "1 letter could not be delivered so far." : "1 lettre n’a pas encore pu être remise."), "\(place)")
                #expect(
                    page.contains(
                        isEnglish ? "The last backup is older than a week." : "La dernière sauvegarde a plus d’une semaine."), "\(place)")
                #expect(!page.contains("zoe@example.org"))
            }
            _ = try await site.given.database.execute("DELETE FROM letter")
        }
    }

    @Test func `an import stands there while it goes on, with how far it has come`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            try await given.application.start()
            let school = try await given.school("École")
            let cohort = try await given.cohort("M1", of: school)
            let rows = (0..<40).map { "K\($0);Ana;Ÿ\($0);k\($0)@example.org" }
            let file = Array((["key;given_name;family_name;email"] + rows).joined(separator: "\n").utf8)
            let going = try await given.database.transaction { lock in
                // What an import writes and a page of an operator only counts.
                try await lock.execute("LOCK TABLE student IN SHARE MODE")
                let going = Task {
                    try await given.application.perform(
                        ImportRoster(cohort: cohort, query: RosterImportQuery(name: "m1.csv"), file: file),
                        by: Caller(role: .schoolAdmin, organisation: school, requestID: "test"))
                }
                try await eventually {
                    given.application.running.list.contains { $0.action == "importRoster" && $0.progress?.total != nil }
                }
                try await pages(site) { page, place, isEnglish in
                    #expect(page.contains("<b>\(isEnglish ? "Import of a roster" : "Import d’une liste")</b>"), "\(place)")
                    #expect(page.contains("<progress") && !page.contains("k1@example.org") && !page.contains("m1.csv"), "\(place)")
                }
                return going
            }
            _ = try await going.value
            try await eventually { given.application.running.list.isEmpty }
            try await pages(site) { page, place, isEnglish in
                #expect(
                    page.contains(isEnglish ? "No import and no run is under way." : "Aucun import, aucun calcul en cours."), "\(place)")
                #expect(page.contains("<b>\(isEnglish ? "Import of a roster" : "Import d’une liste")</b>"), "\(place)")
            }
        }
    }

    @Test func `long work stands there while it goes on, and how it ended afterwards`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let round = try await scene.round()
            try await pages(site) { page, place, isEnglish in
                #expect(
                    page.contains(isEnglish ? "No import and no run is under way." : "Aucun import, aucun calcul en cours."), "\(place)")
                #expect(page.contains(isEnglish ? "No import and no run so far." : "Aucun import, aucun calcul jusqu’ici."), "\(place)")
            }
            let token = try await scene.browser.get("/desk/rounds/\(round)").formToken()
            let cookie = await scene.browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            try await site.given.database.transaction { lock in
                // What a run reads and no page of an operator does.
                try await lock.execute("LOCK TABLE skill_broader IN ACCESS EXCLUSIVE MODE")
                let reader = Task {
                    try await site.send(
                        "POST", "/desk/rounds/\(round)/runs", body: Data("form_token=\(token)".utf8),
                        type: "application/x-www-form-urlencoded",
                        headers: ["Accept": "text/event-stream, text/html", "Cookie": cookie, "Sec-Fetch-Site": "same-origin"])
                }
                try await eventually { site.given.application.running.list.contains { $0.action == "runRound" } }
                reader.cancel()
                _ = await reader.result
                try await pages(site) { page, place, isEnglish in
                    #expect(page.contains("<b>\(isEnglish ? "Run of a round" : "Calcul d’une session")</b>"), "\(place)")
                    #expect(
                        page.contains(isEnglish ? "since " : "depuis ") && !page.contains("No import and no run is under way."), "\(place)")
                    #expect(!page.contains(RoundScene.hostile), "\(place)")
                }
            }
            try await eventually { site.given.application.running.list.isEmpty }
            try await pages(site) { page, place, isEnglish in
                #expect(
                    page.contains(isEnglish ? "No import and no run is under way." : "Aucun import, aucun calcul en cours."), "\(place)")
                #expect(page.contains("<b>\(isEnglish ? "Run of a round" : "Calcul d’une session")</b>"), "\(place)")
                #expect(page.contains(">\(isEnglish ? "done" : "fait")</span>"), "\(place)")
            }
        }
    }
}
