import API
import Foundation
import HTTPTypes
import Hummingbird
import Vivier

extension Desk {
    /// The student whom the reader is.
    func me() throws -> Student.ID {
        guard let student = guest.principal.student else { throw GeneralRefusal.denied(.readOwnProfile) }
        return student
    }
}

extension DeskRoutes {
    /// What a student does with the own file.
    func addMePages() {
        get("/desk/me", for: .readOwnProfile) { try await ProfilePage.response($0) }
        post("/desk/me", for: .stateOwnProfile) { desk, form in try await ProfilePage.save(desk, form) }
        get("/desk/me/export", for: .exportPerson) { desk in
            let bytes = try await desk.perform(ExportPerson(student: try desk.me()))
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/json", .contentDisposition: "attachment; filename=\"my-file.json\"",
                    .cacheControl: "no-store",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        get("/desk/me/kept", for: .exportPerson) { try await KeptPage.response($0) }
        get("/desk/me/availability", for: .readOwnProfile) { try await AvailabilityPage.response($0) }
        post("/desk/me/availability", for: .stateOwnProfile) { desk, form in try await AvailabilityPage.save(desk, form) }
        addCalendarPages()
        get("/desk/me/ranking", for: .readOwnProfile) { try await RankingPage.response($0) }
        get("/desk/me/ranking.csv", for: .readOwnProfile) { try await RankingPage.file($0) }
        post("/desk/me/ranking", for: .rankCases) { desk, form in try await RankingPage.move(desk, form) }
        get("/desk/me/consents", for: .decideConsents) { try await ConsentPage.response($0) }
        post("/desk/me/consents", for: .decideConsents) { desk, form in try await ConsentPage.decide(desk, form) }
        get("/desk/me/seen", for: .readReceipts) { try await SeenPage.response($0) }
        get("/desk/me/seen/export", for: .readReceipts) { desk in
            desk.csv(try await desk.perform(ExportReceipts(student: try desk.me(), form: .people(desk.say.language))), "receipts.csv")
        }
        get("/desk/me/as-seen", for: .readOwnProfile) { try await AsSeenPage.response($0) }
        get("/desk/me/match.csv", for: .readOwnProfile) { try await OtherCases.file($0) }
        get("/desk/me/match", for: .readOwnProfile) { try await MatchPage.response($0) }
    }
}

/// The pages about who sees a student, which lead to each other.
enum SightTabs {
    static func html(_ say: Words, at path: String) -> HTML {
        let tabs = [
            ("/desk/me/consents", say("What I allow", "Ce que j’autorise")), ("/desk/me/as-seen", say("As HR sees me", "Vu par les RH")),
            ("/desk/me/seen", say("Who looked", "Qui a regardé")),
        ]
        let items = tabs.map { tab -> HTML in
            let mark: HTML = tab.0 == path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(tab.0)\"\(mark)>\(tab.1)</a></li>"
        }
        return "<nav aria-label=\"\(say("Who sees me", "Qui me voit"))\"><ul class=\"tabs\">\(items)</ul></nav>\n"
    }
}
