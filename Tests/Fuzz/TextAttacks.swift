import Formats
import Foundation
import Vivier
import Web

/// Texts that people type.
enum TextAttacks {
    /// A query is read, and then prints and reads as the same again, or is refused with its column.
    static func pool(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(PoolQueryFault) {
            let query = try PoolQueryParser.parse(text)
            let printed = query.description
            // A printed query may be longer than one that is typed, by its quotation marks.
            guard printed.unicodeScalars.count <= PoolQueryParser.lengthLimit else { return }
            hold(try PoolQueryParser.parse(printed).description == printed, "a query survives being printed: \(printed)")
            for index in query.conditions.indices {
                let rest = PoolQueryText.removing(index, from: printed)
                if !rest.isEmpty { _ = try PoolQueryParser.parse(rest) }
            }
        } catch {
            hold(error.column >= 1 && error.column <= max(text.count + 1, PoolQueryParser.lengthLimit), "a fault has its column: \(error)")
            hold(!error.sentence.en.isEmpty && !error.sentence.fr.isEmpty, "a fault is said in both languages")
        }
    }

    /// Week grids, days, languages, mappings and names of columns.
    static func texts(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let week = try? WeekGridText.read(text) { hold(WeekGrid(week.description) == week, "a week survives being printed") }
        if let day = Day(text) { hold(Day(day.description) == day, "a day survives being printed") }
        if let span = DaySpan(text) { hold(span.first <= span.last, "a span goes forward") }
        if let language = LanguageText(text) { hold(LanguageText(language.description) == language, "a language survives") }
        _ = ColumnMapping.list(text)
        _ = HeaderName.words(text)
        _ = HeaderName.nearest(to: text, in: ["key", "given_name", "availability"])
        // A hidden character stands as the nine of `\u{202E}`, or ten.
        hold(text.excerpt(most: 20).unicodeScalars.count <= 201, "an excerpt is short")
        let cell = CSVFormula.neutralised(text)
        hold(CSVFormula.restored(cell) == text, "a neutralised cell is restored")
        hold(cell.unicodeScalars.first.map { !"=+-@\t\r\n".unicodeScalars.contains($0) } ?? true, "no cell runs: \(cell)")
    }

    private static let tags: Set<String> = [
        "blockquote", "ul", "ol", "li", "hr", "h3", "h4", "h5", "h6", "pre", "code", "p", "em", "strong", "del", "a", "br",
    ]

    /// Whatever was written, the page gets only the tags that are known, each closed, and links that lead to the web or to mail.
    static func markdown(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let html = Markdown.html(text).text
        var open: [String] = []
        for piece in html.unicodeScalars.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            guard let end = piece.firstIndex(of: ">") else { return hold(false, "a tag ends: \(html)") }
            let tag = String(String.UnicodeScalarView(piece[..<end]))
            let name = String(tag.drop { $0 == "/" }.prefix { $0 != " " })
            hold(tags.contains(name), "a tag is known: \(tag)")
            if tag.hasPrefix("/") {
                hold(open.popLast() == name && tag == "/" + name, "what closes was opened: \(html)")
                continue
            }
            if name != "hr" && name != "br" { open.append(name) }
            let attributes = String(tag.dropFirst(name.count))
            switch name {
            case "a": hold(isLink(attributes), "a link leads out: \(tag)")
            case "pre": hold(attributes == " tabindex=\"0\"", "no other attribute: \(tag)")
            case "ol":
                hold(
                    attributes.isEmpty || attributes.hasPrefix(" start=\"") && attributes.dropFirst(8).dropLast().allSatisfy(\.isNumber),
                    tag)
            default: hold(attributes.isEmpty, "no attribute: \(tag)")
            }
        }
        hold(open.isEmpty, "what was opened is closed: \(html)")
        hold(Markdown.words(text, most: 40).count <= 41, "a line is short")
    }

    private static func isLink(_ attributes: String) -> Bool {
        let (start, end) = (" href=\"", "\" rel=\"nofollow noopener\"")
        guard attributes.hasPrefix(start), attributes.hasSuffix(end) else { return false }
        let target = attributes.dropFirst(start.count).dropLast(end.count)
        return !target.unicodeScalars.contains("\"") && ["http://", "https://", "mailto:"].contains { target.lowercased().hasPrefix($0) }
    }
}
