import API
import Formats
import Foundation
import Vivier

/// How pages speak of skills, languages and the times of a case.
extension Words {
    func level(_ level: Int) -> String {
        switch level {
        case 1: self("notions", "notions")
        case 2: self("practice", "pratique")
        case 3: self("autonomy", "autonomie")
        default: self("expertise", "expertise")
        }
    }

    func importance(_ importance: CaseContent.Importance) -> String {
        switch importance {
        case .must: self("required", "indispensable")
        case .should: self("wished for", "souhaité")
        case .nice: self("a plus", "un plus")
        }
    }

    /// `fr:B2` as `French B2`.
    func spoken(_ text: String) -> String {
        let parts = text.split(separator: ":", maxSplits: 1)
        let code = parts.first.map(String.init) ?? text
        let locale = Locale(identifier: language == .french ? "fr_FR" : "en_GB")
        let name = locale.localizedString(forLanguageCode: code) ?? code
        return parts.count > 1 ? "\(name)\u{A0}\(parts[1])" : name
    }

    func days(_ window: CaseContent.Window) -> String {
        self("\(day(window.from)) to \(day(window.until))", "du \(day(window.from)) au \(day(window.until))")
    }

    func hoursAWeek(_ hours: Int) -> String { self("\(hours)\u{A0}h a week", "\(hours)\u{A0}h par semaine") }
}
