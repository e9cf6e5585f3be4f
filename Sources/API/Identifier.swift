package import struct Foundation.UUID

/// The identity of one thing of a kind; identities of two kinds do not mix. In JSON and in addresses: the UUID in lower case.
package struct Identifier<Subject>: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    package var uuid: UUID

    package init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// - Returns: nil unless `text` is a UUID.
    package init?(_ text: String) {
        guard let uuid = UUID(text: text) else { return nil }
        self.uuid = uuid
    }

    package var description: String { uuid.text }
}

/// An identity of whatever kind.
package protocol AnyIdentifier: CustomStringConvertible {
    /// What it is the identity of, in the words of addresses: `student`, `case`.
    var kind: String { get }
}

extension Identifier: AnyIdentifier {
    package var kind: String {
        let name = String(describing: Subject.self)
        return kinds[name] ?? String(name.prefix(1).lowercased() + name.dropFirst())
    }
}

/// Where an address has another word than the type.
private let kinds = ["BusinessCase": "case", "RosterImport": "import", "RosterInHand": "roster", "SignedIn": "session"]

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let identifier = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = identifier
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
