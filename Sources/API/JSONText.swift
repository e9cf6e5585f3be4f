/// A JSON document as it is written, member by member.
package struct JSONText {
    package private(set) var bytes: [UInt8] = []
    /// Whether the next member stands behind another.
    private var follows = false

    package init() {
        bytes.reserveCapacity(512)
        bytes.append(UInt8(ascii: "{"))
    }

    /// One member of the object; none for nil.
    package mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        begin(name)
        write(text)
    }

    package mutating func member(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        begin(name)
        bytes.append(contentsOf: String(number).utf8)
    }

    package mutating func member(_ name: StaticString, _ texts: [String]?) {
        guard let texts else { return }
        begin(name)
        bytes.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(text)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    package mutating func end() {
        bytes.append(UInt8(ascii: "}"))
    }

    /// - Parameter name: holds nothing that JSON escapes.
    private mutating func begin(_ name: StaticString) {
        if follows { bytes.append(UInt8(ascii: ",")) }
        follows = true
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// RFC 8259, 7: a quote, a backslash and controls are escaped, nothing else has to be.
    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case ..<0x20:
                bytes.append(contentsOf: "\\u00\(byte < 0x10 ? "0" : "1")\(String(byte & 0xF, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// An answer that is read so often that it writes itself: the general encoder takes longer for it than the database.
package protocol SelfWriting: Encodable {
    func write(to json: inout JSONText)
}

extension Organisation: SelfWriting {
    package func write(to json: inout JSONText) {
        json.member("id", id.description)
        json.member("version", version)
        json.member("kind", kind.rawValue)
        json.member("name", name)
        json.member("city", city)
        json.member("uai", uai)
        json.member("siret", siret)
        json.member("sector", sector)
        json.member("capacity", capacity)
        json.member("schools", schools?.map(\.description))
    }
}
