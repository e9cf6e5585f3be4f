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
    private var changed = 0
    private var claimed: Set<Organisation.ID> = []
    private var unchanged = 0
    private var rejected = 0
    private var saidWhose = false

    init(problems: ProblemList, detected: String, work: UnitOfWork) {
        self.problems = problems
        self.detected = detected
        self.work = work
    }

    mutating func post(_ found: CaseFile, line: Int, file: String, company: String?) async throws {
        guard var draft = CaseDraft(found) else { return }
        if work.caller.role != .operator, let named = found.company, !saidWhose,
            try await CaseParties.organisation(named, kind: .company, in: work) != work.caller.organisation
        {
            saidWhose = true
            problems.add(
                Problem(
                    file: file, line: line, column: "company", code: "company-ignored",
                    en: "The file names companies, “\(named.excerpt)” first: whatever it names, your own company posts these cases.",
                    fr:
                        "Le fichier nomme des entreprises, d’abord « \(named.excerpt) » : quoi qu’il nomme, c’est la vôtre qui dépose ces cas.",
                    severity: .warning))
        }
        draft.company = company ?? found.company
        do {
            let content = try CaseCheck(draft).content
            let company = try await poster(draft.company)
            if let reference = content.reference {
                try await claim(company)
                let known = try await work.execute(
                    "SELECT id FROM business_case WHERE company_id = \(company) AND reference = \(reference)"
                ).decode(BusinessCase.ID.self)
                if let id = known.first {
                    try await post(again: id, draft, content, line: line, file: file)
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

    /// Two imports of a company's cases go one after the other, so that the second finds what the first made.
    private mutating func claim(_ company: Organisation.ID) async throws {
        guard claimed.insert(company).inserted else { return }
        _ = try await work.execute("SELECT pg_advisory_xact_lock(hashtextextended('cases of ' || \(company.description), 0))")
    }

    /// A case that is there already is edited where the file says something else of it.
    private mutating func post(
        again id: BusinessCase.ID, _ draft: CaseDraft, _ content: CaseContent, line: Int, file: String
    ) async throws {
        guard let stored = try await CaseRows.read(id, in: work) else { throw GeneralRefusal.missing(.businessCase) }
        var wanted = content
        wanted.openTo = try await CaseParties.schools(draft.openTo, in: work)
        guard try await !stored.content.says(wanted, in: work) else {
            unchanged += 1
            return
        }
        guard EditCase.open.contains(stored.state) else {
            unchanged += 1
            let reason = EditCase.No.settled(stored.state).reason
            problems.add(
                Problem(
                    file: file, line: line, code: "settled", en: reason.sentence.en, fr: reason.sentence.fr, severity: .warning))
            return
        }
        var draft = draft
        (draft.company, draft.draft) = (nil, nil)
        let edited = try await EditCase(case: id, draft: draft, replacing: stored.version).run(in: work)
        changed += 1
        for warning in edited.warnings {
            problems.add(
                Problem(file: file, line: line, code: "doubt", en: warning, fr: warning, severity: .warning))
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
            new: new, changed: changed, unchanged: unchanged, rejected: max(rejected, problems.refusals > 0 ? 1 : 0), detected: detected,
            problems: problems.problems.map { ImportProblem($0, language: work.caller.language.rawValue) },
            problemsTotal: problems.total, stored: stored)
    }
}
