import Foundation
import Matching
import Testing

/// Bids of 26 students for the 23 courses of one year: the best total, each student taking up to six courses.
@Suite(.enabled(if: PublishedData.isThere, Comment(rawValue: PublishedData.absence)))
struct CourseBidsTests {
    private func bids() throws -> CourseBids {
        try CourseBids(json: PublishedData.bytes("course-allocation/ariel_5783_input.json"), name: "ariel_5783_input.json")
    }

    /// The courses of each student in a proven best total.
    private func best(_ instance: Instance, _ bids: CourseBids) throws -> (total: Int, courses: [[Int]]) {
        let claim = try #require(ResultClaim(solving: instance))
        #expect(ResultChecker(instance, claim).firstBroken() == nil)
        var courses: [[Int]] = bids.students.map { _ in [] }
        for match in claim.matches {
            let pair = instance.cases[Int(match.target)].split(separator: "/").compactMap { Int($0) }
            courses[pair[0]].append(pair[1])
        }
        return (Int(claim.totalFit), courses)
    }

    @Test func `as each course has more seats than students, the best total is that of each student alone`() throws {
        let bids = try bids()
        #expect(bids.students.count == 26 && bids.courses.count == 23)
        #expect(bids.seats.allSatisfy { $0 >= bids.students.count })
        let best = try best(bids.instance(seatsAtMost: .max), bids)
        let alone = bids.students.indices.map { bids.mostWorth(of: $0, withoutConflicts: false) }
        #expect(best.total == alone.reduce(0, +))
        #expect(best.total == 22_955)
        for (student, courses) in best.courses.enumerated() {
            #expect(courses.reduce(0) { $0 + (bids.values[student][$1] ?? 0) } == alone[student])
        }
    }

    @Test func `with ever fewer seats the best total is proven, falls, and gives nobody a course twice or too many`() throws {
        let bids = try bids()
        var last = Int.max
        for limit in [16, 8, 4, 2, 1] {
            let instance = bids.instance(seatsAtMost: limit)
            let best = try best(instance, bids)
            #expect(best.total <= last, "\(limit) seats")
            last = best.total
            for (student, courses) in best.courses.enumerated() {
                #expect(Set(courses).count == courses.count, "\(limit) seats, \(bids.students[student])")
                #expect(courses.count <= bids.courseLimits[student], "\(limit) seats, \(bids.students[student])")
            }
            for course in bids.courses.indices { #expect(best.courses.count { $0.contains(course) } <= limit) }
        }
        // One seat a course: no more than the highest bids for each.
        let highest = bids.courses.indices.map { course in bids.values.compactMap { $0[course] }.max() ?? 0 }
        #expect(last <= highest.reduce(0, +) && last > 0)
    }

    @Test func `the best total bounds that in which no student has two courses at the same time`() throws {
        let bids = try bids()
        #expect(bids.conflicts.count == 6)
        let apart = bids.students.indices.map { bids.mostWorth(of: $0, withoutConflicts: true) }.reduce(0, +)
        let best = try best(bids.instance(seatsAtMost: .max), bids)
        #expect(apart < best.total && 10 * apart > 9 * best.total)
    }

    @Test(.disabled("the model has no conflicts between cases of one company, so item_conflicts are left out"))
    func `no student has two courses at the same time`() throws {
        let bids = try bids()
        let apart = bids.students.indices.map { bids.mostWorth(of: $0, withoutConflicts: true) }.reduce(0, +)
        let best = try best(bids.instance(seatsAtMost: .max), bids)
        #expect(best.total == apart)
        #expect(best.courses.allSatisfy { courses in bids.conflicts.allSatisfy { !Set($0).isSubset(of: courses) } })
    }
}

/// What the reader of course bids refuses; needs no published file.
struct CourseBidsReaderTests {
    private func json(_ values: String, limits: String = #""s": 1"#, conflicts: String = "") -> Data {
        Data(
            """
            {"valuations": {"s": {\(values)}}, "agent_capacities": {\(limits)}, "item_capacities": {"a": 1, "b": 2},
            "agent_conflicts": {"s": [\(conflicts)]}, "item_conflicts": {"a": ["b"], "b": ["a"]}}
            """.utf8)
    }

    @Test func `bids are read without the courses that a student may not take`() throws {
        let bids = try CourseBids(json: json(#""a": 3, "b": 2"#, conflicts: #""b""#), name: "bids")
        #expect(bids.values == [[0: 3]])
        #expect(bids.conflicts == [[0, 1]])
        #expect(bids.seats == [1, 2])
    }

    @Test func `bids that are malformed are refused with their place`() {
        func expect(_ place: String, _ problem: String, _ json: Data) {
            #expect(throws: Malformed(file: "bids", place: place, problem: problem)) { try CourseBids(json: json, name: "bids") }
        }
        expect("JSON", "not valuations, capacities and conflicts", Data("{}".utf8))
        expect("valuations of s", "there is no course c", json(#""c": 3"#))
        expect("valuations of s", "-1 is out of range", json(#""a": -1"#))
        expect("valuations", "not of the students with a capacity", json(#""a": 1"#, limits: #""t": 1"#))
        expect("capacities", "one is negative", json(#""a": 1"#, limits: #""s": -1"#))
        expect("agent_conflicts of s", "there is no course d", json(#""a": 1"#, conflicts: #""d""#))
    }
}
