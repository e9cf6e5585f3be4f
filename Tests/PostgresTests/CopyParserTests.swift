import Testing

@testable import Postgres

struct CopyParserTests {
    /// Two rows of two fields, the second with NULL and an empty value, as COPY sends them.
    private let stream: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 3, 9, 9, 9] + [0, 2, 0, 0, 0, 1, 7, 0, 0, 0, 2, 8, 9]
        + [0, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] + [0xFF, 0xFF]

    @Test func `a stream is understood however it is cut`() throws {
        for first in 0...stream.count {
            for second in first...stream.count {
                var parser = CopyParser()
                var rows: [[[UInt8]?]] = []
                var isAtEnd = false
                for piece in [stream[..<first], stream[first..<second], stream[second...]] {
                    parser.add(Array(piece))
                    reading: while true {
                        switch try parser.next() {
                        case .row: rows.append(parser.fields.map { $0.map { Array(parser.bytes[$0]) } })
                        case .starved: break reading
                        case .end:
                            isAtEnd = true
                            break reading
                        }
                    }
                }
                #expect(rows == [[[7], [8, 9]], [nil, []]] && isAtEnd, "cut at \(first) and \(second)")
            }
        }
    }

    @Test func `anything else is refused`() {
        var parser = CopyParser()
        parser.add(Array("1,2,3\n4,5,6\n7,8,9\n".utf8) + [0, 0, 0, 0, 0, 0, 0])
        #expect(throws: PostgresError.self) { try parser.next() }
        var negative = CopyParser()
        negative.add(Array(stream.prefix(22)) + [0, 1, 0xFF, 0xFF, 0xFF, 0xFE])
        #expect(throws: PostgresError.self) { try negative.next() }
    }
}
