/// Reads CSV (RFC 4180) a record at a time, with places; line ends CR LF, LF or CR.
///
/// What is not CSV is reported, never repaired in silence: a quote inside an unquoted field, text behind a closing quote, a quote that is
/// never closed. One pass, O(bytes), no copy of what is not escaped.
package struct CSVReader: Sendable {
    /// No real file comes near them: a hostile one ends here.
    package struct Limits: Sendable {
        package var bytes = 256 << 20
        package var fieldBytes = 1 << 20
        package var recordBytes = 4 << 20
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

    /// After what was thrown: nobody can tell where the next record begins, so nothing behind the place is to be read. A stray quote alone
    /// opens nothing: its record ends with its line, and the next call reads on behind it.
    package private(set) var isBroken = false

    private let text: [UInt8]
    private let limits: Limits
    private var line = 1
    private var number = 0

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    /// Finds out the encoding and, where it is not given, the delimiter.
    package init(_ bytes: [UInt8], file: String, delimiter: UInt8? = nil, limits: Limits = Limits()) throws(Problem) {
        guard bytes.count <= limits.bytes else {
            throw Problem(
                file: file, code: "file-too-large", en: "The file has more than \(limits.bytes >> 20) MiB. Split it.",
                fr: "Le fichier dépasse \(limits.bytes >> 20) Mio. Découpez-le.")
        }
        (text, encoding) = try TextEncoding.decode(bytes, file: file)
        self.file = file
        self.limits = limits
        position = 0
        // Spreadsheets say the delimiter in a first line of their own.
        if text.count >= 5, text.starts(with: Array("sep=".utf8)), CSVDelimiter.candidates.contains(text[4]),
            text.count == 5 || text[5] == Self.lineFeed || text[5] == Self.carriageReturn
        {
            self.delimiter = delimiter ?? text[4]
            position = min(text.count, text.dropFirst(5).starts(with: [Self.carriageReturn, Self.lineFeed]) ? 7 : 6)
            line = 2
        } else {
            self.delimiter = delimiter ?? CSVDelimiter.found(in: text)
        }
    }

    /// Reads the next record into `record`, whose memory is used again.
    ///
    /// - Returns: false at the end of the file.
    package mutating func read(into record: inout CSVRecord) throws(Problem) -> Bool {
        guard position < text.count else { return false }
        isBroken = true
        number += 1
        record.line = line
        record.number = number
        record.start = position
        record.text = text
        record.unescaped.removeAll(keepingCapacity: true)
        record.fields.removeAll(keepingCapacity: true)
        while true {
            let field =
                position < text.count && text[position] == Self.quote ? try quotedField(in: &record) : try plainField(in: record)
            record.fields.append(field)
            guard field.end - field.start <= limits.fieldBytes else {
                throw fault(
                    record, "field-too-large", "A field has more than \(limits.fieldBytes >> 10) KiB.",
                    "Un champ dépasse \(limits.fieldBytes >> 10) Kio.")
            }
            guard record.fields.count <= limits.columns else {
                throw fault(
                    record, "too-many-columns", "A record has more than \(limits.columns) columns. Check the separator.",
                    "Un enregistrement a plus de \(limits.columns) colonnes. Vérifiez le séparateur.")
            }
            guard position - record.start <= limits.recordBytes else {
                throw fault(
                    record, "record-too-large", "A record has more than \(limits.recordBytes >> 20) MiB.",
                    "Un enregistrement dépasse \(limits.recordBytes >> 20) Mio.")
            }
            guard position < text.count else { return ended() }
            let byte = text[position]
            position += 1
            if byte == delimiter { continue }
            if byte == Self.carriageReturn, position < text.count, text[position] == Self.lineFeed { position += 1 }
            line += 1
            return ended()
        }
    }

    private mutating func ended() -> Bool {
        isBroken = false
        return true
    }

    /// To the start of the next line.
    private mutating func skipLine() {
        while position < text.count, text[position] != Self.lineFeed, text[position] != Self.carriageReturn { position += 1 }
        if text.dropFirst(position).starts(with: [Self.carriageReturn, Self.lineFeed]) { position += 1 }
        if position < text.count {
            position += 1
            line += 1
        }
        isBroken = false
    }

    private mutating func plainField(in record: CSVRecord) throws(Problem) -> CSVRecord.Field {
        let start = position
        let (text, delimiter) = (text, delimiter)
        let bytes = text.span
        var index = start
        var byte: UInt8 = 1
        while index < bytes.count {
            byte = bytes[index]
            if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn || byte == Self.quote || byte == 0 { break }
            index += 1
        }
        position = index
        if index < bytes.count, byte == Self.quote {
            let stray = fault(
                record, "stray-quote",
                "A quote stands inside a field that does not begin with one. Quote the whole field, and double the quotes in it.",
                "Un guillemet se trouve dans un champ qui n’en est pas entouré. Entourez le champ de guillemets et doublez ceux qu’il contient."
            )
            skipLine()
            throw stray
        }
        if index < bytes.count, byte == 0 { throw zeroByte(record) }
        return CSVRecord.Field(start: start, end: index, isUnescaped: false)
    }

    private mutating func quotedField(in record: inout CSVRecord) throws(Problem) -> CSVRecord.Field {
        let opened = line
        position += 1
        var start = position
        let unescapedStart = record.unescaped.count
        var isUnescaped = false
        while position < text.count {
            let byte = text[position]
            switch byte {
            case Self.quote:
                position += 1
                if position < text.count, text[position] == Self.quote {
                    isUnescaped = true
                    record.unescaped.append(contentsOf: text[start..<position])
                    position += 1
                    start = position
                    continue
                }
                guard position == text.count || [delimiter, Self.lineFeed, Self.carriageReturn].contains(text[position]) else {
                    throw fault(
                        record, "text-behind-quote", "Text follows a closing quote. Double the quotes inside a field.",
                        "Du texte suit un guillemet fermant. Doublez les guillemets à l’intérieur d’un champ.")
                }
                guard isUnescaped else { return CSVRecord.Field(start: start, end: position - 1, isUnescaped: false) }
                record.unescaped.append(contentsOf: text[start..<(position - 1)])
                return CSVRecord.Field(start: unescapedStart, end: record.unescaped.count, isUnescaped: true)
            case 0:
                throw zeroByte(record)
            case Self.lineFeed, Self.carriageReturn:
                if byte == Self.lineFeed || position + 1 >= text.count || text[position + 1] != Self.lineFeed { line += 1 }
                guard line - record.line <= limits.recordLines else {
                    throw fault(
                        record, "record-too-long",
                        "A quote opened on this line is still open \(limits.recordLines) lines later. Close it.",
                        "Un guillemet ouvert sur cette ligne l’est encore \(limits.recordLines) lignes plus loin. Fermez-le.",
                        opened: opened)
                }
            default: break
            }
            position += 1
            guard position - start <= limits.fieldBytes else {
                throw fault(
                    record, "field-too-large",
                    "A quoted field that begins on this line has more than \(limits.fieldBytes >> 10) KiB. Is its quote closed?",
                    "Un champ entre guillemets commencé sur cette ligne dépasse \(limits.fieldBytes >> 10) Kio. Le guillemet est-il fermé ?",
                    opened: opened)
            }
        }
        throw fault(
            record, "unclosed-quote", "A quote is opened on this line and never closed.",
            "Un guillemet ouvert sur cette ligne n’est jamais fermé.", opened: opened)
    }

    private func zeroByte(_ record: CSVRecord) -> Problem {
        fault(
            record, "zero-byte", "The file holds a zero byte: it is no text, or UTF-16 without its mark. Save it again as UTF-8.",
            "Le fichier contient un octet nul : ce n’est pas du texte, ou de l’UTF-16 sans sa marque. Enregistrez-le de nouveau en UTF-8.")
    }

    private func fault(_ record: CSVRecord, _ code: String, _ en: String, _ fr: String, opened: Int? = nil) -> Problem {
        Problem(
            file: file, line: opened ?? line, record: number, columnNumber: min(record.fields.count + 1, limits.columns + 1), code: code,
            en: en,
            fr: fr)
    }
}
