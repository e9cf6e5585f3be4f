import API
import Foundation

/// What is told of a number of people: it, and a normal deviate that is drawn anew for each question, each place among those of a day and each
/// number, so that whoever asks with and without one person, however often and in whatever words, learns next to nothing of whether that person is
/// counted. Were it the same at two places, where its width differs, the two answers would tell the number. Independent deviates average out; hence
/// the more an organisation has asked within a day, the wider they are: all questions of a day together hold less about one person than a single
/// exact answer (the variance grows with the number of questions, so that the sum of what they tell grows with its logarithm only).
///
/// C. Dwork, A. Roth, The Algorithmic Foundations of Differential Privacy, 2014, 3 and 8 (why many answers need more noise).
package struct BlurredCount: Sendable {
    /// Of the first question of a day, in people.
    private static let spread = 5.0
    /// After how many questions the variance has doubled.
    private static let patience = 5.0

    private let value: Int

    /// - Parameters:
    ///   - place: how many other questions were answered within a day before it.
    ///   - draw: at least 16 random bytes, the same for the same question, place and number.
    package init(of people: Int, place: Int, draw: [UInt8]) {
        let deviate = Self.deviate(draw)
        value = people + Int((Self.spread * (1 + Double(place) / Self.patience).squareRoot() * deviate).rounded())
    }

    /// Normal, of variance 1.
    static func deviate(_ draw: [UInt8]) -> Double {
        let (first, second) = (unit(draw.prefix(8)), unit(draw.dropFirst(8).prefix(8)))
        // Box and Muller, 1958; the first is above 0.
        return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }

    /// In (0, 1].
    private static func unit(_ bytes: ArraySlice<UInt8>) -> Double {
        let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 11
        return (Double(bits) + 1) / Double(UInt64(1) << 53)
    }

    /// As ``PoolCount`` has it.
    package var told: Int? { PoolCount.told(min(value, PoolCount.most)) }
    package var isMore: Bool { value > PoolCount.most }
}
