import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Teams that come from a file of their own.
@Suite(.timeLimit(.minutes(10))) struct ImportTeamsTests {
    private struct Scene {
        var caller: Caller
        var school: Organisation.ID
        var cohort: Cohort.ID
        var students: [Student.ID] = []
    }

    /// Students of the keys `k0` … `k4` and the addresses `s0@example.org` …
    private func scene(_ given: Given) async throws -> Scene {
        let school = try await given.school("École Zoë")
        var scene = Scene(caller: .school(school), school: school, cohort: try await given.cohort("M1", of: school))
        for (index, name) in ["Ève O’Neil", "Zoë Groß", "Łukasz 中", "Ñandú Şen", "Jo Ø"].enumerated() {
            let student = try await given.student(name, of: school, in: scene.cohort)
            try await given.database.execute(
                "UPDATE student SET key = \("k\(index)"), email = \("S\(index)@example.org") WHERE id = \(student)")
            scene.students.append(student)
        }
        return scene
    }

    private func work(_ scene: Scene, _ rows: String, dryRun: Bool? = nil) -> ImportTeams {
        ImportTeams(
            cohort: scene.cohort, query: TeamImportQuery(name: "teams.csv", dryRun: dryRun), file: Array("team,student\n\(rows)".utf8))
    }

    private func teams(_ given: Given, _ scene: Scene) async throws -> [String: Set<Student.ID>] {
        let teams = try await given.perform(ListTeams(cohort: scene.cohort, query: SortedQuery()), as: scene.caller).items
        return Dictionary(uniqueKeysWithValues: teams.map { ($0.name, Set($0.members.map(\.student))) })
    }

    @Test func `a file of thousands is stored at once, the tallies with it`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            try await given.database.execute(
                """
                WITH made AS (
                    INSERT INTO student (school_id, key, given_name, family_name, email)
                    SELECT \(scene.school), 'm' || n, 'Ana', 'Ba', 'm' || n || '@example.org' FROM generate_series(1, 5000) n RETURNING id, school_id
                ) INSERT INTO cohort_student (cohort_id, student_id, school_id) SELECT \(scene.cohort), id, school_id FROM made
                """)
            let rows = (1...5_000).map { "T \(($0 + 4) / 5),m\($0)\n" }.joined()
            let report = try await given.perform(work(scene, rows), as: scene.caller)
            #expect(report.new == 5_000 && report.teams == 1_000 && report.stored)
            let sizes = try await given.database.execute(
                "SELECT DISTINCT count(*) FROM team_member WHERE cohort_id = \(scene.cohort) GROUP BY team_id"
            ).decode(Int.self)
            #expect(sizes == [5])
        }
    }

    @Test func `students come into the teams of the file, by key or e-mail, and the second time nothing changes`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.team("Équipe 1", of: [scene.students[0], scene.students[4]], in: scene.cohort, school: scene.school)
            let rows = "Équipe 1,k0\nÉquipe 1,s1@EXAMPLE.org\nÉquipe 2,k2\nÉquipe 2,k4\n"
            let dry = try await given.perform(work(scene, rows, dryRun: true), as: scene.caller)
            #expect(dry.new == 2 && dry.changed == 1 && dry.unchanged == 1 && dry.teams == 1 && !dry.stored)
            #expect(try await teams(given, scene).count == 1)
            let report = try await given.perform(work(scene, rows), as: scene.caller)
            #expect(
                report.new == 2 && report.changed == 1 && report.unchanged == 1 && report.rejected == 0 && report.teams == 1
                    && report.stored)
            let expected: [String: Set<Student.ID>] = [
                "Équipe 1": [scene.students[0], scene.students[1]], "Équipe 2": [scene.students[2], scene.students[4]],
            ]
            #expect(try await teams(given, scene) == expected)
            let again = try await given.perform(work(scene, rows), as: scene.caller)
            #expect(again.new == 0 && again.changed == 0 && again.unchanged == 4 && again.teams == 0)
            // Whom a file does not name stays.
            _ = try await given.perform(work(scene, "Équipe 1,k3\n"), as: scene.caller)
            #expect(try await teams(given, scene)["Équipe 1"] == [scene.students[0], scene.students[1], scene.students[3]])
            let audited = try await given.database.execute(
                "SELECT count(*) FROM audit_entry WHERE action = 'importTeams' AND outcome = 'done'")
            #expect(try audited[0].decode(Int.self) == 3)
        }
    }

    @Test func `each row is tallied once, as new, changed, unchanged or refused, and the cohort's counts follow what is stored`()
        async throws
    {
        try await Given.house { given in
            let scene = try await scene(given)
            _ = try await given.team("Équipe 1", of: [scene.students[0], scene.students[4]], in: scene.cohort, school: scene.school)
            func members() async throws -> [Int] {
                let counts = try await given.database.execute("SELECT * FROM cohort_counts(\(scene.cohort))")[0]
                    .decode(Int.self, Int.self, Int.self, Int.self, Int.self, Int.self)
                return [counts.0, counts.4, counts.5]
            }
            func tally(_ report: ImportReport) -> [Int] {
                [report.new, report.changed, report.unchanged, report.rejected, report.teams ?? -1]
            }
            let (taken, refused) = ("Équipe 1,k0\nÉquipe 1,k1\nÉquipe 1,k3\nÉquipe 2,k4\n", "Équipe 2,nobody\n,k2\nÉquipe 3,k1\n")
            let dry = try await given.perform(work(scene, taken + refused, dryRun: true), as: scene.caller)
            #expect(tally(dry) == [2, 1, 1, 3, 1] && !dry.stored, "\(dry)")
            let whole = try await given.refusal(of: work(scene, taken + refused), as: scene.caller)
            #expect(whole?.report.map(tally) == [2, 1, 1, 3, 1], "\(String(describing: whole?.report))")
            #expect(try await members() == [5, 2, 1])
            let stored = try await given.perform(work(scene, taken), as: scene.caller)
            #expect(tally(stored) == [2, 1, 1, 0, 1] && stored.stored, "\(stored)")
            #expect(try await members() == [5, 4, 2])
            let again = try await given.perform(work(scene, taken), as: scene.caller)
            #expect(tally(again) == [0, 0, 4, 0, 0], "\(again)")
        }
    }

    @Test func `one row that cannot be taken refuses the whole file, and each is named`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let elsewhere = try await given.student("Loin D’ici", of: scene.school)
            try await given.database.execute("UPDATE student SET key = 'far' WHERE id = \(elsewhere)")
            try await given.database.execute("UPDATE student SET email = 'roux@example.org' WHERE key IN ('k2', 'k3')")
            _ = try await given.team("Fermée", of: [scene.students[0]], in: scene.cohort, school: scene.school)
            try await given.database.execute("UPDATE team SET locked = true")
            let rows = "A,k1\nA,nobody\nA,far\nB,roux@example.org\nB,s1@example.org\nB,k0\nFermée,k4\n,k4\n"
            let refusal = try await given.refusal(of: work(scene, rows), as: scene.caller)
            #expect(refusal?.kind == .rejectedImport)
            let problems = try #require(refusal?.report).problems
            #expect(
                problems.map { "\($0.line ?? 0) \($0.column ?? "") \($0.code)" } == [
                    "9 team missing-value", "3 student unknown-student", "4 student not-in-cohort", "5 student several-students",
                    "6 student repeated-student", "7 team team-locked", "8 team team-locked",
                ])
            #expect(refusal?.report?.rejected == 7)
            #expect(try await teams(given, scene) == ["Fermée": [scene.students[0]]])
            // As it stands already is no change.
            #expect(try await given.perform(work(scene, "Fermée,k0\n"), as: scene.caller).unchanged == 1)
        }
    }

    @Test func `a team that has a case by a published round keeps its members`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let team = try await given.team("Équipe 1", of: [scene.students[0]], in: scene.cohort, school: scene.school)
            let company = try await given.company("Miel & fils")
            let businessCase = try await given.businessCase("Épicerie", by: company)
            let round = try await given.round("Printemps", of: scene.school, over: scene.cohort)
            let run = try await given.run(of: round, by: scene.school, matching: team, scene.school, with: businessCase, company)
            try await given.publish(run)
            for row in ["Équipe 1,k1\n", "Autre,k0\n"] {
                let refusal = try await given.refusal(of: work(scene, row), as: scene.caller)
                #expect(refusal?.report?.problems.map(\.code) == ["team-published"], "\(row)")
            }
            #expect(try await teams(given, scene) == ["Équipe 1": [scene.students[0]]])
        }
    }

    @Test func `another school's cohort is not found, and a student may not`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let foreign = try await given.school("Autre")
            #expect(try await given.refusal(of: work(scene, "A,k0\n"), as: .school(foreign))?.kind == .missing)
            #expect(try await given.refusal(of: work(scene, "A,k0\n"), as: .student(scene.students[0], of: scene.school))?.kind == .denied)
        }
    }
}
