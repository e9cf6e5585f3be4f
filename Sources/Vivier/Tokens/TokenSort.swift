import Postgres

/// The order of a list of tokens: by when they were issued, or by label.
enum TokenSort: String, ListSort {
    case newest = "-created"
    case oldest = "created"
    case label
    case labelDown = "-label"

    static var usual: TokenSort { .newest }

    var order: ListOrder {
        switch self {
        case .newest: ListOrder(id: "id", goesDown: true)
        case .oldest: ListOrder(id: "id")
        case .label: ListOrder(key: "label", id: "id")
        case .labelDown: ListOrder(key: "label", id: "id", goesDown: true)
        }
    }
}
