/// The head of a PrefLib file: `# NAME: value` lines.
struct PrefLibHead {
    private var values: [String: PublishedLine] = [:]
    private let text: PublishedText
    /// What follows the head.
    let rows: [PublishedLine]

    init(_ text: PublishedText) throws {
        self.text = text
        var lines = text.lines(from: 1)[...]
        while let line = lines.first, line.text.hasPrefix("# ") {
            let parts = line.text.dropFirst(2).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw line.malformed("a name and a value expected") }
            let value = PublishedLine(file: line.file, number: line.number, text: String(parts[1].trimmingPrefix(" ")))
            guard values.updateValue(value, forKey: String(parts[0])) == nil else { throw line.malformed("a name comes twice") }
            lines.removeFirst()
        }
        if lines.last?.text.isEmpty == true { lines.removeLast() }
        rows = Array(lines)
    }

    func line(_ name: String) throws -> PublishedLine {
        guard let line = values[name] else { throw Malformed(file: text.name, line: 1, problem: "there is no \(name)") }
        return line
    }

    func count(_ name: String) throws -> Int {
        let line = try line(name)
        return try line.integer(line.text, in: 0...100_000, name)
    }
}
