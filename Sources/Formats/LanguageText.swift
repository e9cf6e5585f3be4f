/// Says how well somebody speaks a language: `fr:C2`, `en:B2`, or `de` where the level is not said.
package struct LanguageText: Hashable, Sendable, LosslessStringConvertible {
    /// The levels of the Common European Framework of Reference, lowest first.
    package enum Level: String, Sendable, Comparable, CaseIterable {
        case a1 = "A1"
        case a2 = "A2"
        case b1 = "B1"
        case b2 = "B2"
        case c1 = "C1"
        case c2 = "C2"

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// ISO 639-1 or 639-2, lower case.
    package var code: String
    package var level: Level?

    /// `code`, or `code:level` with `:` or `=`, in any case.
    package init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "=" }.map { $0.filter { $0 != " " } }
        guard (1...2).contains(parts.count), (2...3).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) })
        else { return nil }
        code = parts[0].lowercased()
        if parts.count == 2 {
            guard let level = Level(rawValue: parts[1].uppercased()) else { return nil }
            self.level = level
        }
    }

    package var description: String { level.map { "\(code):\($0.rawValue)" } ?? code }
}
