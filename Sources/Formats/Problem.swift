/// One thing in a file that is not as it should be: where, what, and how to mend it.
package struct Problem: Error, Sendable, Equatable {
    package enum Severity: String, Sendable {
        /// The row, or the file, is not taken.
        case refusal
        /// It is taken; somebody should look.
        case warning
    }

    package var file: String
    /// The physical line, from 1; nil where it is the file as a whole.
    package var line: Int?
    /// The record of a CSV file, from 1, its header counted: not the line where cells hold line breaks.
    package var record: Int?
    /// The column or field by its name, cut where it is very long.
    package var column: String?
    /// The column by its number, from 1.
    package var columnNumber: Int?
    /// Stable: programs decide by it.
    package var code: String
    package var en: String
    package var fr: String
    package var severity: Severity

    package init(
        file: String, line: Int? = nil, record: Int? = nil, column: String? = nil, columnNumber: Int? = nil, code: String, en: String,
        fr: String, severity: Severity = .refusal
    ) {
        self.file = file.excerpt(most: 300)
        self.line = line
        self.record = record
        self.column = column?.excerpt
        self.columnNumber = columnNumber
        self.code = code
        self.en = en
        self.fr = fr
        self.severity = severity
    }

    /// Of a file whose reading was given up: it says nothing of the file, and whoever gave it up knows why.
    static func givenUp(_ file: String) -> Problem {
        Problem(file: file, code: "given-up", en: "The reading was given up.", fr: "La lecture a été abandonnée.")
    }
}

/// What was found in a file: the first thousand in full, all of them counted.
package struct ProblemList: Sendable {
    package static let kept = 1_000

    package private(set) var problems: [Problem] = []
    package private(set) var total = 0
    package private(set) var refusals = 0

    package init() {}

    package mutating func add(_ problem: Problem) {
        total += 1
        if problem.severity == .refusal { refusals += 1 }
        if problems.count < Self.kept { problems.append(problem) }
    }
}
