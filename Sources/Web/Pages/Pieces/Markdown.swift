import CMarkdown
import Formats

/// Shows Markdown that anyone may have written: md4c tells what it read, and only what is known here is written. There is no raw HTML, no
/// picture from elsewhere, and no link but to the web and to mail.
enum Markdown {
    /// What is longer is cut: as much as a description may have.
    static let mostBytes = 64 << 10

    /// Brackets that may open a link: what has more is shown as it was written.
    static let mostBrackets = 2_000

    /// Of an address, in bytes: what is longer leads nowhere. A reference says once what thousands of links then bear, so that all together bear
    /// no more than a whole text has.
    static let longestAddress = 2_000

    /// - Parameter shift: how many levels below its own a heading stands on the page.
    static func html(_ text: String, headingsBelow shift: Int = 2) -> HTML {
        guard text.utf8.count(where: { $0 == UInt8(ascii: "[") }) <= mostBrackets else {
            return "<pre tabindex=\"0\">\(String(text.prefix(mostBytes)))</pre>\n"
        }
        let scribe = MarkdownScribe(shift: shift)
        var parser = MD_PARSER()
        parser.flags = UInt32(MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_STRIKETHROUGH)
        parser.enter_block = { type, detail, context in MarkdownScribe.of(context).enter(block: type, detail) }
        parser.leave_block = { type, detail, context in MarkdownScribe.of(context).leave(block: type, detail) }
        parser.enter_span = { type, detail, context in MarkdownScribe.of(context).enter(span: type, detail) }
        parser.leave_span = { type, _, context in MarkdownScribe.of(context).leave(span: type) }
        parser.text = { type, text, size, context in MarkdownScribe.of(context).write(type, text, Int(size)) }
        var bytes = Array(text.utf8.prefix(mostBytes))
        // What is cut is cut between characters.
        while !bytes.isEmpty, String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
        // md4c 0.4.8 looks a byte beyond an open bracket at the very end, and on from there to what might close it: the text ends with a line,
        // and behind it stands memory of ours, of which it is told nothing.
        bytes.append(UInt8(ascii: "\n"))
        let count = bytes.count
        bytes += [UInt8(ascii: "\n")] + [UInt8](repeating: 0, count: 63)
        withExtendedLifetime(scribe) {
            bytes.withUnsafeBytes { whole in
                let raw = UnsafeRawBufferPointer(rebasing: whole[..<count])
                scribe.document = raw
                defer { scribe.document = UnsafeRawBufferPointer(start: nil, count: 0) }
                _ = md_parse(
                    raw.bindMemory(to: CChar.self).baseAddress, UInt32(raw.count), &parser, Unmanaged.passUnretained(scribe).toOpaque())
            }
        }
        return "\(scribe.pieces)"
    }

    /// The words alone, for a line of a list: without marks and where links lead, at most so many characters, an ellipsis where there is more.
    static func words(_ text: String, most: Int) -> String {
        var beginning = String(text.prefix(most * 4))
        // Most descriptions have no link, and to look for a pattern in each of a list takes longer than the list.
        if beginning.utf8.contains(UInt8(ascii: "[")) { beginning = beginning.replacing(/\]\([^()\s]{0,300}\)/, with: "]") }
        let words = beginning.split(whereSeparator: \.isWhitespace).map { $0.filter { !"#*_`>[]|".contains($0) } }
            .filter { !$0.isEmpty && !$0.allSatisfy { "-=+".contains($0) } }.joined(separator: " ")
        guard words.count > most else { return words }
        let cut = words.prefix(most)
        return "\(cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut)…"
    }
}

/// Writes what the parser tells, piece by piece.
private final class MarkdownScribe {
    private(set) var pieces: [HTML] = []
    private let shift: Int
    /// What is being read; valid while it is.
    var document = UnsafeRawBufferPointer(start: nil, count: 0)
    /// What the addresses of links may still take.
    private var addressBytes = Markdown.mostBytes
    /// What is open, outermost first.
    private var spans: [Span] = []

    private enum Span: String {
        case em, strong, code, del, a
        /// A link that leads nowhere it may.
        case words
    }

    init(shift: Int) {
        self.shift = shift
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> MarkdownScribe {
        guard let context else { preconditionFailure("the parser hands back what it was given") }
        return Unmanaged<MarkdownScribe>.fromOpaque(context).takeUnretainedValue()
    }

    func enter(block: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> Int32 {
        closeAll()
        switch block {
        case MD_BLOCK_QUOTE: pieces.append("<blockquote>\n")
        case MD_BLOCK_UL: pieces.append("<ul>\n")
        case MD_BLOCK_OL:
            let start = Int(detail?.assumingMemoryBound(to: MD_BLOCK_OL_DETAIL.self).pointee.start ?? 1)
            pieces.append(start == 1 ? "<ol>\n" : "<ol start=\"\(start)\">\n")
        case MD_BLOCK_LI: pieces.append("<li>")
        case MD_BLOCK_HR: pieces.append("<hr>\n")
        case MD_BLOCK_H: pieces.append("<h\(level(detail))>")
        case MD_BLOCK_CODE: pieces.append("<pre tabindex=\"0\"><code>")
        case MD_BLOCK_P: pieces.append("<p>")
        default: break
        }
        return 0
    }

    func leave(block: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> Int32 {
        closeAll()
        switch block {
        case MD_BLOCK_QUOTE: pieces.append("</blockquote>\n")
        case MD_BLOCK_UL: pieces.append("</ul>\n")
        case MD_BLOCK_OL: pieces.append("</ol>\n")
        case MD_BLOCK_LI: pieces.append("</li>\n")
        case MD_BLOCK_H: pieces.append("</h\(level(detail))>\n")
        case MD_BLOCK_CODE: pieces.append("</code></pre>\n")
        case MD_BLOCK_P: pieces.append("</p>\n")
        default: break
        }
        return 0
    }

    func enter(span: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) -> Int32 {
        switch span {
        case MD_SPAN_EM: open(.em)
        case MD_SPAN_STRONG: open(.strong)
        case MD_SPAN_CODE: open(.code)
        case MD_SPAN_DEL: open(.del)
        case MD_SPAN_A:
            let target = detail.map { address($0.assumingMemoryBound(to: MD_SPAN_A_DETAIL.self).pointee.href) } ?? ""
            spans.append(Self.leadsOut(target) ? .a : .words)
            if spans.last == .a { pieces.append("<a href=\"\(target)\" rel=\"nofollow noopener\">") }
        default: break
        }
        return 0
    }

    func leave(span: MD_SPANTYPE) -> Int32 {
        switch span {
        case MD_SPAN_EM: close { $0 == .em }
        case MD_SPAN_STRONG: close { $0 == .strong }
        case MD_SPAN_CODE: close { $0 == .code }
        case MD_SPAN_DEL: close { $0 == .del }
        case MD_SPAN_A: close { $0 == .a || $0 == .words }
        default: break
        }
        return 0
    }

    private func open(_ span: Span) {
        spans.append(span)
        pieces.append("<\(span.rawValue)>")
    }

    /// Closes the innermost such span and what is open within it. md4c 0.4.8 tells at times of an end without its beginning, and of a
    /// beginning without its end, where marks cross a link that is none.
    private func close(_ isMeant: (Span) -> Bool) {
        guard let outermost = spans.lastIndex(where: isMeant) else { return }
        while spans.count > outermost {
            let span = spans.removeLast()
            if span != .words { pieces.append("</\(span.rawValue)>") }
        }
    }

    private func closeAll() {
        while let last = spans.last { close { $0 == last } }
    }

    func write(_ type: MD_TEXTTYPE, _ text: UnsafePointer<CChar>?, _ size: Int) -> Int32 {
        switch type {
        case MD_TEXT_BR: pieces.append("<br>\n")
        case MD_TEXT_SOFTBR: pieces.append("\n")
        case MD_TEXT_NULLCHAR: pieces.append("\u{FFFD}")
        case MD_TEXT_ENTITY: pieces.append("\(Self.character(string(text, size)))")
        default: pieces.append("\(string(text, size))")
        }
        return 0
    }

    private func level(_ detail: UnsafeMutableRawPointer?) -> Int {
        min(6, Int(detail?.assumingMemoryBound(to: MD_BLOCK_H_DETAIL.self).pointee.level ?? 1) + shift)
    }

    /// A piece of the document, or one of the parser's own, such as a line break.
    ///
    /// md4c 0.4.8 tells at times of a piece that ends before it begins, or behind the document: what is not in it is not read.
    private func string(_ text: UnsafePointer<CChar>?, _ size: Int) -> String {
        guard let text, size > 0, size <= Markdown.mostBytes else { return "" }
        var size = size
        if let start = document.baseAddress {
            let place = UnsafeRawPointer(text) - start
            if (0...document.count).contains(place) { size = min(size, document.count - place) }
        }
        return String(decoding: UnsafeRawBufferPointer(start: text, count: size), as: UTF8.self)
    }

    /// Where a link leads; nothing where that is too long, or all before it were.
    private func address(_ attribute: MD_ATTRIBUTE) -> String {
        guard attribute.size <= Markdown.longestAddress, attribute.size <= addressBytes else { return "" }
        addressBytes -= Int(attribute.size)
        return text(of: attribute)
    }

    /// An attribute, whose entities stand as they were written.
    private func text(of attribute: MD_ATTRIBUTE) -> String {
        let whole = string(attribute.text, Int(attribute.size))
        // Nearly no address has one, and to look for a pattern in each of thousands takes seconds.
        guard whole.utf8.contains(UInt8(ascii: "&")) else { return whole }
        return whole.replacing(/&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/) { Self.character(String($0.output)) }
    }

    /// To the web or to mail, and nothing that a browser would read as another scheme.
    private static func leadsOut(_ target: String) -> Bool {
        let isPlain = target.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        return isPlain && ["http://", "https://", "mailto:"].contains { target.lowercased().hasPrefix($0) }
    }

    /// What an entity stands for; itself where it is none of the common ones, and nothing where it would not be seen.
    private static func character(_ entity: String) -> String {
        if let named = entities[entity] { return named }
        let digits = entity.dropFirst(2).dropLast()
        guard entity.hasPrefix("&#") else { return entity }
        let number = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number != 0, let scalar = Unicode.Scalar(number) else { return "\u{FFFD}" }
        guard !VisibleText.isHidden(scalar) else { return VisibleText.breaksLines(scalar) ? " " : "" }
        return String(Character(scalar))
    }

    private static let entities = [
        "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&apos;": "'", "&nbsp;": "\u{A0}", "&euro;": "€", "&laquo;": "«",
        "&raquo;": "»", "&ndash;": "–", "&mdash;": "—", "&hellip;": "…", "&eacute;": "é", "&egrave;": "è", "&agrave;": "à",
        "&ccedil;": "ç",
    ]
}
