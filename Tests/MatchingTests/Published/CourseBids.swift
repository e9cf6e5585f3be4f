import Foundation
import Matching

/// Students' bids for courses, of which each takes several: JSON of valuations, capacities of both sides and conflicts.
struct CourseBids {
    let students: [String]
    let courses: [String]
    /// How many courses each student takes at most.
    let courseLimits: [Int]
    let seats: [Int]
    /// The value of each course that a student may take, by student.
    let values: [[Int: Int]]
    /// Courses that no student may take together, each pair once, the lesser first.
    let conflicts: Set<[Int]>

    init(json: Data, name: String) throws {
        let file: File
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            file = try decoder.decode(File.self, from: json)
        } catch {
            throw Malformed(file: name, place: "JSON", problem: "not valuations, capacities and conflicts")
        }
        let (students, courses) = (file.agentCapacities.keys.sorted(), file.itemCapacities.keys.sorted())
        let number = Dictionary(uniqueKeysWithValues: zip(courses, courses.indices))
        func index(_ course: String, _ place: String) throws -> Int {
            guard let index = number[course] else { throw Malformed(file: name, place: place, problem: "there is no course \(course)") }
            return index
        }
        guard Set(file.valuations.keys) == Set(students), Set(file.agentConflicts.keys).isSubset(of: students) else {
            throw Malformed(file: name, place: "valuations", problem: "not of the students with a capacity")
        }
        guard [file.agentCapacities, file.itemCapacities].allSatisfy({ $0.values.allSatisfy { $0 >= 0 } }) else {
            throw Malformed(file: name, place: "capacities", problem: "one is negative")
        }
        values = try students.map { student in
            let refused = Set(try (file.agentConflicts[student] ?? []).map { try index($0, "agent_conflicts of \(student)") })
            var values: [Int: Int] = [:]
            for (course, value) in file.valuations[student] ?? [:] {
                guard 0...Int(AssignmentProblem.largestFit) ~= value else {
                    throw Malformed(file: name, place: "valuations of \(student)", problem: "\(value) is out of range")
                }
                let course = try index(course, "valuations of \(student)")
                if !refused.contains(course) { values[course] = value }
            }
            return values
        }
        conflicts = Set(
            try file.itemConflicts.flatMap { course, others in
                try others.map { other in
                    try [index(course, "item_conflicts"), index(other, "item_conflicts of \(course)")].sorted()
                }
            })
        courseLimits = students.map { file.agentCapacities[$0] ?? 0 }
        seats = courses.map { file.itemCapacities[$0] ?? 0 }
        (self.students, self.courses) = (students, courses)
    }

    private struct File: Decodable {
        var valuations: [String: [String: Int]]
        var agentCapacities: [String: Int]
        var itemCapacities: [String: Int]
        var agentConflicts: [String: [String]]
        var itemConflicts: [String: [String]]
    }

    /// Seats as teams, so that a student takes several courses and each once: a student and a course are a case of one place, and the
    /// student is the company of its cases. Courses that conflict are not kept apart.
    ///
    /// - Parameter limit: of seats in every course, beside its own.
    func instance(seatsAtMost limit: Int) -> Instance {
        var instance = Instance()
        instance.companies = students
        instance.companyCapacities = courseLimits.map(Int32.init)
        var fits = FitTable(rowStarts: [0], cases: [], fits: [])
        for course in courses.indices {
            let first = instance.cases.count
            let wanting = students.indices.filter { values[$0][course] != nil }
            for student in wanting {
                instance.cases.append("\(student)/\(course)")
                instance.capacities.append(1)
                instance.companyOfCase.append(Int32(student))
            }
            for seat in 0..<min(limit, seats[course], wanting.count) {
                instance.teams.append("\(course)/\(seat)")
                for (offset, student) in wanting.enumerated() {
                    fits.cases.append(Int32(first + offset))
                    fits.fits.append(Int32(values[student][course] ?? 0))
                }
                fits.rowStarts.append(fits.cases.count)
            }
        }
        instance.fits = fits
        return instance
    }

    /// The most that a student's courses can be worth where every course has a seat for it.
    func mostWorth(of student: Int, withoutConflicts: Bool) -> Int {
        let wanted = values[student].filter { $0.value > 0 }.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
        func most(from next: Int, taken: [Int]) -> Int {
            guard next < wanted.count, taken.count < courseLimits[student] else { return 0 }
            let course = wanted[next].key
            let isFree = !withoutConflicts || !taken.contains { conflicts.contains([$0, course].sorted()) }
            // The dearest course left is worth taking unless it can stand in the way of another.
            let isHarmless = !withoutConflicts || conflicts.allSatisfy { !$0.contains(course) }
            let without = isHarmless ? 0 : most(from: next + 1, taken: taken)
            return isFree ? max(without, wanted[next].value + most(from: next + 1, taken: taken + [course])) : without
        }
        return most(from: 0, taken: [])
    }
}
