import API
import Foundation
import TestSupport
import Testing
import Vivier

@testable import Web

/// What only reads and takes its time tells how far it has come, as a run does, and then leads to its page: diagnosis, repair, verification.
@Suite struct WatchedReadingTests {
    /// The events of an address, as the page's script asks for them.
    ///
    /// - Returns: the phases that were told, and where the last event leads.
    private func follow(
        _ site: TestSite, _ browser: Browser?, _ method: String, _ path: String, fields: String = ""
    ) async throws -> (phases: [String], place: String) {
        var headers = ["Accept": "text/event-stream, text/html", "Sec-Fetch-Site": "same-origin"]
        headers["Cookie"] = await browser?.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if method == "POST" { headers["Content-Type"] = "application/x-www-form-urlencoded" }
        let answer = try await PlainHTTP.send(method, path, headers, body: fields, port: site.port)
        #expect(answer.status == 200 && answer[header: "Content-Type"] == "text/event-stream", "\(path): \(answer.text.prefix(300))")
        let events = answer.text.matches(of: /event: ([a-z]+)\ndata: (\{[^\n]*\})\n\n/)
        #expect(events.map(\.1).dropLast().allSatisfy { $0 == "progress" } && events.last?.1 == "result", "\(answer.text)")
        let steps = try events.dropLast().map { try JSONDecoder().decode(WorkProgress.self, from: Data($0.2.utf8)) }
        let arrival = try JSONDecoder().decode([String: String].self, from: Data(try #require(events.last).2.utf8))
        return (steps.map(\.phase), try #require(arrival["location"]))
    }

    @Test func `a diagnosis and a repair are followed, and their pages come after that`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let (browser, round) = (scene.browser, try await scene.round())
            let diagnosis = "/desk/rounds/\(round)/diagnosis"
            #expect(try await browser.get("/desk/rounds/\(round)").text.contains("href=\"\(diagnosis)\" data-progress="))
            let followed = try await follow(site, browser, "GET", "\(diagnosis)?lang=en")
            // Of quick steps the first is told at least.
            #expect(followed.phases.first == "reading" && followed.place == "\(diagnosis)?lang=en")
            #expect(Set(followed.phases).isSubset(of: ["reading", "scoring", "limiting"]))
            for _ in 0..<2 {
                let page = try await browser.get(followed.place)
                #expect(page.status == 200 && page.text.contains("Too many teams for too few places"))
            }
            let run = try await scene.run(of: round)
            let repair = "/desk/runs/\(run)/repair?withdrawn_cases=\(scene.cases[1])&gone_teams="
            #expect(
                try await browser.get("/desk/runs/\(run)/repair").text.contains("<form method=\"get\" action=\"/desk/runs/\(run)/repair\""))
            let way = try await follow(site, browser, "GET", repair)
            #expect(way.phases.first == "reading" && way.place == repair)
            #expect(Set(way.phases).isSubset(of: ["reading", "scoring", "repairing", "proving"]))
            #expect(try await browser.get("\(way.place)&lang=en").text.contains("Ways to repair"))
            // What cannot be read is refused on the page itself, at its field.
            let wrong = try await PlainHTTP.send(
                "GET", "/desk/runs/\(run)/repair?withdrawn_cases=unicorn",
                [
                    "Accept": "text/event-stream, text/html",
                    "Cookie": await browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
                ], body: "", port: site.port)
            #expect(wrong[header: "Content-Type"]?.hasPrefix("text/html") == true && wrong.text.contains("id=\"withdrawn_cases-fault\""))
        }
    }

    @Test func `a verification is followed, by the school and by anybody, and its verdict is on the page`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let run = try await scene.run(of: scene.round())
            let page = "/desk/runs/\(run)"
            let before = try await scene.browser.get(page)
            #expect(before.text.contains("action=\"\(page)/verification\" data-progress=") && !before.text.contains(">valid<"))
            let own = try await follow(
                site, scene.browser, "POST", "\(page)/verification", fields: "form_token=\(try before.formToken())")
            #expect(own.phases.first == "reading" && Set(own.phases).isSubset(of: ["reading", "verifying"]) && own.place == page)
            #expect(try await scene.browser.get(own.place).text.contains(">valid<"))
            // What is looked at again is not said to be checked just now.
            #expect(try await !scene.browser.get(own.place).text.contains(">valid<"))

            try await site.given.publish(run)
            let proof = "/proofs/\(run)"
            let stranger = Browser(site)
            #expect(try await stranger.get(proof).text.contains("action=\"\(proof)/verification\" data-progress="))
            #expect(try await !stranger.get("\(proof)?checked=now").text.contains(">valid<"))
            let open = try await follow(site, nil, "POST", "\(proof)/verification")
            #expect(open.phases.first == "reading" && open.place == "\(proof)?checked=now")
            try await checkPage(stranger, open.place, ">valid<", ">valide<")
        }
    }
}
