import Foundation

/// The names of columns, compared as people write them.
package enum HeaderName {
    /// Without case, accents, widths, spaces and signs: `N° d’étudiant` is `ndetudiant`.
    package static func folded(_ name: String) -> String {
        let plain = name.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return String(String.UnicodeScalarView(plain.unicodeScalars.filter { CharacterSet.alphanumerics.contains($0) }))
    }

    /// Its words, folded; `camelCase` is two.
    package static func words(_ name: String) -> [String] {
        var words: [String] = [""]
        var wasLower = false
        for scalar in name.unicodeScalars {
            let isLetter = CharacterSet.alphanumerics.contains(scalar)
            if !isLetter || (wasLower && CharacterSet.uppercaseLetters.contains(scalar)) { words.append("") }
            if isLetter { words[words.count - 1].unicodeScalars.append(scalar) }
            wasLower = isLetter && !CharacterSet.uppercaseLetters.contains(scalar)
        }
        return words.map(folded).filter { !$0.isEmpty }
    }

    /// The known name that takes the fewest keystrokes to get to, where these are few: a third of its length.
    package static func nearest(to name: String, in known: [String]) -> String? {
        let target = Array(folded(name).prefix(60))
        return known.map { ($0, distance(target, Array(folded($0)))) }.filter { $1 <= max(1, $0.count / 3) }.min { $0.1 < $1.1 }?.0
    }

    /// Insertions, deletions and replacements (Levenshtein). O(product of the lengths).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                (diagonal, row[j + 1]) = (row[j + 1], min(row[j + 1] + 1, row[j] + 1, diagonal + (character == other ? 0 : 1)))
            }
        }
        return row[right.count]
    }
}
