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
        Expected(path: "rosters/moodle/upload_users.csv", refusals: ["missing-column", "password-column"]),
        Expected(path: "rosters/moodle/uploadcohorts1.csv", refusals: ["missing-column"]),
        Expected(path: "rosters/moodle/uploadcohorts4.csv", refusals: ["missing-column"]),
        Expected(
            path: "rosters/frontiers/egrades.csv", map: "Student Last=family_name,Student First Middle=given_name,Pronoun=ignore", new: 3),
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
                file: try ReferenceData.bytes(expected.path))
            do {
                let report = try await given.application.perform(useCase, by: .school(school))
                #expect(expected.refusals.isEmpty, "it was taken: \(report)")
                #expect(report.new == expected.new, "\(report)")
                let stored = try await given.database.execute("SELECT count(*) FROM student")[0].decode(Int.self)
                #expect(stored == expected.new)
            } catch let refusal as any Refusal {
                let report = try #require(refusal.reason.report)
                let codes = Set(report.problems.filter { $0.severity == "refusal" }.map(\.code))
                #expect(codes == expected.refusals, "\(report)")
                #expect(report.problems.allSatisfy { !$0.message.isEmpty && !$0.file.isEmpty })
                #expect(try await given.database.execute("SELECT FROM student").isEmpty)
            }
            // Whatever became of the file: no password of it is anywhere.
            for secret in ["Password1-", "Batman.Ru1ez", "P@ssword", "P@ssw0rd"] {
                let found = try await given.database.execute("SELECT FROM student s WHERE s::text LIKE '%' || \(secret) || '%'")
                #expect(found.isEmpty)
            }
        }
    }
}
