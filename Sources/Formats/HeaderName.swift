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

    /// The known name that takes the fewest slips to get to, where these are few: a third of its length. The first of those as near.
    package static func nearest(to name: String, in known: [String]) -> String? {
        let target = Array(folded(name).prefix(60))
        var best: (name: String, slips: Int)?
        for name in known {
            let candidate = Array(folded(name))
            let most = min(max(1, candidate.count / 3), candidate.count - 1, best.map { $0.slips - 1 } ?? .max)
            // No fewer slips than letters too many: most names need no table, those without end least of all.
            guard abs(candidate.count - target.count) <= most else { continue }
            let slips = distance(target, candidate)
            if slips <= most { best = (name, slips) }
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours, no letter in two of them: the slips of a typist.
    ///
    /// Optimal string alignment, after F. J. Damerau, "A technique for computer detection and correction of spelling errors" (1964).
    /// O(product of the lengths).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var row = [i + 1]
            row.reserveCapacity(right.count + 1)
            for (j, other) in right.enumerated() {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (character == other ? 0 : 1))
                if i > 0, j > 0, character == right[j - 1], left[i - 1] == other { least = min(least, beforeLast[j - 1] + 1) }
                row.append(least)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
