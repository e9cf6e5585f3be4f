/// One reason to refuse a document, placed for people.
package struct JSONProblem: Equatable, Sendable {
    package var place: JSONPlace
    package var code: JSONFault.Code
    /// What to mend, in one English sentence without a full stop.
    package var message: String
    /// The same in French.
    package var french: String

    package init(place: JSONPlace, code: JSONFault.Code, message: String, french: String) {
        self.place = place
        self.code = code
        self.message = message
        self.french = french
    }
}

/// A document is refused, for all the reasons found, in the order of the document.
package struct JSONRefusal: Error, Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    package var problems: [JSONProblem]

    init(_ faults: [JSONFault], in bytes: UnsafeBufferPointer<UInt8>) {
        let sorted = faults.sorted { $0.offset < $1.offset }
        let places = JSONLocator.places(of: sorted.map(\.offset), in: bytes)
        problems = zip(sorted, places).map {
            JSONProblem(place: $1, code: $0.code, message: $0.message, french: FrenchSpaces.kept($0.french))
        }
    }

    package var description: String { "the document is refused for \(problems.count) reason(s)" }

    package var debugDescription: String {
        problems.map { "\($0.place.line):\($0.place.column): \($0.place.path): \($0.message)" }.joined(separator: "\n")
    }
}

/// Faults that do not end the reading: noted until there are enough of them.
struct JSONFaults {
    /// More than these help nobody.
    static let most = 100
    private(set) var noted: [JSONFault] = []

    /// - Throws: the fault itself where enough have been noted, to end the reading.
    mutating func note(_ fault: JSONFault) throws(JSONFault) {
        if noted.count == Self.most { throw fault }
        noted.append(fault)
    }

    var isEmpty: Bool { noted.isEmpty }
}
