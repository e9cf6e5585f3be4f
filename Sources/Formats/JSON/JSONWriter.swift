/// Writes JSON as bytes, member by member; the caller keeps the order.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: StaticString) {
        bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    mutating func integer(_ value: some FixedWidthInteger) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var first = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        // They stand in the order in which they came, the last one first.
        var last = bytes.count - 1
        while first < last {
            bytes.swapAt(first, last)
            first += 1
            last -= 1
        }
    }

    /// A string in quotes, escaping only what RFC 8259 demands.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            for byte in text.utf8 { escaped(byte) }
        } else {
            bytes += text.utf8
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20:
            raw("\\u00")
            digits(of: byte)
        default: bytes.append(byte)
        }
    }

    /// A string of two lower-case hexadecimal digits for each byte.
    mutating func hexadecimal(_ octets: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for octet in octets { digits(of: octet) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func digits(of octet: UInt8) {
        bytes.append(Self.digit(octet >> 4))
        bytes.append(Self.digit(octet & 15))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// An array, one element a line.
    mutating func lines<Element>(_ elements: some Sequence<Element>, _ each: (inout JSONWriter, Element) -> Void) {
        raw("[")
        var separator: StaticString = "\n  "
        for element in elements {
            raw(separator)
            each(&self, element)
            separator = ",\n  "
        }
        raw("]")
    }

    /// An array or object on one line, between the given brackets.
    mutating func list<Element>(
        _ elements: some Sequence<Element>, _ brackets: (StaticString, StaticString) = ("[", "]"),
        _ each: (inout JSONWriter, Element) -> Void
    ) {
        raw(brackets.0)
        var separator: StaticString = ""
        for element in elements {
            raw(separator)
            each(&self, element)
            separator = ", "
        }
        raw(brackets.1)
    }
}
