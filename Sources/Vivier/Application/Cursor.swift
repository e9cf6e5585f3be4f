package import API
import Formats
import Foundation

/// Where a page of a list ends: the sort key and the id of its last row, opaque to whoever sends it back.
///
/// Closed by the house's own key: the sort key may be a name, and proxies write down the addresses that a cursor stands in. It grants nothing: the
/// next page runs under the caller's own row-level security.
package struct Cursor: Sendable {
    package var parts: [String]

    package init(_ parts: String...) {
        self.parts = parts
    }

    /// What closes cursors and opens them; the application sets it for whatever it performs.
    @TaskLocal static var seal = Seal.random()

    /// base64url of the closed parts.
    package var text: String {
        Data(Self.seal.closed(bytes)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The parts, each behind its length in bytes.
    package var bytes: [UInt8] { Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8) }

    /// - Returns: nil where there is no cursor, that is on the first page.
    /// - Throws: a refusal that names the parameter, unless `text` was made by ``text`` with so many parts.
    package static func read(_ text: String?, parts count: Int) throws(GeneralRefusal) -> [String]? {
        guard let text, !text.isEmpty else { return nil }
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard text.utf8.count <= 4_000, let data = Data(base64Encoded: base64), let bytes = seal.opened(Array(data)),
            let parts = parts(of: bytes), parts.count == count
        else { throw unreadable }
        return parts
    }

    /// - Returns: nil unless they are ``bytes`` of a cursor.
    package static func parts(of bytes: [UInt8]) -> [String]? {
        var parts: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
                let length = Int(String(decoding: rest[..<colon], as: UTF8.self)), length >= 0, length < rest.endIndex - colon,
                let part = String(validating: rest[(colon + 1)..<(colon + 1 + length)], as: UTF8.self)
            else { return nil }
            // No key of a list holds one, and PostgreSQL takes no zero.
            guard !part.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return nil }
            parts.append(part)
            rest = rest[(colon + 1 + length)...]
        }
        return parts
    }

    /// The same with an id as its last part.
    package static func read<Subject>(
        _ text: String?, key _: String.Type = String.self, id _: Identifier<Subject>.Type
    ) throws(GeneralRefusal) -> (key: String, id: Identifier<Subject>)? {
        guard let parts = try read(text, parts: 2) else { return nil }
        guard let id = Identifier<Subject>(parts[1]) else { throw unreadable }
        return (parts[0], id)
    }

    /// A list that is sorted by id alone.
    package static func read<Subject>(_ text: String?, id _: Identifier<Subject>.Type) throws(GeneralRefusal) -> Identifier<Subject>? {
        guard let parts = try read(text, parts: 1) else { return nil }
        guard let id = Identifier<Subject>(parts[0]) else { throw unreadable }
        return id
    }

    /// A list that is sorted by a number, then by id.
    package static func read<Number: FixedWidthInteger, Subject>(
        _ text: String?, number _: Number.Type, id _: Identifier<Subject>.Type
    ) throws(GeneralRefusal) -> (number: Number, id: Identifier<Subject>)? {
        guard let parts = try read(text, parts: 2) else { return nil }
        guard let number = Number(parts[0]), let id = Identifier<Subject>(parts[1]) else { throw unreadable }
        return (number, id)
    }

    /// A list that is sorted by two ids.
    package static func read<First, Second>(
        _ text: String?, id _: Identifier<First>.Type, id _: Identifier<Second>.Type
    ) throws(GeneralRefusal) -> (Identifier<First>, Identifier<Second>)? {
        guard let parts = try read(text, parts: 2) else { return nil }
        guard let first = Identifier<First>(parts[0]), let second = Identifier<Second>(parts[1]) else { throw unreadable }
        return (first, second)
    }

    package static let unreadable = GeneralRefusal.parameter(
        "cursor", "unreadable-cursor", en: "The cursor is not one that this list gave. Start again without it.",
        fr: "Ce curseur ne vient pas de cette liste. Recommencez sans lui.")
}

extension PageQuery {
    /// 50 rows where nothing is said.
    ///
    /// - Throws: a refusal unless 1…200 rows are asked for.
    package func rows() throws(GeneralRefusal) -> Int {
        try pageRows(limit)
    }
}

/// Rows a page: 50 where nothing is said, else 1…200.
package func pageRows(_ limit: Int?) throws(GeneralRefusal) -> Int {
    let rows = limit ?? 50
    guard (1...PageQuery.largestLimit).contains(rows) else {
        throw GeneralRefusal.parameter(
            "limit", "out-of-range", en: "limit must be from 1 to 200.", fr: "limit doit être compris entre 1 et 200.")
    }
    return rows
}

extension Page {
    /// Cuts what was read, one row more than the page holds so that it is known whether there is a next one.
    package init(_ rows: [Item], limit: Int, cursor: (Item) -> Cursor) {
        let items = Array(rows.prefix(limit))
        self.init(items: items, next: rows.count > limit ? items.last.map { cursor($0).text } : nil)
    }
}
