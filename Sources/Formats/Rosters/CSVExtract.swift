/// The copy of a CSV file that an extract is: its records in the order of the file, each on the lines on which it stood.
struct CSVExtract {
    private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8

    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
    private static let quote = UInt8(ascii: "\"")
    private static let dash = UInt8(ascii: "-")

    init(delimiter: UInt8, capacity: Int) {
        self.delimiter = delimiter
        bytes.reserveCapacity(capacity)
    }

    /// As it stands.
    mutating func append(_ text: some Sequence<UInt8>) { bytes += text }

    /// - Parameter cell: what is to stand in a field.
    mutating func append(_ record: CSVRecord, cell: (_ field: Int) -> ArraySlice<UInt8>) {
        for field in 0..<record.count {
            if field > 0 { bytes.append(delimiter) }
            quote(cell(field))
        }
        bytes.append(Self.lineFeed)
    }

    /// What stands for a cell: a dash, and as many line ends as it has, since lines are counted.
    static func withheld(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> { [dash] + plainLines(cell).filter { $0 == lineFeed } }

    /// What is no record: quotes, separators, line ends and zeros alone, so that the same fault is found at the same place, and a dash for
    /// whatever stands between two of them.
    mutating func appendFrame(of text: ArraySlice<UInt8>) {
        let frame = [Self.quote, delimiter, Self.lineFeed, 0]
        var isBetween = false
        for byte in Self.plainLines(text) {
            let isFrame = frame.contains(byte)
            if isFrame || !isBetween { bytes.append(isFrame ? byte : Self.dash) }
            isBetween = !isFrame
        }
    }

    /// Every line ends with LF: a CR that was left alone would be one with an LF that comes to stand behind it.
    private static func plainLines(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for index in text.indices {
            let byte = text[index]
            if byte != carriageReturn {
                plain.append(byte)
            } else if index + 1 == text.endIndex || text[index + 1] != lineFeed {
                plain.append(lineFeed)
            }
        }
        return plain
    }

    private mutating func quote(_ cell: ArraySlice<UInt8>) {
        guard cell.contains(where: { $0 == Self.quote || $0 == delimiter || $0 == Self.lineFeed || $0 == Self.carriageReturn }) else {
            bytes += cell
            return
        }
        bytes.append(Self.quote)
        for byte in cell {
            if byte == Self.quote { bytes.append(Self.quote) }
            bytes.append(byte)
        }
        bytes.append(Self.quote)
    }
}
