import API
import Foundation

/// Sends a file to be imported and draws its progress. A refusal that carries a report is shown as that report.
func followingImport<Query>(
    _ endpoint: Endpoint<Query, Nothing, ImportReport>, path: [any CustomStringConvertible] = [], query: Query, bytes: Data,
    global: GlobalOptions
) async throws -> ImportReport {
    let bar = ProgressBar()
    defer { bar.finish() }
    let quiet = global.quiet
    do {
        return try await global.client.follow(endpoint, path: path, query: query, file: bytes) { progress in
            if !quiet { bar.show(progress) }
        }
    } catch let problem as ServerProblem {
        guard let report = problem.details.report else { throw problem }
        return report
    }
}

/// Prints a report; each problem stands on standard error with file, line and column.
///
/// - Throws: status 3 where a row was rejected and so nothing was stored.
func show(_ report: ImportReport, dryRun: Bool, global: GlobalOptions) throws {
    for problem in report.problems where !global.quiet || problem.severity == "refusal" {
        complain(problem.sentence)
    }
    if report.problemsTotal > report.problems.count {
        complain("… and \(report.problemsTotal - report.problems.count) more")
    }
    try global.show(report) { report in
        if let detected = report.detected { global.say(detected) }
        print("\(report.new) new, \(report.changed) changed, \(report.unchanged) unchanged, \(report.rejected) rejected")
        if let teams = report.teams, teams > 0 { print("\(teams) teams made") }
        if let id = report.import { print("import: \(id)") }
        if dryRun {
            global.say("Dry run: nothing was stored.")
        } else if !report.stored {
            global.say("Nothing was stored.")
        }
    }
    if report.rejected > 0 && !report.stored { throw ExitStatus.refused }
}
