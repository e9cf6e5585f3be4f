extension StringProtocol {
    /// As messages quote it: see ``excerpt(most:)``.
    package var excerpt: String { excerpt(most: 80) }

    /// The beginning of a piece of input, as a message may show it: input can be of any length, and can hold what reorders or hides the
    /// words around it. Hidden characters stand as `\u{202E}`, what was cut off as `…`.
    ///
    /// - Parameter most: Unicode scalars that are taken.
    package func excerpt(most: Int) -> String {
        let beginning = prefix(scalars: most)
        var shown = ""
        for scalar in beginning.unicodeScalars {
            if VisibleText.isHidden(scalar) {
                shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return beginning.endIndex < endIndex ? shown + "…" : shown
    }

    /// The beginning that has at most so many Unicode scalars, as PostgreSQL counts characters. What reads as one character is not halved,
    /// unless it is longer than that by itself.
    package func prefix(scalars most: Int) -> SubSequence {
        var end = startIndex
        var taken = 0
        while end < endIndex {
            let next = index(after: end)
            taken += unicodeScalars.distance(from: end, to: next)
            if taken > most { break }
            end = next
        }
        if end == startIndex, end < endIndex { end = unicodeScalars.index(end, offsetBy: most, limitedBy: endIndex) ?? endIndex }
        return self[..<end]
    }
}
