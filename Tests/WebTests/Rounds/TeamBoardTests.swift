import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

@testable import Web

/// The board of a cohort's teams.
@Suite struct TeamBoardTests {
    @Test func `the board and a team show what they bring in both languages`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            try await checkPage(scene.browser, board, "Why this team", "Pourquoi cette équipe")
            try await checkPage(scene.browser, "\(board)?q=T1", "Teams of", "Équipes de")
            try await checkPage(scene.browser, "\(board)?q=nobody", "All teams", "Toutes les équipes")
            try await checkPage(scene.browser, "/desk/teams/\(scene.teams[0])", "When it is free", "Quand elle est libre")
            try await checkPage(scene.browser, "/desk/cohorts/\(scene.cohort)/formation", "Members at least", "Membres au moins")
        }
    }

    @Test func `an empty board asks once for teams, and its words agree with one case`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, teams: 0)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            let french = try await scene.browser.get("\(board)?lang=fr").text
            #expect(french.contains("face à ce que demande 1\u{A0}cas publié") && !french.contains("demandent 1"), "\(french)")
            #expect(try await scene.browser.get("\(board)?lang=en").text.contains("what 1\u{A0}published case asks."))
            #expect(french.components(separatedBy: "/formation\"").count == 2)
            let student = try await site.given.student("Ève", of: scene.school, in: scene.cohort)
            _ = try await site.given.team("T", of: [student], in: scene.cohort, school: scene.school)
            #expect(try await scene.browser.get(board).text.components(separatedBy: "/formation\"").count == 2)
        }
    }

    @Test func `what the pictures of a board have in common is drawn once, and its buttons share one form`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let board = try await scene.browser.get("/desk/cohorts/\(scene.cohort)/teams").text
            let defined = board.matches(of: /<defs><[a-z]+ id="(u\d+)"/).map { String($0.output.1) }
            #expect(Set(defined).count == defined.count && !defined.isEmpty)
            for id in defined { #expect(board.matches(of: try Regex("href=\"#\(id)\"")).count == scene.teams.count, "\(id)") }
            #expect(board.matches(of: /<form [^>]*id="change"/).count == 1)
            for team in scene.teams {
                #expect(board.contains("<button form=\"change\" formaction=\"/desk/teams/\(team)/lock\""))
                #expect(board.contains("<button form=\"change\" formaction=\"/desk/teams/\(team)/disband\""))
            }
        }
    }

    @Test func `a student is moved by drop and by menu, and what is refused is said with what was typed`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            let moves = "/desk/cohorts/\(scene.cohort)/moves"
            func members(_ team: Int) async throws -> [Student.ID] {
                try await site.given.database.execute("SELECT student_id FROM team_member WHERE team_id = \(scene.teams[team])")
                    .decode(Student.ID.self)
            }
            let dropped = try await scene.browser.submit(
                moves, ["student": "\(scene.students[0])", "team": "\(scene.teams[1])"], from: board)
            #expect(try scene.done(dropped).hasPrefix(board))
            #expect(try await members(0).isEmpty)
            #expect(try await Set(members(1)) == [scene.students[0], scene.students[1]])
            let chosen = try await scene.browser.submit(
                moves, ["student": "\(scene.students[1])/\(scene.teams[1])", "to": "\(scene.teams[2])"], from: board)
            #expect(chosen.status == 303)
            #expect(try await members(2).contains(scene.students[1]))
            let member = "\(scene.students[1])/\(scene.teams[2])"
            let open = try await scene.browser.submit(moves, ["student": member, "to": ""], from: board)
            #expect(
                open.status == 422 && open.text.contains("<details class=\"card moving\" id=\"moving\" open>")
                    && open.text.contains("id=\"to-fault\""))
            #expect(open.text.contains("value=\"\(member)\" selected"))
            #expect(try await members(2).contains(scene.students[1]))
            #expect(try await scene.browser.submit(moves, [:], from: board).text.contains("id=\"student-fault\""))
            let away = try await scene.browser.submit(moves, ["student": member, "to": "none"], from: board)
            #expect(away.status == 303 && away[header: "Location"]?.hasSuffix("notice=teamless") == true)
            #expect(try await !members(2).contains(scene.students[1]))
            #expect(try await scene.browser.submit("/desk/teams/\(scene.teams[0])/lock", from: board).status == 303)
            let locked = try await scene.browser.submit(
                moves, ["student": "\(scene.students[1])", "to": "\(scene.teams[0])"], from: board)
            #expect(locked.status == 409 && locked.text.contains("role=\"alert\""))
            #expect(try await scene.browser.submit("/desk/teams/\(scene.teams[0])/unlock", from: board).status == 303)
            #expect(try await scene.browser.submit("/desk/teams/\(scene.teams[0])/disband", from: board).status == 303)
            #expect(try await !scene.browser.get(board).text.contains("T0"))
        }
    }

    @Test func `whoever changes a team stays on the page of the board, and a drop on a locked team is answered there`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            let moves = "/desk/cohorts/\(scene.cohort)/moves"
            let here = "\(board)?q=T&sort=-name"
            let locked = try await scene.browser.submit("/desk/teams/\(scene.teams[2])/lock", ["stands_on": here], from: board)
            #expect(locked[header: "Location"] == "\(here)&notice=locked")
            #expect(try await browserText(scene, here).contains("data-fixed=\"\(scene.teams[2])\""))
            let moved = try await scene.browser.submit(
                moves, ["student": "\(scene.students[0])", "team": "\(scene.teams[1])", "stands_on": here], from: board)
            #expect(moved[header: "Location"] == "\(here)&notice=moved")
            let refused = try await scene.browser.submit(
                moves, ["student": "\(scene.students[0])", "team": "\(scene.teams[2])", "stands_on": here], from: board)
            #expect(refused.status == 409 && refused.text.contains("role=\"alert\"") && refused.text.contains("T2"))
            #expect(refused.text.contains("value=\"-name\" selected") && refused.text.contains("type=\"search\" value=\"T\""))
            let elsewhere = try await scene.browser.submit(
                moves, ["student": "\(scene.students[0])", "team": "\(scene.teams[0])", "stands_on": "/desk/rounds?q=T"], from: board)
            #expect(elsewhere[header: "Location"] == "\(board)?notice=moved")
        }
    }

    @Test func `the menu that moves somebody comes when it is asked for, with what the board was asked`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            let plain = try await scene.browser.get("\(board)?sort=-name&lang=fr").text
            #expect(!plain.contains("<option value=\"\(scene.students[0])/") && plain.contains("id=\"drop\""))
            // To be dragged they need no menu.
            for student in scene.students { #expect(plain.contains("<li data-student=\"\(student)\">")) }
            let link = try #require(plain.firstMatch(of: /href="([^"]+)#moving">Déplacer quelqu’un<\/a>/)).output.1
            let path = link.replacing("&amp;", with: "&")
            #expect(path == "\(board)?sort=-name&move=1")
            let asked = try await scene.browser.get(String(path)).text
            for (student, team) in zip(scene.students, scene.teams) {
                #expect(asked.contains("<option value=\"\(student)/\(team)\">") && asked.contains("<option value=\"\(team)\">"))
            }
            #expect(asked.contains("id=\"moving\" open") && asked.contains("value=\"-name\" selected"))
        }
    }

    @Test func `the board of a large cohort stays small`() async throws {
        try await TestSite.serve { site in
            let given = site.given
            let scene = try await RoundScene.of(site)
            let cohort = try await given.cohort("M2", of: scene.school)
            for team in 0..<9 {
                var members: [Student.ID] = []
                for number in 0..<5 {
                    let member = try await given.student("Ève-Maëlle \(team)-\(number) O’Neil de la Tour", of: scene.school, in: cohort)
                    members.append(member)
                }
                _ = try await given.team("Équipe \(team)", of: members, in: cohort, school: scene.school)
            }
            let page = try await scene.browser.get("/desk/cohorts/\(cohort)/teams?lang=fr")
            // A card that has nothing to show: what it takes besides names, skills and reasons.
            #expect(page.text.matches(of: /class="card team"/).count == 9 && page.body.count < 29_000, "\(page.body.count)")
        }
    }

    @Test func `proposed teams are leafed through, searched, sorted and taken along without being formed anew`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let cohort = try await site.given.cohort("M2", of: scene.school)
            for number in 0..<60 {
                _ = try await site.given.student("Ève-Maëlle O’Neil de la Tour \(number)", of: scene.school, in: cohort)
            }
            let preview = "/desk/cohorts/\(cohort)/formation/preview"
            let wish = "?min=2&max=2&seconds=1&lang=en"
            func cards(_ page: String) -> Int { page.matches(of: /class="card team"/).count }
            let page = try await scene.browser.get("\(preview)\(wish)")
            #expect(cards(page.text) == 24 && page.body.count < 60_000 && page.text.contains("Team or member"), "\(page.body.count)")
            #expect(page.text.contains("rel=\"next\""))
            // Whoever leafs on sees the same proposal, whoever comes since.
            _ = try await site.given.student("Zoë Après", of: scene.school, in: cohort)
            let second = try await browserText(scene, "\(preview)\(wish)&page=2")
            #expect(cards(second) == 6 && !second.contains("rel=\"next\"") && !second.contains("Zoë"))
            let found = try await browserText(scene, "\(preview)\(wish)&q=O%27NEIL%20tour%2057")
            #expect(cards(found) == 1 && found.contains("Tour 57"))
            #expect(try await browserText(scene, "\(preview)\(wish)&q=nobody").contains("No team is called so"))
            let names = { (text: String) in text.matches(of: /class="card team"><h2>([^<]+)</).map { String($0.output.1) } }
            let up = names(try await browserText(scene, "\(preview)\(wish)&sort=name"))
            let down = names(try await browserText(scene, "\(preview)\(wish)&sort=-name&page=2"))
            #expect(Array(up.prefix(6)) == Array(down.reversed()) && up.count == 24)
            let file = try await browserText(scene, "\(preview).csv\(wish)")
            #expect(file.split(separator: "\r\n").count == 61)
            #expect(try await browserText(scene, "\(preview).csv\(wish)&q=tour%2057").split(separator: "\r\n").count == 3)
        }
    }

    @Test func `whoever is erased or leaves is on no page and in no file of the teams that were proposed before`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let cohort = try await site.given.cohort("M2", of: scene.school)
            var students: [Student.ID] = []
            for name in ["Ève Zorglub", "Noé Quxfamily", "Zoë Ayme", "Léa Bree"] {
                students.append(try await site.given.student(name, of: scene.school, in: cohort))
            }
            let preview = "/desk/cohorts/\(cohort)/formation/preview"
            let wish = "?min=2&max=3&seconds=1&lang=en"
            #expect(try await browserText(scene, "\(preview)\(wish)").contains("Zorglub"))
            #expect(try await browserText(scene, "\(preview).csv\(wish)").contains("Zorglub"))
            try await site.given.application.perform(
                EraseStudent(student: students[0]), by: Caller(role: .schoolAdmin, organisation: scene.school, requestID: "erasure"))
            for path in ["\(preview).csv\(wish)", "\(preview)\(wish)&page=1", "\(preview)\(wish)&sort=name"] {
                let text = try await browserText(scene, path)
                #expect(!text.contains("Zorglub") && text.contains("Ayme"), "\(path): \(text)")
            }
            try await site.given.database.execute("DELETE FROM cohort_student WHERE student_id = \(students[1])")
            #expect(try await !browserText(scene, "\(preview).csv\(wish)").contains("Quxfamily"))
            // Who took the names along stands in the log.
            let lines = try await site.given.database.execute("SELECT count(*) FROM audit_entry WHERE action = 'previewTeams'")
            #expect(try lines[0].decode(Int.self) >= 6)
        }
    }

    @Test func `the board is searched as people type, sorted, and taken along`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            let ines = try await site.given.student("Inès O’Hara", of: scene.school, in: scene.cohort)
            _ = try await site.given.team("Étoile; =1+1", of: [ines], in: scene.cohort, school: scene.school)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            for words in ["etoile", "Ines", "O'Hara", "o’hara ines"] {
                let query = words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let found = try await browserText(scene, "\(board)?q=\(query)")
                #expect(found.contains("Étoile; =1+1</a>") && !found.contains("/desk/teams/\(scene.teams[1])\">"), "\(words)")
            }
            let sorted = try await browserText(scene, "\(board)?sort=-members&lang=fr")
            #expect(sorted.contains("value=\"-members\" selected") && sorted.contains("Les dessins en tableau"))
            #expect(sorted.contains("<title>Disponibilités de"))
            let file = try await scene.browser.get("\(board)/export?lang=fr")
            #expect(file.body.starts(with: [0xEF, 0xBB, 0xBF]) && file.text.contains("Équipe;Verrouillée;Clé;Nom;Prénom\r\n"))
            #expect(file.text.contains("\"Étoile; '=1+1\";non;") && file.text.contains(";O’Hara;Inès\r\n"))
            #expect(try await browserText(scene, "\(board)/export?lang=en").contains("Team,Locked,Key,Family name,Given name"))
        }
    }

    private func browserText(_ scene: RoundScene, _ path: String) async throws -> String { try await scene.browser.get(path).text }

    @Test(arguments: TeamBoardQuery.Sort.allCases)
    func `every sort of the board goes through all teams`(sort: TeamBoardQuery.Sort) async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            for number in 0..<4 { _ = try await site.given.team("V\(number)", of: [], in: scene.cohort, school: scene.school) }
            var (seen, cursor): ([Team.ID], String?) = ([], nil)
            repeat {
                let query = TeamBoardQuery(sort: sort, limit: 2, cursor: cursor)
                let page = try await site.given.application.perform(
                    ShowTeamBoard(cohort: scene.cohort, query: query),
                    by: Caller(role: .schoolAdmin, organisation: scene.school, requestID: "t"))
                seen += page.items.map(\.team.id)
                cursor = page.next
            } while cursor != nil
            #expect(seen.count == 7 && Set(seen).count == 7)
        }
    }

    @Test func `teams are shown first and stored only then`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site)
            for number in 0..<7 { _ = try await site.given.student("Ñ \(number)", of: scene.school, in: scene.cohort) }
            let form = "/desk/cohorts/\(scene.cohort)/formation"
            let wrong = try await scene.browser.submit(form, ["min": "x", "max": "4"], from: form)
            #expect(wrong.status == 422 && wrong.text.contains("value=\"x\"") && wrong.text.contains("id=\"min-fault\""))
            let apart = try await scene.browser.submit(form, ["min": "3", "max": "4", "apart": "nobody, none"], from: form)
            #expect(apart.status == 422 && apart.text.contains("id=\"apart-fault\""))
            // All that is wrong is said at once, each at its field.
            let several = try await scene.browser.submit(
                form, ["min": "6", "max": "4", "apart": "nobody, none", "not_alone": "dojo"], from: form)
            #expect(several.status == 422 && ["min", "apart", "not_alone"].allSatisfy { several.text.contains("id=\"\($0)-fault\"") })
            #expect(several.text.contains("has “dojo”") && !several.text.contains("attribute:dojo"))
            let wish = ["min": "3", "max": "4", "seconds": "1", "seed": "3"]
            let preview = try scene.done(try await scene.browser.submit(form, wish, from: form))
            #expect(preview.hasPrefix("\(form)/preview?"))
            try await checkPage(scene.browser, preview, "Keep these teams", "Garder ces équipes")
            let before = try await site.given.database.execute("SELECT count(*) FROM team")[0].decode(Int.self)
            #expect(before == 3)
            #expect(try await scene.browser.submit("\(form)/teams", wish, from: preview).status == 303)
            let after = try await site.given.database.execute("SELECT count(*) FROM team")[0].decode(Int.self)
            #expect(after == 5)
        }
    }

    @Test func `a supervisor reads the board and changes nothing; others are shown the door`() async throws {
        try await TestSite.serve { site in
            let scene = try await RoundScene.of(site, as: .supervisor)
            let board = "/desk/cohorts/\(scene.cohort)/teams"
            let page = try await scene.browser.get(board)
            #expect(page.status == 200 && !page.text.contains("<form method=\"post\" novalidate action=\"/desk/cohorts"))
            #expect(try await scene.browser.get("/desk/cohorts/\(scene.cohort)/formation").status == 403)
            let move = try await scene.browser.submit("/desk/cohorts/\(scene.cohort)/moves", ["student": "\(scene.students[0])"])
            #expect(move.status == 403)
            let foreign = try await Browser.signedIn(site, as: .schoolAdmin, of: try await site.given.school("Autre"))
            #expect(try await foreign.get(board).status == 404)
            let student = try await Browser.signedIn(site, as: .student, of: scene.school, for: scene.students[0])
            #expect(try await student.get(board).status == 403)
        }
    }

    @Test func `half-hours are cut where who is free changes`() {
        let people = [
            HeatPicture.Person(name: "Ève", free: .init("mon 09:00-12:00") ?? .init()),
            HeatPicture.Person(name: "Zoë", free: .init("mon 10:00-13:00") ?? .init()),
        ]
        let picture = HeatPicture(id: "h", title: "T", people: people)
        let monday = picture.runs().filter { $0.day == 0 && $0.missing.count < 2 }
        #expect(monday.map(\.slots) == [18..<20, 20..<24, 24..<26] && monday.map(\.missing) == [[1], [], [0]])
        #expect(HeatPicture.step(0, of: 4) == 0 && HeatPicture.step(1, of: 4) == 1 && HeatPicture.step(4, of: 4) == 5)
        let html = picture.html(Words(language: .french)).text
        #expect(html.contains("lun. 9\u{A0}h–10\u{A0}h · 1 libre, sans Zoë"))
    }
}
