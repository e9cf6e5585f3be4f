package import API
import Formats
import Foundation
import Postgres

/// The prospects of a list, up to 5,000, as CSV; each student in it gets a receipt that says so.
package struct ExportProspects: UseCase {
    package var query: ProspectExportQuery

    package init(query: ProspectExportQuery) {
        self.query = query
    }

    package var needs: Permission { .followProspects }
    package var audited: Audited? { Audited("exportProspects", query.stage?.rawValue) }
    package static var patience: Duration? { .seconds(30) }

    package func run(in work: UnitOfWork) async throws -> [UInt8] {
        let condition = try work.prospectCondition(stage: query.stage, q: query.q)
        let people = try await work.prospects(
            condition, order: ProspectSort.name.order, limit: Export.most, shown: Export.most, as: "export")
        var writer = CSVWriter(
            header: [
                "id", "family_name", "given_name", "school", "stage", "next_action", "next_on", "note", "added", "changed",
                try await TalentSheet.scope(in: work),
            ])
        for one in people {
            writer.append([
                "\(one.id)", one.familyName, one.givenName, one.school, one.stage.rawValue, one.nextAction ?? "",
                one.nextOn?.description ?? "", one.note, one.createdAt.formatted(.iso8601), one.changedAt.formatted(.iso8601),
                "name school",
            ])
        }
        return Array(writer.text.utf8)
    }
}
