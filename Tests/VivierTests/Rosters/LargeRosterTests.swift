import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// A file of many rows is enrolled while it is still being read; it is one piece all the same.
struct LargeRosterTests {
    private struct Scene {
        var given: Given
        var school: Organisation.ID
        var cohort: Cohort.ID

        func importing(_ text: String, dryRun: Bool = false, skip: Bool = false) -> ImportRoster {
            ImportRoster(
                cohort: cohort, query: RosterImportQuery(name: "large.csv", dryRun: dryRun, skipRejected: skip), file: Array(text.utf8))
        }

        func perform(_ text: String, dryRun: Bool = false, skip: Bool = false) async throws -> ImportReport {
            try await given.perform(importing(text, dryRun: dryRun, skip: skip), as: .school(school))
        }

        func refusal(of text: String, skip: Bool = false) async throws -> ImportReport {
            try #require(try await given.refusal(of: importing(text, skip: skip), as: .school(school))?.report)
        }

        /// Students, members, imports.
        func stored() async throws -> [Int] {
            let row = try await given.database.execute(
                "SELECT (SELECT count(*) FROM student), (SELECT count(*) FROM cohort_student), (SELECT count(*) FROM roster_import)")[0]
            let counts = try row.decode(Int.self, Int.self, Int.self)
            return [counts.0, counts.1, counts.2]
        }
    }

    private func scene(_ body: (Scene) async throws -> Void) async throws {
        try await Given.house { given in
            try await given.application.start()
            let school = try await given.school("École Zoë")
            try await body(Scene(given: given, school: school, cohort: try await given.cohort("M1", of: school)))
        }
    }

    /// Several pieces, of which the last is not full.
    private static let many = 20_000

    private func rows(_ numbers: Range<Int>, city: String = "Évry") -> [String] {
        numbers.map { "K\($0),Ève \($0 % 97),O’Neil \($0 % 89),e\($0)@example.org,négociation:\($0 % 4 + 1);Excel:2,\(city)" }
    }

    private func file(_ rows: [String]) -> String {
        "key,given_name,family_name,email,skills,city\n" + rows.joined(separator: "\n") + "\n"
    }

    @Test func `a fault in the last row leaves nothing of the thousands before it, and the report counts them`() async throws {
        try await scene { scene in
            let text = file(rows(0..<Self.many)) + "KX,Bad,Mail,no address,,\n"
            let refused = try await scene.refusal(of: text)
            #expect((refused.new, refused.rejected, refused.problemsTotal) == (Self.many, 1, 1) && !refused.stored)
            #expect(refused.problems.map(\.code) == ["bad-email"] && refused.problems.first?.line == Self.many + 2)
            #expect(try await scene.stored() == [0, 0, 0])
            let stored = try await scene.perform(text, skip: true)
            #expect((stored.new, stored.rejected) == (Self.many, 1) && stored.stored)
            #expect(try await scene.stored() == [Self.many, Self.many, 1])
        }
    }

    @Test func `a fault in the first row stores nothing either, and all the others are counted`() async throws {
        try await scene { scene in
            let refused = try await scene.refusal(of: file(["KX,Bad,Mail,no address,,"] + rows(0..<Self.many)))
            #expect((refused.new, refused.rejected) == (Self.many, 1))
            #expect(try await scene.stored() == [0, 0, 0])
        }
    }

    @Test func `a key that stands twice, thousands of rows apart, is refused with both lines`() async throws {
        try await scene { scene in
            let refused = try await scene.refusal(of: file(rows(0..<Self.many) + rows(5..<6)))
            #expect(refused.problems.first?.code == "duplicate-key" && refused.problems.first?.line == Self.many + 2)
            #expect(refused.problems.first?.message.contains("line 7") == true, "\(refused.problems)")
            #expect(try await scene.stored() == [0, 0, 0])
        }
    }

    @Test func `known, changed and new students are told apart in every piece, and an undo takes back just that`() async throws {
        try await scene { scene in
            let half = Self.many / 2
            _ = try await scene.perform(file(rows(0..<half)))
            let before = try await scene.given.perform(ExportCohort(cohort: scene.cohort), as: .school(scene.school))
            // Of each hundred in turn: known and as they were, known and moved, new.
            var mixed: [String] = []
            for start in stride(from: 0, to: half, by: 100) {
                let middle = start + 50
                mixed += rows(start..<middle) + rows(middle..<start + 100, city: "Lyon") + rows(half + start..<half + start + 100)
            }
            let dry = try await scene.given.application.perform(scene.importing(file(mixed), dryRun: true), by: .school(scene.school))
            #expect((dry.new, dry.changed, dry.unchanged) == (half, half / 2, half / 2) && !dry.stored)
            #expect(try await scene.stored() == [half, half, 1])
            let report = try await scene.perform(file(mixed))
            #expect((report.new, report.changed, report.unchanged) == (half, half / 2, half / 2))
            #expect(try await scene.stored() == [Self.many, Self.many, 2])
            let again = try await scene.perform(file(mixed))
            #expect((again.new, again.changed, again.unchanged) == (0, 0, Self.many))
            let undone = try await scene.given.perform(UndoImport(import: #require(report.import)), as: .school(scene.school))
            #expect((undone.removed, undone.restored, undone.kept.count) == (half, half / 2, 0))
            #expect(try await scene.given.perform(ExportCohort(cohort: scene.cohort), as: .school(scene.school)) == before)
        }
    }

    /// More than is held between the reading and the storing: the reading waits for a place, and has to be let go.
    @Test(.timeLimit(.minutes(5))) func `what the server refuses in the middle ends the reading too, and the next import finds all free`()
        async throws
    {
        try await scene { scene in
            try await scene.given.database.execute("ALTER TABLE student ADD CONSTRAINT nobody CHECK (key <> 'K3000')")
            await #expect {
                _ = try await scene.perform(file(rows(0..<60_000)))
            } throws: {
                ($0 as? PostgresError)?.constraint == "nobody"
            }
            #expect(try await scene.stored() == [0, 0, 0])
            #expect(try await scene.perform(file(rows(0..<3_000))).new == 3_000)
        }
    }
}
