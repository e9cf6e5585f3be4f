import API
import Vivier

/// Every school's consent ledger, read from its first entry to its last.
struct LedgerCheck {
    private(set) var schools = 0
    private(set) var entries = 0
    /// A sentence for each ledger that is not as it was written.
    private(set) var broken: [String] = []

    init(of application: Application) async throws {
        var cursor: String?
        repeat {
            let page = try await application.perform(
                ListSchools(query: OrganisationListQuery(limit: 200, cursor: cursor)), by: .terminal(requestID: "ledgers"))
            for school in page.items {
                let ledger = try await application.perform(
                    VerifyLedger(school: school.id, mark: LedgerMark()), by: .terminal(requestID: "ledgers"))
                (schools, entries) = (schools + 1, entries + ledger.entries)
                if !ledger.valid { broken.append("the consent ledger of \(school.name): \(ledger.broken ?? "")") }
            }
            cursor = page.next
        } while cursor != nil
    }
}
