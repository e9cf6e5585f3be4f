import API
import Formats
import Postgres
import TestSupport
import Testing

@testable import Vivier

/// What companies are told of numbers of teams tells of no single team.
struct BlurredTeamsTests {
    /// Half of the attacks are on a team that is counted, half on one that is not; whoever guesses by chance is right in half of them.
    @Test func `a difference attack of ten pairs of questions is right hardly more often than a coin`() {
        let (attacks, pairs) = (3_000, 10)
        var (right, byRounding) = (0, 0)
        for attack in 0..<attacks {
            let isIn = attack.isMultiple(of: 2)
            let key = SHA256.hash(of: Array("key \(attack)".utf8))
            func difference(_ told: (Int, String) -> Int?) -> Int {
                (0..<pairs).reduce(0) { sum, pair in
                    // So many others, whom each pair counts too.
                    let others = 20 + (pair * 37) % 180
                    let (with, without) = (told(others + (isIn ? 1 : 0), "\(pair) with"), told(others, "\(pair)"))
                    return sum + (with ?? 2) - (without ?? 2)
                }
            }
            let blurred = difference { teams, question in
                BlurredTeams(of: [teams], draws: [SHA256.hash(of: key + Array("\(question) \(teams)".utf8))]).told[0]
            }
            // What makes it likelier that the team is in than not: half a team a pair.
            if (blurred > pairs / 2) == isIn { right += 1 }
            if (difference { teams, _ in CaseOutlook.told(teams) } != 0) == isIn { byRounding += 1 }
        }
        // The control: to the nearest five and no more, the pairs at the edge of a step say it for certain.
        #expect(byRounding == attacks)
        let share = Double(right) / Double(attacks)
        print("difference attack of \(pairs) pairs on teams: right in \(right) of \(attacks), \((share * 1_000).rounded() / 10) %")
        #expect((0.45..<0.62).contains(share), "right in \(right) of \(attacks)")
    }

    @Test func `no skill that is added is told to bring more teams, and each number is near what it counts`() {
        #expect(BlurredTeams.falling([5, 7, 1, 2, 3, 0]) == [6, 6, 2, 2, 2, 0])
        #expect(BlurredTeams.falling([]) == [])
        var off: [Int] = []
        for number in 0..<1_000 {
            let counts = [200, 160, 160, 40]
            let told = BlurredTeams(of: counts, draws: (0..<4).map { SHA256.hash(of: Array("\(number) \($0)".utf8)) }).told.map { $0 ?? 0 }
            #expect(zip(told, told.dropFirst()).allSatisfy { $0 >= $1 } && told.allSatisfy { $0.isMultiple(of: 5) }, "\(told)")
            off.append(abs(told[0] - counts[0]))
        }
        off.sort()
        #expect(off[700] <= 15 && off[999] <= 60, "\(off[700]) \(off[999])")
    }

    @Test func `a company is told the same whenever it asks, and another company something else`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            for label in ["trade", "honey", "bees"] { _ = try await given.skill(label, "fr \(label)") }
            try await given.loadSkills()
            for number in 0..<60 {
                let student = try await given.student("Ève N\(number)", of: school, in: cohort)
                _ = try await given.team("Équipe \(number)", of: [student], in: cohort, school: school)
            }
            func ask(
                _ skills: [String], _ importance: CaseContent.Importance = .nice, from day: String = "2027-01-04",
                by company: Organisation.ID
            ) async throws -> [Int?] {
                // As if another day had come.
                given.application.census.forget()
                let draft = CaseDraft(
                    title: "Vendre", skills: skills.map { CaseContent.NeededSkill(skill: $0, level: 2, importance: importance) },
                    window: CaseContent.Window(from: try #require(Day(day)), until: try #require(Day("2027-03-26"))), hoursPerWeek: 1)
                return try await given.perform(CheckCase(draft: draft), as: .company(company)).steps.map(\.teams)
            }
            let first = try await ask([], by: company)
            #expect(try await ask([], by: company) == first)
            // What would be nice keeps nobody out, and is no new question.
            #expect(try await ask(["trade", "bees"], by: company) == first + first + first)
            let skilled = try await ask(["trade", "honey"], .must, by: company)
            #expect(try await ask(["trade", "honey"], .must, by: company) == skilled && skilled.count == 3)
            // By so many askers and days to begin on no two steps of five are drawn each time: 0.625 to the power of 30, twice.
            var told: [Int?] = []
            for name in ["Ruche", "Cire", "Pollen", "Essaim", "Nectar"] { told += try await ask([], by: given.company(name)) }
            for day in 5...29 { told += try await ask([], from: day < 10 ? "2027-01-0\(day)" : "2027-01-\(day)", by: company) }
            #expect(Set(told).count > 2, "\(told)")
            #expect(told.allSatisfy { $0.map { $0 % 5 == 0 && abs($0 - 60) <= 75 } ?? true })
            // Whoever reads as a company cannot ask what the blur is made of.
            await #expect(throws: PostgresError.self) {
                _ = try await given.application.database.batch([
                    "SELECT set_config('role', 'vivier_company', true)",
                    "SELECT nth FROM team_count_draws(\(company), ARRAY['x'], ARRAY[1])",
                ])
            }
            #expect(try await given.database.execute("SELECT count(*) FROM told_count")[0].decode(Int.self) == 0)
        }
    }

    @Test func `however a question is written, a company is told the same`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            let others = [try await given.school("Ruche"), try await given.school("Pollen")]
            let cohort = try await given.cohort("M1", of: school)
            _ = try await given.skill("trade", "négoce")
            try await given.loadSkills()
            for number in 0..<60 {
                let student = try await given.student("Ève N\(number)", of: school, in: cohort)
                _ = try await given.team("Équipe \(number)", of: [student], in: cohort, school: school)
            }
            try await given.database.execute("UPDATE student SET city = 'Dijon'")
            let window = CaseContent.Window(from: try #require(Day("2027-01-04")), until: try #require(Day("2027-03-26")))
            func ask(place: String? = nil, languages: [String] = [], openTo: [Organisation.ID]? = nil) async throws -> [Int?] {
                given.application.census.forget()
                let draft = CaseDraft(
                    title: "Vendre", window: window, hoursPerWeek: 1, languages: languages, place: place, openTo: openTo?.map(\.description)
                )
                return try await given.perform(CheckCase(draft: draft), as: .company(company)).steps.map(\.teams)
            }
            var places = Set<[Int?]>()
            for capitals in 0..<32 {
                var place = ""
                for (index, letter) in "dijon".enumerated() {
                    place += capitals & (1 << index) == 0 ? String(letter) : letter.uppercased()
                }
                places.insert(try await ask(place: place))
            }
            places.insert(try await ask(place: "Díjon"))
            #expect(places.count == 1, "\(places)")
            // Of a language that is named twice the first level counts; none is the lowest.
            var (spoken, opened) = (Set<[Int?]>(), Set<[Int?]>())
            for languages in [
                ["fr", "en:B1"], ["en:B1", "fr"], ["fr:A1", "en:B1"], ["en:B1", "fr:A1"], ["fr", "en:B1", "fr:C2"], ["fr", "fr", "en:B1"],
                ["en:B1", "fr", "fr"], ["en:B1", "en:B2", "fr"], ["fr", "en:B1", "en:C1"], ["fr:A1", "fr:B2", "en:B1"],
                ["en:B1", "fr:A1", "en:A2"], ["en:B1", "en:B1", "fr:A1"],
            ] { spoken.insert(try await ask(languages: languages)) }
            #expect(spoken.count == 1, "\(spoken)")
            let (one, two) = (others[0], others[1])
            for schools in [
                [school, one, two], [school, two, one], [one, school, two], [one, two, school], [two, school, one], [two, one, school],
                [school, one, school, two],
            ] { opened.insert(try await ask(openTo: schools)) }
            #expect(opened.count == 1, "\(opened)")
        }
    }
}
