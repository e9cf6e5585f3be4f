import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Every CSV file of the collected bad input, given as a roster: none is one, each is refused for exact reasons, and nothing of it is kept.
struct BadRosterTests {
    /// What a file is refused for, where it is more or something else than columns that are missing.
    private static let others: [String: Set<String>] = [
        "csv-test-data/csv/all-empty.csv": ["empty-file"],
        "names/common-forenames-by-country.csv": ["missing-column", "special-category"],
    ]

    private static let folder = ReferenceData.folder.appending(path: "bad-input")

    @Test(.enabled(if: ReferenceData.has("bad-input"), "the reference data is not beside the working copy"))
    func `each is refused for its own reason, and nothing is stored`() async throws {
        // A path may lead over links: what is below the folder is named from there.
        let names = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".csv") }.sorted()
        #expect(names.count == 32)
        #expect(Set(names).isSuperset(of: Self.others.keys))
        try await Given.house { given in
            let school = try await given.school("École Zoë")
            let cohort = try await given.cohort("M1", of: school)
            for path in names {
                let name = path.split(separator: "/").last.map(String.init) ?? ""
                let work = ImportRoster(
                    cohort: cohort, query: RosterImportQuery(name: name), file: try ReferenceData.bytes("bad-input/\(path)"))
                let refusal = try #require(try await given.refusal(of: work, as: .school(school)), "\(path) was taken")
                let problems = (refusal.report?.problems ?? []).filter { $0.severity == "refusal" }
                #expect(refusal.kind == .rejectedImport && Set(problems.map(\.code)) == Self.others[path] ?? ["missing-column"], "\(path)")
                for problem in problems {
                    #expect(problem.file == name && !problem.message.isEmpty, "\(path)")
                    #expect(problem.code == "empty-file" || problem.line != nil && problem.column?.isEmpty == false, "\(path): \(problem)")
                }
            }
            #expect(try await given.database.execute("SELECT FROM student").isEmpty)
            #expect(try await given.database.execute("SELECT FROM roster_import").isEmpty)
        }
    }
}
