/// The name that somebody probably meant.
///
/// - Returns: the nearest of `names` by edit distance, nil where none is within a third of the word's length.
func nearest(to word: String, among names: some Sequence<String>) -> String? {
    let bound = max(1, word.count / 3)
    let candidates = names.map { ($0, editDistance(Array(word.prefix(60)), Array($0.prefix(60)))) }
    guard let best = candidates.min(by: { $0.1 < $1.1 }), best.1 <= bound else { return nil }
    return best.0
}

/// Insertions, removals, replacements and swaps of neighbours that lead from one word to the other (optimal string alignment), O(n·m).
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in first.indices {
        var row = [i + 1]
        for j in second.indices {
            var best = min(last[j] + (first[i] == second[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[second.count]
}
