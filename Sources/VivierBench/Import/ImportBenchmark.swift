import API
import Formats
import Foundation
import Vivier

/// Takes turns: `\copy` into a bare table, an import into an empty house, the same import again, and the first one undone.
struct ImportBenchmark {
    let server: BenchServer
    let path: URL
    let bytes: [UInt8]
    let students: Int

    private(set) var copies: [WorkCost] = []
    private(set) var imports: [WorkCost] = []
    /// Of the file that is stored already: nothing is new, nothing changes.
    private(set) var repetitions: [WorkCost] = []
    private(set) var undos: [WorkCost] = []
    private(set) var peakKiB = 0

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    init(server: BenchServer, path: URL, bytes: [UInt8], students: Int) {
        self.server = server
        self.path = path
        self.bytes = bytes
        self.students = students
    }

    mutating func run() async throws {
        let (copy, new, again, undo, peak) = try await BenchHouse.lend(on: server) { house in
            let columns = try columnNames()
            let (rows, copy) = try await BareCopy(house: house, file: path, columns: columns).run()
            guard rows == students else { throw Failure(description: "\\copy stored \(rows) rows of \(students)") }
            say("\\copy   \(copy)")
            let cohort = try await cohort(in: house)
            ProcessCost.forgetPeak()
            var imported: RosterImport.ID?
            let new = try await house.cost { imported = try await expect(new: students, unchanged: 0, into: cohort, house) }
            let peak = ProcessCost.peakKiB
            say("import  \(new)")
            let again = try await house.cost { _ = try await expect(new: 0, unchanged: students, into: cohort, house) }
            say("again   \(again)")
            let undo = try await house.cost { try await expectUndone(imported, cohort, house) }
            say("undo    \(undo)")
            return (copy, new, again, undo, peak)
        }
        copies.append(copy)
        imports.append(new)
        repetitions.append(again)
        undos.append(undo)
        peakKiB = max(peakKiB, peak)
    }

    /// Each run as it ends; the figures come last.
    private func say(_ line: String) {
        FileHandle.standardError.write(Data("  \(line)\n".utf8))
    }

    private func columnNames() throws -> [String] {
        try CSVTable(bytes, file: path.lastPathComponent).columns
    }

    private struct Target {
        var cohort: Cohort.ID
        var school: Caller
    }

    private func cohort(in house: BenchHouse) async throws -> Target {
        let school = try await house.application.perform(
            CreateSchool(draft: OrganisationDraft(name: "Bench")), by: .terminal(requestID: "bench"))
        let caller = Caller(role: .schoolAdmin, organisation: school.id, requestID: "bench")
        let cohort = try await house.application.perform(CreateCohort(draft: CohortDraft(code: "bench", name: "Bench")), by: caller)
        return Target(cohort: cohort.id, school: caller)
    }

    private func expect(new: Int, unchanged: Int, into target: Target, _ house: BenchHouse) async throws -> RosterImport.ID? {
        let report = try await house.application.perform(
            ImportRoster(cohort: target.cohort, query: RosterImportQuery(name: path.lastPathComponent), file: bytes), by: target.school)
        guard report.stored, report.new == new, report.unchanged == unchanged, report.problemsTotal == 0 else {
            throw Failure(description: "the import stored \(report.new) new and \(report.unchanged) unchanged students: \(report.problems)")
        }
        return report.import
    }

    private func expectUndone(_ imported: RosterImport.ID?, _ target: Target, _ house: BenchHouse) async throws {
        guard let imported else { throw Failure(description: "the import has no identity") }
        let report = try await house.application.perform(UndoImport(import: imported), by: target.school)
        guard report.removed == students, report.kept.isEmpty else {
            throw Failure(description: "the undo removed \(report.removed) students of \(students)")
        }
    }
}
