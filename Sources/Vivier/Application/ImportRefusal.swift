import API

/// An import with rejected rows: nothing is stored, the report says why.
enum ImportRefusal: Refusal {
    case rejected(ImportReport)

    var reason: RefusalReason {
        switch self {
        case .rejected(let report):
            RefusalReason(
                .rejectedImport, code: "import-rejected",
                en: "Nothing was stored: \(report.rejected) rows are not acceptable. Mend them, or skip them.",
                fr: "Rien n’a été enregistré : \(report.rejected) lignes ne sont pas acceptables. Corrigez-les ou ignorez-les.",
                report: report)
        }
    }
}

/// Thrown at the end of a dry run: the transaction is rolled back, and ``Application`` gives the answer all the same.
struct DryRun<Answer: Sendable>: Error {
    var answer: Answer
}
