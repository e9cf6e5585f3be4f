package import API
package import Foundation

/// What a line of the audit is about, as it stands there: ids, as a team in a round has two; a decision says before them which one it was.
package struct AuditedObject {
    package var decision: Decision.Kind?
    /// Empty where anything else stands there, as a name or a query.
    package var ids: [UUID]

    package init(_ object: String) {
        var words = object.split(separator: " ").map(String.init)
        decision = words.first.flatMap { Decision.Kind(rawValue: $0) }
        if decision != nil { words.removeFirst() }
        let known = words.compactMap { UUID(text: $0) }
        ids = known.count == words.count ? known : []
    }
}
