import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Changing what is there, several at once: nobody overwrites what somebody else has changed.
struct EditTests {
    private func draft(_ title: String, _ more: String = "") -> String {
        #"{"title": "\#(title)", "window": {"from": "2027-01-04", "until": "2027-03-26"}, "hours_per_week": 6\#(more)}"#
    }

    private func put(_ site: TestSite, _ path: String, _ body: String, _ tag: String?, _ token: String) async throws -> TestSite.Answer {
        try await site.send(
            "PUT", path, token: token, body: Data(body.utf8), type: "application/json", headers: tag.map { ["If-Match": $0] } ?? [:])
    }

    @Test func `a company edits its case, each version is kept, and an old version is not overwritten unseen`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel & fils")
            let token = try await site.given.token(.company, of: company)
            let posted: PostedCase = try await site.post(
                "/api/v1/cases", draft("Vendre", #", "capacity": 3, "skills": [{"skill": "troc", "level": 2, "importance": "should"}]"#),
                token: token
            ).json()
            let path = "/api/v1/cases/\(posted.case.id)"
            let shown = try await site.get(path, token: token)
            #expect(shown[header: "ETag"] == "\"v1\"")
            let edited = try await put(site, path, draft("Vendre mieux", #", "capacity": 5, "minimum": 2"#), "\"v1\"", token)
            #expect(edited.status == 200 && edited[header: "ETag"] == "\"v2\"", "\(edited.text)")
            let now: BusinessCase = try await site.get(path, token: token).json()
            #expect(now.content.title == "Vendre mieux" && now.content.capacity == 5 && now.content.minimum == 2 && now.version == 2)
            #expect(now.content.skills.isEmpty && now.state == .published)
            let kept = try await site.given.database.execute("SELECT content->>'title' FROM business_case_version ORDER BY version")
                .decode(String.self)
            #expect(kept == ["Vendre", "Vendre mieux"])

            let late = try await put(site, path, draft("Vendre autrement"), "\"v1\"", token)
            #expect(try late.status == 412 && late.problem.code == "changed-meanwhile", "\(late.text)")
            for (tag, status, code) in [
                (nil, 428, "version-missing"), ("v2", 400, "bad-version"), ("*", 400, "bad-version"), ("\"v\"", 400, "bad-version"),
            ] {
                let answer = try await put(site, path, draft("X"), tag, token)
                #expect(try answer.status == status && answer.problem.code == code, "\(answer.text)")
                #expect(try answer.problem.title != "Internal error")
            }
            let wrong = try await put(site, path, draft("X", #", "draft": true, "company": "Autre""#), "\"v2\"", token)
            #expect(try wrong.problem.errors?.map(\.pointer) == ["#/company", "#/draft"], "\(wrong.text)")
            try await site.given.database.execute("UPDATE business_case SET state = 'matched'")
            let settled = try await put(site, path, draft("X"), "\"v2\"", token)
            #expect(try settled.status == 409 && settled.problem.code == "wrong-state")
        }
    }

    @Test func `of many who edit one version at once one is taken, and no edit is lost`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel & fils")
            let token = try await site.given.token(.company, of: company)
            let posted: PostedCase = try await site.post("/api/v1/cases", draft("0"), token: token).json()
            let path = "/api/v1/cases/\(posted.case.id)"
            let race = try await withThrowingTaskGroup(of: Int.self) { group in
                for client in 1...8 { group.addTask { try await put(site, path, draft("\(client)"), "\"v1\"", token).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(race.sorted() == [200] + Array(repeating: 412, count: 7))
        }
    }

    /// How many edits each of eight clients sends; `VIVIER_EDITS=10000` for the whole race.
    private static let edits = ProcessInfo.processInfo.environment["VIVIER_EDITS"].flatMap { Int($0) } ?? 60

    /// Eight clients edit one case, each time what they have just read.
    ///
    /// - Returns: the first loss, in words; how many edits were taken and refused.
    private func race(_ site: TestSite, edits: Int) async throws -> (loss: String?, taken: Int, refused: Int) {
        let company = try await site.given.company("Miel & fils")
        let token = try await site.given.token(.company, of: company)
        let posted: PostedCase = try await site.post("/api/v1/cases", draft("0"), token: token).json()
        let path = "/api/v1/cases/\(posted.case.id)"
        func look() async throws -> EditHistory.State {
            let seen: BusinessCase = try await site.get(path, token: token).json()
            return EditHistory.State(version: seen.version, value: seen.content.title)
        }
        let start = try await look()
        let history = try await withThrowingTaskGroup(of: EditHistory.self) { group in
            for client in 1...8 {
                group.addTask {
                    var history = EditHistory()
                    for number in 1...edits {
                        let (seen, value) = (try await look(), "\(client)/\(number)")
                        let answer = try await put(site, path, draft(value), "\"v\(seen.version)\"", token)
                        switch answer.status {
                        case 200:
                            let made = try #require(Int((answer[header: "ETag"] ?? "").dropFirst(2).dropLast()))
                            history.edits.append(.init(seen: seen, made: .init(version: made, value: value)))
                        case 412: history.refused += 1
                        default: Issue.record("\(answer.status) \(answer.text)")
                        }
                    }
                    return history
                }
            }
            return try await group.reduce(EditHistory(), +)
        }
        return (history.firstLoss(from: start, to: try await look()), history.edits.count, history.refused)
    }

    @Test func `eight clients edit one case, and its history holds every edit that was acknowledged`() async throws {
        try await TestSite.serve { site in
            let (loss, taken, refused) = try await race(site, edits: Self.edits)
            #expect(loss == nil)
            #expect(taken >= Self.edits && refused > 0 && taken + refused == 8 * Self.edits)
            print("concurrent edits: 8 clients x \(Self.edits), \(taken) taken, \(refused) refused, \(loss == nil ? "none" : "one") lost")
        }
    }

    /// The checker is worth something only where it sees a loss: here one client reads, another is taken, and the first
    /// then looks at the version alone and overwrites what it has not read.
    @Test func `a client that overwrites what it has not read is seen to lose an edit`() async throws {
        try await TestSite.serve { site in
            let company = try await site.given.company("Miel & fils")
            let token = try await site.given.token(.company, of: company)
            let posted: PostedCase = try await site.post("/api/v1/cases", draft("0"), token: token).json()
            let path = "/api/v1/cases/\(posted.case.id)"
            let start = EditHistory.State(version: 1, value: "0")
            var history = EditHistory()
            for (value, version) in [("other", 1), ("careless", 2)] {
                let answer = try await put(site, path, draft(value), "\"v\(version)\"", token)
                #expect(answer.status == 200, "\(answer.text)")
                history.edits.append(.init(seen: start, made: .init(version: version + 1, value: value)))
            }
            let end: BusinessCase = try await site.get(path, token: token).json()
            #expect(history.firstLoss(from: start, to: .init(version: end.version, value: end.content.title)) != nil)
        }
    }

    @Test func `a school puts right what it has on a student, and not over a newer import`() async throws {
        try await TestSite.serve { site in
            let school = try await site.given.school("Lille")
            let cohort = try await site.given.cohort("M1", of: school)
            let token = try await site.given.token(.schoolAdmin, of: school)
            func enrol(_ city: String) async throws {
                let csv = "key,given_name,family_name,email,city\n1,Ève,O’Neil,eve@example.org,\(city)\n"
                let answer = try await site.send(
                    "POST", "/api/v1/cohorts/\(cohort)/imports?name=r.csv", token: token, body: Data(csv.utf8), type: "text/csv")
                #expect(answer.status == 200, "\(answer.text)")
            }
            try await enrol("Lille")
            let listed: Page<StudentLine> = try await site.get("/api/v1/cohorts/\(cohort)/students", token: token).json()
            let path = "/api/v1/students/\(try #require(listed.items.first).id)"
            let shown = try await site.get(path, token: token)
            let tag = try #require(shown[header: "ETag"])
            let right =
                #"{"given_name": "Eve", "family_name": "O’Neil", "email": "eve.oneil@example.org", "languages": ["fr:C2"], "hours_per_week": 8}"#
            let corrected = try await put(site, path, right, tag, token)
            let student: Student = try corrected.json()
            #expect(student.givenName == "Eve" && student.email == "eve.oneil@example.org" && student.city == nil && student.key == "1")
            #expect(student.languages == ["fr:C2"] && student.hoursPerWeek == 8)
            #expect(try await put(site, path, right, tag, token).status == 412)
            let seen = try #require(corrected[header: "ETag"])
            try await enrol("Arras")
            #expect(try await put(site, path, right, seen, token).status == 412)
            let wrong = try await put(
                site, path,
                #"{"given_name": "", "family_name": "a\u202eb", "email": "eve at home", "languages": ["fr", "klingon"], "hours_per_week": 99, "not_before": "2027-02-01", "not_after": "2027-01-01"}"#,
                seen, token)
            let pointers = try wrong.problem.errors?.compactMap(\.pointer).sorted()
            #expect(
                pointers == ["#/email", "#/family_name", "#/given_name", "#/hours_per_week", "#/languages/1", "#/not_after"],
                "\(wrong.text)")
            let log = try await site.given.database.execute("SELECT outcome FROM audit_entry WHERE action = 'correctStudent' ORDER BY at")
                .decode(String.self)
            #expect(log == ["done", "refused", "refused", "refused"])
        }
    }
}
