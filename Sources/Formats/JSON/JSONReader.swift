/// Reads JSON (RFC 8259) strictly and without building a tree: valid UTF-8, no byte order mark, no duplicate member, no trailing comma,
/// nothing after the value, at most 64 levels. The caller asks for what must come next; what comes instead is a fault with its byte.
///
/// It borrows the bytes: use it only inside the closure that lends them.
package struct JSONReader {
    /// Levels of arrays and objects that a document may nest.
    package static let deepest = 64

    let bytes: UnsafeBufferPointer<UInt8>
    let count: Int
    /// The next byte to read.
    package internal(set) var offset = 0
    private var depth = 0

    /// - Parameter bytes: stays valid and unchanged while the reader is used.
    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        count = bytes.count
    }

    /// The next byte, 0 at the end of the document.
    @inline(__always)
    var current: UInt8 { offset < count ? bytes[offset] : 0 }

    @inline(__always)
    mutating func skipSpace() {
        while offset < count {
            let byte = bytes[offset]
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return }
            offset += 1
        }
    }

    /// Goes to the next token and looks at its first byte.
    @inline(__always)
    mutating func peek() -> UInt8 {
        skipSpace()
        return current
    }

    /// Refuses a byte order mark, which RFC 8259 forbids to write.
    package func begin() throws(JSONFault) {
        if count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf {
            throw JSONFault(
                .encoding, at: 0, "the file begins with a byte order mark: save it as UTF-8 without one",
                "le fichier commence par une marque d’ordre des octets : enregistrez-le en UTF-8 sans elle")
        }
    }

    /// Nothing but space may follow the document.
    package mutating func end() throws(JSONFault) {
        skipSpace()
        if offset < count {
            throw JSONFault(
                .syntax, at: offset, "something follows the end of the document", "quelque chose suit la fin du document")
        }
    }

    // MARK: Arrays

    /// Opens an array. Follow with `nextElement` until it answers false.
    @inline(__always)
    package mutating func beginArray(_ expected: @autoclosure () -> JSONWords = .array) throws(JSONFault) {
        guard peek() == UInt8(ascii: "[") else { throw wrongType(expected()) }
        try enter()
    }

    /// Whether another element comes; takes the comma, or the bracket that closes.
    @inline(__always)
    package mutating func nextElement(_ first: inout Bool) throws(JSONFault) -> Bool {
        let byte = peek()
        if byte == UInt8(ascii: "]") {
            leave()
            return false
        }
        if first {
            first = false
            return true
        }
        guard byte == UInt8(ascii: ",") else {
            throw unexpected(JSONWords("a comma or the end of the array", "une virgule ou la fin du tableau"))
        }
        offset += 1
        if peek() == UInt8(ascii: "]") {
            throw JSONFault(
                .syntax, at: offset, "a comma must not stand before the end of an array",
                "il ne faut pas de virgule avant la fin d’un tableau")
        }
        return true
    }

    /// Reads an array, element by element.
    package mutating func array(
        _ expected: @autoclosure () -> JSONWords = .array, each: (inout JSONReader, Int) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try beginArray(expected())
        var first = true
        var index = 0
        while try nextElement(&first) {
            try each(&self, index)
            index += 1
        }
    }

    // MARK: Objects

    /// Reads an object, member by member; `each` must read the value. Refusing a name seen before is the caller's part,
    /// who knows the names: `JSONNames` for a few known ones.
    package mutating func object(
        _ expected: @autoclosure () -> JSONWords = .object, each: (inout JSONReader, JSONText) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        guard peek() == UInt8(ascii: "{") else { throw wrongType(expected()) }
        try enter()
        if peek() == UInt8(ascii: "}") { return leave() }
        while true {
            guard peek() == UInt8(ascii: "\"") else {
                throw unexpected(JSONWords("a member's name in double quotes", "le nom d’un membre entre guillemets droits"))
            }
            let name = try text()
            guard peek() == UInt8(ascii: ":") else { throw unexpected(JSONWords("a colon", "un deux-points")) }
            offset += 1
            try each(&self, name)
            switch peek() {
            case UInt8(ascii: "}"): return leave()
            case UInt8(ascii: ","): offset += 1
            default: throw unexpected(JSONWords("a comma or the end of the object", "une virgule ou la fin de l’objet"))
            }
            if peek() == UInt8(ascii: "}") {
                throw JSONFault(
                    .syntax, at: offset, "a comma must not stand before the end of an object",
                    "il ne faut pas de virgule avant la fin d’un objet")
            }
        }
    }

    private mutating func enter() throws(JSONFault) {
        if depth == Self.deepest {
            throw JSONFault(
                .depth, at: offset, "arrays and objects nest deeper than \(Self.deepest) levels",
                "tableaux et objets s’emboîtent sur plus de \(Self.deepest) niveaux")
        }
        depth += 1
        offset += 1
    }

    private mutating func leave() {
        depth -= 1
        offset += 1
    }

    // MARK: Faults

    /// What stands here is a value, but not of the type expected; or it is no value at all.
    package func wrongType(_ expected: JSONWords) -> JSONFault {
        let found: JSONWords
        switch current {
        case UInt8(ascii: "{"): found = .object
        case UInt8(ascii: "["): found = .array
        case UInt8(ascii: "\""): found = .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): found = JSONWords("true or false", "true ou false")
        case UInt8(ascii: "n"): found = JSONWords("null", "null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): found = JSONWords("a number", "un nombre")
        default: return unexpected(.value)
        }
        return JSONFault(
            .wrongType, at: offset, "expected \(expected.en), found \(found.en)", "il faut ici \(expected.fr), et non \(found.fr)")
    }

    func unexpected(_ expected: JSONWords) -> JSONFault {
        if offset >= count {
            return JSONFault(
                .syntax, at: count, "the document ends where \(expected.en) should stand",
                "le document finit là où il faudrait \(expected.fr)")
        }
        return JSONFault(.syntax, at: offset, "expected \(expected.en)", "il faut ici \(expected.fr)")
    }
}
