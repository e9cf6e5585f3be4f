import API
import Foundation
import HTTPTypes
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// Every page and every form of the desk, asked by every role for what is its own: who may, comes in; who may not, is refused and written down.
/// What is tried comes from the site's map, and what is expected from the permission table.
@Suite(.timeLimit(.minutes(15))) struct FormWalkTests {
    /// Forms for which nobody needs a permission: what a guest does for the own person, and doors that are opened by the link itself.
    static let guests: Set<String> = [
        "/account/membership", "/account/sessions/end", "/invitation/{secret}", "/keep/{secret}", "/proofs/{run}/verification", "/sign-in",
        "/sign-in/{secret}", "/sign-out",
    ]
    /// Where an allowed role finds nothing of its own: the thing is another kind's, or is not there until something was begun.
    private static let nothing: Set<String> = [
        // The form names it.
        "POST /desk/people/end", "POST /desk/people/tokens/revoke", "POST /desk/people/withdraw", "POST /desk/me/consents",
        "POST /desk/students/{student}/consents/withdraw", "POST /desk/runs/{run}/decisions", "POST /desk/organisations/new",
        "POST /desk/organisations/{organisation}/edit",
        // The address names it behind its question mark.
        "GET /desk/cases/{case}/teams.csv", "POST /desk/cases/{case}/teams", "GET /desk/runs/{run}/comparison.csv",
        "GET /desk/runs/{run}/explanation", "GET /desk/runs/{run}/repair.csv",
        // What no question mark says otherwise is taken for a school.
        "GET /desk/organisations/{organisation}/edit",
        // It is there once a file was brought, or a round asks for rankings.
        "GET /desk/cohorts/{cohort}/import/{roster}", "POST /desk/cohorts/{cohort}/import/{roster}",
        "GET /desk/cohorts/{cohort}/import/{roster}/preview", "GET /desk/cohorts/{cohort}/import/{roster}/preview/export",
        "POST /desk/cohorts/{cohort}/import/{roster}/store", "POST /desk/cohorts/{cohort}/import/{roster}/drop",
        "GET /desk/me/ranking.csv", "POST /desk/me/ranking",
    ]

    @Test(arguments: Role.allCases)
    func `every form and page of the desk goes by the permission table on the own side`(role: Role) async throws {
        try await PageWalk.run { walk in
            var (allowed, denied, nothing) = (0, 0, Set<String>())
            for place in walk.places where place.path.hasPrefix("/desk") || place.method != .get {
                guard let needs = place.needs else {
                    if place.method != .get { #expect(Self.guests.contains(place.path), "\(place.path) is open to every role") }
                    continue
                }
                guard let path = try await walk.path(place, .own, as: role) else { continue }
                let (form, name) = ("\(place.method.rawValue) \(place.path)", "\(place.method.rawValue) \(place.path), \(role.rawValue)")
                let answer = try await ask(path, place, in: try await walk.browser(role))
                if needs.roles.contains(role), role != .student, place.path.hasPrefix("/desk/me/") || place.path == "/desk/me" {
                    // Who may do the same for students is none: there is nobody whose own it were.
                    #expect([403, 404, 422].contains(answer.status), "\(name): \(answer.status)")
                } else if needs.roles.contains(role) {
                    allowed += 1
                    #expect(
                        [200, 303, 404, 409, 412, 422].contains(answer.status), "\(name): \(answer.status) \(answer.text.suffix(1_500))")
                    if answer.status == 404 { nothing.insert(form) }
                } else {
                    denied += 1
                    #expect(answer.status == 403, "\(name): \(answer.status)")
                    let lines = try await walk.site.given.database.execute(
                        """
                        SELECT count(*) FROM audit_entry WHERE request_id = \(answer[header: "X-Request-Id"] ?? "") AND outcome = 'denied'
                        """)
                    #expect(try lines[0].decode(Int.self) == 1, "\(name): no line in the audit")
                }
            }
            #expect(nothing.isSubset(of: Self.nothing), "\(nothing.subtracting(Self.nothing).sorted())")
            #expect(allowed > 3 && denied > 20, "\(allowed) \(denied)")
            print("desk as \(role.rawValue): \(allowed) allowed, \(denied) refused")
        }
    }

    /// A form bears what its page gives it, and little else: what is refused then is refused in words.
    private func ask(_ path: String, _ place: SiteMap.Place, in browser: Browser) async throws -> TestSite.Answer {
        guard place.method != .get else { return try await browser.get(path) }
        return try await browser.submit(path, ["name": "x", "reason": "x"])
    }
}
