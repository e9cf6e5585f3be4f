package import API

/// Whom a token stands for.
package struct Principal: Sendable, Equatable {
    package var token: Token.ID
    package var role: Role
    package var organisation: Organisation.ID?
    package var account: Identifier<Account>?
    package var student: Student.ID?

    package init(
        token: Token.ID, role: Role, organisation: Organisation.ID? = nil, account: Identifier<Account>? = nil, student: Student.ID? = nil
    ) {
        self.token = token
        self.role = role
        self.organisation = organisation
        self.account = account
        self.student = student
    }

    package func caller(requestID: String, language: Language) -> Caller {
        Caller(
            role: role, organisation: organisation, account: account, student: student, token: token, requestID: requestID,
            language: language)
    }
}
