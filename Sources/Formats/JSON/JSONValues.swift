extension JSONReader {
    /// Reads an integer of 64 bits; a fraction or an exponent is refused even where it would come out whole.
    @inline(__always)
    package mutating func integer(_ expected: @autoclosure () -> JSONWords = .integer) throws(JSONFault) -> Int64 {
        let first = peek()
        let start = offset
        let isNegative = first == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        var value: Int64 = 0
        let digits = offset
        while offset < count {
            let digit = bytes[offset] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            // Eighteen digits cannot overflow; more are rare and take the checked way.
            if offset - digits >= 18 { return try longInteger(from: start) }
            value = value &* 10 &+ Int64(digit)
            offset += 1
        }
        if offset == digits || (bytes[digits] == UInt8(ascii: "0") && offset > digits + 1) { throw badNumber(start, expected()) }
        if offset < count, bytes[offset] == UInt8(ascii: ".") || bytes[offset] | 0x20 == UInt8(ascii: "e") {
            throw badNumber(start, expected())
        }
        return isNegative ? -value : value
    }

    private mutating func longInteger(from start: Int) throws(JSONFault) -> Int64 {
        offset = start
        try number()
        let digits = String(decoding: bytes[start..<offset], as: UTF8.self)
        if let value = Int64(digits) { return value }
        if digits.contains(where: { $0 == "." || $0 == "e" || $0 == "E" }) { throw notAnInteger(start) }
        throw JSONFault(.outOfRange, at: start, "the number does not fit 64 bits", "ce nombre ne tient pas sur 64 bits")
    }

    private func badNumber(_ start: Int, _ expected: JSONWords) -> JSONFault {
        var reader = self
        reader.offset = start
        if case let byte = reader.current, byte != UInt8(ascii: "-"), !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            return reader.wrongType(expected)
        }
        do throws(JSONFault) { try reader.number() } catch { return error }
        return notAnInteger(start)
    }

    private func notAnInteger(_ start: Int) -> JSONFault {
        JSONFault(
            .notAnInteger, at: start, "the number must be an integer, without fraction or exponent",
            "ce nombre doit être un entier, sans fraction ni exposant")
    }

    /// Passes over a number of any form.
    private mutating func number() throws(JSONFault) {
        let start = offset
        func fault() -> JSONFault { JSONFault(.syntax, at: start, "this is not a JSON number", "ce n’est pas un nombre en JSON") }
        if current == UInt8(ascii: "-") { offset += 1 }
        let leadingZero = current == UInt8(ascii: "0")
        let whole = skipDigits()
        if whole == 0 || (leadingZero && whole > 1) { throw fault() }
        if current == UInt8(ascii: ".") {
            offset += 1
            if skipDigits() == 0 { throw fault() }
        }
        if current | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
            if skipDigits() == 0 { throw fault() }
        }
    }

    private mutating func skipDigits() -> Int {
        let start = offset
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current) { offset += 1 }
        return offset - start
    }

    /// Passes over any value, checked as strictly as one that is read.
    package mutating func skip() throws(JSONFault) {
        switch peek() {
        case UInt8(ascii: "{"):
            // By their bytes: two strings that only look alike are two names.
            var names = Set<[UInt8]>()
            try object { (json: inout JSONReader, name: JSONText) throws(JSONFault) in
                if !names.insert(Array(json.string(name).utf8)).inserted { throw json.duplicate(name) }
                try json.skip()
            }
        case UInt8(ascii: "["): try array { (json: inout JSONReader, _: Int) throws(JSONFault) in try json.skip() }
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw unexpected(.value)
        }
    }

    private mutating func literal(_ word: StaticString) throws(JSONFault) {
        for index in 0..<word.utf8CodeUnitCount {
            guard offset + index < count, bytes[offset + index] == word.utf8Start[index] else {
                throw JSONFault(.syntax, at: offset, "expected a value", "il faut ici une valeur")
            }
        }
        offset += word.utf8CodeUnitCount
    }

    /// The fault of a name that stands twice in one object.
    package func duplicate(_ name: JSONText) -> JSONFault {
        JSONFault(
            .duplicateMember, at: name.offset, "the member \(quoted(name)) stands twice in this object",
            "le membre \(guillemets(name)) figure deux fois dans cet objet")
    }
}
