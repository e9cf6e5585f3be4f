import Foundation

/// Instances and results published by others, beside the working copy; tests that read them are skipped where they are absent.
enum PublishedData {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data/matching")

    static let isThere = FileManager.default.isReadableFile(atPath: folder.appending(path: "preflib/00036-00000001.wmd").path)
    static let absence = "../shared/data is absent"

    static func bytes(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

    static func text(_ path: String) throws -> PublishedText {
        PublishedText(name: path, String(decoding: try bytes(path), as: UTF8.self))
    }

    /// The names of the files of a folder without their extension, sorted.
    static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)
            .map { String($0.prefix { $0 != "." }) }.sorted()
    }
}

/// What is not as the format of its file promises, and where.
struct Malformed: Error, Equatable, CustomStringConvertible {
    let file: String
    let place: String
    let problem: String

    init(file: String, place: String, problem: String) {
        self.file = file
        self.place = place
        self.problem = problem
    }

    /// - Parameter line: from 1.
    init(file: String, line: Int, problem: String) {
        self.init(file: file, place: "line \(line)", problem: problem)
    }

    var description: String { "\(file), \(place): \(problem)" }
}

/// A text file, its lines without the blanks at their ends.
struct PublishedText {
    let name: String
    private let lines: [String]

    init(name: String, _ text: String) {
        self.name = name
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    var lineCount: Int { lines.count }

    /// - Parameter number: from 1.
    func line(_ number: Int) throws -> PublishedLine {
        guard lines.indices.contains(number - 1) else { throw Malformed(file: name, line: number, problem: "the file ends too early") }
        return PublishedLine(file: name, number: number, text: lines[number - 1])
    }

    /// All lines from one on.
    func lines(from first: Int) -> [PublishedLine] {
        (min(first - 1, lines.count)..<lines.count).map { PublishedLine(file: name, number: $0 + 1, text: lines[$0]) }
    }
}

struct PublishedLine {
    let file: String
    let number: Int
    let text: String

    func malformed(_ problem: String) -> Malformed { Malformed(file: file, line: number, problem: problem) }

    /// A whole number within a range.
    func integer(_ text: some StringProtocol, in range: ClosedRange<Int>, _ what: String) throws -> Int {
        let digits = text.trimmingCharacters(in: .whitespaces)
        guard let value = Int(digits), range.contains(value) else {
            throw malformed("\(what) “\(digits)” is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Numbers between blanks, `fields` of them.
    func integers(_ fields: Int, in range: ClosedRange<Int>, _ what: String) throws -> [Int] {
        let parts = text.split(separator: " ")
        guard parts.count == fields else { throw malformed("\(fields) numbers expected, \(parts.count) found") }
        return try parts.map { try integer($0, in: range, what) }
    }

    /// A ranking of members 1…count, from 0 in the answer: blanks between places, ties in brackets with `separator` between their members.
    func ranking(_ text: some StringProtocol, of count: Int, tiesBy separator: Character) throws -> [[Int32]] {
        var ranking: [[Int32]] = []
        var seen = Set<Int32>()
        var tie: [Int32]?
        var digits = ""
        func endNumber() throws {
            guard !digits.isEmpty else { return }
            let member = Int32(try integer(digits, in: 1...max(1, count), "member") - 1)
            guard seen.insert(member).inserted else { throw malformed("member \(digits) is ranked twice") }
            digits = ""
            if tie == nil { ranking.append([member]) } else { tie?.append(member) }
        }
        for character in text {
            switch character {
            case "0"..."9": digits.append(character)
            case "(":
                guard tie == nil, digits.isEmpty else { throw malformed("a tie begins within another or within a number") }
                tie = []
            case ")":
                try endNumber()
                guard let closed = tie, closed.count > 1 else { throw malformed("a tie of fewer than two ends") }
                ranking.append(closed)
                tie = nil
            case " " where tie == nil || separator == " ", separator where tie != nil: try endNumber()
            default: throw malformed("“\(character)” in a ranking")
            }
        }
        try endNumber()
        guard tie == nil else { throw malformed("a tie is not closed") }
        return ranking
    }
}
