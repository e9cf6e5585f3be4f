import API
import Formats
import Postgres
import TestSupport
import Testing
import Vivier

/// Sixty-four take the last place at once, again and again: it is taken, and never twice. `VIVIER_RACES=1000` runs each race a thousand
/// times.
@Suite(.serialized) struct LastPlaceTests {
    @Test func `of sixty-four schools that publish onto one case, as many have it as it has places`() async throws {
        try await Arena.lend { arena in
            let company = try await arena.given.company("Miel & fils")
            let races = try await Arena.repeatedly { number in
                let places = 1 + number % 3
                let wanted = try await arena.businessCase(by: company, places: places)
                let runs = try await arena.runs(
                    try await arena.rounds().enumerated().map { .init(round: $1, rival: $0, businessCase: wanted, company: company) })
                let outcomes = try await arena.rush(zip(runs, arena.schools).map { (PublishRun(run: $0), .school($1)) })
                #expect(outcomes == ["done": places, "places-taken": Arena.rivals - places], "race \(number)")
                let given = try await arena.count(
                    "SELECT count(*) FROM match m JOIN run r ON r.id = m.run_id WHERE r.state = 'published' AND m.case_id = \(wanted)")
                #expect(given == places, "race \(number)")
                try await arena.withdrawAll()
            }
            print("last place of a case: \(races) races of \(Arena.rivals), never given twice")
        }
    }

    @Test func `of sixty-four cases of one company, as many are given as it takes teams`() async throws {
        try await Arena.lend { arena in
            let races = try await Arena.repeatedly { number in
                let places = 1 + number % 3
                let company = try await arena.given.company("Miel \(number)", capacity: places)
                var drafts: [Arena.Draft] = []
                for (rival, round) in try await arena.rounds().enumerated() {
                    let own = try await arena.businessCase(by: company, places: 1)
                    drafts.append(.init(round: round, rival: rival, businessCase: own, company: company))
                }
                let runs = try await arena.runs(drafts)
                let outcomes = try await arena.rush(zip(runs, arena.schools).map { (PublishRun(run: $0), .school($1)) })
                #expect(outcomes == ["done": places, "places-taken": Arena.rivals - places], "race \(number)")
                let given = try await arena.count(
                    "SELECT count(*) FROM match m JOIN run r ON r.id = m.run_id WHERE r.state = 'published' AND m.company_id = \(company)")
                #expect(given == places, "race \(number)")
                try await arena.withdrawAll()
            }
            print("last place of a company: \(races) races of \(Arena.rivals), never given twice")
        }
    }

    @Test func `of sixty-four runs of one round one is published, and of sixty-four repairs of it one takes its place`() async throws {
        try await Arena.lend { arena in
            let company = try await arena.given.company("Miel & fils")
            let school = Caller.school(arena.schools[0])
            let races = try await Arena.repeatedly { number in
                let round = try await arena.rounds()[0]
                var drafts: [Arena.Draft] = []
                for _ in 0..<Arena.rivals {
                    let own = try await arena.businessCase(by: company, places: 1)
                    drafts.append(.init(round: round, rival: 0, businessCase: own, company: company))
                }
                let runs = try await arena.runs(drafts)
                let won = ["done": 1, "published-already": Arena.rivals - 1]
                #expect(try await arena.rush(runs.map { (PublishRun(run: $0), school) }) == won, "race \(number)")
                let published = try await arena.given.database.execute(
                    "SELECT id FROM run WHERE round_id = \(round) AND state = 'published'"
                ).decode(Run.ID.self)
                try #require(published.count == 1, "race \(number)")
                let repairs = try await arena.runs(drafts, repairing: published[0])
                #expect(try await arena.rush(repairs.map { (PublishRun(run: $0), school) }) == won, "race \(number)")
                let states = try await arena.given.database.execute(
                    "SELECT state, count(*) FROM run WHERE round_id = \(round) AND state <> 'draft' GROUP BY state ORDER BY state"
                ).decode(String.self, Int.self)
                #expect(states.map(\.0) == ["published", "superseded"] && states.map(\.1) == [1, 1], "race \(number)")
                // A case is given away exactly where the run that counts gives it.
                let astray = try await arena.count(
                    """
                    SELECT count(*) FROM business_case c WHERE c.state IN ('published', 'matched') AND (c.state = 'matched') <> EXISTS (
                        SELECT FROM match m JOIN run r ON r.id = m.run_id WHERE m.case_id = c.id AND r.state = 'published')
                    """)
                #expect(astray == 0, "race \(number)")
                try await arena.withdrawAll()
            }
            print("publication of a round, and of its repair: \(races) races of \(Arena.rivals), one each")
        }
    }

    @Test func `a company that takes places back while schools publish keeps its word to whoever was first`() async throws {
        let window = CaseContent.Window(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26")))
        try await Arena.lend { arena in
            let company = try await arena.given.company("Miel & fils")
            var won = (edits: 0, publications: 0)
            let races = try await Arena.repeatedly { number in
                let wanted = try await arena.businessCase(by: company, places: Arena.rivals)
                let runs = try await arena.runs(
                    try await arena.rounds().enumerated().map { .init(round: $1, rival: $0, businessCase: wanted, company: company) })
                let draft = CaseDraft(title: "Vendre", capacity: 1, window: window, hoursPerWeek: 6)
                let edits = (0..<8).map { _ in (EditCase(case: wanted, draft: draft, replacing: 1), Caller.company(company)) }
                let publications = zip(runs, arena.schools).map { (PublishRun(run: $0), Caller.school($1)) }
                let (edited, published) = try await arena.rush(edits, beside: publications)
                #expect(edited["done", default: 0] <= 1, "race \(number): \(edited)")
                won.edits += edited["done", default: 0]
                won.publications += published["done", default: 0]
                let beyond = try await arena.count(
                    """
                    SELECT count(*) - (SELECT capacity FROM business_case WHERE id = \(wanted))
                    FROM match m JOIN run r ON r.id = m.run_id WHERE r.state = 'published' AND m.case_id = \(wanted)
                    """)
                #expect(beyond <= 0, "race \(number): \(edited) \(published)")
                try await arena.withdrawAll()
            }
            #expect(won.publications > 0)
            print("places taken back: \(races) races, \(won.edits) edits and \(won.publications) publications, none broke the other")
        }
    }
}
