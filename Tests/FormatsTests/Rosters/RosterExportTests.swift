import Formats
import Testing

/// Every roster of ../shared/data: what is read of it, or what it is refused for.
@Suite(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)))
struct RosterExportTests {
    struct Outcome: Sendable, CustomTestStringConvertible {
        var path: String
        var map: [String: String] = [:]
        var students = 0
        var rejected = 0
        /// Code and column of every refusal, sorted.
        var refusals: [String] = []
        var testDescription: String { map.isEmpty ? path : "\(path) mapped" }
    }

    private static let noPerson = ["missing-column email", "missing-column family_name", "missing-column given_name"]

    static let files = [
        Outcome(path: "frontiers/OSU_CSV.csv", students: 5),
        Outcome(path: "frontiers/chico_canvas.csv", rejected: 3, refusals: Array(repeating: "ambiguous-name Student Name", count: 3)),
        Outcome(path: "frontiers/egrades.csv", rejected: 1, refusals: ["special-category Pronoun"]),
        Outcome(path: "frontiers/egrades.csv", map: ["Pronoun": "ignore"], students: 3),
        Outcome(path: "frontiers/egrades_with_duplicate_emails.csv", rejected: 1, refusals: ["special-category Pronoun"]),
        Outcome(path: "frontiers/egrades_with_duplicate_emails.csv", map: ["Pronoun": "ignore"], students: 4),
        Outcome(
            path: "frontiers/email_csv_example.csv", rejected: 1,
            refusals: ["missing-column family_name", "missing-column given_name", "missing-column key"]),
        Outcome(path: "moodle/upload_users.csv", rejected: 1, refusals: ["missing-column key", "password-column password"]),
        Outcome(path: "moodle/upload_users.csv", map: ["username": "key", "password": "ignore"], students: 1),
        Outcome(path: "moodle/uploadcohorts1.csv", rejected: 1, refusals: ["missing-column email"]),
        Outcome(path: "moodle/uploadcohorts4.csv", rejected: 1, refusals: ["missing-column email"]),
        Outcome(path: "ms-sds-v1-100users/School.csv", rejected: 1, refusals: ["missing-column email"]),
        Outcome(path: "ms-sds-v1-100users/Section.csv", rejected: 1, refusals: noPerson),
        Outcome(
            path: "ms-sds-v1-100users/Student.csv", rejected: 1,
            refusals: ["missing-column email", "password-column Password", "repeated-column Student Number"]),
        // The mailbox column of this export is empty: with it mapped, each row says so.
        Outcome(
            path: "ms-sds-v1-100users/Student.csv",
            map: ["Password": "ignore", "Student Number": "ignore", "Secondary Email": "email"], rejected: 86,
            refusals: Array(repeating: "missing-value Secondary Email", count: 86)),
        Outcome(path: "ms-sds-v1-100users/StudentEnrollment.csv", rejected: 1, refusals: noPerson),
        Outcome(
            path: "ms-sds-v1-100users/Teacher.csv", rejected: 1, refusals: ["missing-column email", "password-column Password"]),
        Outcome(path: "ms-sds-v1-100users/TeacherRoster.csv", rejected: 1, refusals: noPerson),
    ]

    @Test(arguments: files)
    func `an export of another system is read, or refused for exact reasons`(outcome: Outcome) throws {
        var options = RosterCSV.Options()
        options.map = outcome.map
        let reading = RosterFile.read(try ReferenceData.bytes("rosters/\(outcome.path)"), name: outcome.path, options: options)
        #expect(reading.roster.students.count == outcome.students)
        #expect(reading.rejected == outcome.rejected)
        let refusals = reading.problems.problems.filter { $0.severity == .refusal }
        #expect(refusals.map { "\($0.code) \($0.column ?? "")" }.sorted() == outcome.refusals)
        #expect(reading.problems.problems.allSatisfy { $0.line != nil && !$0.en.isEmpty && !$0.fr.isEmpty })
    }

    @Test func `no export is left out`() {
        let folders = ["frontiers", "moodle", "ms-sds-v1-100users"]
        let present = folders.flatMap { folder in ReferenceData.names(in: "rosters/\(folder)").map { "\(folder)/\($0)" } }
        #expect(Set(present) == Set(Self.files.map(\.path)))
    }

    @Test(arguments: [
        ("moodle/upload_users.csv", ["username": "key", "password": "ignore"], "\"moodle\""),
        ("frontiers/egrades.csv", ["Pronoun": "ignore"], "He/Him"),
    ])
    func `a password or a pronoun is nowhere in what is read`(path: String, map: [String: String], secret: String) throws {
        var options = RosterCSV.Options()
        options.map = map
        let reading = RosterFile.read(try ReferenceData.bytes("rosters/\(path)"), name: path, options: options)
        #expect(!reading.roster.students.isEmpty)
        #expect(!"\(reading)".contains(secret))
    }

    @Test(arguments: [
        "sample_survey_results__testdata.csv", "test_surveys__testdata.csv", "test_surveys__testdata_empty.csv",
        "test_surveys__testdata_justOneAttribute.csv", "test_surveys__testdata_nogender_weekdaysonly.csv",
    ])
    func `a survey is refused for the columns it lacks and those it may not have`(name: String) throws {
        let reading = RosterFile.read(try ReferenceData.bytes("teams/gruepr/\(name)"), name: name)
        let codes = reading.problems.problems.filter { $0.severity == .refusal }.map(\.code)
        #expect(codes.contains("missing-column"))
        #expect(codes.contains("special-category") == (!name.contains("justOne") && !name.contains("nogender")))
        #expect(reading.roster.students.isEmpty)
    }
}
