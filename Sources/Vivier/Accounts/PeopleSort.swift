import Postgres

/// The order of a list of members or of invitations: by time, or by address.
enum PeopleSort: String, ListSort {
    case newest = "-at"
    case oldest = "at"
    case email
    case emailDown = "-email"

    static var usual: PeopleSort { .newest }

    func order(id: SQL, email: SQL) -> ListOrder {
        switch self {
        case .newest: ListOrder(id: id, goesDown: true)
        case .oldest: ListOrder(id: id)
        case .email: ListOrder(key: email, id: id)
        case .emailDown: ListOrder(key: email, id: id, goesDown: true)
        }
    }
}
