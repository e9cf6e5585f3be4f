import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Every roster that others have published: it imports, or is refused for exact reasons.
struct RealRosterTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        var path: String
        var map: String?
        var new = 0
        /// The codes of what refuses the file; none where it imports.
        var refusals: Set<String> = []

        var testDescription: String { path }
    }

    static let rosters: [Expected] = [
        Expected(path: "oneroster/moodle-v1.1-full/Test_full_data_set.zip", new: 3),
        Expected(path: "oneroster/moodle-v1.2-delta/oneroster_test_data.zip", refusals: ["missing-value"]),
        Expected(path: "oneroster/rosterhub-v1.1-en/oneroster.zip", new: 18),
        // A folder is packed as it stands, with what no import reads.
        Expected(path: "oneroster/moodle-v1.1-full", new: 3),
        Expected(path: "oneroster/moodle-v1.2-delta", refusals: ["missing-value"]),
        Expected(path: "oneroster/ms-sds-v2", new: 22),
        Expected(path: "oneroster/ms-sds-v2.1", new: 4),
        Expected(path: "oneroster/rosterhub-v1.1-en", new: 18),
        Expected(path: "oneroster/tao-v1.1", refusals: ["missing-value"]),
        Expected(path: "rosters/moodle/upload_users.csv", refusals: ["missing-column", "password-column"]),
        Expected(path: "rosters/moodle/uploadcohorts1.csv", refusals: ["missing-column"]),
        Expected(path: "rosters/moodle/uploadcohorts4.csv", refusals: ["missing-column"]),
        Expected(
            path: "rosters/frontiers/egrades.csv", map: "Student Last=family_name,Student First Middle=given_name,Pronoun=ignore", new: 3),
        Expected(
            path: "rosters/frontiers/egrades_with_duplicate_emails.csv",
            map: "Student Last=family_name,Student First Middle=given_name,Pronoun=ignore", new: 4),
        Expected(path: "rosters/frontiers/OSU_CSV.csv", new: 5),
        Expected(path: "rosters/frontiers/chico_canvas.csv", refusals: ["ambiguous-name"]),
        Expected(path: "rosters/frontiers/email_csv_example.csv", refusals: ["missing-column"]),
        Expected(path: "rosters/ms-sds-v1-100users/School.csv", refusals: ["missing-column"]),
        Expected(
            path: "rosters/ms-sds-v1-100users/Student.csv", refusals: ["missing-column", "password-column", "repeated-column"]),
        Expected(path: "rosters/ms-sds-v1-100users/Teacher.csv", refusals: ["missing-column", "password-column"]),
        Expected(path: "rosters/ms-sds-v1-100users/Section.csv", refusals: ["missing-column"]),
        Expected(path: "rosters/ms-sds-v1-100users/StudentEnrollment.csv", refusals: ["missing-column"]),
        Expected(path: "rosters/ms-sds-v1-100users/TeacherRoster.csv", refusals: ["missing-column"]),
    ]

    @Test(.enabled(if: ReferenceData.has("oneroster"), "the reference data is not beside the working copy"), arguments: rosters)
    func `a published roster imports or is refused for exact reasons`(_ expected: Expected) async throws {
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            let name = expected.path.split(separator: "/").last.map(String.init) ?? ""
            let useCase = ImportRoster(
                cohort: cohort, query: RosterImportQuery(name: name, map: expected.map.map { [$0] }),
                file: try bytes(expected.path))
            do {
                let report = try await given.application.perform(useCase, by: .school(school))
                #expect(expected.refusals.isEmpty, "it was taken: \(report)")
                #expect(report.new == expected.new, "\(report)")
                let stored = try await given.database.execute("SELECT count(*) FROM student")[0].decode(Int.self)
                #expect(stored == expected.new)
                // The same file again changes nothing, and taken back it leaves nobody.
                let again = try await given.application.perform(useCase, by: .school(school))
                #expect(again.new == 0 && again.changed == 0 && again.unchanged == expected.new, "\(again)")
                try await expectNoSecrets(given)
                _ = try await given.application.perform(UndoImport(import: try #require(report.import)), by: .school(school))
                #expect(try await given.database.execute("SELECT FROM student").isEmpty)
            } catch let refusal as any Refusal {
                let report = try #require(refusal.reason.report)
                let codes = Set(report.problems.filter { $0.severity == "refusal" }.map(\.code))
                #expect(codes == expected.refusals, "\(report)")
                #expect(report.problems.allSatisfy { !$0.message.isEmpty && !$0.file.isEmpty })
                #expect(try await given.database.execute("SELECT FROM student").isEmpty)
            }
            try await expectNoSecrets(given)
        }
    }

    /// What a folder holds is packed.
    private func bytes(_ path: String) throws -> [UInt8] {
        guard path.hasPrefix("oneroster/"), !path.hasSuffix(".zip") else { return try ReferenceData.bytes(path) }
        let names = ReferenceData.names(in: path).filter { $0.hasSuffix(".csv") }
        return StoredZip.bytes(of: try names.map { ($0, try ReferenceData.bytes("\(path)/\($0)")) })
    }

    /// Passwords of the files; origins, places and days of birth, and what a school notes of a child.
    private static let secrets = [
        "Password1-", "Batman.Ru1ez", "P@ssword", "P@ssw0rd", "hispanicOrLatino", "Woodenville", "2001-07-02", "2010-04-17", "4/2/2000",
        "freeLunch",
    ]

    /// Whatever became of the file: none of them is in any row of the database, in whichever form.
    private func expectNoSecrets(_ given: Given) async throws {
        let forms = Self.secrets.flatMap(TraceForms.all)
        let tables = try await given.database.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
        ).decode(String.self)
        #expect(tables.contains("student") && tables.contains("roster_import"))
        for table in tables {
            let found = try await given.database.execute(
                """
                SELECT t::text FROM \(identifier: table) t
                WHERE EXISTS (SELECT FROM unnest(\(forms)::text[]) f WHERE position(f IN t::text) > 0) LIMIT 1
                """
            ).decode(String.self)
            #expect(found.isEmpty, "\(table): \(found)")
        }
    }

    @Test(.enabled(if: ReferenceData.has("oneroster"), "the reference data is not beside the working copy"))
    func `no published roster is left out`() {
        // A bundle is a folder, and where it is packed already a file in it too; other rosters are files of whatever kind.
        var files: Set<String> = []
        for folder in ReferenceData.names(in: "oneroster").map({ "oneroster/\($0)" }) {
            files.insert(folder)
            files.formUnion(ReferenceData.names(in: folder).filter { !$0.hasSuffix(".csv") }.map { "\(folder)/\($0)" })
        }
        for folder in ReferenceData.names(in: "rosters").map({ "rosters/\($0)" }) {
            files.formUnion(ReferenceData.names(in: folder).map { "\(folder)/\($0)" })
        }
        let tried = Self.rosters.map(\.path)
        #expect(files == Set(tried) && tried.count == files.count, "\(files.symmetricDifference(tried).sorted())")
    }
}
