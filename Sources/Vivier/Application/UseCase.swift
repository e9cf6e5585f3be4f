package import API
import Formats

/// One thing that somebody can do. One file each; ``Application/perform(_:by:progress:)`` is the only door to it.
package protocol UseCase: Sendable {
    associatedtype Answer: Sendable
    /// What the caller's role must be allowed; forgetting it does not compile.
    var needs: Permission { get }
    /// What the audit log records; nil for a read that concerns no person.
    var audited: Audited? { get }
    /// How the transaction is isolated.
    static var isolation: Isolation { get }
    /// How long one of its statements may take; nil for the database's usual time.
    static var patience: Duration? { get }
    /// How long it may compute between two statements; nil for the database's usual time. The transaction stays open meanwhile.
    static var reflection: Duration? { get }
    /// What takes its time and needs no row, done before the transaction is opened: the use case with what came of it.
    func prepared(in application: Application, by caller: Caller) async throws -> Self
    /// Runs inside one transaction that is committed when it returns and rolled back when it throws. It may run again after a
    /// serialization failure; what is to follow the commit is left to ``UnitOfWork/afterCommit(_:)``.
    func run(in work: UnitOfWork) async throws -> Answer
}

extension UseCase {
    package var audited: Audited? { nil }
    package static var isolation: Isolation { .readCommitted }
    package static var patience: Duration? { nil }
    package static var reflection: Duration? { nil }
    package func prepared(in application: Application, by caller: Caller) async throws -> Self { self }
}

package enum Isolation: Sendable {
    case readCommitted
    /// One snapshot for all that is read.
    case repeatableRead
    /// Only reads: nothing is awaited after the answer.
    case readOnly
    /// Only reads a few rows by an index: no transaction is opened, and the statement travels with those of other callers. Nothing follows it.
    case glance
}

/// The action and the object that the audit log names.
package struct Audited: Sendable {
    package var action: String
    package var object: String?
    /// What the object is the identity of: `student`, `case`; nil where it is more than one thing, or none.
    package var kind: String?

    /// - Parameter kind: of an id that comes as text; an `Identifier` knows its own.
    package init(_ action: String, _ object: (any CustomStringConvertible)? = nil, kind: String? = nil) {
        self.action = action
        self.kind = object == nil ? nil : kind ?? (object as? any AnyIdentifier)?.kind
        // What the column holds; what was refused may be longer than anything that is stored.
        self.object = object.map { object in
            String(
                String.UnicodeScalarView(
                    object.description.unicodeScalars.lazy.filter { !VisibleText.isHidden($0) }.prefix(200)))
        }
    }

    /// What says of itself nothing to be recorded: its name and the first thing that it was asked about.
    init(reading useCase: some UseCase) {
        let subject = Mirror(reflecting: useCase).children.lazy.compactMap { $0.value as? any AnyIdentifier }.first
        self.init(String(describing: type(of: useCase)), subject)
    }
}
