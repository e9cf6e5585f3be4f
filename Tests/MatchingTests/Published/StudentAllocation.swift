import Matching

/// Students to be placed on projects of lecturers, or residents at hospitals, as a published file states it; all by position from 0.
struct StudentAllocation: Equatable {
    struct Project: Equatable {
        var lower = 0
        var upper: Int
        /// nil for a hospital, which ranks by itself.
        var lecturer: Int?
        var ranking: [[Int32]]?
    }

    struct Lecturer: Equatable {
        var lower = 0
        var target: Int?
        var upper: Int
        /// nil where the lecturer has no preferences and takes everybody.
        var ranking: [[Int32]]?
    }

    var students: [[[Int32]]] = []
    var projects: [Project] = []
    var lecturers: [Lecturer] = []

    /// The longest student's list, ties being one place.
    var places: Int { students.map(\.count).max() ?? 0 }

    /// What a student calls a project, from 1; nil where the student does not name it.
    func rank(_ student: Int, of project: Int) -> Int? {
        students[student].firstIndex { $0.contains(Int32(project)) }.map { $0 + 1 }
    }

    /// Without lower quotas, which the model does not have.
    var instance: Instance {
        var instance = Instance()
        instance.teams = students.indices.map { "student \($0 + 1)" }
        instance.cases = projects.indices.map { "project \($0 + 1)" }
        instance.companies = lecturers.indices.map { "lecturer \($0 + 1)" }
        instance.capacities = projects.map { Int32($0.upper) }
        instance.companyOfCase = projects.map { $0.lecturer.map(Int32.init) ?? -1 }
        instance.companyCapacities = lecturers.map { Int32($0.upper) }
        for ranking in students { instance.teamRankings.append(ranking) }
        for project in projects { instance.caseRankings.append(project.ranking) }
        for lecturer in lecturers { instance.companyRankings.append(lecturer.ranking) }
        return instance
    }
}

extension StudentAllocation {
    /// The `glasgow-lp` format: quotas between colons, hospitals where the first line counts two sides, lecturers where it counts three.
    /// How the instance was generated stands behind the blank line and is not read.
    init(glasgow text: PublishedText) throws {
        let head = try text.line(1)
        let isHospitals = head.text.split(separator: " ").count == 2
        let counts = try head.integers(isHospitals ? 2 : 3, in: 1...1000, "count")
        var number = 1
        func fields(_ member: Int, _ count: Int) throws -> (line: PublishedLine, fields: [Substring]) {
            number += 1
            let line = try text.line(number)
            let fields = line.text.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == count else { throw line.malformed("\(count) fields expected, \(fields.count) found") }
            guard Int(fields[0]) == member else { throw line.malformed("member \(member) expected, “\(fields[0])” found") }
            return (line, fields)
        }
        for student in 1...counts[0] {
            let (line, fields) = try fields(student, 2)
            students.append(try line.ranking(fields[1], of: counts[1], tiesBy: " "))
        }
        for project in 1...counts[1] {
            let (line, fields) = try fields(project, 4)
            let upper = try line.integer(fields[2], in: 0...1000, "upper quota")
            var read = Project(lower: try line.integer(fields[1], in: 0...upper, "lower quota"), upper: upper)
            if isHospitals {
                read.ranking = try line.ranking(fields[3], of: counts[0], tiesBy: " ")
            } else {
                read.lecturer = try line.integer(fields[3], in: 1...counts[2], "lecturer") - 1
            }
            projects.append(read)
        }
        for lecturer in isHospitals ? [] : Array(1...counts[2]) {
            let (line, fields) = try fields(lecturer, 5)
            let upper = try line.integer(fields[3], in: 0...1000, "upper quota")
            let ranking = try line.ranking(fields[4], of: counts[0], tiesBy: " ")
            lecturers.append(
                Lecturer(
                    lower: try line.integer(fields[1], in: 0...upper, "lower quota"),
                    target: try line.integer(fields[2], in: 0...upper, "target"), upper: upper, ranking: ranking.isEmpty ? nil : ranking))
        }
        let end = try text.line(number + 1)
        guard end.text.isEmpty else { throw end.malformed("a blank line expected") }
    }

    /// The `spa-st` format: blanks between fields, colons within ties, no lower quotas.
    init(spaST text: PublishedText) throws {
        let counts = try text.line(1).integers(3, in: 1...1000, "count")
        var number = 1
        func list(_ member: Int, head: Int) throws -> (line: PublishedLine, head: [Int], rest: Substring) {
            number += 1
            let line = try text.line(number)
            let parts = line.text.split(separator: " ", maxSplits: head, omittingEmptySubsequences: true)
            guard parts.count >= head else { throw line.malformed("\(head) numbers expected first") }
            let numbers = try parts.prefix(head).map { try line.integer($0, in: 0...1000, "number") }
            guard numbers[0] == member else { throw line.malformed("member \(member) expected, “\(parts[0])” found") }
            return (line, numbers, parts.count > head ? parts[head] : "")
        }
        for student in 1...counts[0] {
            let (line, _, rest) = try list(student, head: 1)
            students.append(try line.ranking(rest, of: counts[1], tiesBy: ":"))
        }
        for project in 1...counts[1] {
            let (line, numbers, rest) = try list(project, head: 3)
            guard rest.isEmpty else { throw line.malformed("nothing expected behind the lecturer") }
            guard 1...counts[2] ~= numbers[2] else { throw line.malformed("there is no lecturer \(numbers[2])") }
            projects.append(Project(upper: numbers[1], lecturer: numbers[2] - 1))
        }
        for lecturer in 1...counts[2] {
            let (line, numbers, rest) = try list(lecturer, head: 2)
            lecturers.append(Lecturer(upper: numbers[1], ranking: try line.ranking(rest, of: counts[0], tiesBy: ":")))
        }
        if let rest = text.lines(from: number + 1).first(where: { !$0.text.isEmpty }) { throw rest.malformed("nothing more expected") }
    }
}
