import Formats
import Testing

@Suite struct SealTests {
    @Test func `what is closed is opened by the same key, and says nothing to anybody else`() throws {
        let key = (0..<UInt8(Seal.keySize)).map { $0 }
        let seal = try #require(Seal(key: key))
        for text in ["", "x", "O’Neil", String(repeating: "é", count: 5_000)] {
            let bytes = Array(text.utf8)
            let closed = seal.closed(bytes)
            #expect(seal.opened(closed) == bytes && Seal(key: key)?.opened(closed) == bytes)
            #expect(seal.closed(bytes) != closed)
            #expect(Seal.random().opened(closed) == nil)
            #expect(closed.count == bytes.count + 28)
            for index in Set([0, 11, 12, closed.count / 2, closed.count - 1]) {
                var other = closed
                other[index] ^= 1
                #expect(seal.opened(other) == nil, "\(index)")
            }
            for count in [0, 1, 27, closed.count - 1] { #expect(seal.opened(Array(closed.prefix(count))) == nil) }
        }
        #expect(Seal(key: Array(key.dropLast())) == nil && Seal(key: key + [0]) == nil)
    }
}
