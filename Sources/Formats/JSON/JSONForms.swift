extension JSONReader {
    /// Where the next token begins.
    mutating func nextOffset() -> Int {
        skipSpace()
        return offset
    }

    /// A text as messages show it.
    func quoted(_ text: JSONText) -> String { "\"\(string(text).excerpt)\"" }

    /// The same for French ones.
    func guillemets(_ text: JSONText) -> String { "« \(string(text).excerpt) »" }

    /// Reads a string that must be exactly this.
    mutating func expect(_ word: StaticString) throws(JSONFault) {
        let text = try text(JSONWords("the string \"\(word)\"", "la chaîne « \(word) »"))
        if !matches(text, word) {
            throw JSONFault(
                .unknownValue, at: text.offset, "expected \"\(word)\", found \(quoted(text))",
                "il faut ici « \(word) », et non \(guillemets(text))")
        }
    }

    /// Reads one of a few words.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(JSONFault) -> Choice {
        let words = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        let french = Choice.allCases.map { "« \($0.rawValue) »" }.joined(separator: ", ")
        let text = try text(JSONWords("one of the strings \(words)", "l’une des chaînes \(french)"))
        if let choice = Choice(rawValue: string(text)) { return choice }
        throw JSONFault(
            .unknownValue, at: text.offset, "expected one of \(words), found \(quoted(text))",
            "il faut ici l’un des mots \(french), et non \(guillemets(text))")
    }

    /// Reads an array of a team's and a case's id.
    mutating func pair() throws(JSONFault) -> (team: JSONText, target: JSONText) {
        var first = true
        func pair() -> JSONWords { JSONWords("[team, case]", "[équipe, cas]") }
        try beginArray(JSONWords("an array [team, case]", "un tableau [équipe, cas]"))
        guard try nextElement(&first) else { throw unexpectedCount(pair()) }
        let team = try text(IDKind.team.id)
        guard try nextElement(&first) else { throw unexpectedCount(pair()) }
        let target = try text(IDKind.case.id)
        if try nextElement(&first) { throw wrongCount(pair()) }
        return (team, target)
    }

    /// Passes over the value of a member that the format does not know, and says so.
    mutating func ignore(_ name: JSONText) throws(JSONFault) -> JSONFault {
        try skip()
        return JSONFault(
            .unknownMember, at: name.offset, "the format has no member \(quoted(name)) here: it is ignored",
            "le format n’a pas ici de membre \(guillemets(name)) : il est ignoré")
    }

    /// The fault of an array that has just closed with too few elements.
    func unexpectedCount(_ expected: JSONWords) -> JSONFault {
        JSONFault(
            .wrongType, at: offset - 1, "expected \(expected.en), the array ends too early",
            "il faut ici \(expected.fr), le tableau finit trop tôt")
    }

    /// The fault of an array whose next element is one too many.
    func wrongCount(_ expected: JSONWords) -> JSONFault {
        JSONFault(
            .wrongType, at: offset, "expected \(expected.en), the array has more elements",
            "il faut ici \(expected.fr), le tableau a d’autres éléments")
    }

    /// Where an integer that ends here began.
    func offset(ofIntegerEndingAt end: Int) -> Int {
        var start = end
        while start > 0, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start - 1]) { start -= 1 }
        return start > 0 && bytes[start - 1] == UInt8(ascii: "-") ? start - 1 : start
    }

    /// Where an element of an array begins that has been read before.
    func offset(ofElement number: Int, inArrayAt start: Int) -> Int {
        var json = self
        json.offset = start
        var found = start
        // It was read once, so it cannot fail now.
        try? json.array { (json: inout JSONReader, index: Int) throws(JSONFault) in
            if index == number { found = json.nextOffset() }
            try json.skip()
        }
        return found
    }
}
