import Foundation
import TestSupport
import Testing

/// A student is matched, found and followed; reads all that is kept; and is erased, after which nothing of the person is anywhere, while
/// what was published still verifies.
struct PrivacyJourneyTests {
    private static let traces = [
        "Maëlys-Ornicar", "Vroustoupoulos", "K-77881234", "maelys.vroust@ecole.example", "Vézelay-les-Bois", "Vroust",
    ]
    private static let students = """
        key;given_name;family_name;email;languages;skills;availability;hours_per_week;team;city
        K-77881234;Maëlys-Ornicar;Vroustoupoulos;maelys.vroust@ecole.example;fr:C2;négociation:3;lun 9h-12h;10;Équipe 1;Vézelay-les-Bois
        002;Zoé;Martin;zoe@ecole.example;fr:C2;négociation:3;lun 9h-12h;10;Équipe 1;Dijon

        """

    /// From a timetable: shown first, stored when it is asked for, and from then on kept to.
    private static func stateFreeTime(_ me: Speaker) async throws {
        let today = Int(Date.now.timeIntervalSince1970) / 86_400
        // 1970 began on a Thursday.
        let monday = TimeInterval((today + 7 - (today + 3) % 7) * 86_400)
        let day = Date(timeIntervalSince1970: monday).formatted(.iso8601.year().month().day().dateSeparator(.omitted))
        let timetable =
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Europe/Paris:\(day)T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=9\nno colon\nEND:VEVENT\nEND:VCALENDAR\n"
        let shown = try await me("student", "availability", "me", "--calendar", "-", input: timetable)
        #expect(shown.status == 0 && shown.output.contains("mon 07:00-09:00;mon 10:00-22:00") && shown.complaints.contains(":6"))
        #expect(try await !me.done("student", "availability", "me").contains("mon 07:00-09:00"))
        #expect(try await me.done("student", "availability", "me", "--week", "mon 09:00-12:00").contains("available: mon 09:00-12:00"))
        let kept = try await me.done("student", "availability", "me", "--calendar", "-", "--within", "--store", input: timetable)
        #expect(kept == "available: mon 10:00-12:00")
        #expect(try await me("student", "availability", "me", "--week", "mon 9", "--link", "https://x/").status == 2)
        #expect(try await me("student", "availability", "me", "--link", "https://127.0.0.1/a.ics").complaints.contains("not on the public"))
    }

    @Test func `a person reads everything that is kept, and once erased is nowhere`() async throws {
        try await TemporaryFolder.lend { folder in
            let state = folder.appending(path: "state")
            try await RunningDaemon.serve(state: state) { daemon in
                let url = try await daemon.address().absoluteString
                let secret = try await daemon.operatorToken()
                let root = Speaker(url: url, token: secret)
                let school = try await root.done("school", "create", "École de Vézelay")
                let company = try await root.done("company", "create", "Miel du Morvan")
                func speaker(_ role: String, _ organisation: String, _ more: String...) async throws -> Speaker {
                    var arguments = ["token", "create", "--role", role, "--organisation", organisation] + more
                    arguments = arguments.filter { !$0.isEmpty }
                    let outcome = try await CommandLineProgram.run(
                        arguments, environment: ["VIVIER_URL": url, "VIVIER_TOKEN": secret])
                    #expect(outcome.status == 0, "\(outcome.complaints)")
                    return Speaker(url: url, token: outcome.output.trimmingCharacters(in: .newlines))
                }
                let dean = try await speaker("school-admin", school)
                let maker = try await speaker("company", company)

                let roster = folder.appending(path: "students.csv")
                try Data(Self.students.utf8).write(to: roster)
                let cohort = try await dean.done("cohort", "create", "M1", "Master 1")
                _ = try await dean.done("cohort", "import", roster.path, "--cohort", cohort)
                // A second import changes the student, so that what was before is kept.
                let changed = Self.students.replacing("10;Équipe 1;Vézelay", with: "11;Équipe 1;Vézelay")
                _ = try await dean.done("cohort", "import", "-", "--cohort", cohort, input: changed)
                let listed = try #require(try await dean.json("cohort", "students", cohort)["items"] as? [[String: Any]])
                let student = try #require(listed.first { $0["key"] as? String == "K-77881234" }?["id"] as? String)
                let me = try await speaker("student", school, "--student", student)
                try await Self.stateFreeTime(me)

                _ = try await maker.postHoney()
                let round = try await dean.done("round", "create", "Hiver", "--cohort", cohort)
                let run = try #require(try await dean.json("round", "run", round)["id"] as? String)
                _ = try await dean.done("round", "publish", run)
                _ = try await me.done("consent", "give", student, "talent-pool", "--field", "email", "--field", "languages")
                let found = try #require(try await maker.json("pool", "search", "négociation>=3")["items"] as? [[String: Any]])
                #expect(found.count == 1 && found[0]["email"] as? String == "maelys.vroust@ecole.example" && found[0]["city"] == nil)
                _ = try await maker.done("prospect", "add", student, "--note", "Vroust a brillé")
                _ = try await root.done(
                    "invitation", "send", "maelys.vroust@ecole.example", "--role", "recruiter", "--organisation", company)

                try await expectExport(me, dean, student)
                let person = PersonTraces(traces: Self.traces, state: state)
                try await leaveMore(person, cohort, school, student, by: maker)

                let unsure = try await dean("privacy", "erase", student)
                #expect(unsure.status == 2 && unsure.complaints.contains("--yes"))
                let stranger = try await maker("privacy", "erase", student, "--yes")
                #expect(stranger.status == 4)
                _ = try await dean.done("privacy", "erase", student, "--yes")
                let again = try await dean("privacy", "erase", student, "--yes")
                #expect(again.status == 5)
                // Its token ends as soon as the daemon hears of it.
                let gone = try await TestSupport.found("the token still works") {
                    let answer = try await me("whoami")
                    return answer.status == 5 ? nil : answer
                }
                #expect(gone.status == 4, "\(gone.complaints)")

                try await expectNowhere(person, daemon, cohort, dean: dean, maker: maker)
                let verified = try await dean.done("round", "verify", run, "--replay")
                #expect(verified.contains("certificate valid"), "\(verified)")
                let ledger = try await dean.done("privacy", "ledger", "verify")
                #expect(ledger.contains("ledger valid") && ledger.contains("entries: 2"), "\(ledger)")
                let last = try #require(ledger.split(separator: "\n").first { $0.hasPrefix("last: ") }?.dropFirst(6))
                _ = try await root.done("privacy", "ledger", "verify", "--school", school, "--mark", String(last))
                let forged = "1:" + String(repeating: "0", count: 64)
                #expect(try await dean.done("privacy", "ledger", "list", "--words", "given", "--sort", "number").hasPrefix("1\t"))
                #expect(try await dean.done("privacy", "ledger", "list", "--words", "nothing").isEmpty)
                #expect(try await dean("privacy", "ledger", "list", "--sort", "at").status == 2)
                let taken = try await root.done("privacy", "ledger", "export", "--school", school, "--sort", "number")
                #expect(taken.hasPrefix("number,at,event,") && taken.contains(",given,"), "\(taken)")
                let refused = try await dean("privacy", "ledger", "verify", "--mark", forged)
                #expect(refused.status == 1 && refused.output.contains("NOT VALID"), "\(refused.output)")
            }
        }
    }

    private func expectExport(_ me: Speaker, _ dean: Speaker, _ student: String) async throws {
        let own = try await me.done("privacy", "export")
        for trace in Self.traces { #expect(own.contains(trace), "\(trace)") }
        let person = try #require(try JSONSerialization.jsonObject(with: Data(own.utf8)) as? [String: Any])
        for part in [
            "consent", "consent_entry", "person_read", "prospect", "prospect_event", "roster_import_change", "token", "team_member",
        ] {
            #expect((person[part] as? [Any])?.isEmpty == false, "\(part)")
        }
        let readable = try await me.done("privacy", "export", "--readable")
        for trace in Self.traces + ["Who looked at you", "Miel du Morvan", "Sell honey", "égoci"] {
            #expect(readable.contains(trace), "\(trace)")
        }
        #expect(!readable.contains("1111") && !readable.contains("_id") && !readable.contains("sha256"), "\(readable)")
        let french = try await me.done("privacy", "export", "--readable", "--language", "fr")
        for trace in ["Qui vous êtes", "prénom\u{A0}: Maëlys-Ornicar", "heures par semaine\u{A0}: 11", "lun 09:00-12:00", "promotion"] {
            #expect(french.contains(trace), "\(trace) in \(french)")
        }
        for word in ["given name", "mon 09", "family", "city", "company", "since"] { #expect(!french.contains(word), "\(word)") }
        let file = try await me.done("student", "show", "me")
        // The own team, and nobody else of it.
        #expect(file.contains("team: Équipe 1 (") && !file.contains("Zoé"), "\(file)")
        #expect(try await me.done("whoami").contains("team: Équipe 1 ("))
        #expect(try await me.done("student", "receipts", "me").contains("Miel du Morvan"))
        #expect(try await me.done("privacy", "export", "me", "--readable").contains("Vroustoupoulos"))
        let ask = try await me("privacy", "erase", "me")
        #expect(ask.status == 4 && ask.complaints.contains("École de Vézelay"), "\(ask.complaints)")
        #expect(try await dean("privacy", "erase", "me").status == 2)
        // What a company noted is not the school's to read.
        let schools = try await dean.done("privacy", "export", student)
        #expect(schools.contains("Vroustoupoulos") && !schools.contains("a brillé"))
    }

    /// What may hold the person besides, when the end comes: a roster that waits to be stored, and answers that are kept for a repetition.
    private func leaveMore(_ person: PersonTraces, _ cohort: String, _ school: String, _ student: String, by maker: Speaker) async throws {
        try await person.query(
            """
            WITH dean AS (INSERT INTO account (email) VALUES ('dean@ecole.example') RETURNING id),
                file AS (INSERT INTO roster_file (school_id, cohort_id, account_id, file_name, bytes, preview)
                    SELECT '\(school)', '\(cohort)', id, 'list.csv', convert_to('\(Self.students)', 'UTF8'), '{"first": "Vroust"}' FROM dean
                    RETURNING id, school_id, account_id)
            INSERT INTO roster_file_page (roster_id, school_id, account_id, state, page, rows)
                SELECT id, school_id, account_id, 'new', 1, '["Vroustoupoulos"]' FROM file
            """)
        try await person.query(
            """
            INSERT INTO idempotent_answer (token_id, operation, key, body_sha256, body)
            SELECT id, 'x', 'k', sha256('x'), convert_to('{"student":"\(student)","name":"Vroustoupoulos"}', 'UTF8') FROM token LIMIT 1
            """)
        // Refused for its name, which the server's log does not repeat.
        _ = try await maker.done("pool", "save", "Quêteurs-Introuvables", "négociation>=3")
        #expect(try await maker("pool", "save", "Quêteurs-Introuvables", "négociation>=3").status == 6)
        let said = try String(contentsOf: person.state.appending(path: "postgres/server.log"), encoding: .utf8)
        #expect(said.contains("pool_name_once") && !said.contains("Introuvables") && !said.contains("INSERT"), "\(said)")
        // The search itself is tried: all this is found while it is there.
        try await person.query("CHECKPOINT")
        let (dumped, files) = (try await person.inDump(whichHolds: "zoe@ecole.example"), try await person.inFiles())
        let hexadecimal = Data("Vroust".utf8).map { String($0, radix: 16) }.joined()
        #expect(dumped.count { $0.contains(hexadecimal) } >= 2, "\(dumped)")
        #expect(files.contains { $0.contains("/postgres/base/") } && files.contains { $0.contains("/postgres/pg_wal/") }, "\(files)")
    }

    /// Not in a search, nor in a dump of the database, nor in the log; and once its files are written anew, nor in any of them.
    private func expectNowhere(
        _ person: PersonTraces, _ daemon: RunningDaemon, _ cohort: String, dean: Speaker, maker: Speaker
    ) async throws {
        let found = try #require(try await maker.json("pool", "search", "négociation>=3")["items"] as? [Any])
        #expect(found.isEmpty)
        let listed = try await dean.done("cohort", "students", cohort)
        #expect(listed.contains("Zoé") && !listed.contains("Vroust"), "\(listed)")
        for (word, count) in [("vroust", 0), ("K-7788", 0), ("martin", 1)] {
            let url = try #require(URL(string: "\(dean.url)/api/v1/cohorts/\(cohort)/students?search=\(word)"))
            let body = try await RunningDaemon.answer(of: url, token: dean.token).body
            let page = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
            #expect((page["items"] as? [Any])?.count == count, "\(word): \(page)")
        }
        #expect(try await person.inDump(whichHolds: "zoe@ecole.example") == [])
        #expect(person.inLog(daemon) == [])
        // What was deleted stands in the files still.
        let before = try await person.inFiles()
        #expect(!before.isEmpty && before.allSatisfy { $0.hasPrefix("/postgres/") }, "\(before)")
        let rewritten = try await CommandLineProgram.run(["privacy", "rewrite", "--state-dir", person.state.path], of: "vivierd")
        #expect(rewritten.status == 0 && rewritten.output.contains("student"), "\(rewritten)")
        #expect(try await person.inFiles() == [])
        #expect(try await person.query("SELECT count(*) FROM student") == "1")
        let again = try await CommandLineProgram.run(["privacy", "rewrite", "--state-dir", person.state.path], of: "vivierd")
        #expect(again.status == 0 && again.output.contains("nothing"), "\(again)")
        let doctor = try await CommandLineProgram.run(["doctor", "--quick", "--state-dir", person.state.path], of: "vivierd")
        #expect(doctor.status == 0 && doctor.output.contains("nobody who was erased, written anew 20"), "\(doctor)")
    }
}
