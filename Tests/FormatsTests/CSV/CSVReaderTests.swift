import Formats
import Testing

struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a,b\n1,2", [["a", "b"], ["1", "2"]]), ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]), ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("sep=;\r\na,x;b\r\n1;2\r\n", [["a,x", "b"], ["1", "2"]]), ("sep=,\na,b\n", [["a", "b"]]),
        ("\"a;a;a\",b\n\"x;;y\",2\n", [["a;a;a", "b"], ["x;;y", "2"]]), ("a,\"b\"\"c\"\n\"\"\"\",\"\"\n", [["a", "b\"c"], ["\"", ""]]),
        ("a,\"1\r\n2\n3\r4\"\nb,c\n", [["a", "1\r\n2\n3\r4"], ["b", "c"]]), ("a,\n", [["a", ""]]), ("a,", [["a", ""]]), ("", []),
        ("\n\n", [[""], [""]]), (",\n", [["", ""]]), ("é,ß,中,😀\n", [["é", "ß", "中", "😀"]]),
    ])
    func `records are read as they stand`(text: String, rows: [[String]]) throws {
        #expect(try records(Array(text.utf8)) == rows)
    }

    @Test(arguments: [
        ("a,b\n1,x\"y\n", "stray-quote", 2, 2, 2), ("a,b\n1,\"x\"y\n", "text-behind-quote", 2, 2, 2),
        ("a,b\n\"1\n2\",3\nx,\"open\n\n", "unclosed-quote", 4, 3, 2), ("a,b\n1,\0\n", "zero-byte", 2, 2, 2),
        ("a,b\n\"1\n\n\0\",3\n", "zero-byte", 4, 2, 1), ("a,\"", "unclosed-quote", 1, 1, 2),
    ])
    func `what is no CSV is refused at its line, record and column`(text: String, code: String, line: Int, record: Int, column: Int) {
        let problem = refusal(Array(text.utf8))
        #expect(problem?.code == code)
        #expect(problem?.line == line)
        #expect(problem?.record == record)
        #expect(problem?.columnNumber == column)
    }

    @Test func `a record knows its line and its number where cells hold line breaks`() throws {
        var reader = try CSVReader(Array("h,i\r\n\"a\r\nb\r\nc\",1\r\n\r\nd,2\r\n".utf8), file: "t.csv")
        var record = CSVRecord()
        var places: [[Int]] = []
        while try reader.read(into: &record) { places.append([record.number, record.line]) }
        #expect(places == [[1, 1], [2, 2], [3, 5], [4, 6]])
        #expect(reader.position == reader.byteCount)
    }

    @Test func `a table does not read a row that lost or gained a field`() throws {
        var table = try CSVTable(Array("a,b,c,,\n1,2\n1,2,3,4\n1,2,3,,\n\n  , \n\"'=x\", y ,z\n".utf8), file: "t.csv")
        #expect(table.columns == ["a", "b", "c"])
        var record = CSVRecord()
        var codes: [String?] = []
        while try table.read(into: &record) { codes.append(table.misfit(record)?.code) }
        #expect(codes == ["too-few-fields", "too-many-fields", nil, nil])
        #expect((0..<3).map { table.text(record, $0) } == ["=x", "y", "z"])
    }
}
