import Testing

@testable import Formats

/// What stands in a workbook, as its parts say it.
@Suite struct XLSXWriterTests {
    private func parts(_ sheet: Sheet) throws -> [String: String] {
        let files = try ZipArchive.files(in: try XLSXWriter.bytes(of: sheet), file: "book.xlsx")
        return Dictionary(files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }) { first, _ in first }
    }

    @Test func `identifiers stay text, numbers and days are numbers, and no cell is a formula`() throws {
        let day = try #require(Day("2026-11-28"))
        let sheet = Sheet(
            name: "Promotion 2026/2027", columns: [Sheet.Column("clé"), Sheet.Column("heures"), Sheet.Column("jour")],
            rows: [
                [.text("007"), .number(12), .day(day)], [.text("=HYPERLINK(\"http://x\")"), Sheet.Cell(nil as Int?), .empty],
                [.text("<&> \u{1} é 👩‍🎓"), .empty, .empty],
            ])
        let parts = try parts(sheet)
        let page = try #require(parts["xl/worksheets/sheet1.xml"])
        let strings = try #require(parts["xl/sharedStrings.xml"])
        #expect(!page.contains("<f>"))
        #expect(page.contains("<c r=\"A2\" t=\"s\">") && page.contains("<c r=\"B2\"><v>12</v>"))
        // 2026-11-28 in days since 1899-12-30.
        #expect(page.contains("<v>46354</v>"))
        #expect(page.contains("state=\"frozen\"") && page.contains("<autoFilter ref=\"A1:C4\"/>"))
        #expect(strings.contains("<t>007</t>") && strings.contains("=HYPERLINK(&quot;") || strings.contains("=HYPERLINK(\""))
        #expect(strings.contains("&lt;&amp;&gt;") && strings.contains("👩‍🎓"))
        #expect(parts["xl/workbook.xml"]?.contains("name=\"Promotion 20262027\"") == true)
    }

    @Test func `what no cell can hold is cut, and what no name can hold is left out`() throws {
        let parts = try parts(
            Sheet(name: "[]:*?/\\'", columns: [Sheet.Column("a\0b")], rows: [[.text(String(repeating: "é", count: 40_000))]]))
        #expect(parts["xl/workbook.xml"]?.contains("name=\"Vivier\"") == true)
        let strings = try #require(parts["xl/sharedStrings.xml"])
        #expect(strings.contains("a\u{FFFD}b") && strings.utf8.count > 32_000 && strings.utf16.count < 40_000)
    }

    @Test func `a sheet without rows or columns is a workbook as well`() throws {
        #expect(try parts(Sheet(name: "", columns: []))["xl/worksheets/sheet1.xml"] != nil)
    }
}
