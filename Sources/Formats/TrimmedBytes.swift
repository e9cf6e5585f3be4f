extension ArraySlice<UInt8> {
    /// The bytes without the spaces around them, as Foundation would trim the text: tabs and no-break spaces count, and where asked for,
    /// line breaks. A roster has a million cells and parts of cells, and Foundation copies each three times.
    ///
    /// - Precondition: the bytes are UTF-8 below U+0300; spaces beyond are not looked for.
    func trimmed(lineBreaks: Bool) -> ArraySlice<UInt8> {
        var rest = self
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || lineBreaks && (0x0A...0x0D).contains(byte) }
        // U+00A0 and U+0085.
        func isWideSpace(_ first: UInt8, _ second: UInt8) -> Bool { first == 0xC2 && (second == 0xA0 || lineBreaks && second == 0x85) }
        while let first = rest.first {
            if isSpace(first) {
                rest = rest.dropFirst()
            } else if rest.count >= 2, isWideSpace(first, rest[rest.startIndex + 1]) {
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        while let last = rest.last {
            if isSpace(last) {
                rest = rest.dropLast()
            } else if rest.count >= 2, isWideSpace(rest[rest.endIndex - 2], last) {
                rest = rest.dropLast(2)
            } else {
                break
            }
        }
        return rest
    }
}
