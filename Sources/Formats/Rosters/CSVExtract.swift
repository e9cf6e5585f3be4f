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

    /// What stands for a cell: a dash, and its line breaks for themselves, since lines are counted.
    static func withheld(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        [dash] + cell.filter { $0 == lineFeed || $0 == carriageReturn }
    }

    /// What is no record: quotes, separators, lines and zeros alone, so that the same fault is found at the same place, and a dash for
    /// whatever stands between two of them.
    mutating func appendFrame(of text: ArraySlice<UInt8>) {
        let frame = [Self.quote, delimiter, Self.lineFeed, Self.carriageReturn, 0]
        var isBetween = false
        for byte in text {
            let isFrame = frame.contains(byte)
            if isFrame || !isBetween { bytes.append(isFrame ? byte : Self.dash) }
            isBetween = !isFrame
        }
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
