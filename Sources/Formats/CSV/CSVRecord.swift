/// One record of a CSV file: its fields, unquoted, and where it begins.
///
/// The fields lie in the text of the file; only those with doubled quotes are copied.
package struct CSVRecord: Sendable {
    struct Field {
        var start: Int
        var end: Int
        /// It stands in ``unescaped``, not in ``text``.
        var isUnescaped: Bool
    }

    /// The physical line on which it begins, from 1.
    package internal(set) var line = 0
    /// Its number in the file, from 1, the header counted, blank lines too.
    package internal(set) var number = 0
    var text: [UInt8] = []
    var unescaped: [UInt8] = []
    var fields: [Field] = []
    var start = 0

    package init() {}

    package var count: Int { fields.count }

    /// The bytes of a field, which are UTF-8.
    package func bytes(_ field: Int) -> ArraySlice<UInt8> {
        let place = fields[field]
        return place.isUnescaped ? unescaped[place.start..<place.end] : text[place.start..<place.end]
    }

    package subscript(field: Int) -> String {
        String(decoding: bytes(field), as: UTF8.self)
    }

    func isEmpty(_ field: Int) -> Bool { fields[field].start == fields[field].end }

    /// A line with nothing on it.
    package var isBlank: Bool { count == 1 && isEmpty(0) }

    /// Nothing but spaces in any field: what spreadsheets leave below a table.
    package var isVoid: Bool {
        fields.indices.allSatisfy { bytes($0).allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    }
}
