/// A zip archive whose files are stored as they are, as the format's own description has it (APPNOTE.TXT, 4.3).
package enum StoredZip {
    package static func bytes(of files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var (archive, directory): ([UInt8], [UInt8]) = ([], [])
        for file in files {
            let (name, place) = (Array(file.name.utf8), archive.count)
            // Version 2.0, names in UTF-8, stored, 1 January 1980.
            let about =
                little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 2) + little(0x21, 2) + little(Int(checksum(file.bytes)), 4)
                + little(file.bytes.count, 4) + little(file.bytes.count, 4) + little(name.count, 2) + little(0, 2)
            archive += little(0x0403_4B50, 4) + about + name + file.bytes
            directory += little(0x0201_4B50, 4) + little(20, 2) + about + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
            directory += little(place, 4) + name
        }
        let end = little(0x0605_4B50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
        return archive + directory + end + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
