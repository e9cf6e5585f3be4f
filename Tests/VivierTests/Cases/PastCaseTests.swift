import API
import Postgres
import TestSupport
import Testing
import Vivier

struct PastCaseTests {
    @Test func `a published case whose window has ended is closed, and no round offers it`() async throws {
        try await Given.house { given in
            try await given.application.start()
            let company = try await given.company("Miel & fils")
            let past = try await given.businessCase("Hier", by: company)
            let draft = try await given.businessCase("Hier aussi", by: company, state: .draft)
            let matched = try await given.businessCase("En cours", by: company, state: .matched)
            for id in [past, draft, matched] {
                try await given.database.execute(
                    "UPDATE business_case SET from_date = (now() AT TIME ZONE 'Europe/Paris')::date - 90, until_date = (now() AT TIME ZONE 'Europe/Paris')::date - 1 WHERE id = \(id)"
                )
            }
            let today = try await given.businessCase("Aujourd’hui", by: company)
            try await given.database.execute(
                "UPDATE business_case SET from_date = (now() AT TIME ZONE 'Europe/Paris')::date - 90, until_date = (now() AT TIME ZONE 'Europe/Paris')::date WHERE id = \(today)"
            )
            try await given.application.closePastCases()
            func state(_ id: BusinessCase.ID) async throws -> BusinessCase.State {
                try await given.perform(ShowCase(case: id), as: .company(company)).state
            }
            #expect(try await state(past) == .closed)
            #expect(try await state(draft) == .draft)
            #expect(try await state(matched) == .matched)
            #expect(try await state(today) == .published)
            // Of what nobody has worked on nobody is told that it is done, before it is closed or after.
            let late = try await given.businessCase("Trop tard", by: company)
            try await given.database.execute(
                "UPDATE business_case SET from_date = (now() AT TIME ZONE 'Europe/Paris')::date - 90, until_date = (now() AT TIME ZONE 'Europe/Paris')::date - 1 WHERE id = \(late)"
            )
            let shown = try await given.perform(ListPublicCases(query: PublicCaseQuery()), as: .root).items.map(\.title)
            #expect(shown.sorted() == ["Aujourd’hui", "En cours"])
            #expect(try await given.perform(ShowPublicFigures(), as: .root).cases == 2)
            let visitor = Caller.visitor(requestID: "test", language: .english)
            for id in [past, late] { #expect(try await given.refusal(of: ShowPublicCase(case: id), as: visitor)?.kind == .missing) }
            #expect(try await given.perform(ShowPublicCase(case: today), as: visitor).content.title == "Aujourd’hui")
            #expect(try await given.perform(ListPublicCases(query: PublicCaseQuery(isOpen: true)), as: visitor).items.map(\.id) == [today])
        }
    }
}
