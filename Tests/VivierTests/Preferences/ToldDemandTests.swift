import API
import Postgres
import TestSupport
import Testing
import Vivier

/// How many teams rank a case: students and operators of a network are told it to the nearest five, and nothing of fewer than five.
struct ToldDemandTests {
    private struct Scene {
        var school: Organisation.ID
        var network: Organisation.ID
        var round: Round.ID
        var team: Team.ID
        var member: Student.ID
        var cases: [BusinessCase.ID]
    }

    /// By how many of the eight teams each case is ranked: the one to buy first by all seven, the one to sell by four, no other by any.
    private static let ranked = ["Acheter": 7, "Classer": 4, "Douter": 1, "Essayer": 0, "Vendre": 8]

    private func scene(_ given: Given) async throws -> Scene {
        let school = try await given.school("École Zoë")
        let network = try await given.network("Réseau", of: school)
        let cohort = try await given.cohort("M1", of: school)
        var (members, teams): ([Student.ID], [Team.ID]) = ([], [])
        for number in 0..<8 {
            members.append(try await given.student("Ève N\(number)", of: school, in: cohort))
            teams.append(try await given.team("Équipe \(number)", of: [members[number]], in: cohort, school: school))
        }
        let company = try await given.company("Miel & fils")
        var cases: [BusinessCase.ID] = []
        let round = try await given.round("Printemps", of: network, over: cohort)
        for (title, count) in Self.ranked.sorted(by: { $0.key < $1.key }) {
            let id = try await given.businessCase(title, by: company)
            cases.append(id)
            for (number, team) in teams.prefix(count).enumerated() {
                let place: Int32 = title == "Vendre" && number < 4 ? 1 : title == "Acheter" ? 1 : 2
                try await given.database.execute(
                    """
                    INSERT INTO team_preference (round_id, team_id, school_id, case_id, place)
                    VALUES (\(round), \(team), \(school), \(id), \(place))
                    """)
            }
        }
        return Scene(school: school, network: network, round: round, team: teams[0], member: members[0], cases: cases)
    }

    private func line(_ title: String, _ all: Int?, _ first: Int?) -> String {
        "\(title) \(all.map(String.init) ?? "few") \(first.map(String.init) ?? "few")"
    }

    private static let told = ["Acheter 5 5", "Classer few few", "Douter few few", "Essayer few few", "Vendre 10 few"]

    @Test func `students are told to the nearest five, and of fewer nothing, in lists, files and orders`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            let student = Caller.student(scene.member, of: scene.school)
            func listed(_ sort: String) async throws -> [RankableCase] {
                var (items, cursor): ([RankableCase], String?) = ([], nil)
                repeat {
                    let query = RankableCaseQuery(sort: sort, limit: 1, cursor: cursor)
                    let page = try await given.perform(ListRankableCases(round: scene.round, team: scene.team, query: query), as: student)
                    items += page.items
                    cursor = page.next
                } while cursor != nil
                return items
            }
            let lines = try await listed("title").map { line($0.title, $0.rankedBy, $0.rankedFirstBy) }
            #expect(lines == Self.told)
            // Those of which nothing is told stand as they were posted, not as they are asked for.
            #expect(try await listed("asked").map(\.title) == ["Classer", "Douter", "Essayer", "Acheter", "Vendre"])
            #expect(try await listed("-asked").map(\.title) == ["Vendre", "Acheter", "Essayer", "Douter", "Classer"])
            for (form, few) in [(SheetForm.program, ""), (.people(.french), "moins de 5")] {
                let export = ExportRankableCases(
                    round: scene.round, team: scene.team, query: SortedExportQuery(sort: "title"), form: form)
                let file = String(decoding: try await given.perform(export, as: student), as: UTF8.self)
                let rows = file.split(separator: "\r\n").dropFirst()
                let told = rows.map { $0.split(separator: form.isForProgram ? "," : ";", omittingEmptySubsequences: false).suffix(2) }
                #expect(told == [["5", "5"], [few, few], [few, few], [few, few], ["10", few]].map { $0.map { Substring($0) }[...] })
            }
            // Nor does the database tell it.
            let answers = try await given.application.database.batch([
                student.inDatabase, "SELECT case_id, ranked_by, ranked_first_by FROM round_demand(\(scene.round)) ORDER BY ranked_by",
            ])
            let rows = try answers[1].decode(BusinessCase.ID.self, Int32?.self, Int32?.self)
            #expect(rows.map(\.0) == [scene.cases[0], scene.cases[4]] && rows.map(\.1) == [5, 10] && rows.map(\.2) == [5, nil])
        }
    }

    @Test func `an operator of a network is told no more, the school and the operator of the service exact numbers`() async throws {
        try await Given.house { given in
            let scene = try await scene(given)
            func shown(_ sort: String, to caller: Caller) async throws -> [String] {
                var (items, cursor): ([CaseDemand], String?) = ([], nil)
                repeat {
                    let query = SortedQuery(sort: sort, limit: 1, cursor: cursor)
                    let demand = try await given.perform(ShowDemand(round: scene.round, query: query), as: caller)
                    #expect(demand.teams == 8 && demand.withRanking == 8)
                    items += demand.items
                    cursor = demand.next
                } while cursor != nil
                return items.map { line($0.title, $0.rankedBy, $0.rankedFirstBy) }
            }
            let network = Caller(role: .networkOperator, organisation: scene.network, requestID: "test")
            #expect(try await shown("case", to: network) == Self.told)
            let byDemand = try await shown("ranked", to: network)
            #expect(byDemand.prefix(3) == Self.told[1...3] && byDemand.suffix(2) == ["Acheter 5 5", "Vendre 10 few"])
            #expect(try await shown("-ranked", to: network).prefix(2) == ["Vendre 10 few", "Acheter 5 5"])
            let exact = ["Acheter 7 7", "Classer 4 0", "Douter 1 0", "Essayer 0 0", "Vendre 8 4"]
            for caller in [Caller.school(scene.school), .root] { #expect(try await shown("case", to: caller) == exact) }
        }
    }
}

extension SheetForm {
    fileprivate var isForProgram: Bool {
        switch self {
        case .program: true
        case .people: false
        }
    }
}

extension Caller {
    /// Who acts, as a transaction is told.
    fileprivate var inDatabase: SQL {
        """
        SELECT set_config('role', \(databaseRole), true), set_config('app.organisation', \(organisation?.description ?? ""), true),
            set_config('app.student', \(student?.description ?? ""), true)
        """
    }
}
