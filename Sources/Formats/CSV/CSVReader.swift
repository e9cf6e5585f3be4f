/// One record of a CSV file: its fields, unquoted, and the physical line on which it begins.
package struct CSVRecord: Sendable {
    package fileprivate(set) var line = 0
    fileprivate var bytes: [UInt8] = []
    fileprivate var ends: [Int] = []

    package init() {}

    package var count: Int { ends.count }

    /// The bytes of a field, which are UTF-8.
    package func bytes(_ field: Int) -> ArraySlice<UInt8> {
        bytes[(field == 0 ? 0 : ends[field - 1])..<ends[field]]
    }

    package subscript(field: Int) -> String {
        String(decoding: bytes(field), as: UTF8.self)
    }

    /// A line with nothing on it.
    package var isBlank: Bool { count == 1 && bytes.isEmpty }
}

/// Reads CSV (RFC 4180) a record at a time, with places; line ends CR LF, LF or CR.
///
/// What is not CSV is reported, never repaired in silence: a quote inside an unquoted field, text behind a closing quote, a quote that is
/// never closed. One pass, O(bytes); a record's fields share one buffer.
package struct CSVReader: Sendable {
    package struct Limits: Sendable {
        package var bytes = 256 << 20
        package var fieldBytes = 1 << 20
        package var columns = 1_000
        /// Lines that one record may span.
        package var recordLines = 2_000

        package init() {}
    }

    package let file: String
    package let encoding: TextEncoding
    package let delimiter: UInt8
    /// Bytes read so far, of ``byteCount``.
    package private(set) var position: Int
    package var byteCount: Int { text.count }

    private let text: [UInt8]
    private let limits: Limits
    private var line = 1

    /// Finds out the encoding and the delimiter.
    package init(_ bytes: [UInt8], file: String, delimiter: UInt8? = nil, limits: Limits = Limits()) throws(Problem) {
        guard bytes.count <= limits.bytes else {
            throw Problem(
                file: file, code: "file-too-large", en: "The file has more than \(limits.bytes >> 20) MiB. Split it.",
                fr: "Le fichier dépasse \(limits.bytes >> 20) Mio. Découpez-le.")
        }
        let (text, encoding) = try TextEncoding.decode(bytes, file: file)
        self.file = file
        self.encoding = encoding
        self.text = text
        self.limits = limits
        position = 0
        // Spreadsheets say the delimiter in a first line of their own.
        if text.count >= 5, text.starts(with: Array("sep=".utf8)), Self.delimiters.contains(text[4]),
            text.count == 5 || text[5] == 0x0A || text[5] == 0x0D
        {
            self.delimiter = delimiter ?? text[4]
            position = min(text.count, text.dropFirst(5).starts(with: [0x0D, 0x0A]) ? 7 : 6)
            line = 2
        } else {
            self.delimiter = delimiter ?? Self.delimiter(of: text)
        }
    }

    package static let delimiters: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), 0x09, UInt8(ascii: "|")]

    /// The one that gives the first twenty records the same number of fields, the more the better.
    private static func delimiter(of text: [UInt8]) -> UInt8 {
        var best: (score: Int, delimiter: UInt8) = (0, UInt8(ascii: ","))
        for candidate in delimiters {
            let counts = fieldCounts(text, delimiter: candidate, records: 20)
            guard let first = counts.first, first > 1 else { continue }
            let agreeing = counts.prefix { $0 == first }.count
            let score = (agreeing == counts.count ? 1_000_000 : 0) + agreeing * 1_000 + min(first, 999)
            if score > best.score { best = (score, candidate) }
        }
        return best.delimiter
    }

    private static func fieldCounts(_ text: [UInt8], delimiter: UInt8, records: Int) -> [Int] {
        var counts: [Int] = []
        var fields = 1
        var quoted = false
        var isEmpty = true
        for byte in text.prefix(1 << 20) {
            if byte == UInt8(ascii: "\"") {
                quoted.toggle()
            } else if byte == delimiter, !quoted {
                fields += 1
            } else if byte == 0x0A || byte == 0x0D, !quoted {
                if !isEmpty { counts.append(fields) }
                if counts.count == records { return counts }
                (fields, isEmpty) = (1, true)
                continue
            }
            isEmpty = false
        }
        if !isEmpty { counts.append(fields) }
        return counts
    }

    /// Reads the next record into `record`, whose memory is used again.
    ///
    /// - Returns: false at the end of the file.
    package mutating func read(into record: inout CSVRecord) throws(Problem) -> Bool {
        guard position < text.count else { return false }
        record.line = line
        record.bytes.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        while true {
            let start = record.bytes.count
            if position < text.count, text[position] == UInt8(ascii: "\"") {
                try readQuoted(into: &record)
            } else {
                try readPlain(into: &record)
            }
            guard record.bytes.count - start <= limits.fieldBytes else {
                throw fault(record.line, "field-too-large", "A field has more than 1 MiB.", "Un champ dépasse 1 Mio.")
            }
            record.ends.append(record.bytes.count)
            guard record.ends.count <= limits.columns else {
                throw fault(
                    record.line, "too-many-columns", "A record has more than \(limits.columns) columns.",
                    "Un enregistrement a plus de \(limits.columns) colonnes.")
            }
            guard position < text.count else { return true }
            let byte = text[position]
            position += 1
            if byte == delimiter { continue }
            if byte == 0x0D, position < text.count, text[position] == 0x0A { position += 1 }
            line += 1
            return true
        }
    }

    private mutating func readPlain(into record: inout CSVRecord) throws(Problem) {
        let start = position
        while position < text.count {
            let byte = text[position]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            guard byte != UInt8(ascii: "\"") else {
                throw fault(
                    line, "stray-quote",
                    "A quote stands inside a field that does not begin with one. Quote the whole field, and double the quotes in it.",
                    "Un guillemet se trouve dans un champ qui n’en est pas entouré. Entourez le champ de guillemets et doublez ceux qu’il contient."
                )
            }
            guard byte != 0 else { throw zeroByte }
            position += 1
        }
        record.bytes.append(contentsOf: text[start..<position])
    }

    private mutating func readQuoted(into record: inout CSVRecord) throws(Problem) {
        let opened = line
        position += 1
        var start = position
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "\"") {
                record.bytes.append(contentsOf: text[start..<position])
                position += 1
                if position < text.count, text[position] == UInt8(ascii: "\"") {
                    start = position
                    position += 1
                    continue
                }
                guard position == text.count || text[position] == delimiter || text[position] == 0x0A || text[position] == 0x0D else {
                    throw fault(
                        line, "text-behind-quote", "Text follows a closing quote. Double the quotes inside a field.",
                        "Du texte suit un guillemet fermant. Doublez les guillemets à l’intérieur d’un champ.")
                }
                return
            }
            guard byte != 0 else { throw zeroByte }
            if byte == 0x0A || (byte == 0x0D && (position + 1 >= text.count || text[position + 1] != 0x0A)) {
                line += 1
                guard line - record.line <= limits.recordLines else { throw unclosed(opened) }
            }
            guard position - start <= limits.fieldBytes else { throw unclosed(opened) }
            position += 1
        }
        throw unclosed(opened)
    }

    private func unclosed(_ opened: Int) -> Problem {
        fault(
            opened, "unclosed-quote", "A quote is opened on this line and never closed.",
            "Un guillemet ouvert sur cette ligne n’est jamais fermé.")
    }

    private var zeroByte: Problem {
        fault(line, "zero-byte", "The file holds a zero byte: it is not text.", "Le fichier contient un octet nul : ce n’est pas du texte.")
    }

    private func fault(_ line: Int, _ code: String, _ en: String, _ fr: String) -> Problem {
        Problem(file: file, line: line, code: code, en: en, fr: fr)
    }
}
