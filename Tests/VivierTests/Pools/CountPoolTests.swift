import API
import Formats
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// A count is blurred: whoever asks with and without one person learns next to nothing of whether that person is counted.
@Suite(.timeLimit(.minutes(10))) struct CountPoolTests {
    private func ask(_ query: String, _ company: Organisation.ID, _ given: Given) async throws -> Int? {
        try await given.perform(CountPool(query: PoolCountQuery(q: query)), as: .recruiter(company)).count
    }

    /// What an attack makes of a day: the sum of the differences between counts with and without somebody, the earlier, sharper ones weighing
    /// more. The best that a linear test can do.
    private func evidence(_ pairs: Int, _ count: (Int, Bool) -> Int) -> Double {
        (0..<pairs).reduce(0) { sum, pair in
            sum + Double(count(pair, true) - count(pair, false)) / (1 + Double(2 * pair) / 5)
        }
    }

    /// Half of the attacks are on somebody who is counted, half on somebody who is not; whoever guesses by chance is right in half of them.
    @Test func `a difference attack of two hundred questions is right hardly more often than a coin`() {
        let attacks = 3_000
        var (right, byRounding) = (0, 0)
        for attack in 0..<attacks {
            let isIn = attack.isMultiple(of: 2)
            let key = SHA256.hash(of: Array("key \(attack)".utf8))
            // A hundred contexts, in each of which so many others are found.
            func people(_ pair: Int, _ asksForAll: Bool) -> Int { 20 + (pair * 37) % 180 + (isIn && asksForAll ? 1 : 0) }
            let blurred = evidence(100) { pair, asksForAll in
                let place = 2 * pair + (asksForAll ? 0 : 1)
                let people = people(pair, asksForAll)
                let draw = SHA256.hash(of: key + Array("\(pair) \(asksForAll) \(people)".utf8))
                return BlurredCount(of: people, place: place, draw: draw).told ?? 7
            }
            // What makes it likelier that somebody is in than not: half a person a question.
            let expected = evidence(100) { _, asksForAll in asksForAll ? 1 : 0 }
            if (blurred > expected / 2) == isIn { right += 1 }
            let rounded = evidence(100) { pair, asksForAll in PoolCount.told(people(pair, asksForAll)) ?? 7 }
            if (rounded != 0) == isIn { byRounding += 1 }
        }
        // The control: to the nearest five and no more, one pair at the edge of a step says it for certain.
        #expect(byRounding == attacks)
        let share = Double(right) / Double(attacks)
        print("difference attack of 200 questions: right in \(right) of \(attacks), \((share * 1_000).rounded() / 10) %")
        #expect((0.45..<0.62).contains(share), "right in \(right) of \(attacks)")
    }

    @Test func `a count is near what it counts, and far from it in none of a thousand`() {
        var off: [Int] = []
        for number in 0..<1_000 {
            let draw = SHA256.hash(of: Array("\(number)".utf8))
            off.append(abs((BlurredCount(of: 200, place: 0, draw: draw).told ?? 0) - 200))
        }
        off.sort()
        #expect(off[500] <= 5 && off[950] <= 15 && off[999] <= 30, "\(off[500]) \(off[950]) \(off[999])")
        #expect(BlurredCount(of: 1_250, place: 0, draw: SHA256.hash(of: [1])).isMore)
        #expect(BlurredCount(of: 0, place: 0, draw: [UInt8](repeating: 0, count: 16)).told.map { $0 >= 10 } ?? true)
    }

    @Test func `the same question has the same answer in any words, is written down once, and is one of the day`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            for number in 0..<60 {
                let student = try await given.student("Zoë \(number)", of: school)
                try await given.consent(of: student, school)
            }
            let first = try await ask("language:fr language:en", company, given)
            for again in ["language:fr language:en", "language:en language:fr", "language:fr language:en language:fr"] {
                #expect(try await ask(again, company, given) == first)
            }
            #expect((25...95).contains(try #require(first)) && first?.isMultiple(of: 5) == true)
            _ = try await given.refusal(of: CountPool(query: PoolCountQuery(q: "language:fr (")), as: .recruiter(company))
            _ = try await given.perform(CountPool(query: PoolCountQuery(q: "city:Autun"), besideSearch: true), as: .recruiter(company))
            let lines = try await given.database.execute("SELECT object FROM audit_entry WHERE action = 'countPool' ORDER BY id")
                .decode(String.self)
            #expect(lines == ["language:fr language:en"])
            let places = try await given.database.execute("SELECT place FROM told_count ORDER BY place").decode(Int32.self)
            #expect(places == [0, 1])
            // A day later all is forgotten, and another organisation has a day and a blur of its own.
            try await given.database.execute("UPDATE told_count SET told_at = now() - interval '25 hours'")
            _ = try await ask("language:en", try await given.company("Autre"), given)
            try await given.application.forgetToldCounts()
            #expect(try await given.database.execute("SELECT place FROM told_count").decode(Int32.self) == [0])
        }
    }

    @Test func `the blur is drawn anew at another place of a day, so that no two answers tell it`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel")
            func draw(_ question: String) async throws -> (place: Int32, draw: [UInt8]) {
                try await given.application.database.transaction { transaction in
                    _ = try await transaction.execute(
                        "SELECT set_config('role', 'vivier_company', true), set_config('app.organisation', \(company.description), true)")
                    return try await transaction.execute("SELECT nth, draw FROM tell_count(\(SHA256.hash(of: Array(question.utf8))), 40)")[
                        0
                    ]
                    .decode(Int32.self, [UInt8].self)
                }
            }
            let first = try await draw("a")
            #expect(try await draw("a") == first && first.place == 0)
            let day: SQL = "UPDATE told_count SET told_at = now() - interval '25 hours'"
            try await given.database.execute(day)
            // The same place on another day: the same answer, which tells nothing more.
            #expect(try await draw("a") == first)
            try await given.database.execute(day)
            for other in ["b", "c", "d"] { _ = try await draw(other) }
            let later = try await draw("a")
            #expect(later.place == 3 && later.draw != first.draw)
            #expect(try await draw("a") == later)
        }
    }

    @Test func `who has not consented, or no longer, is not counted`() async throws {
        try await Given.house { given in
            let (school, company) = (try await given.school("École"), try await given.company("Miel"))
            for number in 0..<120 {
                let student = try await given.student("Zoë \(number)", of: school)
                if number.isMultiple(of: 2) { continue }
                try await given.consent(of: student, school)
                try await given.database.execute("UPDATE consent SET withdrawn_at = now() WHERE student_id = \(student)")
            }
            // Of 120 the widest blur leaves no less than this.
            #expect((try await ask("language:fr", company, given) ?? 0) < 50)
            #expect((try await ask("not language:de", company, given) ?? 0) < 50)
        }
    }

    @Test func `of many who ask at once each has a place of its own`() async throws {
        try await Given.house { given in
            let company = try await given.company("Miel")
            try await withThrowingTaskGroup { group in
                for number in 0..<24 {
                    group.addTask { _ = try await ask("city:Autun\(number)", company, given) }
                }
                try await group.waitForAll()
            }
            let places = try await given.database.execute("SELECT place FROM told_count ORDER BY place").decode(Int32.self)
            #expect(places == (0..<24).map { Int32($0) })
        }
    }
}
