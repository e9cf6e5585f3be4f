import Matching
import Postgres

/// How the numbers of a generated round stand in columns.
enum RoundText {
    /// `fr:C2`.
    static func language(_ spoken: LanguageLevel) -> String {
        let languages = ["fr", "en", "es", "de"]
        let levels = ["A1", "A2", "B1", "B2", "C1", "C2"]
        return "\(languages[Int(spoken.language)]):\(levels[Int(spoken.level) - 1])"
    }

    static func place(_ place: Int32) -> String? {
        place < 0 ? nil : "Place \(place)"
    }

    static func bits(_ week: WeekMask) -> BitString {
        var bits = BitString(count: WeekMask.count)
        for half in 0..<WeekMask.count where week[half] { bits[half] = true }
        return bits
    }
}
