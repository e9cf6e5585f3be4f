import Foundation
import HTTPTypes
import Hummingbird
import Vivier

/// Reads `multipart/form-data` (RFC 7578): the form by which a browser sends files. What came is held in memory already, within its bound.
enum Multipart {
    static let mediaType = "multipart/form-data"
    private static let mostParts = 2_000
    private static let mostHeadBytes = 8 << 10

    /// - Throws: ``Failure`` with the status 400 for what is no such form.
    static func form(in bytes: [UInt8], contentType: String) throws -> Form {
        guard let boundary = boundary(in: contentType) else { throw broken }
        let mark = Array("--\(boundary)".utf8)
        var form = Form()
        guard var place = find(mark, in: bytes, from: 0) else { throw broken }
        var parts = 0
        while true {
            place += mark.count
            if bytes[place...].starts(with: Array("--".utf8)) { return form }
            guard bytes[place...].starts(with: Array("\r\n".utf8)), parts < mostParts else { throw broken }
            parts += 1
            place += 2
            guard let head = find(Array("\r\n\r\n".utf8), in: bytes, from: place), head - place <= mostHeadBytes,
                let end = find(Array("\r\n".utf8) + mark, in: bytes, from: head + 2)
            else { throw broken }
            let disposition = fields(of: bytes[place..<head])
            guard let name = disposition["name"] else { throw broken }
            let content = end >= head + 4 ? Array(bytes[(head + 4)..<end]) : []
            if let file = disposition["filename"] {
                // A browser sends an empty file of no name where none was chosen.
                if !file.isEmpty || !content.isEmpty { form.files[name] = Form.Upload(name: file, bytes: content) }
            } else {
                guard let text = String(validating: content, as: UTF8.self) else { throw broken }
                form.items.append((name, text))
            }
            place = end + 2
        }
    }

    private static let broken = Failure(
        status: .badRequest, code: "broken-form",
        sentence: Sentence(en: "The form that was sent cannot be read.", fr: "Le formulaire reçu est illisible."))

    private static func boundary(in contentType: String) -> String? {
        let text = contentType.split(separator: ";").dropFirst().lazy.map { $0.trimmingPrefix { $0 == " " } }
            .first { $0.lowercased().hasPrefix("boundary=") }?.dropFirst(9).filter { $0 != "\"" }
        // At most 70 characters (RFC 2046, 5.1.1).
        return text.flatMap { (1...70).contains($0.utf8.count) ? String($0) : nil }
    }

    /// The parameters of `Content-Disposition`. Browsers write a quotation mark in a name as `%22`.
    private static func fields(of head: ArraySlice<UInt8>) -> [String: String] {
        var fields: [String: String] = [:]
        for line in String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        where line.lowercased().hasPrefix("content-disposition:") {
            for match in line.matches(of: /;\s*([A-Za-z]+)="([^"]*)"/) {
                fields[match.output.1.lowercased()] = String(match.output.2).replacing("%22", with: "\"").replacing("%0D%0A", with: "\n")
            }
        }
        return fields
    }

    /// Where `pattern` begins, at `start` or later.
    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, start <= bytes.count else { return nil }
        var place = start
        while let next = bytes[place...].firstIndex(of: first), next + pattern.count <= bytes.count {
            if bytes[next...].starts(with: pattern) { return next }
            place = next + 1
        }
        return nil
    }
}
