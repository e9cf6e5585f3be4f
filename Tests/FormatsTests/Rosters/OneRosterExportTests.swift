import Formats
import Testing

/// Every bundle of ../shared/data: what is read of it, or what it is refused for.
@Suite(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)))
struct OneRosterExportTests {
    struct Outcome: Sendable, CustomTestStringConvertible {
        var bundle: String
        var zip: String?
        var students: Int
        var rejected = 0
        var refusals: [String] = []
        var warnings: [String]
        var first: String?
        var testDescription: String { bundle }
    }

    static let bundles = [
        Outcome(
            bundle: "moodle-v1.1-full", zip: "Test_full_data_set.zip", students: 3,
            warnings: ["dangling-reference", "dangling-reference", "dangling-reference", "password-not-read", "role-conflict"],
            first: "mary.jones"),
        Outcome(
            bundle: "moodle-v1.2-delta", zip: "oneroster_test_data.zip", students: 0, rejected: 1,
            refusals: ["missing-value users.csv:2:email"], warnings: ["file-not-read", "file-not-read", "password-not-read"]),
        Outcome(
            bundle: "ms-sds-v2", students: 22, warnings: ["no-manifest", "password-not-read", "role-case", "role-case", "role-case"],
            first: "13001"),
        Outcome(
            bundle: "ms-sds-v2.1", students: 4,
            warnings: ["file-not-read", "file-not-read", "file-not-read", "no-manifest", "password-not-read"], first: "114001"),
        Outcome(
            bundle: "rosterhub-v1.1-en", zip: "oneroster.zip", students: 18,
            warnings: ["password-not-read", "role-conflict", "role-conflict", "unknown-property"], first: "us0003"),
        Outcome(
            bundle: "tao-v1.1", students: 0, rejected: 2, refusals: ["missing-value users.csv:2:email", "missing-value users.csv:3:email"],
            warnings: ["file-not-read"]),
    ]

    private func folder(_ bundle: String) throws -> [(name: String, bytes: [UInt8])] {
        try ReferenceData.names(in: "oneroster/\(bundle)").filter { $0.hasSuffix(".csv") }
            .map { ($0, try ReferenceData.bytes("oneroster/\(bundle)/\($0)")) }
    }

    @Test(arguments: bundles)
    func `a bundle is read, or refused for exact reasons`(outcome: Outcome) throws {
        let reading = OneRosterBundle.read(try folder(outcome.bundle), bundle: outcome.bundle)
        let problems = reading.problems.problems
        #expect(reading.roster.students.count == outcome.students)
        #expect(reading.roster.students.first?.key == outcome.first)
        #expect(reading.rejected == outcome.rejected)
        #expect(
            problems.filter { $0.severity == .refusal }.map { "\($0.code) \($0.file):\($0.line ?? 0):\($0.column ?? "")" }
                == outcome.refusals)
        #expect(problems.filter { $0.severity == .warning }.map(\.code).sorted() == outcome.warnings)
    }

    @Test(arguments: bundles.filter { $0.zip != nil })
    func `a zip says what its folder says`(outcome: Outcome) throws {
        let packed = try ReferenceData.bytes("oneroster/\(outcome.bundle)/\(outcome.zip ?? "")")
        let zipped = RosterFile.read(packed, name: outcome.bundle)
        let loose = OneRosterBundle.read(try folder(outcome.bundle), bundle: outcome.bundle)
        #expect(zipped.roster.students == loose.roster.students)
        #expect(zipped.roster.offerings == loose.roster.offerings)
        #expect(zipped.problems.problems == loose.problems.problems)
        let repacked = RosterFile.read(try #require(Archive.zip(try folder(outcome.bundle))), name: outcome.bundle)
        #expect(repacked.roster.students == loose.roster.students)
    }

    @Test func `no bundle is left out`() {
        #expect(ReferenceData.names(in: "oneroster") == Self.bundles.map(\.bundle))
    }

    @Test(arguments: bundles)
    func `passwords and special categories are nowhere in what is read`(outcome: Outcome) throws {
        let read = "\(OneRosterBundle.read(try folder(outcome.bundle), bundle: outcome.bundle))"
        for secret in ["Password1-", "P@ssword123", "Batman.Ru1ez", "hispanicOrLatino", "nativeHawaiian", "freeLunch", "2010-04-17"] {
            #expect(!read.contains(secret), "\(secret)")
        }
    }
}
