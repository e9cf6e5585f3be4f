/// What the use cases say to whoever works with the command line is not said on a page, where nobody can type it.
enum PageWords {
    /// The sentences of a text that name no command.
    static func withoutCommands(_ text: String) -> String {
        guard text.contains("`") || text.contains("vivier ") || text.contains(" list\u{A0}»") || text.contains(" list »") else {
            return text
        }
        var sentences = [""]
        for character in text {
            if character == " ", let last = sentences.last?.last, ".!?".contains(last) {
                sentences.append("")
            } else {
                sentences[sentences.count - 1].append(character)
            }
        }
        let kept = sentences.filter { $0.firstMatch(of: command) == nil }
        return kept.isEmpty ? text : kept.joined(separator: " ")
    }

    /// French with the spaces before `: ; ? ! »` and after `«` that no line breaks at.
    static func spaced(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var spaced: [UInt8] = []
        var from = 0
        for (index, byte) in bytes.enumerated() where byte == 0x20 {
            let (before, after) = (bytes[max(0, index - 2)..<index], bytes[(index + 1)..<min(bytes.count, index + 3)])
            guard before.elementsEqual([0xC2, 0xAB]) || after.elementsEqual([0xC2, 0xBB]) || after.first.map(isHigh) == true else {
                continue
            }
            spaced += bytes[from..<index] + [0xC2, 0xA0]
            from = index + 1
        }
        return from == 0 ? text : String(decoding: spaced + bytes[from...], as: UTF8.self)
    }

    /// Of the signs that stand apart from the word before them.
    private static func isHigh(_ byte: UInt8) -> Bool { byte == 0x3A || byte == 0x3B || byte == 0x3F || byte == 0x21 }

    // Never written again, and a match writes nothing into it.
    private nonisolated(unsafe) static let command =
        /`[a-z]+ [a-z][^`]*`|«[ \u{A0}](?:vivier )?[a-z]+ (?:list|show|search|create)[ \u{A0}]»|\bvivierd? [a-z]+ (?:list|show|search|create)\b/
}
