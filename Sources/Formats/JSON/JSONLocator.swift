/// Where in a document a byte stands, for people: line, column and JSON path (RFC 9535).
package struct JSONPlace: Equatable, Sendable {
    /// From 1.
    package var line: Int
    /// From 1, in Unicode scalars.
    package var column: Int
    /// `$.teams[3].id`; `$` is the whole document.
    package var path: String

    package init(line: Int, column: Int, path: String) {
        self.line = line
        self.column = column
        self.path = path
    }
}

/// Finds the places of bytes by reading the document once more.
package enum JSONLocator {
    private enum Step {
        case element(Int)
        case member(String)
    }

    /// - Parameter offsets: any number of bytes, in any order. Up to the last one the document is well-formed, as reading it came that far.
    package static func places(of offsets: [Int], in bytes: UnsafeBufferPointer<UInt8>) -> [JSONPlace] {
        var walk = Walk(bytes)
        var places = [JSONPlace](repeating: JSONPlace(line: 1, column: 1, path: "$"), count: offsets.count)
        for index in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) { places[index] = walk.place(of: offsets[index]) }
        return places
    }

    /// A walk through the tokens that remembers lines and the way down.
    private struct Walk {
        let bytes: UnsafeBufferPointer<UInt8>
        var offset = 0
        var line = 1
        var lineStart = 0
        var steps: [Step] = []
        /// Where the last string began and ended, to name a member once its colon comes.
        var lastText = 0..<0

        init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        mutating func place(of target: Int) -> JSONPlace {
            while offset < target { advance(to: target) }
            let before = bytes[min(lineStart, target)..<min(target, bytes.count)]
            return JSONPlace(line: line, column: 1 + before.count { $0 & 0xc0 != 0x80 }, path: path(at: target))
        }

        /// One token, or one byte of space.
        private mutating func advance(to target: Int) {
            guard offset < bytes.count else {
                offset = target
                return
            }
            switch bytes[offset] {
            case UInt8(ascii: "\n"):
                line += 1
                lineStart = offset + 1
            case UInt8(ascii: "["): steps.append(.element(0))
            case UInt8(ascii: "{"): steps.append(.member(""))
            case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = steps.popLast()
            case UInt8(ascii: ","):
                switch steps.last {
                case .element(let index): steps[steps.count - 1] = .element(index + 1)
                case .member: steps[steps.count - 1] = .member("")
                case nil: break
                }
            case UInt8(ascii: ":"):
                if case .member = steps.last { steps[steps.count - 1] = .member(name(lastText)) }
            case UInt8(ascii: "\""):
                let end = self.end(ofText: offset)
                // A fault inside a string is shown where the string stands in the tree.
                if end > target {
                    offset = target
                    return
                }
                lastText = offset..<end
                offset = end
                return
            default: break
            }
            offset += 1
        }

        private func end(ofText start: Int) -> Int {
            var end = start + 1
            while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
            return min(end + 1, bytes.count)
        }

        private func name(_ range: Range<Int>) -> String {
            var reader = JSONReader(bytes)
            reader.offset = range.lowerBound
            guard let text = try? reader.text() else { return "" }
            return reader.string(text)
        }

        private func path(at target: Int) -> String {
            var path = "$"
            for (depth, step) in steps.enumerated() {
                switch step {
                case .element(let index): path += "[\(index)]"
                case .member(var member):
                    // At a member's name, before its colon, the place is the member itself.
                    if member.isEmpty, depth == steps.count - 1, target < bytes.count, bytes[target] == UInt8(ascii: "\"") {
                        member = name(target..<end(ofText: target))
                    }
                    if !member.isEmpty { path += JSONLocator.step(member) }
                }
            }
            return path
        }
    }

    private static func step(_ name: String) -> String {
        let member = name.excerpt
        let isName = member.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
        if isName, let first = member.unicodeScalars.first, !("0"..."9").contains(first) { return ".\(member)" }
        return "['\(member.replacing(scalars: "\\", with: "\\\\").replacing(scalars: "'", with: "\\'"))']"
    }
}
