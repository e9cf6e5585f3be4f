import Formats

/// What is acceptable in a case and perhaps not meant, asked about once before it is published.
struct CaseDoubtsPiece {
    var say: Words
    var warnings: [String]

    /// Whether there is nothing to ask, or whoever sends the form has read just this.
    func isAnswered(by form: Form) -> Bool { warnings.isEmpty || form["doubts"] == mark }

    private var mark: String { String(SHA256.hex(of: Array(warnings.joined(separator: "\n").utf8)).prefix(16)) }

    /// The form that holds it is sent again as an answer.
    var html: HTML? {
        guard !warnings.isEmpty else { return nil }
        return """
            <div class="warning" role="alert" tabindex="-1"><p>\(say("Not published yet. Is this meant? Then publish once more:", "Rien n’est encore publié. Est-ce voulu ? Alors publiez une seconde fois :"))</p>
            <ul>\(warnings.map { "<li>\($0)</li>" as HTML })</ul><input type="hidden" name="doubts" value="\(mark)"></div>

            """
    }
}
