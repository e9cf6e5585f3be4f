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

    // Never written again, and a match writes nothing into it.
    private nonisolated(unsafe) static let command =
        /`[a-z]+ [a-z][^`]*`|«[ \u{A0}](?:vivier )?[a-z]+ (?:list|show|search|create)[ \u{A0}]»|\bvivierd? [a-z]+ (?:list|show|search|create)\b/
}
