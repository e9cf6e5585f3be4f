import API
import Vivier

/// Who sends a body, as far as bounds of what one may send are concerned.
struct Sender: Sendable {
    enum Name: Hashable {
        /// Who has not signed in, by address.
        case stranger(String)
        case known(String)
    }

    var name: Name
    /// Whose files it counts among, the person's own bound apart; nil for strangers and operators.
    var organisation: Organisation.ID?

    static func stranger(_ address: String) -> Sender { Sender(name: .stranger(address)) }

    var isStranger: Bool {
        if case .stranger = name { true } else { false }
    }
}

extension Principal {
    var sender: Sender { Sender(student: student, account: account, organisation: organisation) }
}

extension Caller {
    var sender: Sender { Sender(student: student, account: account, organisation: organisation) }
}

extension Sender {
    /// All tokens and sessions of a person, or of an organisation's programs, together. An operator's program bears no name.
    fileprivate init(student: Student.ID?, account: Identifier<Account>?, organisation: Organisation.ID?) {
        let name = student?.description ?? account?.description ?? organisation?.description ?? "operator"
        self.init(name: .known(name), organisation: organisation)
    }
}
