import API
import Foundation
import Logging
import Postgres
import TestSupport
import Testing
import Vivier

/// Where a page ends is written into addresses, which proxies write down.
@Suite struct CursorTests {
    @Test func `a cursor tells no name, is read after a restart, and by no other house`() async throws {
        try await Given.house { given in
            let school = try await given.school("École")
            let company = try await given.company("Cie")
            let cohort = try await given.cohort("M1", of: school)
            for name in ["Ève Abeille", "Zoë Bourdon"] {
                let student = try await given.student(name, of: school, in: cohort)
                try await given.consent(of: student, school)
            }
            func house() -> Application {
                Application(database: given.application.database, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            }
            let (first, second) = (house(), house())
            try await first.start()
            try await second.start()
            func pool(_ house: Application, _ cursor: String?) async throws -> TalentPage {
                try await house.perform(SearchPool(query: PoolQuery(q: "language:fr", limit: 1, cursor: cursor)), by: .recruiter(company))
            }
            func list(_ house: Application, _ cursor: String?) async throws -> Page<StudentLine> {
                try await house.perform(
                    ListStudents(cohort: cohort, query: StudentListQuery(limit: 1, cursor: cursor)), by: .school(school))
            }
            let (found, listed) = (try #require(try await pool(first, nil).next), try #require(try await list(first, nil).next))
            for cursor in [found, listed] {
                var base64 = cursor.replacing("-", with: "+").replacing("_", with: "/")
                base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
                let bytes = try #require(Data(base64Encoded: base64))
                #expect(bytes.firstRange(of: Data("Abeille".utf8)) == nil && bytes.firstRange(of: Data("Ève".utf8)) == nil)
            }
            #expect(try await pool(second, found).items.map(\.familyName) == ["Bourdon"])
            #expect(try await list(second, listed).items.count == 1)
            let stranger = house()
            await #expect(throws: (any Error).self) { try await pool(stranger, found) }
            await #expect(throws: (any Error).self) { try await pool(first, listed) }
            await #expect(throws: (any Error).self) { try await pool(first, (found.hasPrefix("A") ? "B" : "A") + found.dropFirst()) }
        }
    }
}
