package import API
import Formats
import Foundation
import Postgres

/// Enrols a cohort from a file: all of its rows or none, and the same file twice changes nothing.
///
/// A column that the file does not have leaves what is stored alone; an empty cell of a column that it has clears it. What a student has
/// stated stays as stated, and the report says so. A student is known by the school's own key, in whichever cohort the student was met first.
package struct ImportRoster: UseCase {
    package var cohort: Cohort.ID
    package var query: RosterImportQuery
    package var file: [UInt8]
    /// Column → field as somebody has chosen it, instead of ``RosterImportQuery/map``.
    var targets: [String: String]?

    package init(cohort: Cohort.ID, query: RosterImportQuery, file: [UInt8]) {
        self.cohort = cohort
        self.query = query
        self.file = file
    }

    package var needs: Permission { .importRosters }
    package var audited: Audited? { query.dryRun == true ? nil : Audited("importRoster", cohort) }
    /// A hundred thousand students have a million rows.
    package static var patience: Duration? { .seconds(600) }

    package func run(in work: UnitOfWork) async throws -> ImportReport {
        var weighed = try await weigh(in: work)
        // Rows that nobody has read cannot be skipped.
        let isRefused = weighed.reading.problems.refusals > 0 && (query.skipRejected != true || weighed.reading.isCutShort)
        // A dry run shows what is to be mended; where it was to skip that, it is refused as the import would be.
        if isRefused, query.dryRun != true || query.skipRejected == true { throw ImportRefusal.rejected(weighed.report) }
        if query.dryRun == true { throw DryRun(answer: weighed.report) }
        work.report(WorkProgress(phase: "storing", done: 0, total: weighed.students))
        let store = RosterStore(school: weighed.school, cohort: cohort, columns: weighed.reading.roster.columns, work: work)
        weighed.report.import = try await store.write(
            weighed.counts, fileName: query.name, fileHash: SHA256.hash(of: file), format: weighed.reading.detected,
            rejected: weighed.reading.rejected)
        work.report(WorkProgress(phase: "storing", done: weighed.students, total: weighed.students))
        weighed.report.stored = true
        work.afterCommit { $0.endings.tell() }
        // Tells at once that the tables have changed: see `refresh_statistics`.
        _ = try await work.execute("SELECT pg_stat_force_next_flush()")
        return weighed.report
    }

    /// What storing the file would do. But for a dry run, new students are enrolled already, unless the file is refused.
    struct Weighed {
        var school: Organisation.ID
        var reading: RosterReading
        /// How many were staged.
        var students: Int
        var counts: RosterComparison.Counts
        var report: ImportReport
    }

    func weigh(in work: UnitOfWork) async throws -> Weighed {
        let school = try await work.one("SELECT school_id FROM cohort WHERE id = \(cohort)", orMissing: .cohort).decode(
            Organisation.ID.self)
        try await work.claimRoster(of: school)
        // What is read is staged and enrolled at once: neither waits for the other to end.
        let queue = RosterQueue()
        let mode: RosterEnrolment.Mode = query.dryRun == true ? .dry : query.skipRejected == true ? .skipping : .whole
        let enrolment = try await RosterEnrolment(school: school, cohort: cohort, mode: mode, work: work)
        async let whole = self.read(work, into: queue)
        let staged = try await RosterStaging.fill(from: queue, by: enrolment, in: work)
        var reading = try await whole
        for problem in staged.unknown { reading.problems.add(problem) }
        let comparison = RosterComparison(school: school, cohort: cohort, columns: reading.roster.columns, work: work)
        try await comparison.mark(met: staged.met)
        if staged.met > 0 {
            for problem in try await comparison.decidedTeams(file: query.name) { reading.refuse(problem) }
            for problem in try await comparison.stated(file: query.name) { reading.problems.add(problem) }
        }
        let counts = try await comparison.counts(of: staged.students, met: staged.met)
        var report = ImportReport(
            new: counts.new, changed: counts.changed, unchanged: counts.unchanged, rejected: reading.rejected, teams: counts.teams,
            detected: reading.detected,
            problems: reading.problems.problems.map { ImportProblem($0, language: work.caller.language.rawValue) },
            problemsTotal: reading.problems.total, stored: false)
        if query.dryRun == true {
            report.rows = try await comparison.firstRows(100)
            report.show(RosterSketch(file, name: query.name, map: try columnMap()), of: file)
        }
        return Weighed(school: school, reading: reading, students: staged.students, counts: counts, report: report)
    }

    /// On a thread of its own: a large file is not parsed on a thread that serves.
    private func read(_ work: UnitOfWork, into queue: RosterQueue) async throws -> RosterReading {
        defer { queue.finish() }
        guard let format = RosterFile.Format(rawValue: query.format ?? "auto") else {
            throw GeneralRefusal.parameter(
                "format", "unknown", en: "format is auto, csv or oneroster.", fr: "format vaut auto, csv ou oneroster.")
        }
        guard let key = OneRosterBundle.Key(rawValue: query.key ?? "auto") else {
            throw GeneralRefusal.parameter(
                "key", "unknown", en: "key is auto, identifier or sourcedId.", fr: "key vaut auto, identifier ou sourcedId.")
        }
        var options = RosterCSV.Options()
        options.map = try columnMap()
        let (file, name, report) = (file, query.name, work.report)
        return try await OwnThread.run("import") { [options] _ in
            RosterFile.read(
                file, name: name, format: format, key: key, options: options,
                progress: { report(WorkProgress(phase: "reading", done: $0, total: $1)) }, handOver: { queue.put($0, isRefused: $1) })
        }
    }

    /// Each `column=field`, `column=attribute:NAME` or `column=ignore`; a single one may be several, separated by commas.
    private func columnMap() throws(GeneralRefusal) -> [String: String] {
        if let targets { return targets }
        var map: [String: String] = [:]
        for text in query.map ?? [] {
            guard let mappings = query.map?.count == 1 ? ColumnMapping.list(text) : ColumnMapping(text).map({ [$0] }) else {
                throw .parameter(
                    "map", "format", en: "Write map as column=field, once for each column.",
                    fr: "Écrivez map sous la forme colonne=champ, une fois par colonne.")
            }
            for mapping in mappings { map[mapping.column] = mapping.target }
        }
        return map
    }
}
