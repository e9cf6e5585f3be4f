package import API
import Formats
import Postgres

/// The cases that a list shows, up to 5,000, as CSV.
package struct ExportCases: UseCase {
    package var query: CaseExportQuery

    package init(query: CaseExportQuery) {
        self.query = query
    }

    package var needs: Permission { .readCases }
    package static var isolation: Isolation { .readOnly }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let list = CaseListQuery(state: query.state, q: query.q)
        let lines = try await work.cases(list, try CaseSort(checking: query.sort), after: "true", limit: Export.most)
        var writer = CSVWriter(header: ["id", "title", "company", "state", "places", "from", "until", "skills"])
        for line in lines {
            writer.append([
                "\(line.id)", line.title, line.company, line.state.rawValue, "\(line.capacity)", "\(line.window.from)",
                "\(line.window.until)", line.skills.joined(separator: "; "),
            ])
        }
        return Array(writer.text.utf8)
    }
}

/// What all lists that are taken away as files have in common.
enum Export {
    /// Rows of a file.
    static let most = 5_000
}
