/// A set of numbers 0…255, as the bits of four words.
package struct Marks: Hashable, BitwiseCopyable, Sendable {
    /// One more than the largest number.
    package static let limit = 256

    var words: SIMD4<UInt64>

    package init() { words = .zero }

    init(words: SIMD4<UInt64>) { self.words = words }

    /// Numbers outside 0…255 are a programmer's error.
    package init(_ numbers: some Sequence<Int32>) {
        words = .zero
        for number in numbers { words[Int(number) >> 6] |= 1 << UInt64(number & 63) }
    }

    package func contains(_ number: Int32) -> Bool { words[Int(number) >> 6] >> UInt64(number & 63) & 1 == 1 }

    /// Ascending.
    package var numbers: [Int32] {
        var numbers: [Int32] = []
        for word in 0..<4 {
            var bits = words[word]
            while bits != 0 {
                numbers.append(Int32(word << 6 + bits.trailingZeroBitCount))
                bits &= bits - 1
            }
        }
        return numbers
    }

    package var count: Int32 {
        var sum = 0
        for word in 0..<4 { sum &+= words[word].nonzeroBitCount }
        return Int32(truncatingIfNeeded: sum)
    }

    var isEmpty: Bool { words == .zero }

    package static func | (left: Marks, right: Marks) -> Marks { Marks(words: left.words | right.words) }
    package static func & (left: Marks, right: Marks) -> Marks { Marks(words: left.words & right.words) }
    package func subtracting(_ other: Marks) -> Marks { Marks(words: words & ~other.words) }
}
