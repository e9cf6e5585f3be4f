package import Schema

/// A file of the folder `sql/` inside the binary.
package struct EmbeddedFile: Sendable {
    package var name: String
    package var bytes: [UInt8]

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package init(_ file: vivier_embedded_file) {
        name = String(cString: file.name)
        bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
}
