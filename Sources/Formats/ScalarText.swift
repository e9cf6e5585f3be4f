extension StringProtocol {
    /// As `replacing(_:with:)`, but scalar by scalar: a quotation mark before an accent is another character than a quotation mark, and would
    /// stay as it is. Whatever escapes a text for a file, a query or a program goes by scalars, as those do that read it.
    package func replacing(scalars text: String, with other: String) -> String {
        String(String(self).unicodeScalars.replacing(text.unicodeScalars, with: other.unicodeScalars))
    }
}
