import API
import TestSupport
import Testing
import Vivier

/// Cases that others have published.
struct RealCasesTests {
    @Test(.enabled(if: ReferenceData.has("challenges"), "the reference data is not beside the working copy"), arguments: ["json", "csv"])
    func `published briefs become cases, all of them`(form: String) async throws {
        try await Given.house { given in
            try await given.application.start()
            let file = try ReferenceData.bytes("challenges/eig_defis.\(form)")
            let report = try await given.perform(ImportCases(query: CaseImportQuery(name: "eig_defis.\(form)"), file: file), as: .root)
            #expect(report.new == 71 && report.rejected == 0 && report.stored, "\(report.problems)")
        }
    }
}
