package import API
import Formats
import Foundation
import Postgres

/// Posts many cases from one file: all of them, or none. A case whose reference the company has already is not posted again.
package struct ImportCases: UseCase {
    package var query: CaseImportQuery
    package var file: [UInt8]

    package init(query: CaseImportQuery, file: [UInt8]) {
        self.query = query
        self.file = file
    }

    package var needs: Permission { .writeCases }
    package var audited: Audited? { Audited("importCases", query.name) }

    package func run(in work: UnitOfWork) async throws -> ImportReport {
        if work.caller.role != .operator, let named = query.company,
            try await CaseParties.organisation(named, kind: .company, in: work) != work.caller.organisation
        {
            throw GeneralRefusal.parameter(
                "company", "foreign", en: "You can post cases for your own company only.",
                fr: "Vous ne pouvez déposer de cas que pour votre entreprise.")
        }
        let reading = CaseListFile.read(file, name: query.name)
        var batch = CaseBatch(problems: reading.problems, detected: reading.detected, work: work)
        for (line, found) in reading.cases { try await batch.post(found, line: line, file: query.name, company: query.company) }
        let report = batch.report(stored: query.dryRun != true && batch.problems.refusals == 0)
        guard batch.problems.refusals == 0 else {
            throw ImportRefusal.rejected(report)
        }
        if query.dryRun == true { throw DryRun(answer: report) }
        return report
    }
}

/// Posts the cases of one file and counts what came of each.
private struct CaseBatch {
    var problems: ProblemList
    let detected: String
    let work: UnitOfWork
    private var new = 0
    private var unchanged = 0
    private var rejected = 0

    init(problems: ProblemList, detected: String, work: UnitOfWork) {
        self.problems = problems
        self.detected = detected
        self.work = work
    }

    mutating func post(_ found: CaseFile, line: Int, file: String, company: String?) async throws {
        guard var draft = CaseDraft(found) else { return }
        draft.company = company ?? found.company
        do {
            let content = try CaseCheck(draft).content
            let company = try await poster(draft.company)
            if let reference = content.reference {
                let known = try await work.execute(
                    "SELECT FROM business_case WHERE company_id = \(company) AND reference = \(reference)")
                if !known.isEmpty {
                    unchanged += 1
                    return
                }
            }
            let store = StoreCase(
                content: content, company: company, schools: try await CaseParties.schools(draft.openTo, in: work), published: true)
            let (id, unknown) = try await store.insert(in: work)
            if let posted = try await CaseRows.read(id, in: work) { try await StoreCase.keepVersion(of: posted, in: work) }
            new += 1
            for skill in unknown {
                problems.add(
                    Problem(
                        file: file, line: line, column: "skills", code: "unknown-skill", en: skill.sentence(.english),
                        fr: skill.sentence(.french), severity: .warning))
            }
        } catch let refusal as GeneralRefusal {
            refuse(refusal.reason, line: line, file: file)
        }
    }

    /// An operator's import makes the companies that it names; a company posts its own.
    private func poster(_ named: String?) async throws -> Organisation.ID {
        if work.caller.role == .operator, let named, try await CaseParties.organisation(named, kind: .company, in: work) == nil {
            return try await CreateCompany(draft: OrganisationDraft(name: named)).run(in: work).id
        }
        return try await CaseParties.company(work.caller.role == .operator ? named : nil, in: work)
    }

    private mutating func refuse(_ reason: RefusalReason, line: Int, file: String) {
        rejected += 1
        for field in reason.fields {
            problems.add(
                Problem(
                    file: file, line: line, column: field.pointer.map { String($0.dropFirst()) }, code: field.code, en: field.sentence.en,
                    fr: field.sentence.fr))
        }
        if reason.fields.isEmpty {
            problems.add(Problem(file: file, line: line, code: reason.code, en: reason.sentence.en, fr: reason.sentence.fr))
        }
    }

    func report(stored: Bool) -> ImportReport {
        ImportReport(
            new: new, changed: 0, unchanged: unchanged, rejected: max(rejected, problems.refusals > 0 ? 1 : 0), detected: detected,
            problems: problems.problems.map { ImportProblem($0, language: work.caller.language.rawValue) },
            problemsTotal: problems.total, stored: stored)
    }
}
