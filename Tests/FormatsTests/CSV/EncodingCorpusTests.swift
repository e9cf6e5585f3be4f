import Formats
import Foundation
import Testing

/// Every file of the reference data in the encoding that its index says.
@Suite(.enabled(if: ReferenceData.isThere, Comment(rawValue: ReferenceData.absence)))
struct EncodingCorpusTests {
    private struct Entry {
        var path: String
        var encoding: String
        var hasMark: Bool
        var records: Int?
    }

    private static let french = "bad-input/csv-fr-encodings"
    /// Japanese in UTF-8, some bytes of which an older program has turned into question marks.
    private static let damaged = "ics/ical4j/valid/1106817412.ics"
    private static let latin = "\(french)/CSV-basic-ISO-8859-1.CRLF.csv"

    private func index() throws -> [Entry] {
        let rows = try records(try ReferenceData.bytes("INDEX.csv"))
        try #require(rows.first == ["path", "origin", "licence", "bytes", "records", "encoding", "bom", "newlines"])
        return rows.dropFirst().map { Entry(path: $0[0], encoding: $0[5], hasMark: $0[6] == "yes", records: Int($0[4])) }
    }

    @Test func `every file of UTF-8 is taken for it, and only its mark is left out`() throws {
        let files = try index().filter { ["ascii", "utf-8"].contains($0.encoding) }
        #expect(files.count > 400)
        for file in files {
            let bytes = try ReferenceData.bytes(file.path)
            let (text, encoding) = try TextEncoding.decode(bytes, file: file.path)
            #expect(encoding == .utf8, "\(file.path)")
            #expect(text.count == bytes.count - (file.hasMark ? 3 : 0) && bytes.suffix(text.count) == text[...], "\(file.path)")
        }
    }

    @Test func `what is no UTF-8 is read as Windows-1252, or refused because it was UTF-8 once`() throws {
        let others = try index().filter { !["ascii", "utf-8", "zip"].contains($0.encoding) }.map(\.path)
        #expect(others == [Self.latin, Self.damaged])
        #expect(
            try records(try ReferenceData.bytes(Self.latin)) == [
                ["first_name", "last_name", "age"], ["John", "Smith", "37"], ["Jean", "Christophe", "33"], ["Hélène", "Mahé", "42"],
            ])
        let bytes = try ReferenceData.bytes(Self.damaged)
        let problem = #expect(throws: Problem.self) { try TextEncoding.decode(bytes, file: "t.ics") }
        let line = try #require(bytes.split(separator: 0x0A, omittingEmptySubsequences: false).firstIndex { !$0.allSatisfy { $0 < 0x80 } })
        #expect(problem?.code == "not-utf8" && problem?.line == line + 1)
    }

    @Test func `the French reference block is read cell for cell`() throws {
        let bytes = try ReferenceData.bytes("\(Self.french)/reference-block-utf8.csv")
        // An independent reading: no cell of this file holds a separator, a line end or a doubled quote.
        let expected = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false).map {
                $0.first == "\"" ? String($0.dropFirst().dropLast()) : String($0)
            }
        }
        #expect(try CSVReader(bytes, file: "t.csv").delimiter == UInt8(ascii: ";"))
        #expect(try records(bytes) == expected)
        #expect(expected.count == 32 && expected.contains { $0.contains("10€") } && expected.contains { $0.contains(" 000100") })
    }

    @Test func `the French reference block in Windows-1252 is the same text`() throws {
        let bytes = try ReferenceData.bytes("\(Self.french)/reference-block-utf8.csv")
        // Omega, the smiley and the clef have no place in that code page.
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
            String($0).data(using: .windowsCP1252) != nil
        }
        let text = lines.joined(separator: "\r\n")
        #expect(lines.count == 29)
        let read = try TextEncoding.decode(Array(try #require(text.data(using: .windowsCP1252))), file: "t.csv")
        #expect(String(decoding: read.text, as: UTF8.self) == text && read.encoding == .windows1252)
    }

    @Test func `every CSV has the records that its index counts`() throws {
        var refused: [String: String] = [:]
        let files = try index().filter { $0.path.hasSuffix(".csv") && $0.records != nil }
        #expect(files.count > 80)
        for file in files {
            let bytes = try ReferenceData.bytes(file.path)
            if let problem = refusal(bytes) {
                refused[file.path] = problem.code
                continue
            }
            #expect(try records(bytes).count - 1 == file.records, "\(file.path)")
        }
        #expect(
            refused == [
                "bad-input/csv-spectrum/csvs/location_coordinates.csv": "stray-quote",
                "bad-input/csv-test-data/csv/bad-quotes-with-unescaped-quote.csv": "text-behind-quote",
                "bad-input/csv-test-data/csv/bad-unescaped-quote.csv": "stray-quote",
            ])
    }
}
