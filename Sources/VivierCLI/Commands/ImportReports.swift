import API
import Foundation

/// Sends a file to be imported and draws its progress. A refusal that carries a report is that report, and nothing was stored.
func followingImport<Query>(
    _ endpoint: Endpoint<Query, Nothing, ImportReport>, path: [any CustomStringConvertible] = [], query: Query, bytes: Data,
    global: GlobalOptions
) async throws -> (report: ImportReport, isRefused: Bool) {
    let bar = ProgressBar()
    defer { bar.finish() }
    let quiet = global.quiet
    do {
        let report = try await global.client.follow(endpoint, path: path, query: query, file: bytes) { progress in
            if !quiet { bar.show(progress) }
        }
        return (report, false)
    } catch let problem as ServerProblem {
        guard let report = problem.details.report else { throw problem }
        return (report, true)
    }
}

/// Prints a report; each problem stands on standard error with file, line and column.
///
/// - Parameters:
///   - outcome: what ``followingImport(_:path:query:bytes:global:)`` came to.
///   - skipRejected: whether rejected rows are left out and the others stored.
/// - Throws: status 3 where a row was rejected and so nothing was stored, or would be.
func show(_ outcome: (report: ImportReport, isRefused: Bool), dryRun: Bool, skipRejected: Bool = false, global: GlobalOptions) throws {
    let report = outcome.report
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
    if outcome.isRefused || (report.rejected > 0 && !report.stored && !skipRejected) { throw ExitStatus.refused }
}
