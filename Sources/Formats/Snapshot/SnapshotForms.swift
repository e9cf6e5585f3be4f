import Matching

// The small forms that a snapshot is made of.

extension JSONReader {
    mutating func bounded(_ bounds: ClosedRange<Int64>) throws(JSONFault) -> Int64 {
        let start = nextOffset()
        let value = try integer()
        guard bounds.contains(value) else {
            throw JSONFault(
                .unknownValue, at: start, "\(value) is not from \(bounds.lowerBound) to \(bounds.upperBound)",
                "\(value) n’est pas compris entre \(bounds.lowerBound) et \(bounds.upperBound)")
        }
        return value
    }

    mutating func int32() throws(JSONFault) -> Int32 {
        Int32(try bounded(Int64(Int32.min)...Int64(Int32.max)))
    }

    /// Takes `null` where it stands.
    mutating func isNull() throws(JSONFault) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try skip()
        return true
    }

    mutating func optional() throws(JSONFault) -> Int32? {
        try isNull() ? nil : try int32()
    }

    /// An array of exactly so many elements.
    mutating func tuple(_ count: Int, each: (inout JSONReader, Int) throws(JSONFault) -> Void) throws(JSONFault) {
        var found = 0
        try array { (json: inout JSONReader, index: Int) throws(JSONFault) in
            guard index < count else { throw json.wrongCount(.array(of: count)) }
            try each(&json, index)
            found += 1
        }
        if found < count { throw unexpectedCount(.array(of: count)) }
    }

    mutating func integers() throws(JSONFault) -> [Int32] {
        var values: [Int32] = []
        try array { (json: inout JSONReader, _: Int) throws(JSONFault) in values.append(try json.int32()) }
        return values
    }

    mutating func integers(_ count: Int) throws(JSONFault) -> [Int32] {
        var values: [Int32] = []
        try tuple(count) { (json: inout JSONReader, _: Int) throws(JSONFault) in values.append(try json.int32()) }
        return values
    }

    /// An id that none of those seen before bears.
    mutating func id(_ seen: inout Set<String>) throws(JSONFault) -> String {
        let text = try text(JSONWords("a string, an id", "une chaîne, un id"))
        let id = string(text)
        if !seen.insert(id).inserted {
            throw JSONFault(
                .duplicateID, at: text.offset, "the id \(quoted(text)) stands twice", "l’id \(guillemets(text)) figure deux fois")
        }
        return id
    }

    /// A table of ids, each once.
    mutating func ids() throws(JSONFault) -> [String] {
        var ids: [String] = []
        var seen = Set<String>()
        try array { (json: inout JSONReader, _: Int) throws(JSONFault) in ids.append(try json.id(&seen)) }
        return ids
    }

    mutating func pairs() throws(JSONFault) -> [(Int32, Int32)] {
        var pairs: [(Int32, Int32)] = []
        try array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var pair: (Int32, Int32) = (0, 0)
            try json.tuple(2) { (json: inout JSONReader, index: Int) throws(JSONFault) in
                if index == 0 { pair.0 = try json.int32() } else { pair.1 = try json.int32() }
            }
            pairs.append(pair)
        }
        return pairs
    }

    mutating func levels() throws(JSONFault) -> [LanguageLevel] {
        try pairs().map { LanguageLevel(language: $0.0, level: $0.1) }
    }

    mutating func mask() throws(JSONFault) -> WeekMask? {
        if try isNull() { return nil }
        let start = nextOffset()
        guard let mask = WeekMask(bytes: try hexadecimal()) else {
            throw JSONFault(.unknownValue, at: start, "a week has 42 bytes", "une semaine a 42 octets")
        }
        return mask
    }

    private mutating func day() throws(JSONFault) -> UInt64? {
        if try isNull() { return nil }
        let start = nextOffset()
        guard let free = DayException.halfHours(bytes: try hexadecimal()) else {
            throw JSONFault(.unknownValue, at: start, "a day has 6 bytes", "un jour a 6 octets")
        }
        return free
    }

    mutating func exceptions() throws(JSONFault) -> [DayException] {
        var exceptions: [DayException] = []
        try array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var exception = DayException(days: DayRange(from: 0, until: 0))
            try json.tuple(3) { (json: inout JSONReader, index: Int) throws(JSONFault) in
                switch index {
                case 0: exception.days.from = try json.int32()
                case 1: exception.days.until = try json.int32()
                default: exception.free = try json.day()
                }
            }
            exceptions.append(exception)
        }
        return exceptions
    }

    mutating func needs() throws(JSONFault) -> [SkillNeed] {
        var needs: [SkillNeed] = []
        try array { (json: inout JSONReader, _: Int) throws(JSONFault) in
            var need = SkillNeed(skill: 0, level: 1, importance: .must)
            try json.tuple(4) { (json: inout JSONReader, index: Int) throws(JSONFault) in
                switch index {
                case 0: need.skill = try json.int32()
                case 1: need.level = try json.int32()
                case 2: need.importance = try json.choice()
                default: need.gateLevel = try json.optional()
                }
            }
            needs.append(need)
        }
        return needs
    }

    private mutating func hexadecimal() throws(JSONFault) -> [UInt8] {
        let text = try text(JSONWords("hexadecimal digits", "des chiffres hexadécimaux"))
        let digits = Array(string(text).utf8)
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count - 1, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
                throw JSONFault(
                    .unknownValue, at: text.offset, "expected hexadecimal digits", "il faut ici des chiffres hexadécimaux")
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension JSONWords {
    fileprivate static func array(of count: Int) -> JSONWords { JSONWords("an array of \(count)", "un tableau de \(count)") }
}
