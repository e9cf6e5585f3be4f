/// A text as the key of a dictionary, byte by byte: two that look the same and are written otherwise are two. A `String` is composed anew each
/// time that it is looked up, which for accents costs more than all else that happens to a cell.
package struct Verbatim: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: Verbatim, right: Verbatim) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        if isHashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }
}
