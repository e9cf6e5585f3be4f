package import API
import Formats
import Foundation
import Postgres

/// Loads an ESCO CSV file into the referential: entries that are there are brought up to date, others are added, none is removed.
package struct ImportSkills: UseCase {
    package var query: SkillImportQuery
    package var file: [UInt8]

    package init(query: SkillImportQuery, file: [UInt8]) {
        self.query = query
        self.file = file
    }

    package var needs: Permission { .importSkills }
    package var audited: Audited? { query.dryRun == true ? nil : Audited("importSkills", query.name) }

    package func run(in work: UnitOfWork) async throws -> ImportReport {
        if let language = query.language, Language(rawValue: language) == nil {
            throw GeneralRefusal.parameter("language", "unknown", en: "language is fr or en.", fr: "language vaut fr ou en.")
        }
        let (file, name, language, report) = (file, query.name, query.language, work.report)
        let (skills, problems) = try await OwnThread.run("skills") { _ in
            ESCOFile.read(file, name: name, language: language) { report(WorkProgress(phase: "reading", done: $0, total: $1)) }
        }
        var answer = ImportReport(
            new: 0, changed: 0, unchanged: 0, rejected: problems.refusals,
            detected: "esco, \(skills.count) \(skills.count == 1 ? "skill" : "skills")",
            problems: problems.problems.map { ImportProblem($0, language: work.caller.language.rawValue) }, problemsTotal: problems.total,
            stored: false)
        guard problems.refusals == 0 else {
            throw ImportRefusal.rejected(answer)
        }
        work.report(WorkProgress(phase: "storing", done: 0, total: skills.count))
        let source = name.isEmpty ? "esco" : String(name.excerpt(most: 100).prefix(scalars: 100))
        let counts = try await StoreSkills(skills: skills, source: source, work: work).write()
        (answer.new, answer.changed, answer.unchanged) = (counts.new, counts.changed, counts.unchanged)
        if query.dryRun == true { throw DryRun(answer: answer) }
        answer.stored = true
        // Told when this commits: every daemon on this database reads the referential anew.
        _ = try await work.execute("SELECT pg_notify('skills_changed', '')")
        // Whoever imported finds it at once.
        work.afterCommit { try await $0.skills.load(from: $0.database) }
        return answer
    }
}
