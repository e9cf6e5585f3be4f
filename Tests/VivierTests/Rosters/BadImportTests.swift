import API
import Foundation
import Postgres
import TestSupport
import Testing
import Vivier

/// Every CSV file of the collected bad input, given to the imports that are not of rosters: none of them takes one, each says where and why, and
/// nothing of it is kept.
struct BadImportTests {
    private static let folder = ReferenceData.folder.appending(path: "bad-input")
    private static let kept = ["business_case", "team", "team_member", "skill", "skill_synonym", "student"]

    @Test(.enabled(if: ReferenceData.has("bad-input"), "the reference data is not beside the working copy"))
    func `no import takes a file that is nothing of its kind, and each says where it stops`() async throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".csv") }.sorted()
        #expect(names.count == 32)
        try await Given.house { given in
            let (school, company) = (try await given.school("École Zoë"), try await given.company("Miel"))
            let cohort = try await given.cohort("M1", of: school)
            let student = try await given.student("Ève O’Neil", of: school, in: cohort)
            let before = try await Self.counts(given)
            for path in names {
                let name = path.split(separator: "/").last.map(String.init) ?? ""
                let bytes = try ReferenceData.bytes("bad-input/\(path)")
                let refusals = [
                    (
                        "cases",
                        try await given.refusal(of: ImportCases(query: CaseImportQuery(name: name), file: bytes), as: .company(company))
                    ),
                    (
                        "teams",
                        try await given.refusal(
                            of: ImportTeams(cohort: cohort, query: TeamImportQuery(name: name), file: bytes), as: .school(school))
                    ),
                    ("skills", try await given.refusal(of: ImportSkills(query: SkillImportQuery(name: name), file: bytes), as: .root)),
                ]
                for (kind, refusal) in refusals {
                    let refusal = try #require(refusal, "\(path) was taken as \(kind)")
                    #expect(refusal.kind == .rejectedImport, "\(path) as \(kind): \(refusal.kind) \(refusal.code)")
                    let problems = (refusal.report?.problems ?? []).filter { $0.severity == "refusal" }
                    #expect(!problems.isEmpty && problems.allSatisfy { $0.file == name && !$0.message.isEmpty }, "\(path) as \(kind)")
                    let places = problems.allSatisfy { $0.code == "empty-file" || $0.line != nil }
                    #expect(places, "\(path) as \(kind): \(problems)")
                }
                let calendar = ReadCalendar(student: student, file: bytes)
                let refusal = try #require(
                    try await given.refusal(of: calendar, as: .student(student, of: school)), "\(path) was taken as a calendar")
                #expect([.invalid, .rejectedImport].contains(refusal.kind), "\(path) as a calendar: \(refusal.kind)")
            }
            #expect(try await Self.counts(given) == before)
        }
    }

    private static func counts(_ given: Given) async throws -> [Int] {
        var counts: [Int] = []
        for table in kept {
            counts.append(try await given.database.execute("SELECT count(*) FROM \(identifier: table)")[0].decode(Int.self))
        }
        return counts
    }
}
