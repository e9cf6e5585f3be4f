/// A file that says by its first characters that it is something else than a table.
enum OtherFile {
    case calendar, json, markup, pdf

    /// - Returns: nil for whatever may be a table.
    init?(_ bytes: [UInt8]) {
        let start = String(decoding: bytes.prefix(200), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }.lowercased()
        if start.hasPrefix("begin:vcalendar") {
            self = .calendar
        } else if start.hasPrefix("{") || start.hasPrefix("[") {
            self = .json
        } else if start.hasPrefix("<!doctype") || start.hasPrefix("<html") || start.hasPrefix("<?xml") {
            self = .markup
        } else if start.hasPrefix("%pdf-") {
            self = .pdf
        } else {
            return nil
        }
    }

    var name: Sentence {
        switch self {
        case .calendar: Sentence(en: "a calendar", fr: "un calendrier")
        case .json: Sentence(en: "a JSON file", fr: "un fichier JSON")
        case .markup: Sentence(en: "a web page or XML", fr: "une page web ou du XML")
        case .pdf: Sentence(en: "a PDF document", fr: "un document PDF")
        }
    }
}
