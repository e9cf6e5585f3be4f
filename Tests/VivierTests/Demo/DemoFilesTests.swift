import Formats
import Foundation
import Testing
import Vivier

@Suite struct DemoFilesTests {
    let index: SkillIndex

    init() throws {
        index = SkillIndex(starter: try StarterSkill.all())
    }

    @Test(arguments: zip(DemoStudents.Dialect.allCases, ["csv, utf-8, comma", "csv, windows-1252, ;", "csv, utf-8, tab"]))
    func `each school's file is read as it was meant, with nothing to say against it`(dialect: DemoStudents.Dialect, detected: String) {
        var students = DemoStudents(school: 1, cities: ["Besançon", "Angers"], dialect: dialect)
        let file = students.file()
        let reading = RosterCSV.read(file.bytes, file: file.name)
        #expect(reading.detected == detected)
        #expect(reading.problems.total == 0, "\(reading.problems.problems)")
        #expect(reading.roster.students.count == DemoStudents.perSchool)
        for student in reading.roster.students {
            #expect((4...8).contains(student.skills.count), "\(student.key)")
            for skill in student.skills { expectKnown(skill.label) }
        }
        let teams = Dictionary(grouping: reading.roster.students, by: \.team)
        #expect(teams.count == 20)
        for (name, members) in teams {
            #expect(members.count == DemoStudents.perTeam)
            let common = members.reduce(WeekGrid(words: Array(repeating: .max, count: 6))) { common, member in
                WeekGrid(words: zip(common.words, member.availability?.words ?? []).map { $0 & $1 })
            }
            #expect(common.count >= 6, "\(name ?? "") meets \(common.count) half-hours a week")
        }
        var again = DemoStudents(school: 1, cities: ["Besançon", "Angers"], dialect: dialect)
        #expect(again.file().bytes == file.bytes)
    }

    @Test func `the forty cases are complete, and every skill they ask for is known`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../sql/demo").standardized
        let file = try Data(contentsOf: folder.appending(path: "cases.csv"))
        let reading = CaseListFile.read(Array(file), name: "cases.csv")
        let (cases, problems) = (reading.cases, reading.problems)
        #expect(problems.total == 0, "\(problems.problems)")
        #expect(cases.count == 40)
        #expect(Set(cases.map(\.case.reference)).count == 40)
        let companies = try String(contentsOf: folder.appending(path: "companies.csv"), encoding: .utf8)
        let names = Set(
            companies.split(whereSeparator: \.isNewline).dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) })
        for (_, found) in cases {
            #expect(names.contains(found.company ?? ""), "\(found.title)")
            #expect(!found.skills.isEmpty && !found.description.isEmpty, "\(found.title)")
            for need in found.skills { expectKnown(need.skill) }
        }
    }

    private func expectKnown(_ label: String) {
        guard case .exact = index.resolve(label: label) else {
            Issue.record("“\(label)”: \(index.resolve(label: label))")
            return
        }
    }
}
