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
            throw JSONFault(.encoding, at: 0, "the file begins with a byte order mark: save it as UTF-8 without one")
        }
    }

    /// Nothing but space may follow the document.
    package mutating func end() throws(JSONFault) {
        skipSpace()
        if offset < count { throw JSONFault(.syntax, at: offset, "something follows the end of the document") }
    }

    // MARK: Arrays

    /// Opens an array. Follow with `nextElement` until it answers false.
    @inline(__always)
    package mutating func beginArray(_ expected: @autoclosure () -> String = "an array") throws(JSONFault) {
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
        guard byte == UInt8(ascii: ",") else { throw unexpected("a comma or the end of the array") }
        offset += 1
        if peek() == UInt8(ascii: "]") { throw JSONFault(.syntax, at: offset, "a comma must not stand before the end of an array") }
        return true
    }

    /// Reads an array, element by element.
    package mutating func array(
        _ expected: @autoclosure () -> String = "an array", each: (inout JSONReader, Int) throws(JSONFault) -> Void
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
        _ expected: @autoclosure () -> String = "an object", each: (inout JSONReader, JSONText) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        guard peek() == UInt8(ascii: "{") else { throw wrongType(expected()) }
        try enter()
        if peek() == UInt8(ascii: "}") { return leave() }
        while true {
            guard peek() == UInt8(ascii: "\"") else { throw unexpected("a member's name in double quotes") }
            let name = try text()
            guard peek() == UInt8(ascii: ":") else { throw unexpected("a colon") }
            offset += 1
            try each(&self, name)
            switch peek() {
            case UInt8(ascii: "}"): return leave()
            case UInt8(ascii: ","): offset += 1
            default: throw unexpected("a comma or the end of the object")
            }
            if peek() == UInt8(ascii: "}") { throw JSONFault(.syntax, at: offset, "a comma must not stand before the end of an object") }
        }
    }

    private mutating func enter() throws(JSONFault) {
        if depth == Self.deepest { throw JSONFault(.depth, at: offset, "arrays and objects nest deeper than \(Self.deepest) levels") }
        depth += 1
        offset += 1
    }

    private mutating func leave() {
        depth -= 1
        offset += 1
    }

    // MARK: Faults

    /// What stands here is a value, but not of the type expected; or it is no value at all.
    package func wrongType(_ expected: String) -> JSONFault {
        let found: String
        switch current {
        case UInt8(ascii: "{"): found = "an object"
        case UInt8(ascii: "["): found = "an array"
        case UInt8(ascii: "\""): found = "a string"
        case UInt8(ascii: "t"), UInt8(ascii: "f"): found = "true or false"
        case UInt8(ascii: "n"): found = "null"
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): found = "a number"
        default: return unexpected("a value")
        }
        return JSONFault(.wrongType, at: offset, "expected \(expected), found \(found)")
    }

    func unexpected(_ expected: String) -> JSONFault {
        if offset >= count { return JSONFault(.syntax, at: count, "the document ends where \(expected) should stand") }
        return JSONFault(.syntax, at: offset, "expected \(expected)")
    }
}
