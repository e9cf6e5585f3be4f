import Formats
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CSVHostileTests {
    @Test func `a million columns are refused at once`() {
        let problem = refusal(Array(repeating: UInt8(ascii: ","), count: 1_000_000))
        #expect(problem?.code == "too-many-columns")
        #expect(problem?.columnNumber == 1_001)
    }

    @Test func `a quote that swallows lines is refused where it was opened`() {
        let problem = refusal(Array("a,b\n1,\"".utf8) + Array(repeating: 0x0A, count: 100_000))
        #expect(problem?.code == "record-too-long")
        #expect(problem?.line == 2)
    }

    @Test func `a field without end is refused`() {
        #expect(refusal(Array("a,b\n1,".utf8) + Array(repeating: 0x61, count: 2 << 20))?.code == "field-too-large")
        #expect(refusal(Array("a,b\n1,\"".utf8) + Array(repeating: 0x61, count: 2 << 20))?.code == "field-too-large")
    }

    @Test func `a record of many large fields is refused`() {
        let field = Array(repeating: UInt8(ascii: "x"), count: 1_000_000) + [0x2C]
        #expect(refusal(field + field + field + field + field)?.code == "record-too-large")
    }

    @Test func `a file beyond the bound is refused before it is read`() {
        var limits = CSVReader.Limits()
        limits.bytes = 1 << 20
        #expect(refusal(Array(repeating: 0x61, count: (1 << 20) + 1), limits: limits)?.code == "file-too-large")
    }

    @Test func `UTF-16 that is cut off is refused, and without its mark too`() {
        let text = "clé;nom\n1;Zoë\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(refusal([0xFF, 0xFE] + text.dropLast())?.code == "not-utf16")
        #expect(refusal(Array("key;nom\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }))?.code == "zero-byte")
    }

    @Test func `problems without number are all counted, a thousand kept`() {
        let rows = (0..<5_000).map { "k\($0),A,B,no address\n" }.joined()
        let reading = RosterCSV.read(Array(("key,given_name,family_name,email\n" + rows).utf8), file: "t.csv")
        #expect(reading.problems.total == 5_000)
        #expect(reading.problems.refusals == 5_000)
        #expect(reading.problems.problems.count == ProblemList.kept)
        #expect(reading.rejected == 5_000)
    }
}
