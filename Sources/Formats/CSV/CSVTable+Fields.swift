extension CSVTable {
    /// The field that each column stands for, known by its name in whatever language; nil where the column is not known and so ignored.
    ///
    /// What is wrong with the header is added to `problems`: a column that is not known is warned of, one that stands there twice is refused, and so
    /// is a header that lacks what must be there.
    ///
    /// - Parameters:
    ///   - known: the fields by their folded names (``HeaderName/folded(_:)``).
    ///   - fields: what the columns may be called, to say which of them a slip was meant for.
    func fields(
        _ known: [String: String], named fields: [String], required: [String], problems: inout ProblemList
    ) -> [String?] {
        var taken = Set<String>()
        let found = columns.enumerated().map { index, column in
            let field = known[HeaderName.folded(column)]
            if let field {
                if !taken.insert(field).inserted {
                    problems.add(
                        headerProblem(
                            column, at: index, "repeated-column", en: "Two columns are \(field). Remove one.",
                            fr: "Deux colonnes sont \(field). Supprimez-en une."))
                }
            } else {
                let nearest = HeaderName.nearest(to: column, in: fields)
                problems.add(
                    headerProblem(
                        column, at: index, "unknown-column",
                        en: "The column is not known and is ignored." + (nearest.map { " Do you mean \($0)?" } ?? ""),
                        fr: "La colonne est inconnue et ignorée." + (nearest.map { " Vouliez-vous dire \($0)\u{A0}?" } ?? ""),
                        severity: .warning))
            }
            return field
        }
        let unknown = zip(columns, found).filter { $0.1 == nil }.map(\.0)
        for field in required where !taken.contains(field) {
            let nearest = HeaderName.nearest(to: field, in: unknown)
            problems.add(
                headerProblem(
                    field, "missing-column",
                    en: "The column \(field) is required." + (nearest.map { " Is it “\($0.excerpt)”? Name it \(field)." } ?? ""),
                    fr: "La colonne \(field) est obligatoire."
                        + (nearest.map { " Est-ce «\u{A0}\($0.excerpt)\u{A0}»\u{A0}? Nommez-la \(field)." } ?? "")))
        }
        return found
    }

    private func headerProblem(
        _ column: String, at index: Int? = nil, _ code: String, en: String, fr: String, severity: Problem.Severity = .refusal
    ) -> Problem {
        Problem(
            file: file, line: headerLine, record: 1, column: column, columnNumber: index.map { $0 + 1 }, code: code, en: en, fr: fr,
            severity: severity)
    }
}
