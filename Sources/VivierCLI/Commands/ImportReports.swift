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
        let more = report.problemsTotal - report.problems.count
        complain(said("… and \(more) more", "… et \(more) autres"))
    }
    try global.show(report) { report in
        if let detected = report.detected { global.say(detected) }
        print(
            said(
                "\(report.new) new, \(report.changed) changed, \(report.unchanged) unchanged, \(report.rejected) rejected",
                "nouveaux\u{A0}: \(report.new), changés\u{A0}: \(report.changed), inchangés\u{A0}: \(report.unchanged), rejetés\u{A0}: \(report.rejected)"
            ))
        if let teams = report.teams, teams > 0 { print(counted(teams, "team made", "teams made", "équipe créée", "équipes créées")) }
        if let id = report.import { line("import", id) }
        if dryRun {
            global.say(said("Dry run: nothing was stored.", "À blanc\u{A0}: rien n’a été enregistré."))
        } else if !report.stored {
            global.say(said("Nothing was stored.", "Rien n’a été enregistré."))
        }
    }
    if report.rejected > 0 && !report.stored { throw ExitStatus.refused }
}
