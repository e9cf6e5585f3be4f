/// The members that an object of a known form may have: which were there, so that none stands twice and none is missing.
struct JSONNames {
    private let known: [StaticString]
    private var seen: [Bool]
    /// By their bytes: two strings that only look alike are two names.
    private var others = Set<[UInt8]>()

    init(_ known: [StaticString]) {
        self.known = known
        seen = Array(repeating: false, count: known.count)
    }

    /// The number of a name among the known ones, nil where it is none of them.
    /// - Throws: `duplicateMember`.
    mutating func number(of name: JSONText, in json: JSONReader) throws(JSONFault) -> Int? {
        for index in known.indices where json.matches(name, known[index]) {
            if seen[index] { throw json.duplicate(name) }
            seen[index] = true
            return index
        }
        if !others.insert(Array(json.string(name).utf8)).inserted { throw json.duplicate(name) }
        return nil
    }

    /// - Throws: `missingMember` at the object for the first of the first `required` known names that was not there.
    func require(_ required: Int, at start: Int) throws(JSONFault) {
        for index in 0..<required where !seen[index] {
            throw JSONFault(.missingMember, at: start, missing: known[index])
        }
    }
}

extension JSONFault {
    init(_ code: Code, at offset: Int, missing member: StaticString) {
        self.init(code, at: offset, "the member \"\(member)\" is missing", "il manque le membre « \(member) »")
    }
}
