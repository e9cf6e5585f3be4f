/// An error as RFC 9457 problem details (`application/problem+json`).
package struct ProblemDetails: Codable, Sendable {
    /// An address of this service that explains the kind of problem.
    package var type: String
    package var title: String
    package var status: Int
    /// What happened and how to mend it, in the language that was asked for.
    package var detail: String
    /// Stable; programs decide by it.
    package var code: String
    package var requestId: String
    package var errors: [FieldProblem]?
    /// Of an import that was refused: every problem with its place.
    package var report: ImportReport?

    package init(
        type: String, title: String, status: Int, detail: String, code: String, requestId: String, errors: [FieldProblem]? = nil,
        report: ImportReport? = nil
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.code = code
        self.requestId = requestId
        self.errors = errors
        self.report = report
    }
}

/// One invalid field of a request: a JSON pointer into the body (`#/skills/0/level`) or the name of a parameter.
package struct FieldProblem: Codable, Sendable, Equatable {
    package var pointer: String?
    package var parameter: String?
    package var code: String
    package var detail: String

    package init(pointer: String? = nil, parameter: String? = nil, code: String, detail: String) {
        self.pointer = pointer
        self.parameter = parameter
        self.code = code
        self.detail = detail
    }
}
