import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Enrolling a cohort from a file: whole or absent, once or twice, back again.
struct ImportRosterTests {
    private static let file = """
        key,given_name,family_name,email,skills,team,languages
        1,Ève,O’Neil,eve@example.org,négociation:3;zzz unknown:2,Équipe A,fr:C2
        2,Zoë,Straße,zoe@example.org,Excel:2,Équipe A,fr:C1;en:B2
        3,中村,愛,ai@example.org,NEGOTIATION:1,Équipe B,fr:B2

        """

    private func importing(
        _ text: String, into cohort: Cohort.ID, dryRun: Bool = false, skip: Bool = false
    ) -> ImportRoster {
        ImportRoster(
            cohort: cohort, query: RosterImportQuery(name: "students.csv", dryRun: dryRun, skipRejected: skip), file: Array(text.utf8))
    }

    @Test func `behind a stray quote the file is read on, behind a quote that stays open nothing is skipped`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let file = """
                key,given_name,family_name,email
                1,A,C,a@example.org
                2,B"x,F,b@example.org
                3,G,G,c@example.org
                4,H,"",d@example.org
                5,I,I,e@example.org

                """
            let stored = try await given.perform(importing(file, into: cohort, skip: true), as: .school(school))
            #expect((stored.new, stored.rejected) == (3, 2))
            #expect(stored.problems.map(\.code) == ["stray-quote", "missing-value"] && stored.problems.map(\.line) == [3, 5])
            let open = file.replacing("B\"x", with: "\"B").replacing(",\"\",", with: ",H,")
            let refused = try #require(try await given.refusal(of: importing(open, into: cohort, skip: true), as: .school(school)))
            #expect(refused.report?.problems.map(\.code) == ["unclosed-quote", "not-read"] && refused.report?.problems.last?.line == 3)
            #expect(refused.report?.stored == false)
        }
    }

    private func counts(_ given: Given) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in [
            "student", "cohort_student", "team", "team_member", "roster_import", "roster_import_change",
        ] {
            counts[table] = try await given.database.execute("SELECT count(*) FROM \(identifier: table)")[0].decode(Int.self)
        }
        return counts
    }

    @Test func `a file enrols everyone once, and a second time changes nothing`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            let first = try await given.application.perform(importing(Self.file, into: cohort), by: admin)
            #expect((first.new, first.changed, first.unchanged, first.rejected) == (3, 0, 0, 0))
            #expect(first.stored && first.teams == 2)
            #expect(first.problems.map(\.code) == ["unknown-skill"])
            let stored = try await counts(given)
            #expect(stored["student"] == 3 && stored["team_member"] == 3 && stored["cohort_student"] == 3)
            let held = try await given.database.execute("SELECT sum(cardinality(skills)), sum(cardinality(labels)) FROM student")[0]
            #expect(try held.decode(Int.self, Int.self) == (3, 1))
            let second = try await given.application.perform(importing(Self.file, into: cohort), by: admin)
            #expect((second.new, second.changed, second.unchanged, second.rejected) == (0, 0, 3, 0))
        }
    }

    @Test func `a large file that changes everyone is stored right behind the first, before any statistics are there`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            func file(_ mark: String, _ count: Int = 8_000) -> String {
                "key,given_name,family_name,email,team,languages\n"
                    + (1...count).map { "\($0),Ève\(mark),O’Neil,e\($0)@example.org,Équipe \($0 / 5)\(mark),fr:C2\n" }.joined()
            }
            // Statistics that know another cohort only: the planner takes this one for empty.
            let other = try await given.cohort("M2", of: school)
            _ = try await given.perform(
                importing(file("", 50).replacing(",Ève", with: "x,Ève").replacing("@", with: "@x."), into: other), as: .school(school))
            try await given.database.execute("ANALYZE")
            // Looking through all rows once for each takes thirty times as long as enrolling them, and more since these are enrolled in pieces.
            var times: [Duration] = []
            for (mark, changed) in [("", 0), ("a", 8_000), ("b", 8_000)] {
                let start = ContinuousClock.now
                let report = try await given.perform(importing(file(mark), into: cohort), as: .school(school))
                #expect(report.changed == changed && report.stored)
                times.append(ContinuousClock.now - start)
            }
            #expect(times[1] < times[0] * 20 && times[2] < times[0] * 20, "\(times)")
            let teams = try await given.database.execute(
                "SELECT count(DISTINCT team_id), count(*) FROM team_member m JOIN team t ON t.id = m.team_id WHERE t.name LIKE '%b'")[0]
            #expect(try teams.decode(Int.self, Int.self) == (1_601, 8_000))
        }
    }

    @Test func `a dry run says the same and stores nothing`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let before = try await counts(given)
            let report = try await given.application.perform(importing(Self.file, into: cohort, dryRun: true), by: .school(school))
            #expect(report.new == 3 && !report.stored && report.import == nil)
            #expect(try await counts(given) == before)
        }
    }

    @Test func `one rejected row refuses the whole file, unless rejected rows are skipped`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let bad = Self.file + "4,Bad,Mail,not an address,,,\n"
            let before = try await counts(given)
            await #expect {
                _ = try await given.application.perform(importing(bad, into: cohort), by: .school(school))
            } throws: { error in
                guard let reason = (error as? any Refusal)?.reason, let report = reason.report else { return false }
                return reason.kind == .rejectedImport && report.rejected == 1 && report.new == 3
                    && report.problems.contains { $0.code == "bad-email" && $0.line == 5 && $0.column == "email" }
            }
            #expect(try await counts(given) == before)
            let skipped = try await given.application.perform(importing(bad, into: cohort, skip: true), by: .school(school))
            #expect(skipped.new == 3 && skipped.rejected == 1 && skipped.stored)
        }
    }

    @Test func `a changed row is changed, a column that is absent leaves what is stored alone, an empty cell clears`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            _ = try await given.application.perform(importing(Self.file, into: cohort), by: admin)
            let changed = try await given.application.perform(
                importing(
                    "key,given_name,family_name,email,languages\n1,Ève,O’Neil,eve@example.org,\n2,Zoë,Straße,zoe@example.org,fr:C1;en:B2\n",
                    into: cohort),
                by: admin)
            #expect((changed.new, changed.changed, changed.unchanged) == (0, 1, 1))
            let row = try await given.database.execute(
                """
                SELECT languages, cardinality(skills),
                    (SELECT count(*) FROM team_member m WHERE m.student_id = s.id) FROM student s WHERE key = '1'
                """)[0].decode([String].self, Int.self, Int.self)
            #expect(row.0.isEmpty && row.1 == 1 && row.2 == 1)
        }
    }

    @Test func `skills and labels in another order change nothing, another level or another label does`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            func changed(_ first: String, _ second: String) async throws -> Int {
                let rows = [first, second].enumerated().map { "\($0),Ève,O’Neil,eve\($0)@example.org,\($1)\n" }
                let text = "key,given_name,family_name,email,skills\n" + rows.joined()
                return try await given.application.perform(importing(text, into: cohort), by: admin).changed
            }
            _ = try await changed("négociation:3;Excel:2;zzz b:1;Zzz a:2;éée:1", "")
            #expect(try await changed("éée:1;Zzz a:2;zzz b:1;tableur:1;Excel:2;negotiation:3", "") == 0)
            #expect(try await changed("négociation:4;Excel:2;zzz b:1;Zzz a:2;éée:1", "") == 1)
            #expect(try await changed("négociation:4;Excel:2;zzz b:1;Zzz a:3;éée:1", "zzz: b:1") == 2)
            #expect(try await changed("", "zzz: b:1") == 1)
            let labels = try await given.database.execute("SELECT unnest(labels) FROM student").decode(String.self)
            #expect(labels == ["zzz: b:1"])
        }
    }

    @Test func `an undo puts back what was and removes what was made`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            _ = try await given.application.perform(importing(Self.file, into: cohort), by: admin)
            let exported = try await given.application.perform(ExportCohort(cohort: cohort), by: admin)
            let more = """
                key,given_name,family_name,email,skills,team
                1,Eve,Changed,other@example.org,Excel:4,Équipe C
                9,New,One,new@example.org,,Équipe C

                """
            let second = try await given.application.perform(importing(more, into: cohort), by: admin)
            #expect(second.new == 1 && second.changed == 1)
            let undone = try await given.application.perform(UndoImport(import: #require(second.import)), by: admin)
            #expect((undone.removed, undone.restored, undone.kept.count) == (1, 1, 0))
            #expect(try await given.application.perform(ExportCohort(cohort: cohort), by: admin) == exported)
            #expect(try await given.database.execute("SELECT FROM team WHERE name = 'Équipe C'").isEmpty)
            await #expect(throws: UndoImport.No.self) {
                _ = try await given.application.perform(UndoImport(import: #require(second.import)), by: admin)
            }
        }
    }

    @Test func `an undo keeps whom somebody has used since`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            let report = try await given.application.perform(importing(Self.file, into: cohort), by: admin)
            let student = try await given.database.execute("SELECT id FROM student WHERE key = '2'")[0].decode(Student.ID.self)
            try await given.consent(of: student, school)
            let undone = try await given.application.perform(UndoImport(import: #require(report.import)), by: admin)
            #expect(undone.removed == 2 && undone.kept == [student])
        }
    }

    @Test func `an import of which all have to stay is not undone, says why, and can be later`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            let report = try await given.application.perform(importing(Self.file, into: cohort), by: admin)
            let id = try #require(report.import)
            let students = try await given.database.execute("SELECT id FROM student ORDER BY id").decode(Student.ID.self)
            let other = try await given.cohort("M2", of: school)
            for student in students {
                try await given.database.execute(
                    "INSERT INTO cohort_student (cohort_id, student_id, school_id) VALUES (\(other), \(student), \(school))")
            }
            for isDryRun in [true, false] {
                let undone = try await given.application.perform(UndoImport(import: id, dryRun: isDryRun), by: admin)
                #expect(!undone.undone && undone.kept == students && undone.note?.contains("\(students.count)") == true)
            }
            #expect(try await given.perform(ShowImport(import: id), as: admin).undoneAt == nil)
            #expect(try await counts(given)["student"] == 3)
            // Once nothing uses them any more it is undone, however late, and then for good.
            try await given.database.execute("DELETE FROM cohort_student WHERE cohort_id = \(other)")
            let undone = try await given.perform(UndoImport(import: id), as: admin)
            #expect(undone.undone && undone.removed == 3 && undone.kept.isEmpty)
            #expect(try await given.perform(ShowImport(import: id), as: admin).undoneAt != nil)
            #expect(try await counts(given)["student"] == 0)
            #expect(try await given.refusal(of: UndoImport(import: id), as: admin)?.code == "undone-already")
        }
    }

    @Test func `an export is imported again without a change, formulas and all`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            let hostile = "key,given_name,family_name,email,city\n1,=HYPERLINK(1),\"@SUM, \"\"x\"\"\",a@example.org,+33\n"
            _ = try await given.application.perform(importing(hostile, into: cohort), by: admin)
            let bytes = try await given.application.perform(ExportCohort(cohort: cohort), by: admin)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("'=HYPERLINK") && text.contains("'@SUM") && text.contains("'+33"))
            let again = try await given.application.perform(importing(text, into: cohort), by: admin)
            #expect((again.new, again.changed, again.unchanged) == (0, 0, 1))
        }
    }

    @Test func `of two imports at once one is done, the other is told so or finds it done`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            // Two cohorts, since keys are the school's.
            let cohorts = [try await given.cohort("M1", of: school), try await given.cohort("M2", of: school)]
            let admin = Caller.school(school)
            var left = Set(0..<8)
            while !left.isEmpty {
                let done = try await withThrowingTaskGroup(of: Int?.self) { group in
                    for number in left {
                        group.addTask {
                            do {
                                _ = try await given.application.perform(importing(Self.file, into: cohorts[number % 2]), by: admin)
                                return number
                            } catch let refusal as any Refusal where refusal.reason.code == "roster-in-use" {
                                return nil
                            }
                        }
                    }
                    return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
                }
                #expect(!done.isEmpty)
                left.subtract(done)
            }
            let counts = try await given.database.execute(
                "SELECT (SELECT count(*) FROM student), (SELECT count(*) FROM cohort_student), (SELECT count(*) FROM roster_import)"
            ).decode(Int.self, Int.self, Int.self)
            #expect(counts[0] == (3, 6, 8))
        }
    }

    @Test func `imports that moved a student are undone in any order`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let admin = Caller.school(school)
            var imports: [RosterImport.ID] = []
            for team in ["T1", "T2"] {
                let report = try await given.application.perform(importing(Self.roster(team), into: cohort), by: admin)
                imports.append(try #require(report.import))
            }
            let first = try await given.application.perform(UndoImport(import: imports[0]), by: admin)
            #expect(first.kept.count == 1 && first.note?.contains("newest first") == true, "\(first)")
            let second = try await given.application.perform(UndoImport(import: imports[1]), by: admin)
            #expect(second.restored == 1)
            let teams = try await given.database.execute(
                "SELECT t.name FROM team_member m JOIN team t ON t.id = m.team_id"
            ).decode(String.self)
            #expect(teams == ["T1"])
        }
    }

    @Test func `imports are undone newest first, down to an empty cohort`() async throws {
        try await Given.house { given in
            let (admin, cohort, imports) = try await threeImports(given)
            for number in [2, 1] {
                let undone = try await given.perform(UndoImport(import: imports[number]), as: admin)
                #expect(undone.kept.isEmpty && undone.restored == 1)
            }
            let undone = try await given.perform(UndoImport(import: imports[0]), as: admin)
            #expect(undone.kept.isEmpty && undone.removed == 1)
            #expect(try await given.database.execute("SELECT FROM cohort_student WHERE cohort_id = \(cohort)").isEmpty)
        }
    }

    @Test func `what somebody else changed between two imports is kept though the newer one is undone`() async throws {
        try await Given.house { given in
            let (admin, cohort, imports) = try await threeImports(given)
            _ = try await given.perform(UndoImport(import: imports[2]), as: admin)
            try await given.database.execute("UPDATE student SET city = 'Lyon', changed_at = now()")
            let fourth = try await given.perform(importing(Self.roster("T4"), into: cohort), as: admin)
            #expect(try await given.perform(UndoImport(import: #require(fourth.import)), as: admin).restored == 1)
            #expect(try await given.perform(UndoImport(import: imports[1]), as: admin).kept.count == 1)
        }
    }

    @Test func `a student whose team is gone goes back without it, and the report says so`() async throws {
        try await Given.house { given in
            let (admin, _, imports) = try await threeImports(given)
            try await given.database.execute("DELETE FROM team WHERE name = 'T2'")
            let student = try await given.database.execute("SELECT id FROM student").decode(Student.ID.self)
            let undone = try await given.perform(UndoImport(import: imports[2]), as: admin)
            #expect(undone.restored == 1 && undone.withoutTeam == student)
            #expect(try await given.database.execute("SELECT FROM team_member").isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `an undo beside an import of the school is refused at once, whatever rows are locked`()
        async throws
    {
        try await Given.house { given in
            let (admin, _, imports) = try await threeImports(given)
            let school = try #require(admin.organisation)
            try await given.database.transaction { other in
                _ = try await other.execute("SELECT pg_advisory_xact_lock(hashtextextended('roster of ' || \(school.description), 0))")
                _ = try await other.execute("SELECT FROM roster_import FOR UPDATE")
                #expect(try await given.refusal(of: UndoImport(import: imports[2]), as: admin)?.code == "roster-in-use")
            }
        }
    }

    /// One student, whom three imports put into one team after another.
    private func threeImports(_ given: Given) async throws -> (admin: Caller, cohort: Cohort.ID, imports: [RosterImport.ID]) {
        try await given.application.start()
        let school = try await given.school("École Zoë")
        let cohort = try await given.cohort("M1", of: school)
        var imports: [RosterImport.ID] = []
        for team in ["T1", "T2", "T3"] {
            let report = try await given.perform(importing(Self.roster(team), into: cohort), as: .school(school))
            imports.append(try #require(report.import))
        }
        return (.school(school), cohort, imports)
    }

    private static func roster(_ team: String) -> String {
        "key,given_name,family_name,email,team\nu1,Ana,Lopez,ana@ecole.example,\(team)\n"
    }

    @Test func `another school's cohort is not found, and a company may not import`() async throws {
        try await Given.house { given in
            let (own, other) = (try await given.school("École Zoë"), try await given.school("L'Autre"))
            let cohort = try await given.cohort("M1", of: other)
            await #expect {
                _ = try await given.application.perform(importing(Self.file, into: cohort), by: .school(own))
            } throws: { ($0 as? any Refusal)?.reason.kind == .missing }
            let company = try await given.company("Miel & fils")
            await #expect {
                _ = try await given.application.perform(importing(Self.file, into: cohort), by: .company(company))
            } throws: { ($0 as? any Refusal)?.reason.kind == .denied }
        }
    }
}
