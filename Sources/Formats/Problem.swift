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
    package var column: String?
    /// Stable: programs decide by it.
    package var code: String
    package var en: String
    package var fr: String
    package var severity: Severity

    package init(
        file: String, line: Int? = nil, column: String? = nil, code: String, en: String, fr: String, severity: Severity = .refusal
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.code = code
        self.en = en
        self.fr = fr
        self.severity = severity
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
