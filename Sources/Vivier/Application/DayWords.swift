import Formats
import Foundation

extension Day {
    /// As a sentence goes on with it: `26 March 2027`, `1er mars 2027`.
    var inWords: Sentence {
        let moment = Date(timeIntervalSince1970: TimeInterval(daysSinceEpoch) * 86_400)
        func written(_ locale: String) -> String {
            moment.formatted(Date.FormatStyle(locale: Locale(identifier: locale), timeZone: .gmt).day().month(.wide).year())
        }
        let french = written("fr_FR")
        return Sentence(en: written("en_GB"), fr: french.hasPrefix("1 ") ? "1er" + french.dropFirst() : french)
    }
}
