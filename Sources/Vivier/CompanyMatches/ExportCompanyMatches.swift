package import API
import Formats
import Foundation
import Postgres

/// The company's matches, up to 5,000, as CSV, without their members.
package struct ExportCompanyMatches: UseCase {
    package var query: CompanyMatchExportQuery

    package init(query: CompanyMatchExportQuery) {
        self.query = query
    }

    package var needs: Permission { .followProspects }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let found = try await work.companyMatches(q: query.q, .newest, after: "true", limit: Export.most)
        var writer = CSVWriter(header: ["round", "published", "case", "title", "team", "name", "school", "fit"])
        for one in found {
            writer.append([
                one.roundName, one.publishedAt.formatted(.iso8601), "\(one.match.case)", one.match.caseTitle, "\(one.match.team)",
                one.match.teamName, one.match.school, "\(one.match.fit)",
            ])
        }
        return Array(writer.text.utf8)
    }
}
