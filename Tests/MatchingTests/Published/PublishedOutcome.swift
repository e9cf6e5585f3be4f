/// What a published run says of an instance: values by their names.
struct PublishedOutcome {
    private let values: [String: PublishedLine]
    private let text: PublishedText

    /// Reads `name: value` lines; comments, points and blank lines stand between them. A run that did not end is refused.
    init(_ text: PublishedText) throws {
        self.text = text
        var values: [String: PublishedLine] = [:]
        var isComplete = false
        for line in text.lines(from: 1) where !line.text.isEmpty && !line.text.hasPrefix("#") && !line.text.hasPrefix("- ") {
            guard !isComplete else { throw line.malformed("nothing expected behind the end of the run") }
            if line.text == "solver completed" {
                isComplete = true
                continue
            }
            let parts = line.text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw line.malformed("a name and a value expected") }
            let value = PublishedLine(file: line.file, number: line.number, text: parts[1].trimmingPrefix(" ").description)
            guard values.updateValue(value, forKey: String(parts[0])) == nil else { throw line.malformed("a name comes twice") }
        }
        guard isComplete else { throw Malformed(file: text.name, line: text.lineCount, problem: "the run did not end") }
        self.values = values
    }

    private func line(_ name: String) throws -> PublishedLine {
        guard let line = values[name] else { throw Malformed(file: text.name, line: text.lineCount, problem: "there is no \(name)") }
        return line
    }

    func word(_ name: String) throws -> String { try line(name).text }

    func integer(_ name: String) throws -> Int {
        let line = try line(name)
        return try line.integer(line.text, in: 0...1_000_000, name)
    }

    /// Numbers between blanks.
    func integers(_ name: String) throws -> [Int] {
        let line = try line(name)
        return try line.text.split(separator: " ").map { try line.integer($0, in: 0...1_000_000, name) }
    }

    /// How many have their first choice, their second, and so on: `< 4 1 0 >`.
    func profile(_ name: String) throws -> [Int] {
        let line = try line(name)
        let parts = line.text.split(separator: " ")
        guard parts.count > 2, parts.first == "<", parts.last == ">" else { throw line.malformed("a profile stands between < and >") }
        return try parts.dropFirst().dropLast().map { try line.integer($0, in: 0...1_000_000, name) }
    }

    /// The project of each student from 0, −1 where the file says 0.
    var matching: [Int32] {
        get throws { try integers("matching").map { Int32($0 - 1) } }
    }
}
