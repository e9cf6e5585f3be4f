import API
import Vivier

/// Who sends a body, as far as bounds of what one may send are concerned.
enum Sender: Hashable, Sendable {
    /// Who has not signed in, by address.
    case stranger(String)
    case known(String)

    var isStranger: Bool {
        if case .stranger = self { true } else { false }
    }
}

extension Principal {
    /// All tokens and sessions of a person, or of an organisation's programs, together.
    var sender: Sender { Sender(student?.description ?? account?.description ?? organisation?.description) }
}

extension Caller {
    var sender: Sender { Sender(student?.description ?? account?.description ?? organisation?.description) }
}

extension Sender {
    /// An operator's program bears no name.
    fileprivate init(_ name: String?) { self = .known(name ?? "operator") }
}
