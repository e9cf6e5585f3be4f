import API

/// What a company is told of numbers of teams, none of whose members has agreed to be searched by it: each with a normal deviate that is drawn for
/// the company, the question and the number, so that asking again, on any day, adds nothing. A draft asks many questions while it is typed; hence
/// the width is the same for all of them: wide enough that ten pairs of questions with and without one team hardly tell whether it is
/// counted, and small enough that the count helps whoever posts a case among some forty teams, where ``BlurredCount`` widens from question to question.
package struct BlurredTeams: Sendable {
    /// In teams.
    private static let spread = 5.0

    /// As ``CaseOutlook`` has them.
    package let told: [Int?]

    /// - Parameters:
    ///   - counts: of which each counts some of those before it: no blur makes it more.
    ///   - draws: at least 16 random bytes for each, the same for the same question and number.
    package init(of counts: [Int], draws: [[UInt8]]) {
        let blurred = zip(counts, draws).map { count, draw in Double(count) + Self.spread * BlurredCount.deviate(draw) }
        told = Self.falling(blurred).map { CaseOutlook.told(max(0, Int($0.rounded()))) }
    }

    /// The numbers nearest to these of which none is above the one before it: neighbours in the wrong order have their mean.
    static func falling(_ values: [Double]) -> [Double] {
        var levels: [(sum: Double, count: Int)] = []
        for value in values {
            var level = (sum: value, count: 1)
            while let before = levels.last, before.sum * Double(level.count) < level.sum * Double(before.count) {
                level = (before.sum + level.sum, before.count + level.count)
                levels.removeLast()
            }
            levels.append(level)
        }
        return levels.flatMap { Array(repeating: $0.sum / Double($0.count), count: $0.count) }
    }
}
