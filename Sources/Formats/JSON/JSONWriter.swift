/// Writes JSON as bytes, member by member; the caller keeps the order.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: StaticString) {
        bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    mutating func integer(_ value: some FixedWidthInteger) {
        bytes += String(value).utf8
    }

    /// A string in quotes, escaping only what RFC 8259 demands.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits: [UInt8] = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
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
