/// A zip archive whose files are stored as they are, as the format's own description has it (APPNOTE.TXT, 4.3).
package enum StoredZip {
    package static func bytes(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let place = archive.count
            let about = head(of: file.name, file.bytes)
            append([(0x0403_4B50, 4)], to: &archive)
            archive.append(contentsOf: about)
            archive.append(contentsOf: file.name.utf8)
            archive.append(contentsOf: file.bytes)
            append([(0x0201_4B50, 4), (20, 2)], to: &directory)
            directory.append(contentsOf: about)
            append([(0, 2), (0, 2), (0, 2), (0, 4), (place, 4)], to: &directory)
            directory.append(contentsOf: file.name.utf8)
        }
        let (start, size) = (archive.count, directory.count)
        archive.append(contentsOf: directory)
        append([(0x0605_4B50, 4), (0, 4), (files.count, 2), (files.count, 2), (size, 4), (start, 4), (0, 2)], to: &archive)
        return archive
    }

    /// Version 2.0, names in UTF-8, stored, 1 January 1980.
    private static func head(of name: String, _ bytes: [UInt8]) -> [UInt8] {
        var head: [UInt8] = []
        append([(20, 2), (0x800, 2), (0, 2), (0, 2), (0x21, 2), (Int(checksum(bytes)), 4)], to: &head)
        append([(bytes.count, 4), (bytes.count, 4), (name.utf8.count, 2), (0, 2)], to: &head)
        return head
    }

    /// Each with its count of bytes, the lowest first.
    private static func append(_ numbers: [(value: Int, count: Int)], to bytes: inout [UInt8]) {
        for number in numbers {
            for place in 0..<number.count { bytes.append(UInt8(truncatingIfNeeded: number.value >> (8 * place))) }
        }
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
