import API
import Foundation
import Testing

@testable import VivierCLI

struct QueryItemsTests {
    @Test func `a list is one item an element, a value one item, nothing none`() throws {
        let query = RosterImportQuery(name: "a+b.csv", map: ["Nom, prénom=ignore", "A=B,C=key"], dryRun: true)
        let items = try QueryItems.items(of: query).map { "\($0.name): \($0.value ?? "")" }
        #expect(items == ["dry_run: true", "map: Nom, prénom=ignore", "map: A=B,C=key", "name: a+b.csv"])
    }
}
