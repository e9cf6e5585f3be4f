import Foundation
import Testing

/// How the sources are written, as far as a test can see it.
@Suite struct WritingTests {
    private var sources: [House.Source] { get throws { try House.swift(in: "Sources") } }

    /// The name that a line gives to a type.
    private func declared(_ line: Substring) -> Substring? {
        code(line).firstMatch(of: /\b(?:struct|class|enum|actor|protocol|typealias)\s+([A-Z][A-Za-z0-9]*)/)?.output.1
    }

    private func code(_ line: Substring) -> Substring {
        line.drop { $0 == " " }.hasPrefix("//") ? "" : line
    }

    @Test func `no type has a name that says nothing`() throws {
        let empty = /(?:Manager|Service|Helper|Utils?|Core|Common|Base|Impl)(?![a-z])/
        for source in try sources {
            for name in source.lines.compactMap(declared) {
                #expect(name.firstMatch(of: empty) == nil, "\(source.path): \(name)")
            }
        }
    }

    @Test func `no type bears the name of a room`() throws {
        let rooms = Set(try sources.map(\.room))
        for source in try sources {
            for name in source.lines.compactMap(declared) {
                #expect(!rooms.contains(String(name)), "\(source.path): \(name)")
            }
        }
    }

    @Test func `what the compiler is told to believe is proved in the line above`() throws {
        let beliefs = ["try!", "@unchecked Sendable", "nonisolated(unsafe)", "unsafelyUnwrapped"]
        for source in try sources {
            for (index, line) in source.lines.enumerated() where beliefs.contains(where: code(line).contains) {
                let above = index == 0 ? "" : source.lines[index - 1].drop { $0 == " " }
                #expect(above.hasPrefix("//"), "\(source.path):\(index + 1)")
            }
        }
    }

    /// A quotation mark before an accent is another character, which `replacing("\"", with:)` does not find.
    @Test func `what escapes a text goes by scalars`() throws {
        for source in try sources {
            for (index, line) in source.lines.enumerated() {
                #expect(line.firstMatch(of: /\.replacing\("(?:\\"|\\\\|['%~&<])"/) == nil, "\(source.path):\(index + 1)")
            }
        }
    }

    /// A pattern that somebody sends can be one that takes for ever: those that there are stand in the sources, whole.
    @Test func `no pattern is made of what comes from outside`() throws {
        let made = /\bRegex\s*[({<]|\bNSRegularExpression\b|\bRegexBuilder\b/
        let asked = /(?:\s!?~\*?\s|\bregexp_\w+\s*\(|\bsimilar to\b)[^\n]*\\\(/.ignoresCase()
        #expect("try Regex(text)".contains(made) && "WHERE name !~* \\(text)".contains(asked))
        #expect("regexp_replace(name, \\(text), '')".contains(asked) && "name SIMILAR TO \\(text)".contains(asked))
        for source in try sources {
            for (index, line) in source.lines.enumerated() {
                let place: Comment = "\(source.path):\(index + 1)"
                #expect(!code(line).contains(made) && !code(line).contains(asked), place)
            }
        }
    }

    @Test func `nothing is public, nothing is left to do`() throws {
        for source in try sources {
            for (index, line) in source.lines.enumerated() {
                let place: Comment = "\(source.path):\(index + 1)"
                let isPublic = line.contains(
                    /^\s*(?:public|open) (?:struct|class|enum|actor|protocol|typealias|func|var|let|init|static|final)\b/)
                #expect(!isPublic, place)
                #expect(!line.contains("TODO") && !line.contains("FIXME"), place)
            }
        }
    }
}
